"""What a chart shows and how its axes run: round ticks, the height of a value, no floats."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from yakuba.kernel.numbers import round_half_up

LINE_YEARS: Final = 8
STEPS: Final = (1, 2, 5, 10)
INTERVALS: Final = 5
WIDE_CHARACTER: Final = 14
NARROW_CHARACTER: Final = 8


@dataclass(frozen=True, slots=True)
class Spot:
    """One fiscal year of a chart.

    `value` and `target` are None where there is none; `missing` says why in words (記録なし), ""
    for a year that is still to come.  `breaks`: counted otherwise than the year before.
    """

    long: str
    short: str
    value: Decimal | None
    value_label: str
    target: Decimal | None
    target_label: str
    missing: str = ""
    breaks: bool = False
    now: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart shows.  `code` makes its ids unique on the page."""

    code: str
    title: str
    description: str
    unit: str
    spots: tuple[Spot, ...]

    @property
    def is_line(self) -> bool:
        """Return whether it is a line; more years than eight become bars."""
        return len(self.spots) <= LINE_YEARS

    @property
    def numbers(self) -> list[Decimal]:
        """Return every value and target."""
        found = (number for spot in self.spots for number in (spot.value, spot.target))
        return [number for number in found if number is not None]

    @property
    def ticks(self) -> list[Decimal]:
        """Return the marks of the upright axis, lowest first."""
        numbers = self.numbers or [Decimal(0)]
        return ticks(min(numbers), max(numbers), from_zero=not self.is_line)

    @property
    def starts_at_zero(self) -> bool:
        """Return whether zero is on the axis; if not, the page says so in words."""
        return self.ticks[0] <= 0 <= self.ticks[-1]


def ticks(low: Decimal, high: Decimal, *, from_zero: bool) -> list[Decimal]:
    """Return round numbers that enclose low to high, four to eight of them.

    Zero is included if it is asked for or lies near; a range of nothing is widened.
    """
    if from_zero or 0 <= low <= high * Decimal("0.4"):
        low = min(low, Decimal(0))
    if from_zero or 0 >= high >= low * Decimal("0.4"):
        high = max(high, Decimal(0))
    if low == high:
        low, high = low - max(abs(low) / 10, Decimal(1)), high + max(abs(high) / 10, Decimal(1))
    step = _step(Fraction(high - low) / INTERVALS)
    first = (Fraction(low) / step).__floor__()
    last = (Fraction(high) / step).__ceil__()
    decimals = _decimals(step)
    return [round_half_up(step * index, decimals) for index in range(first, last + 1)]


def _step(least: Fraction) -> Fraction:
    """Return the smallest round step that is not below `least`."""
    power = Fraction(1)
    while power > least:
        power /= 10
    while power * 10 <= least:
        power *= 10
    return next(power * step for step in STEPS if power * step >= least)


def _decimals(step: Fraction) -> int:
    return next(places for places in range(20) if (step * 10**places).denominator == 1)


def width_of(text: str) -> int:
    """Return about how many pixels a label of 14 px takes."""
    return sum(NARROW_CHARACTER if ord(char) < 0x2E80 else WIDE_CHARACTER for char in text)


@dataclass(frozen=True, slots=True)
class Frame:
    """One drawing of a chart: its size and the scale of its axes."""

    chart: Chart
    ticks: tuple[Decimal, ...]
    width: int
    height: int
    left: int
    right: int
    narrow: bool
    top: int = 34
    below: int = 46

    @property
    def bottom(self) -> int:
        """Return where the lowest tick lies."""
        return self.height - self.below

    @property
    def slot(self) -> Fraction:
        """Return the width of one year."""
        return Fraction(self.width - self.left - self.right, len(self.chart.spots))

    @property
    def edge(self) -> int:
        """Return the right end of the plot."""
        return self.width - self.right

    def x(self, index: int) -> Fraction:
        """Return the middle of a year."""
        return self.left + self.slot * index + self.slot / 2

    def y(self, value: Decimal) -> Fraction:
        """Return the height of a value."""
        low, high = Fraction(self.ticks[0]), Fraction(self.ticks[-1])
        share = (Fraction(value) - low) / (high - low)
        return self.bottom - share * (self.bottom - self.top)
