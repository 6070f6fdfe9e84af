"""Two writers at once, a writer without a mouse, and one whose browser knows no JavaScript."""

import json
import re

import pytest
from tests.journeys import mihon
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.slow

SHEET = "/staff/reports/2023/2-1-a/"
DONE = f"{SHEET}texts/done/"
FOCUSED = """() => { const here = document.activeElement, style = getComputedStyle(here);
  const name = here.labels?.length ? here.labels[0].innerText : here.innerText;
  return [here.tagName, name || here.name || '', style.outlineStyle]; }"""


@pytest.fixture
def staff(own_demo, browser):
    """Return how somebody of the demo town comes in; in the end no page may have complained."""
    came = []

    def come(login, **options):
        came.append(Visitor(browser, own_demo.url, **options))
        return came[-1].sign_in(login, own_demo.password) if login else came[-1]

    yield come
    for visitor in came:
        visitor.watch.fine()
        visitor.leave()


def write(visitor, text):
    visitor.page.locator("textarea").first.fill(text)


def stored(town):
    """Return the text of the report and all that it ever was."""
    code = """
import json
from yakuba.core.evaluation.models import Sheet
sheet = Sheet.objects.get(round__fy=2023, item__item_key="2-1-a")
print(json.dumps([sheet.done_text, [row.done_text for row in sheet.history.all()]]))"""
    return json.loads(town.python(code))


def test_two_people_who_write_the_same_text_lose_no_word(staff, own_demo):
    clerk, office = staff("writer"), staff("secretariat")
    clerk.open(DONE)
    office.open(f"{DONE}?behalf=1")
    before = clerk.page.locator("textarea").first.input_value()

    write(clerk, "課が書いた文です。")
    clerk.press("保存して次へ")
    write(office, "事務局が代わりに書いた文です。")
    office.press("保存して次へ")
    office.look("conflict")
    shown = office.page.locator("main").inner_text()
    assert [words in shown for words in (before, "課が書いた文です。", "見本 はるか")] == [True] * 3
    office.page.get_by_label(re.compile("^あなた")).check()
    with office.page.expect_navigation():
        office.page.locator("main form button").first.click()

    text, history = stored(own_demo.town)
    assert text == "事務局が代わりに書いた文です。"
    assert {before, "課が書いた文です。"} <= set(history)
    clerk.open(DONE)
    assert clerk.page.locator("textarea").first.input_value() == text


def tab_to(visitor, words, *, tag=None):
    """Press Tab until the words have the focus, which must be seen."""
    for _press in range(80):
        visitor.page.keyboard.press("Tab")
        found, name, outline = visitor.page.evaluate(FOCUSED)
        assert outline != "none", name
        if re.search(words, name) and tag in (None, found):
            return
    raise AssertionError(f"no way to {words}")


def enter(visitor):
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")


def test_clerk_reports_with_the_keyboard_only(staff, own_demo):
    clerk = staff(None)
    clerk.open("/staff/")
    tab_to(clerk, "職員番号")
    clerk.page.keyboard.type("writer")
    tab_to(clerk, "パスワード")
    clerk.page.keyboard.type(own_demo.password)
    enter(clerk)
    tab_to(clerk, r"\(2\)-①-a")
    enter(clerk)
    tab_to(clerk, "^実績を確かめる$")
    enter(clerk)
    tab_to(clerk, "^確かめたので次へ$")
    enter(clerk)
    for title in ("できたこと", "できなかったこと", "次に"):
        tab_to(clerk, title, tag="TEXTAREA")
        clerk.page.keyboard.press("Control+A")
        clerk.page.keyboard.type("数字を見て、仕事の進め方を直しました。")
        if title == "できなかったこと":
            choose_grade(clerk)
        tab_to(clerk, "^保存して次へ$")
        enter(clerk)
    tab_to(clerk, "^起案する$")
    enter(clerk)

    clerk.sees("決裁を待っています")


def choose_grade(clerk):
    """Go to the group of grades and choose the one that the rule gives."""
    for _press in range(30):
        clerk.page.keyboard.press("Tab")
        if clerk.page.evaluate("document.activeElement.name") == "grade":
            break
    for _press in range(5):
        if "決まりどおり" in clerk.page.evaluate(FOCUSED)[1]:
            clerk.page.keyboard.press("Space")
            return
        clerk.page.keyboard.press("ArrowDown")
    raise AssertionError("no grade by the rule")


def test_clerk_reports_without_javascript(staff):
    clerk = staff("writer", java_script_enabled=False)
    clerk.open(f"{SHEET}figures/")
    clerk.press("計算して保存する")
    clerk.sees("実績を保存しました。")
    clerk.press("確かめたので次へ")
    for task in ("done", "not-done", "next"):
        clerk.open(f"{SHEET}texts/{task}/")
        write(clerk, "")
        clerk.press("保存して次へ")
        clerk.sees("直すところが")
        write(clerk, "数字を見て、仕事の進め方を直しました。")
        if task == "not-done":
            clerk.page.locator("[name=grade] + label").filter(has_text="決まりどおり").click()
        clerk.press("保存して次へ")
    clerk.open(SHEET)
    clerk.press("起案する")

    clerk.sees("決裁を待っています")


def test_page_of_a_job_comes_again_without_javascript(staff, tmp_path):
    document = tmp_path / "plan.txt"
    document.write_text(mihon.document(), encoding="utf-8")
    office = staff("secretariat", java_script_enabled=False)
    office.open("/staff/plans/")
    office.page.get_by_label("計画書のファイル").set_input_files(document)
    office.press("読み取る")
    office.wait_for_job(re.compile("確かめる|結果"))

    assert office.heading == "読み取った結果を確かめる"
