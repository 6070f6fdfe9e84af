import pytest

from yakuba.core.reading.read import read
from yakuba.core.reading.tests.plans import SMALL, codes

PERIOD = "令和３年度から令和５年度までの３年間とします。"


def read_with(*, cover=SMALL.title, period=PERIOD, heading="４ 改革の推進期間"):
    text = SMALL.text().replace(SMALL.title, cover, 1)
    text = text.replace("４ 改革の推進期間", heading).replace(PERIOD, period)
    return read(text.encode(), "plan.txt")


@pytest.mark.parametrize(
    ("cover", "title", "ordinal"),
    [
        ("第３次みほん町行財政改革実現プラン", "第３次みほん町行財政改革実現プラン", 3),
        ("みほん町第十二次行政改革大綱", "みほん町第十二次行政改革大綱", 12),
        ("みほん町行財政改革推進計画（第４期）", "みほん町行財政改革推進計画（第４期）", 4),
        ("みほん町行財政改革プラン", "みほん町行財政改革プラン", None),
        ("みほん町行財政改革プラン\n（第２次）", "みほん町行財政改革プラン", 2),
        ("第３次みほん町\n行財政改革実現プラン", "第３次みほん町行財政改革実現プラン", 3),
        ("みほん町行財政改革実現プ\nラン", "みほん町行財政改革実現プラン", None),
        ("令和３年３月\nみほん町\n行政改革実施計画", "行政改革実施計画", None),
        ("第３次みほん町行財政改革プラン　実施計画項目", "第３次みほん町行財政改革プラン", 3),
        ("みほん町の取り組み", None, None),
    ],
)
def test_title_and_ordinal_come_from_the_cover(cover, title, ordinal):
    reading = read_with(cover=cover)

    assert (reading.title, reading.ordinal) == (title, ordinal)


def test_missing_title_is_a_finding():
    assert codes(read_with(cover="みほん町の取り組み")) == ["plan-title-missing"]


@pytest.mark.parametrize(
    ("period", "years"),
    [
        ("２０２１年度から２０２３年度までの３\n年間とします。", (2021, 2023)),
        ("令和3年度～令和5年度", (2021, 2023)),
        ("令和３～５年度の３か年とする。", (2021, 2023)),
        ("R3からR5まで", (2021, 2023)),
        ("Ｒ３年度－Ｒ５年度", (2021, 2023)),
        ("令和３年度（2021年度）から令和５年度（2023年度）までの3年間", (2021, 2023)),
        ("2021（令和3）年度から2023（令和5）年度まで", (2021, 2023)),
        ("平成30年度から平成34年度までの5年間", (2018, 2022)),
        ("平成31年度から令和3年度まで", (2019, 2021)),
        ("令和元年度から５年間とする。", (2019, 2023)),
        ("令和４年度を初年度とする４年間とする。", (2022, 2025)),
        ("令和３年４月１日から令和６年３月３１日までの３年間", (2021, 2023)),
    ],
)
def test_period_is_read_in_every_form(period, years):
    reading = read_with(period=period)

    assert (int(reading.start_fy), int(reading.end_fy)) == years
    assert codes(reading) == []


def test_period_of_an_earlier_plan_does_not_count():
    before = "平成28年度から令和２年度までの第２次プランに続き、"

    reading = read_with(period=f"{before}{PERIOD}")

    assert (int(reading.start_fy), int(reading.end_fy)) == (2021, 2023)
    assert codes(reading) == []


def test_period_without_a_chapter_of_its_own_is_found():
    reading = read_with(heading="４ おわりに", period=f"本プランの期間は、{PERIOD}")

    assert (int(reading.start_fy), int(reading.end_fy)) == (2021, 2023)


def test_two_periods_are_a_finding_and_the_first_stands():
    reading = read_with(period=f"{PERIOD}ただし後期は令和４年度から令和６年度までとします。")

    assert (int(reading.start_fy), int(reading.end_fy)) == (2021, 2023)
    assert codes(reading) == ["period-uncertain"]


def test_wrong_length_of_the_period_is_a_finding_at_its_line():
    reading = read_with(period="令和３年度から令和５年度までの\n４年間とします。")

    findings = [(f.code, f.place.line) for f in reading.findings]
    lines = [line.text for line in reading.lines]
    assert findings == [("period-length-differs", lines.index("４年間とします。") + 1)]


def test_missing_period_is_a_finding():
    reading = read_with(period="当分の間とします。")

    assert (reading.start_fy, reading.end_fy) == (None, None)
    assert codes(reading) == ["period-missing"]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("２つの目標を掲げます。", []),
        ("３つの目標を掲げます。", ["total-differs"]),
        ("３つの方策により進めます。", []),
        ("５つの方策により進めます。", ["total-differs"]),
        ("全６項目を定めます。", []),
        ("全２７項目を定めます。", ["total-differs"]),
        ("６つの実施計画項目を定めます。", []),
        ("２７項目の実施計画項目を定めます。", ["total-differs"]),
        ("前計画では全３５項目に取り組みました。", []),
        ("ＳＤＧｓの１７の目標を意識します。", []),
        ("毎年２項目を選びます。", []),
    ],
)
def test_declared_totals_are_control_sums(sentence, found):
    text = SMALL.text().replace("人口の減少に備え、", sentence)

    assert codes(read(text.encode(), "plan.txt")) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("小計 １項目", []),
        ("小計 ３項目", []),
        ("小計 ５項目", ["total-differs"]),
        ("計　4", ["total-differs"]),
    ],
)
def test_subtotals_of_the_list_are_control_sums(line, found):
    text = SMALL.text().replace("（２）．持続", f"{line}\n（２）．持続")

    assert codes(read(text.encode(), "plan.txt")) == found
