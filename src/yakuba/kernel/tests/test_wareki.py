from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.problems import Problem, YakubaError
from yakuba.kernel.wareki import (
    format_date,
    format_date_short,
    parse_date,
    parse_fiscal_year,
    parse_year,
    weekday_ja,
)

DAYS = st.dates(date(1868, 1, 25), date(2199, 12, 31))
DATE_FIX = "「令和3年4月1日」「R3.4.1」「2021-04-01」のように入力してください。"
YEAR_FIX = "「令和3」「R3」「2021」のように入力してください。"


@pytest.mark.parametrize(
    "text",
    [
        "令和3年4月1日",
        "令和３年４月１日",
        "令和 3年 4月 1日",
        "　令和3年4月1日（木）",
        "令3.4.1",
        "㋿3年4月1日",
        "R3.4.1",
        "r3/4/1",
        "Ｒ３．４．１",
        "R03-04-01",
        "2021-04-01",
        "2021−4−1",
        "2021/4/1",
        "2021年4月1日",
        "２０２１年４月１日",
        "20210401",
        20210401,
        44287,
    ],
)
def test_one_day_reads_from_every_way_to_write_it(text):
    assert parse_date(text) == date(2021, 4, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和元年5月1日", date(2019, 5, 1)),
        ("令和元年4月1日", date(2019, 4, 1)),
        ("H31.4.30", date(2019, 4, 30)),
        ("平成31年6月1日", date(2019, 6, 1)),
        ("昭和64年1月7日", date(1989, 1, 7)),
        ("昭和29年11月1日", date(1954, 11, 1)),
        ("大正15年12月24日", date(1926, 12, 24)),
        ("M45.7.29", date(1912, 7, 29)),
        ("令和6年2月29日", date(2024, 2, 29)),
    ],
)
def test_day_of_an_era_reads(text, day):
    assert parse_date(text) == day


@pytest.mark.parametrize(
    ("serial", "day"),
    [
        (1, date(1900, 1, 1)),
        (59, date(1900, 2, 28)),
        (61, date(1900, 3, 1)),
        (45453, date(2024, 6, 10)),
        (2_958_465, date(9999, 12, 31)),
    ],
)
def test_excel_serial_reads(serial, day):
    assert parse_date(serial) == day


@pytest.mark.parametrize("serial", [-1, 0, 60, 2_958_466, 123_456_789])
def test_number_outside_the_serials_is_refused(serial):
    with pytest.raises(YakubaError) as caught:
        parse_date(serial)

    assert caught.value.problems == (
        Problem(
            "date-serial",
            f"「{serial}」は日付の通し番号（1〜2958465、60を除く）ではありません。",
            "セルの書式を日付にして入力し直してください。",
        ),
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", Problem("date-unreadable", "「」は日付として読めません。", DATE_FIX)),
        ("あした", Problem("date-unreadable", "「あした」は日付として読めません。", DATE_FIX)),
        ("44287", Problem("date-unreadable", "「44287」は日付として読めません。", DATE_FIX)),
        ("4月1日", Problem("date-unreadable", "「4月1日」は日付として読めません。", DATE_FIX)),
        ("3.4.1", Problem("era-missing", "「3.4.1」は元号か西暦か分かりません。", YEAR_FIX)),
        ("元.5.1", Problem("era-missing", "「元.5.1」は元号か西暦か分かりません。", YEAR_FIX)),
        (
            "令和0年5月1日",
            Problem(
                "era-year",
                "「令和0年5月1日」の年が正しくありません。",
                "元号の年は元年（1年）から数えて入力してください。",
            ),
        ),
        (
            "令和6年2月31日",
            Problem(
                "date-impossible", "「令和6年2月31日」はありません。", "日付を直してください。"
            ),
        ),
        (
            "令和9999年1月1日",
            Problem(
                "date-impossible", "「令和9999年1月1日」はありません。", "日付を直してください。"
            ),
        ),
        (
            "令和3年4月1日（金）",
            Problem(
                "date-weekday",
                "「令和3年4月1日（金）」は木曜日で、曜日が合いません。",
                "日付か曜日を直してください。",
            ),
        ),
    ],
)
def test_nonsense_is_refused_with_the_way_out(text, problem):
    with pytest.raises(YakubaError) as caught:
        parse_date(text)

    assert caught.value.problems == (problem,)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("令和3年度", 2021),
        ("令和3", 2021),
        ("令和 ３ 年度", 2021),
        ("R3", 2021),
        ("R３", 2021),
        ("r3年度", 2021),
        ("令3", 2021),
        ("2021", 2021),
        (2021, 2021),
        ("2021年度", 2021),
        ("２０２１年度", 2021),
        ("FY2021", 2021),
        ("令和3（2021）年度", 2021),
        ("2021年度(令和3年度)", 2021),
        ("令和元年度", 2019),
        ("平成31年度", 2019),
        ("H31", 2019),
        ("平成33年度", 2021),
        ("昭和100年度", 2025),
    ],
)
def test_fiscal_year_reads_from_every_way_to_write_it(text, year):
    assert parse_fiscal_year(text) == FiscalYear(year)


