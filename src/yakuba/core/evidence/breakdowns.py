"""What residents may read of small numbers, and how fast something was done."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from yakuba.kernel.evidence import IN, median

LIMITS: Final = (5, 10, 20)  # days
LEAST: Final = 5  # smaller cells are hidden (trust.md 4)


@dataclass(frozen=True, slots=True)
class Speed:
    """How fast things were done; shares are percents of the done, None without any."""

    answered: int
    within: tuple[tuple[int, int, Fraction | None], ...]
    average: Fraction | None
    middle: Fraction | None


def speed(days: Sequence[int], limits: Sequence[int] = LIMITS) -> Speed:
    """Return for each limit how many were done within it, and the average and median days."""
    count = len(days)
    counts = ((limit, sum(day <= limit for day in days)) for limit in limits)
    within = tuple((n, part, Fraction(100 * part, count) if count else None) for n, part in counts)
    average = Fraction(sum(days), count) if count else None
    return Speed(count, within, average, median((IN, day) for day in days).value)


def hide_small(cells: Sequence[int], least: int = LEAST) -> list[int | None]:
    """Return the cells of a row with a known total, None for each that must not be shown.

    Beside the small ones the next smallest is hidden as long as the hidden ones could be told from
    the total: while one stands alone, or all together are fewer than `least`.  Nobody is in a cell
    of 0, so it is hidden last.
    """
    hidden = {n for n, cell in enumerate(cells) if 0 < cell < least}
    others = sorted(set(range(len(cells))) - hidden, key=lambda n: (cells[n] == 0, cells[n]))
    while hidden and others and (len(hidden) < 2 or sum(cells[n] for n in hidden) < least):
        hidden.add(others.pop(0))
    return [None if n in hidden else cell for n, cell in enumerate(cells)]
