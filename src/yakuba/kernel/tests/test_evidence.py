"""Figures from records: each record has exactly one part."""

from decimal import Decimal as D
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from yakuba.kernel import evidence
from yakuba.kernel.evidence import IN, NOT_IN, Part

PLACES = st.sampled_from([IN, NOT_IN, evidence.excluded("期限の前")])


def test_share_counts_only_what_is_not_excluded():
    outcome = evidence.share([IN] * 66 + [NOT_IN] * 13 + [evidence.excluded("返事を望まない")] * 41)

    assert (outcome.numerator, outcome.denominator) == (66, 79)
    assert outcome.value == Fraction(6600, 79)
    assert len(outcome.placed) == 120


def test_share_of_nothing_is_nothing_to_measure():
    assert evidence.share([]).value is None
    assert evidence.share([evidence.excluded("期限の前")]).value is None


def test_count_and_total_have_no_denominator():
    assert evidence.count([IN, NOT_IN, IN]).value == 2
    assert evidence.total([3, D("4.5")]).value == Fraction(15, 2)
    assert evidence.count([IN]).denominator is None is evidence.total([1]).denominator


def test_share_of_sums_pools_and_does_not_average():
    outcome = evidence.share_of_sums([(1, 1), (0, 99)])

    assert outcome.value == 1
    assert evidence.share_of_sums([(0, 0)]).value is None


def test_median_takes_the_middle_of_what_counts():
    odd = [(IN, 5), (IN, 1), (IN, 9), (evidence.excluded("まだ"), 0)]

    assert evidence.median(odd).value == 5
    assert evidence.median([*odd, (IN, 6)]).value == Fraction(11, 2)
    assert evidence.median([]).value is None


@given(st.lists(PLACES))
def test_every_record_has_one_part_and_the_parts_add_up(places):
    outcome = evidence.share(places)
    left_out = sum(place.part is Part.EXCLUDED for place in places)

    assert outcome.placed == tuple(places)
    assert outcome.denominator + left_out == len(places)


@given(st.lists(PLACES), st.randoms())
def test_figure_does_not_depend_on_the_order(places, random):
    shuffled = random.sample(places, len(places))

    assert evidence.share(shuffled).value == evidence.share(places).value