@pytest.mark.parametrize(
    ("text", "near", "year"),
    [
        ("３年", 2021, 2021),
        ("3", 1992, 1991),
        ("31", 2020, 2019),
        ("元年度", 2021, 2019),
        ("５年度", 2021, 2023),
        ("63", 1990, 1988),
        ("令和3（3年）", 2021, 2021),
    ],
)
def test_year_without_era_is_the_nearest(text, near, year):
    assert parse_fiscal_year(text, FiscalYear(near)) == FiscalYear(year)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("来年度", Problem("year-unreadable", "「来年度」は年度として読めません。", YEAR_FIX)),
        ("３年", Problem("era-missing", "「３年」は元号か西暦か分かりません。", YEAR_FIX)),
        ("1867", Problem("year-out-of-range", "「1867」は年度の範囲を外れています。", YEAR_FIX)),
        ("2200", Problem("year-out-of-range", "「2200」は年度の範囲を外れています。", YEAR_FIX)),
        (
            "令和3（2022）年度",
            Problem(
                "year-disagrees",
                "年度の2つの書き方が、2021年度と2022年度とで合いません。",
                "どちらかを直してください。",
            ),
        ),
    ],
)
def test_nonsense_year_is_refused_with_the_way_out(text, problem):
    with pytest.raises(YakubaError) as caught:
        parse_fiscal_year(text)

    assert caught.value.problems == (problem,)


def test_calendar_year_reads_alike_and_is_called_a_year():
    assert parse_year("令和6年") == 2024
    assert parse_year("６", 2024) == 2024
    with pytest.raises(YakubaError, match="「0年」の年が正しくありません。"):
        parse_year("0年", 2024)
    with pytest.raises(YakubaError, match="「らいねん」は年として読めません。"):
        parse_year("らいねん")


@pytest.mark.parametrize(
    ("day", "long", "short"),
    [
        (date(2024, 6, 10), "令和6年6月10日", "R6.6.10"),
        (date(2019, 5, 1), "令和元年5月1日", "R1.5.1"),
        (date(2019, 4, 30), "平成31年4月30日", "H31.4.30"),
        (date(1912, 7, 30), "大正元年7月30日", "T1.7.30"),
        (date(1868, 1, 24), "1868年1月24日", "1868.1.24"),
    ],
)
def test_day_is_written_in_its_era(day, long, short):
    assert (format_date(day), format_date_short(day)) == (long, short)


def test_weekday_is_one_character():
    week = [date(2024, 6, day) for day in range(10, 17)]

    assert "".join(map(weekday_ja, week)) == "月火水木金土日"


@given(day=DAYS)
def test_every_day_reads_back(day):
    written = (
        format_date(day),
        format_date_short(day),
        f"{format_date(day)}({weekday_ja(day)})",
        day.isoformat(),
        f"{day:%Y%m%d}",
    )

    assert [parse_date(text) for text in written] == [day] * 5


def problems_of(parse, text):
    try:
        parse(text)
    except YakubaError as error:
        return error.problems
    return ()


@given(text=st.text(alphabet="令和平元年月日RH0123456789./-（）(木) ", max_size=14) | st.text())
def test_any_text_is_a_day_or_a_problem(text):
    for parse in (parse_date, parse_fiscal_year):
        assert len(problems_of(parse, text)) <= 1
