"""A clerk writes in the grid with the keyboard alone, as in Excel."""

import pytest
from tests.journeys.looking import look_here
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.slow

GRID = "/staff/r/office.closed-day/grid"
BLOCK = "２０２４年１２月２７日\t仕事納めの整理\nR6.10.11\t町民運動会の準備\n令和6年8月16日\tお盆"
PASTE = """([text, id]) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
  document.getElementById(id).dispatchEvent(event);
}"""


@pytest.fixture
def clerk(demo, browser):
    visitor = Visitor(browser, demo.url).sign_in("admin", demo.password)
    yield visitor
    visitor.watch.fine()
    visitor.leave()


def cell(page, row, name):
    return page.locator(f"#id_{row}-{name}")


def focused(page):
    return page.evaluate("document.activeElement.id")


def said(page):
    return page.locator("[data-grid-said]").inner_text()


def test_clerk_pastes_undoes_corrects_and_saves_by_keyboard(clerk):
    clerk.open(GRID)
    page = clerk.page
    cell(page, "new-0", "date").focus()

    page.evaluate(PASTE, [BLOCK, "id_new-0-date"])
    assert cell(page, "new-2", "name").input_value() == "お盆"
    page.keyboard.press("Control+z")
    assert cell(page, "new-2", "name").input_value() == ""
    page.evaluate(PASTE, [BLOCK, "id_new-0-date"])

    page.keyboard.press("Enter")
    assert focused(page) == "id_new-1-date"
    page.keyboard.press("ArrowDown")
    assert focused(page) == "id_new-2-date"
    page.keyboard.press("ArrowRight")
    assert focused(page) == "id_new-2-name"
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("いつか")
    page.keyboard.press("Tab")
    assert focused(page) == "id_new-2-name"
    assert said(page) == "保存していない行：3"
    assert look_here(clerk, "grid") == {}

    page.locator("[data-grid-save]").focus()
    page.keyboard.press("Enter")
    page.locator("[data-grid-errors] a").wait_for()
    assert said(page) == "2行を保存しました。1行に直すところがあります。"
    assert cell(page, "new-2", "date").get_attribute("aria-invalid") == "true"
    assert look_here(clerk, "grid with an error") == {}

    page.keyboard.press("Enter")
    assert focused(page) == "id_new-2-date"
    cell(page, "new-2", "date").select_text()
    page.keyboard.type("2024/8/16")
    page.locator("[data-grid-save]").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")

    names = page.locator("tbody input[name$=-name]")
    assert [n for n in names.evaluate_all("all => all.map(one => one.value)") if n][:3] == [
        "仕事納めの整理",
        "町民運動会の準備",
        "お盆",
    ]


def test_row_is_saved_by_its_own_button_without_javascript(demo, browser):
    visitor = Visitor(browser, demo.url, java_script_enabled=False)
    visitor.sign_in("admin", demo.password).open(GRID)
    page = visitor.page
    cell(page, "new-0", "date").fill("令和6年11月1日")
    cell(page, "new-0", "name").fill("町の記念日")

    visitor.press("新しい行1を保存する")

    visitor.sees("を保存しました。")
    assert "町の記念日" in page.locator("tbody input[name$=-name]").evaluate_all(
        "all => all.map(one => one.value)"
    )
    visitor.leave()
