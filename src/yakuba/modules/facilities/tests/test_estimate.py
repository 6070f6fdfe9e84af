"""The estimate reproduces published figures (domain reference 5, section 4)."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from statistics import fmean, pstdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.numbers import round_half_up
from yakuba.modules.facilities.lists import read_costs, read_stock
from yakuba.modules.facilities.rules.estimate import (
    LONG_LIFE,
    METHODS,
    SIMPLE,
    Building,
    Method,
    Work,
    add_up,
    estimate,
)

DATA = Path(__file__).parent / "data"
OKU = 100_000_000
# 蒲郡市 2021-2060, rule S, in 億円: computed with the exact rules, by two hands.
GAMAGORI = [
    "8.136",
    "10.411",
    "15.785",
    "13.510",
    "7.655",
    "8.665",
    "9.678",
    "8.668",
    "11.000",
    "16.218",
    "12.705",
    "10.381",
    "25.530",
    "23.758",
    "24.868",
    "7.490",
    "6.535",
    "4.944",
    "4.378",
    "8.047",
    "7.811",
    "8.884",
    "3.335",
    "3.335",
    "1.488",
    "1.488",
    "0.000",
    "0.000",
    "0.744",
    "0.744",
    "0.606",
    "3.336",
    "10.362",
    "9.756",
    "7.026",
    "1.252",
    "2.035",
    "2.035",
    "2.018",
    "7.755",
]
HALL, SCHOOL = (250_000, 400_000), (170_000, 330_000)


def gamagori():
    costs = read_costs((DATA / "unit_costs.csv").read_bytes(), "unit_costs.csv")
    stock = (DATA / "gamagori.csv").read_bytes()
    return read_stock(stock, "gamagori.csv", costs, start=FiscalYear(2021))


def building(area, built, unit=HALL):
    return Building("", Fraction(area), built, Fraction(unit[0]), Fraction(unit[1]))


def oku(yen, decimals=2):
    return round_half_up(Fraction(yen, OKU), decimals)


def paid(found):
    """Return each year with a payment, in 万円 with two decimals, by kind."""
    series = {kind: getattr(found, kind) for kind in ("repair", "rebuild", "backlog")}
    return {
        kind: {fy: str(round(Decimal(yen) / 10_000, 2).normalize()) for fy, yen in pairs if yen}
        for kind, values in series.items()
        if any(values)
        for pairs in [list(zip(found.years, values, strict=True))]
    }


def years(first, last, amount):
    return dict.fromkeys(range(first, last + 1), str(Decimal(amount).normalize()))


def test_gamagori_list_is_read_whole():
    stock = gamagori()

    assert (len(stock), sum(each.area_m2 for each in stock)) == (48, 60_249)


def test_gamagori_simple_renewal_year_by_year():
    found = estimate(gamagori(), SIMPLE, start=2021, years=40)

    assert [str(oku(yen, 3)) for yen in found.sums] == GAMAGORI


@pytest.mark.parametrize(
    ("method", "series", "total", "mean", "peak"),
    [
        (SIMPLE, ["46.04", "189.79", "76.55"], "312.37", "7.809", (2033, "25.530")),
        (LONG_LIFE, ["100.4", "133.01", "86.71"], "320.12", "8.003", (2053, "31.766")),
    ],
    ids=["simple", "long-life"],
)
def test_gamagori_totals(method, series, total, mean, peak):
    found = estimate(gamagori(), method, start=2021, years=40)

    shown = [oku(sum(each)) for each in (found.repair, found.rebuild, found.backlog)]
    assert shown == [Decimal(each) for each in series]
    assert (str(oku(found.total)), str(oku(found.mean, 3))) == (total, mean)
    assert (found.peak[0], str(oku(found.peak[1], 3))) == peak


def test_gamagori_is_far_from_level():
    sums = estimate(gamagori(), SIMPLE, start=2021, years=40).sums

    assert round(pstdev(sums) / fmean(sums), 3) == 0.827


def test_hall_of_35_years_is_repaired_from_the_backlog():
    found = estimate([building(1_000, 1990)], SIMPLE, start=2025, years=40)

    assert paid(found) == {
        "backlog": years(2025, 2034, 2_500),
        "rebuild": years(2050, 2052, "13333.33"),
    }
    assert found.total == 650_000_000


def test_hall_of_60_years_is_rebuilt_at_once():
    found = estimate([building(1_000, 1965)], SIMPLE, start=2025, years=40)

    assert paid(found) == {
        "rebuild": years(2025, 2027, "13333.33"),
        "repair": years(2055, 2056, 12_500),
    }
    assert found.total == 650_000_000


def test_school_of_25_years_under_both_methods():
    stock = [building(3_000, 2000, SCHOOL)]
    simple = estimate(stock, SIMPLE, start=2025, years=60)
    long_life = estimate(stock, LONG_LIFE, start=2025, years=60)

    assert paid(simple) == {
        "repair": years(2030, 2031, 25_500),
        "rebuild": years(2060, 2062, 33_000),
    }
    assert paid(long_life) == {
        "repair": years(2040, 2041, 29_700) | years(2060, 2060, 24_750),
        "rebuild": years(2080, 2082, 33_000),
    }
    assert (simple.total, long_life.total) == (1_500_000_000, 1_831_500_000)


def test_school_of_65_years_is_rebuilt_from_the_backlog():
    found = estimate([building(3_000, 1960, SCHOOL)], SIMPLE, start=2025, years=40)

    assert paid(found) == {
        "backlog": years(2025, 2034, 9_900),
        "repair": years(2055, 2056, 25_500),
    }
    assert found.total == 1_500_000_000


def test_hall_of_45_years_under_both_methods():
    stock = [building(1_000, 1980)]
    long_life = estimate(stock, LONG_LIFE, start=2025, years=40)
    simple = estimate(stock, SIMPLE, start=2025, years=40)

    assert paid(long_life) == {
        "backlog": years(2025, 2034, 2_400),
        "repair": years(2040, 2040, 10_000),
        "rebuild": years(2060, 2062, "13333.33"),
    }
    assert paid(simple) == {
        "backlog": years(2025, 2034, 2_500),
        "rebuild": years(2040, 2042, "13333.33"),
    }
    assert (long_life.total, simple.total) == (740_000_000, 650_000_000)


# 加古川市 2017: share of area by class with repair and rebuild in 万円/m², compound as 25/40 and
# park as 17/33, without plants; built years spread evenly inside each band.
CLASSES = {
    (17, 33): Fraction("45.2") + Fraction("3.5") + Fraction("0.2"),
    (25, 40): Fraction("6.9")
    + Fraction("5.2")
    + Fraction("3.5")
    + Fraction("2.8")
    + Fraction("1.6"),
    (17, 28): Fraction("6.0"),
    (20, 36): Fraction("4.7") + Fraction("3.7") + Fraction("1.6") + Fraction("8.3"),
}
BANDS = {
    (1950, 1955): "1.0",
    (1956, 1964): "4.0",
    (1965, 1981): "44.4",
    (1982, 1985): "12.4",
    (1986, 1995): "15.4",
    (1996, 2005): "16.0",
    (2006, 2015): "6.8",
}
AREA, KAKOGAWA_YEARS = 688_000, 39


def kakogawa():
    whole = sum(CLASSES.values())
    for (first, last), percent in BANDS.items():
        area = AREA * Fraction(percent) / 100 / (last - first + 1)
        for built in range(first, last + 1):
            for (repair, rebuild), share in CLASSES.items():
                yield building(area * share / whole, built, (repair * 10_000, rebuild * 10_000))


def test_kakogawa_stock_reproduces_the_published_simple_total():
    works = add_up(kakogawa(), SIMPLE, start=2017, years=KAKOGAWA_YEARS).total
    upkeep = AREA * 2_000 * KAKOGAWA_YEARS

    assert (oku(works, 1), oku(works + upkeep, 1)) == (Decimal("3086.1"), Decimal("3622.7"))


def test_kakogawa_stock_comes_near_the_published_long_life_total():
    medium = [Work(age, of_rebuild=Fraction(3, 10)) for age in (20, 60)]
    overdue = range(41, 51)
    upgraded = Work(40, 2, of_repair=Fraction(1), overdue=overdue)
    recovered = Work(40, 2, of_rebuild=Fraction(2, 5), overdue=overdue)
    short = Work(30, 2, of_rebuild=Fraction(2, 5), overdue=range(31, 51))
    mix = [
        (Fraction("0.45"), Method(80, (*medium, upgraded))),
        (Fraction("0.45"), Method(80, (*medium, recovered))),
        (Fraction("0.10"), Method(60, (short,))),
    ]

    works = sum(
        share * add_up(kakogawa(), method, start=2017, years=KAKOGAWA_YEARS).total
        for share, method in mix
    )

    total = works + AREA * 1_000 * KAKOGAWA_YEARS
    assert abs(total / (2_753 * OKU) - 1) <= Fraction("0.02")


BUILDINGS = st.lists(
    st.builds(
        Building,
        name=st.just("x"),
        area_m2=st.fractions(min_value=1, max_value=10_000, max_denominator=100),
        built_fy=st.integers(1900, 2025),
        repair_yen_m2=st.fractions(min_value=0, max_value=300_000, max_denominator=10),
        rebuild_yen_m2=st.fractions(min_value=0, max_value=500_000, max_denominator=10),
    ),
    max_size=4,
)
RULES = st.sampled_from([SIMPLE, LONG_LIFE])
WINDOW = st.integers(1, 90)


@given(stock=BUILDINGS, method=RULES, years=WINDOW)
def test_years_add_up_to_the_total_before_rounding(stock, method, years):
    exact = add_up(stock, method, start=2025, years=years)
    found = estimate(stock, method, start=2025, years=years)

    assert found.total == round_half_up(sum(map(sum, exact.sums.values())))
    assert abs(found.total - sum(found.sums)) <= Fraction(3 * years, 2) + 1


@given(stock=BUILDINGS, method=RULES, years=WINDOW, factor=st.integers(2, 9))
def test_cost_grows_with_the_area(stock, method, years, factor):
    larger = [
        Building(
            each.name,
            each.area_m2 * factor,
            each.built_fy,
            each.repair_yen_m2,
            each.rebuild_yen_m2,
        )
        for each in stock
    ]

    once = add_up(stock, method, start=2025, years=years)
    more = add_up(larger, method, start=2025, years=years)

    assert more.total == factor * once.total


@given(stock=BUILDINGS, method=RULES, years=WINDOW)
def test_order_of_the_list_does_not_matter(stock, method, years):
    found = estimate(stock, method, start=2025, years=years)

    assert estimate(reversed(stock), method, start=2025, years=years) == found


@given(stock=BUILDINGS, method=RULES, years=WINDOW)
def test_longer_window_keeps_the_years_of_the_shorter(stock, method, years):
    short = estimate(stock, method, start=2025, years=years)
    long = estimate(stock, method, start=2025, years=years + 7)

    assert long.sums[:years] == short.sums


@given(stock=BUILDINGS, years=WINDOW)
def test_backlog_lies_in_the_first_ten_years(stock, years):
    for method in METHODS.values():
        found = estimate(stock, method, start=2025, years=years)

        assert not any(found.backlog[10:])


def test_peak_is_the_earliest_year_of_the_largest_sum():
    found = estimate([building(3, 1965)], SIMPLE, start=2025, years=4)

    assert found.peak == (2025, 400_000)


def test_mean_is_rounded_half_up():
    tiny = Building("", Fraction(1), 1965, Fraction(0), Fraction(3))

    found = estimate([tiny], SIMPLE, start=2025, years=2)

    assert (found.total, found.mean) == (2, 1)
    assert estimate([tiny], SIMPLE, start=2025, years=4).mean == 1
