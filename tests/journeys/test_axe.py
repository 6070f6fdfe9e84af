"""No page keeps anybody out: axe on every pattern and state, no page wider than its window."""

import re

import pytest
from django.test import RequestFactory
from django.utils import translation
from tests.journeys import mihon
from tests.journeys.looking import FOUR, faults, look, look_here, violations
from tests.journeys.opening import change_password
from tests.journeys.visitor import Visitor

from yakuba.site import errors

pytestmark = pytest.mark.slow

HTML = {"Content-Type": "text/html"}
PLAN = "/plans/3rd-2021/"
YEAR, NEXT = "2022", "2023"
MAIN = {
    None: ("/", f"{PLAN}items/2-1-a", f"{PLAN}{YEAR}/", "/trust"),
    "writer": ("/staff/", f"/staff/reports/{NEXT}/2-1-a/"),
    "secretariat": (f"/staff/board/{NEXT}/", "/staff/releases/"),
    "headquarters": (f"/staff/acceptance/{NEXT}/", "/staff/plans/3rd-2021/"),
}
PUBLIC = (
    *(f"{PLAN}items/{key}" for key in ("1-1-a", "1-1-c", "2-1-f", "2-1-e", "2-4-a", "3-1-b")),
    PLAN,
    f"{PLAN}2021/",
    "/data/",
    "/api/v1/",
    "/accounts/login/",
    "/voices/new",
    "/voices/status",
    "/voices/",
    "/voices/?fy=2022",
    "/voices/published/",
)
REPORT = f"/staff/reports/{NEXT}/2-1-a/"
PAGES = {
    "writer": (
        "/staff/reports/",
        f"{REPORT}figures/",
        f"{REPORT}actions/",
        f"{REPORT}texts/done/",
        f"{REPORT}texts/not-done/",
        f"{REPORT}texts/next/",
        f"{REPORT}paper/",
        f"/staff/reports/{NEXT}/1-1-b/paper/",
        "/staff/tables/",
        "/staff/tables/effects/",
        "/staff/office/",
        "/accounts/password/",
        "/accounts/logout/",
    ),
    "head-somu": ("/staff/", f"/staff/reports/{NEXT}/1-3-c/approval/"),
    "secretariat": (
        "/staff/",
        f"/staff/board/{NEXT}/1-2-b/",
        f"/staff/board/{NEXT}/2-1-b/",
        f"/staff/board/{NEXT}/open/",
        f"/staff/board/{NEXT}/owners/",
        f"/staff/board/{NEXT}/due/",
        f"/staff/board/{NEXT}/reminders/",
        "/staff/plans/",
        f"/staff/releases/3rd-2021/{NEXT}/",
        "/staff/releases/3rd-2021/correct",
        "/staff/releases/3rd-2021/correct?place=2022:2-1-a:done_text",
        "/staff/plans/items/",
        "/staff/plans/titles/",
        "/staff/tables/indicators/",
        "/staff/tables/methods/",
        "/staff/tables/targets/",
        "/staff/tables/scales/",
        "/staff/tables/grades/",
        "/staff/tables/bands/",
        "/staff/tables/actions/",
    ),
    "headquarters": ("/staff/", f"/staff/acceptance/{NEXT}/2-1-b/", "/staff/releases/"),
    "finance": ("/staff/", f"/staff/finance/{NEXT}/"),
    "auditor": ("/staff/", "/staff/audit/", f"/staff/reports/{YEAR}/2-1-a/paper/"),
    "admin": (
        "/staff/",
        "/staff/r/office.section/",
        "/staff/r/office.section/new",
        "/staff/r/office.section/grid",
        "/staff/r/office.post/grid",
        "/staff/setup/",
        "/staff/setup/people",
        "/staff/setup/scale",
        "/staff/setup/check",
        "/staff/office/",
        "/staff/office/town/",
        "/staff/office/hand-over/",
        "/staff/office/change/",
        "/staff/office/paste/",
        "/staff/office/passwords/",
    ),
}


@pytest.fixture
def come(browser):
    """Return how visitors come to a town; in the end no page may have broken its promises."""
    came = []

    def come(town, login=None):
        came.append(Visitor(browser, town.url))
        return came[-1].sign_in(login, town.password) if login else came[-1]

    yield come
    for visitor in came:
        visitor.watch.fine()
        visitor.leave()


def test_page_that_keeps_people_out_is_seen(page):
    page.set_viewport_size({"width": 320, "height": 640})
    page.set_content("<body><main><input><p style='color:#999;width:400px'>薄い字</p></main>")

    found = faults(page)

    rules = {each.split(":")[0] for each in found}
    assert {"label", "color-contrast", "html-has-lang"} <= rules
    assert "408 px wide in a window of 320" in rules


