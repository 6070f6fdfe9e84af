"""A table is read on a phone without being pushed sideways."""

import pytest
from tests.journeys.looking import WIDTH
from tests.journeys.test_axe import MAIN, PLAN, PUBLIC
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.slow

PHONE = {"width": 360, "height": 780}
WIDE = """() => [...document.querySelectorAll('.yk-scroll')]
    .filter(box => box.scrollWidth > box.clientWidth + 1)
    .map(box => box.getAttribute('aria-label'))"""
STAFF = {
    "secretariat": ("/staff/board/2022/2-1-a/", f"/staff{PLAN}", "/staff/releases/"),
    "finance": ("/staff/finance/2022/",),
    "writer": tuple(
        f"/staff/r/{code}/"
        for code in (
            *("indicators.indicator", "indicators.method", "indicators.target"),
            *("evaluation.action", "evaluation.effect", "evaluation.scale", "voices.voice"),
        )
    ),
    "headquarters": ("/staff/acceptance/2023/",),
}


def wide_tables(visitor, addresses):
    """Return the tables that are wider than a phone, by address."""
    visitor.page.set_viewport_size(PHONE)
    found = {}
    for path in addresses:
        visitor.open(path)
        page, window = visitor.page.evaluate(WIDTH)
        if wide := [*visitor.page.evaluate(WIDE), *(["the page"] if page > window else [])]:
            found[path] = wide
    return found


def test_wide_table_is_seen(page):
    page.set_viewport_size(PHONE)
    page.set_content(
        "<div class='yk-scroll' aria-label='広い表' style='overflow:auto'>"
        "<table style='width:900px'><tr><td>1</td></tr></table></div>"
    )

    assert page.evaluate(WIDE) == ["広い表"]


def test_tables_of_public_pages_fit_a_phone(demo, browser):
    visitor = Visitor(browser, demo.url)

    assert wide_tables(visitor, (*MAIN[None], *PUBLIC)) == {}
    visitor.leave()


@pytest.mark.parametrize("login", STAFF)
def test_tables_of_staff_fit_a_phone(demo, browser, login):
    visitor = Visitor(browser, demo.url).sign_in(login, demo.password)

    assert wide_tables(visitor, STAFF[login]) == {}
    visitor.leave()
