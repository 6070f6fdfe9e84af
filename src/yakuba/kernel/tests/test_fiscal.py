from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.wareki import parse_fiscal_year

YEARS = st.builds(FiscalYear, st.integers(1868, 2199))


@pytest.mark.parametrize(
    ("year", "wareki", "short"),
    [
        (2021, "令和3年度", "R3"),
        (2019, "令和元年度", "R1"),
        (2018, "平成30年度", "H30"),
        (1989, "平成元年度", "H1"),
        (1988, "昭和63年度", "S63"),
        (1927, "昭和2年度", "S2"),
        (1926, "大正15年度", "T15"),
        (1912, "大正元年度", "T1"),
        (1911, "明治44年度", "M44"),
        (1867, "1867年度", "1867"),
    ],
)
def test_fiscal_year_has_its_name_in_the_era(year, wareki, short):
    fiscal_year = FiscalYear(year)

    assert (fiscal_year.wareki, fiscal_year.short) == (wareki, short)


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2021, 3, 31), 2020),
        (date(2021, 4, 1), 2021),
        (date(2022, 1, 1), 2021),
        (date(2022, 3, 31), 2021),
    ],
)
def test_day_belongs_to_the_year_of_its_april(day, year):
    assert FiscalYear.of(day) == FiscalYear(year)


def test_fiscal_year_knows_its_days():
    year = FiscalYear(2023)

    assert year.span == (date(2023, 4, 1), date(2024, 3, 31))
    assert year.closing_ends == date(2024, 5, 31)


def test_fiscal_years_reckon_like_numbers():
    year = FiscalYear(2021)

    assert (year + 2, year - 1) == (FiscalYear(2023), FiscalYear(2020))
    assert (year.next, year.previous) == (FiscalYear(2022), FiscalYear(2020))
    assert FiscalYear(2023) - year == 2
    assert (int(year), str(year)) == (2021, "2021")
    assert sorted([year.next, year]) == [year, year.next]
    assert {year: "a"}[FiscalYear(2021)] == "a"


def test_range_holds_both_ends():
    years = FiscalYear.range(FiscalYear(2021), FiscalYear(2023))

    assert [int(year) for year in years] == [2021, 2022, 2023]
    assert list(FiscalYear.range(FiscalYear(2023), FiscalYear(2021))) == []


@pytest.mark.parametrize("year", [0, 9999])
def test_fiscal_year_outside_the_calendar_is_refused(year):
    with pytest.raises(ValueError, match=f"FiscalYear\\({year}\\): allowed are 1 to 9998"):
        FiscalYear(year)


@given(day=st.dates(date(1868, 4, 1), date(2199, 12, 31)))
def test_every_day_lies_in_its_fiscal_year(day):
    year = FiscalYear.of(day)

    assert year.first_day <= day <= year.last_day < year.next.first_day


@given(year=YEARS)
def test_every_name_reads_back(year):
    names = (year.wareki, year.short, str(year))

    assert [parse_fiscal_year(name) for name in names] == [year] * 3
