"""The worked numbers of domain reference 1, sections 6 and 13."""

from decimal import Decimal as D
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yakuba.core.indicators import rules
from yakuba.kernel.numbers import Rounding, percent

AMOUNTS = st.decimals(min_value=-(10**6), max_value=10**6, places=2)


def test_collection_rate_shows_two_truths_for_the_same_facts():
    simple = rules.attainment("ratio", D(95), target=D(96), base=D(92), direction="up")
    way = rules.attainment("progress", D(95), target=D(96), base=D(92), direction="up")

    assert rules.shown(simple) == D("99.0")
    assert rules.shown(way) == D("75.0")


def test_waiting_time_has_progress_but_no_ratio():
    simple = rules.attainment("ratio", 12, target=10, base=20, direction="down")
    way = rules.attainment("progress", 12, target=10, base=20, direction="down")

    assert simple is None  # 12 of 10 would be a splendid 120 % of waiting
    assert rules.shown(rules.ratio(12, 10)) == D("120.0")
    assert rules.shown(way) == D("80.0")


def test_over_attainment_keeps_its_raw_value():
    assert rules.shown(rules.progress(-31, -15, base=0)) == D("206.7")
    assert rules.shown(rules.ratio(31, 15)) == D("206.7")


def test_cumulative_target_is_held_against_what_is_due():
    due = rules.due_share(100, year=3, years=5)

    assert due == 60
    assert rules.shown(rules.ratio(54, due)) == D("90.0")
    assert rules.shown(rules.ratio(54, 100)) == D("54.0")


@pytest.mark.parametrize("year", [0, 6])
def test_due_share_refuses_a_year_outside_the_plan(year):
    with pytest.raises(ValueError, match="1 to 5"):
        rules.due_share(100, year=year, years=5)


def test_gap_of_rates_is_points():
    assert rules.gap(D("57.9"), D("75.0")) == Fraction(-171, 10)


@pytest.mark.parametrize(
    ("direction", "actual", "good"), [("up", 12, 2), ("down", 12, -2), ("keep", 12, -2)]
)
def test_good_gap_has_its_good_side_positive(direction, actual, good):
    assert rules.attainment("gap", actual, target=10, base=None, direction=direction) == good


@pytest.mark.parametrize(
    ("direction", "actual", "met"),
    [("up", 10, 1), ("up", 9, 0), ("down", 10, 1), ("down", 11, 0), ("keep", 11, 0)],
)
def test_met_is_one_or_nothing(direction, actual, met):
    assert rules.attainment("met", actual, target=10, base=None, direction=direction) == met


def test_attainment_is_none_where_it_means_nothing():
    assert rules.ratio(5, 0) is None
    assert rules.progress(5, 7, base=7) is None
    assert rules.attainment("progress", 5, target=7, base=None, direction="up") is None
    assert rules.shown(None) is None


def test_no_denominator_is_not_applicable_and_never_zero():
    assert rules.value_of(0, 0, Rounding()) is None
    assert rules.value_of(0, 7, Rounding()) == D("0.0")


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([4, 21, 51, 10], ["4.7", "24.4", "59.3", "11.6"]),
        ([0, 46, 48, 5], ["0.0", "46.5", "48.5", "5.1"]),
        ([20, 4, 1, 0, 2], ["74.1", "14.8", "3.7", "0.0", "7.4"]),
        ([3, 31, 24, 3, 7], ["4.4", "45.6", "35.3", "4.4", "10.3"]),
        ([0, 46, 17, 3, 2], ["0.0", "67.6", "25.0", "4.4", "2.9"]),
    ],
    ids=["Kizugawa R2", "Kizugawa R1", "Shizukuishi R6", "Shizukuishi H25", "Shizukuishi H26"],
)
def test_shares_match_published_tables_without_adjusting(counts, expected):
    assert rules.shares(counts) == [D(share) for share in expected]


def test_shares_are_printed_even_if_they_do_not_sum_to_a_hundred():
    assert sum(rules.shares([0, 46, 17, 3, 2])) == D("99.9")
    assert sum(rules.shares([0, 46, 48, 5])) == D("100.1")
    assert sum(rules.shares([20, 4, 1, 0, 2])) == D("100.0")


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (51, 62, "82.3"),
        (35, 60, "58.3"),
        (19, 24, "79.2"),
        (4_533, 3_297, "137.5"),
        (24_672, 45_298, "54.5"),
        (31, 15, "206.7"),
        (D("694.99"), 549, "126.6"),
        (16, 20, "80.0"),
        (1_539_951, 1_307_760, "117.8"),
        (25, 86, "29.1"),
        (46, 99, "46.5"),
        (34, 68, "50.0"),
        (46, 68, "67.6"),
    ],
)
def test_percent_matches_published_figures(part, whole, expected):
    assert percent(part, whole) == D(expected)


@given(actual=AMOUNTS, target=AMOUNTS)
def test_met_agrees_with_the_sign_of_the_gap(actual, target):
    met = rules.is_met(actual, target, direction="up")

    assert met == (rules.gap(actual, target) >= 0)
    assert rules.is_met(actual, target, direction="down") == (rules.gap(actual, target) <= 0)


@given(base=AMOUNTS, target=AMOUNTS)
def test_progress_is_nothing_at_the_base_and_all_at_the_target(base, target):
    if base != target:
        assert rules.progress(base, target, base=base) == 0
        assert rules.progress(target, target, base=base) == 100
