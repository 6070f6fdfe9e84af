"""What a rule makes of records: which part each record has in a figure, and the figure.

A rule takes plain tuples, one for each record, and returns an `Outcome`; the platform stores both,
so that a frozen figure can be computed again from what was handed to the rule.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.opendays import OpenDays


class Part(StrEnum):
    """Where a record stands in a figure."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator only"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class Scope:
    """The year a figure is for, the day it is computed on, and the office's calendar."""

    year: FiscalYear
    today: date
    office: OpenDays = field(default_factory=OpenDays)


@dataclass(frozen=True, slots=True)
class Placed:
    """The part of one record; an excluded one says why, in words for residents."""

    part: Part
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A figure and the part that each record had in it, in the order of the records.

    `denominator` is None where the figure is no share; `value` is exact and None means there is
    nothing to measure.
    """

    placed: tuple[Placed, ...]
    numerator: Decimal | None
    denominator: Decimal | None
    value: Fraction | None


IN = Placed(Part.NUMERATOR)
NOT_IN = Placed(Part.DENOMINATOR)


def excluded(reason: str) -> Placed:
    """Return the part of a record that does not count, with the reason."""
    return Placed(Part.EXCLUDED, reason)


def share(placed: Iterable[Placed]) -> Outcome:
    """Return the records in the numerator as percent of all that count."""
    rows = tuple(placed)
    part = sum(row.part is Part.NUMERATOR for row in rows)
    whole = part + sum(row.part is Part.DENOMINATOR for row in rows)
    value = Fraction(100 * part, whole) if whole else None
    return Outcome(rows, Decimal(part), Decimal(whole), value)


def count(placed: Iterable[Placed]) -> Outcome:
    """Return how many records are in the numerator."""
    rows = tuple(placed)
    number = sum(row.part is Part.NUMERATOR for row in rows)
    return Outcome(rows, Decimal(number), None, Fraction(number))


def total(amounts: Iterable[Decimal | int]) -> Outcome:
    """Return the sum of what each record brings."""
    values = tuple(Decimal(amount) for amount in amounts)
    whole = sum(values, Decimal(0))
    return Outcome((IN,) * len(values), whole, None, Fraction(whole))


def share_of_sums(pairs: Iterable[tuple[Decimal | int, Decimal | int]]) -> Outcome:
    """Return the sum of the firsts as percent of the sum of the seconds, never a mean of rates."""
    rows = tuple(pairs)
    part = sum((Decimal(first) for first, _second in rows), Decimal(0))
    whole = sum((Decimal(second) for _first, second in rows), Decimal(0))
    value = Fraction(part) * 100 / Fraction(whole) if whole else None
    return Outcome((IN,) * len(rows), part, whole, value)


def median(placed: Iterable[tuple[Placed, int]]) -> Outcome:
    """Return the middle of the numbers that count; of an even count the mean of the two middles."""
    rows = tuple(placed)
    numbers = sorted(number for place, number in rows if place.part is Part.NUMERATOR)
    value = _middle(numbers)
    return Outcome(tuple(place for place, _number in rows), None, None, value)


def _middle(numbers: Sequence[int]) -> Fraction | None:
    if not numbers:
        return None
    half = len(numbers) // 2
    if len(numbers) % 2:
        return Fraction(numbers[half])
    return Fraction(numbers[half - 1] + numbers[half], 2)
