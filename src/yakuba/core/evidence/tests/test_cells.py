"""Small cells disappear, and none can be derived from the sum."""

from decimal import Decimal as D

from hypothesis import given
from hypothesis import strategies as st

from yakuba.core.evidence.cells import THRESHOLD, Cell, suppress


def cells(*counts):
    return [Cell(f"{n}月", D(part), D(whole)) for n, (part, whole) in enumerate(counts, 1)]


def hidden(found):
    return [cell.label for cell in found if cell.is_hidden]


def test_small_cell_takes_the_smallest_other_with_it():
    assert hidden(suppress(cells((20, 40), (2, 30), (10, 20)))) == ["2月", "3月"]


def test_two_small_cells_hide_each_other():
    assert hidden(suppress(cells((20, 40), (2, 30), (3, 30)))) == ["2月", "3月"]


def test_difference_of_the_counts_counts_as_a_cell():
    assert hidden(suppress(cells((20, 40), (38, 40), (50, 90)))) == ["1月", "2月"]


def test_zero_and_large_cells_stay():
    assert hidden(suppress(cells((0, 40), (10, 20)))) == []


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60))))
def test_never_exactly_one_cell_is_hidden_and_no_small_one_is_shown(counts):
    found = suppress(cells(*[(min(pair), max(pair)) for pair in counts]))

    assert len(hidden(found)) != 1 or len(counts) == 1
    shown = [cell for cell in found if not cell.is_hidden]
    assert all(not 0 < cell.numerator < THRESHOLD for cell in shown)
