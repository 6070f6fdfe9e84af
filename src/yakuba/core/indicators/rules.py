"""How a figure is held against its target.  Source: domain reference 1, section 6.

Everything is exact (`Fraction`) until `shown`, which rounds once, half up, to one decimal.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from yakuba.kernel.numbers import Exact, Rounding, percent, round_half_up

PERCENT = 100


def ratio(actual: Exact, target: Exact) -> Fraction | None:
    """Return the actual as percent of the target; None if the target is not above 0.

    Means something only where more is better and the base is near 0.
    """
    if target <= 0:
        return None
    return Fraction(actual) * PERCENT / Fraction(target)


def progress(actual: Exact, target: Exact, *, base: Exact) -> Fraction | None:
    """Return how many percent of the way from base to target are done; None if there is no way.

    Works for targets above and below the base alike.
    """
    if target == base:
        return None
    return (Fraction(actual) - Fraction(base)) * PERCENT / (Fraction(target) - Fraction(base))


def gap(actual: Exact, target: Exact) -> Fraction:
    """Return actual − target, in the indicator's unit; for percentages these are points."""
    return Fraction(actual) - Fraction(target)


def good_gap(actual: Exact, target: Exact, *, direction: str) -> Fraction:
    """Return the gap seen so that 0 and above is good: `up`, `down` or `keep`."""
    difference = gap(actual, target)
    if direction == "keep":
        return -abs(difference)
    return -difference if direction == "down" else difference


def is_met(actual: Exact, target: Exact, *, direction: str) -> bool:
    """Return whether the target is reached."""
    return good_gap(actual, target, direction=direction) >= 0


def attainment(
    kind: str, actual: Exact, *, target: Exact, base: Exact | None, direction: str
) -> Fraction | None:
    """Return the attainment by the indicator's own definition, None where it has no meaning.

    `ratio` and `progress` are percent, `gap` is in the indicator's unit with its good side
    positive, `met` is 1 or 0.
    """
    if kind == "gap":
        return good_gap(actual, target, direction=direction)
    if kind == "met":
        return Fraction(is_met(actual, target, direction=direction))
    if kind == "progress":
        return None if base is None else progress(actual, target, base=base)
    return ratio(actual, target) if direction == "up" else None


def due_share(total: Exact, *, year: int, years: int) -> Fraction:
    """Return what of a cumulative target is due by the end of year 1 … years.

    :raises ValueError: if the year is outside the plan
    """
    if not 1 <= year <= years:
        raise ValueError(f"due_share(year={year}): allowed are 1 to {years}")
    return Fraction(total) * year / years


def shown(attained: Fraction | None) -> Decimal | None:
    """Return an attainment as it is printed and graded: one decimal, half up."""
    return None if attained is None else round_half_up(attained, 1)


def value_of(numerator: Exact, denominator: Exact, rounding: Rounding) -> Decimal | None:
    """Return a percentage from its two counts; None ("not applicable") if there is nothing."""
    return percent(numerator, denominator, rounding)


def shares(counts: Sequence[int]) -> list[Decimal | None]:
    """Return each count as percent of their sum, one decimal, half up.

    The shares are not adjusted: they may not add up to 100, and the page says so.
    """
    whole = sum(counts)
    return [percent(count, whole) for count in counts]
