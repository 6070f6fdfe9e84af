"""What a resident reads on a phone, and the correction of a published figure."""

import csv
import io
import re

from tests.journeys import mihon
from tests.journeys.mihon import FY

ITEM = f"/plans/mihon/items/{mihon.OURS}"
WRONG, RIGHT = ("97.3", "23,145,678"), ("97.2", "23,133,600")


def figure(reader):
    return "".join(reader.page.locator(".yk-figure-val").inner_text().split())


def read_item(year):
    """Home, item and the source of its figure, on a phone and without an account."""
    reader = year.resident()
    reader.open("/")
    reader.look("public-home")
    assert reader.page.locator(".yk-row").count() == len(mihon.ITEMS)
    reader.follow(re.compile("町税の収納率の向上"))
    assert figure(reader) == f"{WRONG[0]}％"
    reader.page.get_by_role("link", name="この数字の根拠をたどる").click()
    source = reader.page.locator("section[aria-labelledby=source]")
    assert source.locator(".yk-frac").is_visible()
    for words in ("× 100", *WRONG, "23,800,000", "税務課の月計表 12ページ", "税務課"):
        source.filter(has_text=words).wait_for(timeout=2_000)
    reader.sees(mihon.MENDED)
    reader.look("public-item")
    reader.open(f"/plans/mihon/items/{mihon.LATE}")
    reader.sees("担当者が災害の対応に出ているため")
    return reader


def download(reader, name):
    """Return the rows of a CSV file as the resident gets it from the page of data."""
    reader.open("/data/")
    reader.look("public-data")
    with reader.page.expect_download() as waiting:
        reader.page.get_by_role("link", name=re.compile(name)).first.click()
    text = waiting.value.path().read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def compare_with_csv(reader, value):
    """The number on the page stands in the table with the same digits."""
    rows = [row for row in download(reader, "実績") if row["item_key"] == mihon.OURS]
    assert [row["value"] for row in rows if row["fy"] == str(FY.year)] == [value]


def propose_correction(year):
    """The secretariat says what was wrong, what is right, and why."""
    office = year.person("301")
    office.open("/staff/releases/")
    office.follow("公表した内容を訂正する")
    office.look("correction-place")
    office.page.locator("select").first.select_option(f"{FY.year}:{mihon.OURS}:2-1-a-1")
    office.press("次へ")
    office.fill("収入済額", RIGHT[1])
    office.fill("調定額", "23,800,000")
    office.page.get_by_label("まちがいの原因").fill("4月に返した税を、引いていませんでした。")
    office.press("変わるところを確かめる")
    office.sees("こう変わります")
    office.look("correction")
    office.press("この訂正を起案する")
    office.sees("公表を待っている訂正が")
    office.look("correction-waiting")


def publish_correction(year):
    chief = year.person("001")
    chief.open("/staff/releases/")
    chief.follow(re.compile("公表の内容を確かめる"))
    chief.look("correction-preview")
    assert chief.heading == f"{FY.wareki}を公表できます"
    chief.sees("4月に返した税を")
    chief.press("公表する")
    chief.wait_for_job(re.compile("ページ|見る|開く"))
    chief.look("corrected")


def read_correction(reader):
    """The page says old and new; the old edition stays and leads to the new one."""
    reader.open(ITEM)
    assert figure(reader) == f"{RIGHT[0]}％"
    fixes = reader.page.locator("#fix")
    assert fixes.locator("s").first.inner_text().startswith(WRONG[0])
    assert fixes.locator("b").first.inner_text().startswith(RIGHT[0])
    fixes.filter(has_text="4月に返した税を").wait_for(timeout=2_000)
    reader.look("public-corrected")
    old = f"/published/mihon/{FY.year}/r1/ja/index.html"
    assert reader.open(old) == 200
    reader.sees("このページは古い版です。")
    reader.look("old-edition")
    reader.follow("新しい版で訂正を読む")
    reader.look("new-edition")
