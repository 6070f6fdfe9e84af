"""Small numbers in public breakdowns (domain reference 1, section 10.2, rule 19)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

THRESHOLD = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """One row of a breakdown; the counts are None where they are not shown."""

    label: str
    numerator: Decimal | None
    denominator: Decimal | None
    is_hidden: bool = False


def suppress(cells: Sequence[Cell], threshold: int = THRESHOLD) -> list[Cell]:
    """Return the cells with small ones hidden, and one more where a single one could be derived.

    A cell is small if one of its counts, or their difference, lies between 1 and the threshold.
    """
    hidden = {number for number, cell in enumerate(cells) if _is_small(cell, threshold)}
    if len(hidden) == 1:
        others = [number for number in range(len(cells)) if number not in hidden]
        # An empty cell would hide nothing: what is hidden with it could still be derived.
        others.sort(key=lambda number: (not _size(cells[number]), _size(cells[number])))
        hidden |= set(others[:1])
    return [
        Cell(cell.label, None, None, is_hidden=True) if number in hidden else cell
        for number, cell in enumerate(cells)
    ]


def _is_small(cell: Cell, threshold: int) -> bool:
    counts = [count for count in (cell.numerator, cell.denominator) if count is not None]
    if cell.numerator is not None and cell.denominator is not None:
        counts.append(cell.denominator - cell.numerator)
    return any(0 < count < threshold for count in counts)


def _size(cell: Cell) -> Decimal:
    return max(cell.numerator or Decimal(0), cell.denominator or Decimal(0))
