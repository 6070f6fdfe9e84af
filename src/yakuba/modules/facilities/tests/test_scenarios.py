"""Figures beside an estimate: 加古川市 2017 (domain reference 5, section 4.1)."""

from decimal import Decimal
from fractions import Fraction

import pytest

from yakuba.kernel.numbers import round_half_up
from yakuba.modules.facilities.rules import scenarios
from yakuba.modules.facilities.rules.estimate import LONG_LIFE, SIMPLE


@pytest.mark.parametrize(
    ("total", "per_year", "budget", "times"),
    [
        ("3651", "93.6", "38.8", "2.4"),
        ("2753", "70.6", "38.8", "1.8"),
        ("838", "21.5", "18.3", "1.2"),
        ("2187", "56.1", "30.3", "1.9"),
    ],
)
def test_published_means_and_ratios(total, per_year, budget, times):
    mean = Fraction(total) / 39

    assert str(round_half_up(mean, 1)) == per_year
    assert str(round_half_up(round_half_up(mean, 1) / Decimal(budget), 1)) == times


def test_area_to_cut_is_the_published_one():
    renewal = Decimal("70.6") / 100
    running = Decimal("23.2") / 100 + Decimal("81.8") * 30 / 10_000 + Decimal("17.4") / 100

    cut = scenarios.area_to_cut_percent(
        Decimal("70.6"), Decimal("38.8"), renewal_saving=renewal, running_saving=running
    )

    assert (str(round_half_up(running, 3)), str(round_half_up(cut, 1))) == ("0.651", "23.4")


def test_nothing_is_cut_when_the_budget_is_enough():
    assert scenarios.area_to_cut_percent(30, 40, renewal_saving=1, running_saving=1) == 0


def test_long_life_may_be_dearer_and_the_sign_says_so():
    saved, percent = scenarios.effect(Decimal("312.37"), Decimal("320.12"))

    assert (saved, round_half_up(percent, 1)) == (Fraction("-7.75"), Decimal("-2.5"))


def test_saving_of_kakogawa():
    _saved, percent = scenarios.effect(Decimal("93.6"), Decimal("70.6"))

    assert round_half_up(percent, 2) == Decimal("24.57")


@pytest.mark.parametrize(
    ("method", "repair", "rebuild", "percent"),
    [(SIMPLE, 25, 40, "2.708"), (SIMPLE, 17, 33, "2.525"), (LONG_LIFE, 17, 33, "2.625")],
)
def test_cost_in_the_long_run(method, repair, rebuild, percent):
    share = scenarios.steady_share(method, repair=repair, rebuild=rebuild)

    assert str(round_half_up(share * 100, 3)) == percent


@pytest.mark.parametrize(
    ("amount", "unit_cost", "life", "yen"),
    [
        (120_000, 4_700, scenarios.ROAD_YEARS, 37_600_000),
        (3_000, 448_000, scenarios.BRIDGE_YEARS, 22_400_000),
        (50_000, 97_000, scenarios.WATER_PIPE_YEARS, 121_250_000),
        (30_000, 124_000, scenarios.SEWER_PIPE_YEARS, 74_400_000),
    ],
)
def test_infrastructure_is_renewed_evenly(amount, unit_cost, life, yen):
    assert scenarios.yearly_renewal(amount, unit_cost, life=life) == yen


def test_unit_costs_rise_year_by_year():
    assert scenarios.escalated(200, yearly_percent=Decimal("2.5"), years=2) == Fraction("210.125")


@pytest.mark.parametrize(
    ("total", "years", "decimals", "printed"),
    [("3285.4", 40, 1, "82.1"), ("3229.9", 40, 1, "80.7"), ("1511", 50, 0, "30")],
)
def test_other_published_means(total, years, decimals, printed):
    assert str(round_half_up(Fraction(total) / years, decimals)) == printed