def test_page_that_breaks_its_promises_is_heard(demo, browser):
    body = "<title>x</title><script>1</script><img src='https://elsewhere.example/x.png' alt=''>"
    policy = {"Content-Security-Policy": "default-src 'none'; img-src *", **HTML}
    visitor = Visitor(browser, demo.url)
    visitor.context.route("https://elsewhere.example/**", lambda route: route.abort())
    visitor.page.route("**/bad", lambda route: route.fulfill(status=200, body=body, headers=policy))

    visitor.open("/bad")
    visitor.page.wait_for_load_state("networkidle")
    visitor.leave()

    assert any("policy: script-src-elem" in words for words in visitor.watch.said)
    assert visitor.watch.asked == ["https://elsewhere.example/x.png"]


@pytest.mark.parametrize("login", MAIN)
def test_main_pages_in_both_widths_and_languages(come, demo, login):
    assert look(come(demo, login), MAIN[login], FOUR) == {}


def test_public_pages(come, demo):
    visitor = come(demo)

    assert look(visitor, PUBLIC) == {}
    assert look(visitor, ("/nowhere", f"{PLAN}items/9-9-z"), status=404) == {}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_pages_of_the_release_folder(come, demo, language):
    base = f"/published/3rd-2021/current/{language}/"
    old = f"/published/3rd-2021/2021/r1/{language}/index.html"

    assert look(come(demo), (f"{base}index.html", f"{base}items/2-1-a.html", old)) == {}


@pytest.mark.parametrize("login", PAGES)
def test_pages_of_staff(come, demo, login):
    assert look(come(demo, login), PAGES[login]) == {}


def test_refusals_of_staff_pages(come, demo):
    writer = come(demo, "writer")

    assert look(writer, ("/staff/audit/", "/staff/setup/"), status=403) == {}
    assert look(come(demo, "host"), ("/staff/",), status=403) == {}
    assert look(writer, ("/staff/reports/2023/9-9-z/",), status=404) == {}


def test_forms_that_say_what_is_wrong(come, demo):
    visitor = come(demo)
    visitor.open("/accounts/login/")
    visitor.press("ログインする")
    found = look_here(visitor, "sign in")
    visitor.sign_in("writer", demo.password)
    for name, button in (("figures", "計算して保存する"), ("texts/not-done", "保存して次へ")):
        visitor.open(f"{REPORT}{name}/")
        for control in visitor.page.locator("main form input[type=text], textarea").all():
            control.fill("？")
        visitor.page.locator("textarea, [name$=source_note]").first.fill("")
        visitor.press(button)
        assert visitor.page.title().startswith("エラー：")
        found |= look_here(visitor, name)

    assert found == {}


def test_table_whose_block_is_wrong(come, demo):
    office = come(demo, "secretariat")
    found = {}
    blocks = {"right": "指標の番号\t単位\n2-1-a-1\t件\n", "wrong": "指標の番号\t色\nx\t赤\n"}
    for name, block in blocks.items():
        office.open("/staff/tables/indicators/")
        office.page.locator("#block").fill(block)
        office.press("ちがいを見る")
        found |= look_here(office, name)

    assert found == {}


def test_broken_page(come, demo):
    with translation.override("ja"):
        body = errors.server_error(RequestFactory().get("/broken")).content.decode()
    visitor = come(demo)
    visitor.page.route("**/broken", lambda route: route.fulfill(status=500, body=body))
    visitor.open("/broken")

    assert look_here(visitor, "500") == {}


def test_job_reading_and_conflict(come, own_demo, tmp_path):
    document = tmp_path / "plan.txt"
    document.write_text(mihon.document(), encoding="utf-8")
    office, writer = come(own_demo, "secretariat"), come(own_demo, "writer")
    office.open("/staff/plans/")
    office.page.get_by_label("計画書のファイル").set_input_files(document)
    office.press("読み取る")
    office.open(office.page.url + "?still")
    found = look_here(office, "job")
    office.open(office.page.url.removesuffix("?still"))
    office.page.get_by_role("link", name=re.compile("確かめる")).wait_for()
    found |= look_here(office, "job done")
    office.follow(re.compile("確かめる"))
    found |= look_here(office, "reading")
    for visitor in (office, writer):
        visitor.open(f"{REPORT}texts/done/?behalf=1")
    for visitor in (writer, office):
        visitor.page.locator("textarea").first.fill(str(id(visitor)))
        visitor.press("保存して次へ")
    found |= look_here(office, "conflict")

    assert office.page.locator(".yk-conflict").count() == 1
    assert found == {}


@pytest.mark.needs("openssl")
def test_pages_of_an_empty_town(come, empty_town):
    visitor = come(empty_town)
    found = look(visitor, ("/", "/data/", "/trust", "/accounts/login/"))
    visitor.sign_in(empty_town.login_name, empty_town.password)
    found |= look_here(visitor, "first password")
    change_password(visitor, empty_town.password)
    steps = ("", "town", "people", "scale", "check")
    pages = [f"/staff/setup/{step}" for step in steps]
    pages += ["/staff/", "/staff/plans/", "/staff/office/", "/staff/office/paste/"]

    assert found | look(visitor, pages) == {}


def test_axe_looks_at_nothing_when_there_is_nothing(page):
    page.set_content("<!doctype html><html lang=ja><title>x</title><main><h1>x</h1></main></html>")

    assert violations(page) == []
