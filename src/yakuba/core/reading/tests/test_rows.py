import pytest

from yakuba.core.reading.read import read
from yakuba.core.reading.tests.plans import codes

ABOVE = """みほん町行財政改革プラン（令和３年度～令和５年度）
実施計画項目一覧
（１）町民との協働によるまちづくりの推進
①町民が参加しやすい分かりやすい行政運営
実施計画№ 実施計画項目 担当課
"""
BELOW = """
(1)-①-b 公営企業の経営健全化 建設水道課　町立病院
(1)-①-c 広報の充実 政策推進課
"""
TITLE = "意欲あふれる人づくりと職員の研修（新任者・管理職）"


def read_row(row):
    return read((ABOVE + row + BELOW).encode(), "plan.txt")


def first(reading):
    item = reading.items[0]
    return item.code, item.title, item.sections, item.every_section


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (f"(1)-①-a {TITLE} 政策推進課", []),
        (f"(1)-①-a\n{TITLE}\n政策推進課", []),
        (f"(1)-①-a\n\n{TITLE}\n\n政策推進課", []),
        (f"(1)-①-a {TITLE[:9]}\n{TITLE[9:]} 政策推進課", ["title-joined"]),
        (f"(1)-①-a\n{TITLE[:9]}\n{TITLE[9:14]}\n{TITLE[14:]}\n政策推進課", ["title-joined"]),
        (f"(1)-①-a {TITLE[:14]} 政策推進課\n{TITLE[14:]}", ["title-joined"]),
        (f"(1)-①-a {TITLE[:18]} 政策推進課\n{TITLE[18:]}", ["title-joined"]),
        (f"(1)-①-a {TITLE[:21]} 政策推進課\n{TITLE[21:]}", ["title-joined"]),
        (f"(1)-①-a {TITLE} 政策推\n進課", ["section-joined"]),
        (f"(1)-①-a\n{TITLE}\n政策\n推進課", ["section-joined"]),
        (f"(1)-①-a {TITLE}（政策推進課）", []),
        (f"(1)-①-a {TITLE}　【政策推進課】", []),
        (f"(1)-①-a {TITLE}\n担当課：政策推進課", []),
        (f"(1)-①-a {TITLE}：政策推進課", []),
        (f"(1)-①-a　{TITLE}　　　　政策推進課\n- 5 -", []),
        (f"(1)-①-a {TITLE} 政策推進課\n※令和３年度から実施する。", []),
    ],
)
def test_row_broken_anywhere_gives_one_item(row, found):
    reading = read_row(row)

    assert first(reading) == ("(1)-①-a", TITLE, ("政策推進課",), False)
    assert len(reading.items) == 3
    assert codes(reading) == found


@pytest.mark.parametrize(
    "owners",
    [
        "各該当課　建設水道課　町立病院",
        "各該当課 建設水道課\n町立病院",
        "各該当課\n建設水道課\n町立病院",
        "各該当課、建設水道課、町立病院",
        "建設水道課・町立病院・各該当課",
        "各該\n当課　建設水道課　町立病院",
        "各該当課　建設水道課　町立\n病院",
    ],
)
def test_several_sections_keep_their_order_wherever_a_line_breaks(owners):
    reading = read_row(f"(1)-①-a {TITLE} {owners}")

    assert first(reading) == ("(1)-①-a", TITLE, ("建設水道課", "町立病院"), True)


def test_latin_words_keep_the_space_between_them():
    reading = read_row("(1)-①-a Robotic Process\nAutomation の活用 政策推進課")

    assert first(reading)[1] == "Robotic Process Automation の活用"


def test_word_that_cannot_be_placed_stays_in_the_title_with_a_finding():
    reading = read_row("(1)-①-a Web 会議の推進 デジタル推進")

    assert first(reading) == ("(1)-①-a", "Web 会議の推進 デジタル推進", (), False)
    assert codes(reading) == ["section-missing"]


def test_name_with_a_weak_ending_is_a_section_with_a_finding():
    reading = read_row("(1)-①-a 窓口の予約制 受付担当")

    assert first(reading) == ("(1)-①-a", "窓口の予約制", ("受付担当",), False)
    assert codes(reading) == ["section-uncertain"]


def test_name_without_an_ending_counts_when_it_repeats_and_is_told_once():
    row = "(1)-①-a 窓口の予約制 企画財政\n(1)-①-d 補助金の見直し 企画財政"

    reading = read_row(row)

    assert [item.sections for item in reading.items][:2] == [("企画財政",), ("企画財政",)]
    assert [code for code in codes(reading) if code != "number-gap"] == ["section-uncertain"]


def test_line_that_fits_no_row_is_a_finding_and_no_title():
    stray = "この一覧は令和三年四月一日現在の組織によるものであり組織の改正により変わることがある"
    reading = read_row(f"(1)-①-a 窓口の予約制 政策推進課\n{stray}")

    assert first(reading)[1] == "窓口の予約制"
    assert [(f.code, f.place.line) for f in reading.findings] == [("line-unplaced", 7)]


def test_title_without_any_word_is_a_finding():
    reading = read_row("(1)-①-a\n")

    assert first(reading) == ("(1)-①-a", "", (), False)
    assert codes(reading) == ["title-missing", "section-missing"]
