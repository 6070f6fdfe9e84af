"""The pages of a year, of the files, and on trust."""

from yakuba.core.publication.links import Page
from yakuba.core.publication.tables import tables
from yakuba.core.publication.tests import sample
from yakuba.core.publication.tests.reader import plain, read


def test_year_page_counts_by_goal():
    table = read(Page("year", "2022")).all("table")[0]
    rows = [[plain(cell) for cell in row] for row in table.iter("tr")]

    assert rows == [
        ["目標", "達成", "おおむね達成", "未達", "指標なし", "計"],
        ["目標1役割分担による協働のまちづくり", "0", "0", "1", "1", "2"],
        ["目標2持続可能な行財政経営", "1", "0", "0", "0", "1"],
        ["計", "1", "0", "1", "1", "3"],
    ]


def test_year_page_counts_equal_the_edition():
    edition = sample.snapshot()
    for counts in edition["counts"]:
        table = read(Page("year", str(counts["fy"]))).all("table")[0]
        foot = [plain(cell) for cell in list(table.iter("tr"))[-1]][1:]

        rest = [counts[name] for name in ("no_indicator", "not_rated", "excluded")]
        known = [*counts["grades"].values(), *filter(None, rest), counts["items"]]
        assert foot == [str(number) for number in known]


def test_year_page_shows_money_in_thousand_yen_by_kind():
    table = next(
        each for each in read(Page("year", "2022")).all("table") if "効果額の計" in plain(each)
    )
    rows = [[plain(cell) for cell in row] for row in table.iter("tr")][2:]

    assert rows == [
        ["その年度だけの効果", "0", "0", "0", "12,000", "0"],
        ["続く効果", "3,321", "0", "3,321", "0", "0"],
        ["計", "3,321", "0", "3,321", "12,000", "0"],
    ]


def test_year_page_lists_overrides_and_corrections_of_the_year():
    old, new = read(Page("year", "2021")), read(Page("year", "2022"))

    assert "98.4％ → 98.3％" in old.texts("main")[0]
    assert "98.4％ → 98.3％" not in new.texts("main")[0]
    assert "ちがう評価を選んだ項目が、1つあります。" in new.texts("main")[0]
    assert "すべての項目が、決まりどおりの評価です。" in old.texts("main")[0]


def test_data_page_counts_rows_and_explains_columns():
    found = read(Page("data"))
    rows = [[plain(cell) for cell in row] for row in found.all("tr")][1:]
    files = tables(sample.snapshot())

    names = ["項目の一覧", "目標と実績", "評価", "効果額", "訂正の記録", "数字の根拠", "数と合計"]
    lengths = [content.count(b"\r\n") - 1 for content in files.values()]
    assert [row[:2] for row in rows] == [[n, str(c)] for n, c in zip(names, lengths, strict=True)]
    heads = [content.decode("utf-8-sig").split("\r\n")[0].split(",") for content in files.values()]
    assert found.texts("dt") == [name for head in heads for name in head]


def test_trust_page_shows_digest_scale_and_worked_examples():
    found = read(Page("trust"))

    text = found.texts("main")[0]
    assert len(found.texts("yk-mono")[0]) == 64
    assert "95 ÷ 96 ＝ 99.0％" in text
    assert "95 − 96 ＝ −1" in text
    assert "目標まであと少し（率は0.5ポイント以内）" in text
    assert "Yakuba 0.1.0" in text
