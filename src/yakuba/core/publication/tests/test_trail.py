"""The way down from a computed figure, on its page and in the table."""

from yakuba.core.publication.links import Page
from yakuba.core.publication.numbers import rows_of
from yakuba.core.publication.tables import tables
from yakuba.core.publication.tests import sample
from yakuba.core.publication.tests.reader import plain, read
from yakuba.core.publication.trail_rows import trail_of

TRAIL = {
    "definition": "voices.on-time",
    "register": "voices.voice",
    "records": 47,
    "excluded": [
        {"reason": "期限の前", "count": 8, "hidden": False},
        {"reason": "返事を求めていない", "count": None, "hidden": True},
    ],
    "by": "quarter",
    "totals": [
        {"period": "2022-Q2", "numerator": "18", "denominator": "18", "hidden": False},
        {"period": "2022-Q3", "numerator": None, "denominator": None, "hidden": True},
        {"period": "2022-Q4", "numerator": None, "denominator": None, "hidden": True},
    ],
    "sections": [
        {"section": "総務課", "numerator": "20", "denominator": "21", "hidden": False},
        {"section": "税務町民課", "numerator": "25", "denominator": "26", "hidden": False},
    ],
}


def with_trail():
    snapshot = sample.snapshot()
    item = next(each for each in snapshot["items"] if each["key"] == "2-1-a")
    point = next(each for each in item["indicators"][0]["points"] if each["fy"] == 2022)
    point["trail"], point["source"] = TRAIL, "computed"
    return snapshot


def test_page_shows_totals_hides_small_ones_and_says_what_was_left_out():
    found = read(Page("item", "2-1-a"), edition=with_trail())

    table = next(each for each in found.all("table") if "期間ごとの合計" in plain(each))
    rows = [[plain(cell) for cell in row] for row in table.iter("tr")]

    assert [row for row in rows if "年" in row[0]] == [
        ["令和4年4月〜6月", "18", "18"],
        ["令和4年7月〜9月", "少ないので示しません"],
        ["令和4年10月〜12月", "少ないので示しません"],
    ]
    assert {"期限の前 8件", "返事を求めていない 5件未満"} <= set(found.texts("li"))


def test_page_shows_totals_by_section():
    found = read(Page("item", "2-1-a"), edition=with_trail())

    table = next(each for each in found.all("table") if "課ごとの合計" in plain(each))
    rows = [[plain(cell) for cell in row] for row in table.iter("tr")]

    assert rows[1:] == [["総務課", "20", "21"], ["税務町民課", "25", "26"]]


def test_table_holds_every_number_of_the_trail():
    rows = rows_of(tables(with_trail())["trails.csv"])

    assert [(row["what"], row["period"], row["count"], row["numerator"]) for row in rows] == [
        ("records", "", "47", ""),
        ("excluded", "", "8", ""),
        ("excluded", "", "", ""),
        ("quarter", "2022-Q2", "", "18"),
        ("quarter", "2022-Q3", "", ""),
        ("quarter", "2022-Q4", "", ""),
        ("section", "", "", "20"),
        ("section", "", "", "25"),
    ]
    assert {row["item_key"] for row in rows} == {"2-1-a"}


def test_typed_figure_has_no_trail():
    assert trail_of({"trail": None}) is None
    assert rows_of(tables(sample.snapshot())["trails.csv"]) == []
