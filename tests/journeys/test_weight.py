"""A first view weighs little and asks nobody else; the release folder needs no server's help."""

import re

import pytest
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.slow

PLAN = "/plans/3rd-2021/"
PAGES = (
    "/",
    "/en/",
    f"{PLAN}items/2-1-a",
    f"/en{PLAN}items/2-1-a",
    f"{PLAN}2022/",
    "/data/",
    "/trust",
    "/published/3rd-2021/current/ja/index.html",
    "/nowhere",
)
LIMIT = 100_000  # bytes as they are sent: nothing is compressed
META = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]+)"')


@pytest.fixture
def visit(demo, browser):
    """Return how a new visitor sees a page: every answer that she got."""

    def visit(path):
        visitor, answers = Visitor(browser, demo.url), []
        visitor.page.on("response", lambda answer: answers.append(answer))
        visitor.open(path)
        visitor.page.wait_for_load_state("networkidle")
        bodies = {answer.url: answer.body() for answer in answers}
        cookies = visitor.context.cookies()
        visitor.watch.fine()
        visitor.leave()
        return bodies, cookies

    return visit


@pytest.mark.parametrize("path", PAGES)
def test_first_view_is_light_and_leaves_nothing_behind(visit, path):
    bodies, cookies = visit(path)

    assert sum(len(body) for body in bodies.values()) <= LIMIT
    assert cookies == []
    assert len(bodies) >= 3  # the page and its styles were counted


def test_pages_of_the_release_folder_carry_their_own_policy(demo):
    folder = demo.town.home / "published" / "3rd-2021" / "current"
    pages = sorted(folder.glob("*/**/*.html"))

    policies = {META.search(page.read_text(encoding="utf-8")).group(1) for page in pages}

    assert len(pages) > 50
    (policy,) = {policy.replace("&#x27;", "'") for policy in policies}
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
