"""Grades, counts and money effects.  Source: domain reference 1, sections 6, 7 and 10.2."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

CASH = ("revenue_up", "expenditure_down")
OTHER = ("avoided", "staff_time")


@dataclass(frozen=True, slots=True)
class Band:
    """The half-open band [low, high) of a grade; None is without end."""

    grade: str
    low: Decimal | None
    high: Decimal | None

    def holds(self, attained: Decimal) -> bool:
        """Return whether an attainment falls into this band."""
        above = self.low is None or attained >= self.low
        return above and (self.high is None or attained < self.high)


def suggest(bands: Iterable[Band], attained: Decimal) -> str | None:
    """Return the grade whose band holds the attainment, None if it falls into a gap."""
    return next((band.grade for band in bands if band.holds(attained)), None)


def find_gaps(bands: Iterable[Band]) -> list[tuple[Decimal | None, Decimal | None]]:
    """Return the stretches that no band holds or that two bands hold: a scale has none.

    A stretch is (from, to); None is without end.
    """
    ordered = sorted(bands, key=lambda band: (band.low is not None, band.low or Decimal(0)))
    if not ordered:
        return [(None, None)]
    faults: list[tuple[Decimal | None, Decimal | None]] = []
    if ordered[0].low is not None:
        faults.append((None, ordered[0].low))
    pairs = pairwise(ordered)
    faults += [(before.high, after.low) for before, after in pairs if before.high != after.low]
    if ordered[-1].high is not None:
        faults.append((ordered[-1].high, None))
    return faults


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a year says of an item: a grade, or the reason why there is none."""

    grade: str | None
    unrated: str = ""


def count_verdicts(verdicts: Iterable[Verdict]) -> tuple[Counter[str], Counter[str]]:
    """Return how many items have each grade, and each reason for none.

    The two together are as many as the items (domain reference 1, section 10.2, rule 5).
    """
    grades: Counter[str] = Counter()
    unrated: Counter[str] = Counter()
    for verdict in verdicts:
        if verdict.grade is None:
            unrated[verdict.unrated] += 1
        else:
            grades[verdict.grade] += 1
    return grades, unrated


def movements(before: Mapping[str, int], after: Mapping[str, int]) -> tuple[int, int, int]:
    """Return how many items went up, stayed and went down, of those graded in both years.

    Values are the positions of the grades: 1 is the best.
    """
    up = stayed = down = 0
    for item, now in after.items():
        if item in before:
            up += now < before[item]
            stayed += now == before[item]
            down += now > before[item]
    return up, stayed, down


@dataclass(frozen=True, slots=True)
class Effect:
    """One money effect.  Amounts in yen; `chain` names an effect that comes again each year."""

    item: str
    fy: int
    effect_class: str
    net_yen: int
    is_continuing: bool = False
    chain: str = ""
    overlap_group: str = ""
    is_counted: bool = True


@dataclass(frozen=True, slots=True)
class Totals:
    """The money of a year by class, in yen.  Cash is revenue up and expenditure down, no more."""

    revenue_up: int = 0
    expenditure_down: int = 0
    avoided: int = 0
    staff_time: int = 0

    @property
    def cash(self) -> int:
        """Return what really came in or did not go out."""
        return self.revenue_up + self.expenditure_down


def total_effects(effects: Iterable[Effect]) -> Totals:
    """Return the totals of effects of one year.

    Of one overlap group only the entry marked as counted is added; of a continuing chain one
    entry a year (domain reference 1, section 10.2, rule 14).

    :raises ValueError: if a group counts twice or a chain stands twice in a year
    """
    sums: Counter[str] = Counter()
    seen: set[tuple[str, int, str]] = set()
    for effect in effects:
        if not effect.is_counted:
            continue
        for name in _once(effect):
            if name in seen:
                raise ValueError(f"total_effects: {name} is counted twice")
            seen.add(name)
        sums[effect.effect_class] += effect.net_yen
    return Totals(**sums)


def _once(effect: Effect) -> list[tuple[str, int, str]]:
    names = [("group", effect.fy, effect.overlap_group)] if effect.overlap_group else []
    return names + ([("chain", effect.fy, effect.chain)] if effect.chain else [])


def single_year(effects: Iterable[Effect], first_years: Mapping[str, int]) -> int:
    """Return the yen of efforts newly made in the year, without what earlier ones still bring.

    `first_years` gives the first fiscal year of each chain.  It must not be added to
    `continuing`: the two are different sums (domain reference 1, section 7).
    """
    return sum(
        effect.net_yen
        for effect in effects
        if effect.is_counted
        and (not effect.is_continuing or first_years[effect.chain] == effect.fy)
    )


def continuing(effects: Iterable[Effect]) -> int:
    """Return the yen of the year with all that earlier efforts still bring."""
    return sum(effect.net_yen for effect in effects if effect.is_counted)
