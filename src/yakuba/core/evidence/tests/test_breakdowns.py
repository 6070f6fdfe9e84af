from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from yakuba.core.evidence.breakdowns import LEAST, hide_small, speed

CELLS = st.lists(st.integers(0, 30), min_size=2, max_size=8)


def test_speed_counts_the_answered_within_each_limit():
    found = speed([2, 5, 6, 14, 21])

    assert found.within == ((5, 2, Fraction(40)), (10, 3, Fraction(60)), (20, 4, Fraction(80)))
    assert (found.average, found.middle) == (Fraction(48, 5), Fraction(6))


def test_speed_of_none_is_nothing_to_measure():
    found = speed([])

    assert found.within == ((5, 0, None), (10, 0, None), (20, 0, None))
    assert (found.average, found.middle) == (None, None)


def test_small_cell_is_hidden_with_the_next_smallest():
    assert hide_small([12, 3, 7, 0]) == [12, None, None, 0]


def test_small_cells_that_add_up_to_few_take_a_third_along():
    assert hide_small([12, 1, 2, 9]) == [12, None, None, None]


def test_cells_that_are_large_or_empty_are_shown():
    assert hide_small([5, 0, 40]) == [5, 0, 40]


def test_zero_hides_where_nothing_else_stands_beside_the_small_cell():
    assert hide_small([3, 0]) == [None, None]


@given(CELLS)
def test_hidden_cells_cannot_be_told_from_the_total(cells):
    shown = hide_small(cells)
    hidden = [cell for cell, seen in zip(cells, shown, strict=True) if seen is None]

    assert not [seen for seen in shown if seen is not None and 0 < seen < LEAST]
    assert len(hidden) != 1
    assert not hidden or sum(hidden) >= LEAST or len(hidden) == len(cells)
