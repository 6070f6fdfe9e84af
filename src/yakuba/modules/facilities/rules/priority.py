"""In which order works are asked for: a score of 0 to 100 (domain reference 5, section 1.6).

The weights and the importance of uses are the product's defaults; a town sets its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from yakuba.kernel.numbers import Exact
from yakuba.modules.facilities.rules.condition import GUIDE, Scale


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts how much; together 1."""

    need: Fraction = Fraction("0.5")
    importance: Fraction = Fraction("0.2")
    age: Fraction = Fraction("0.2")
    usage: Fraction = Fraction("0.1")

    def __post_init__(self) -> None:
        total = self.need + self.importance + self.age + self.usage
        if total != 1:
            raise ValueError(f"Weights: together {total}, allowed is 1")


IMPORTANCE: Final[Mapping[str, int]] = MappingProxyType(
    {"shelter": 100, "hospital": 100, "hall": 100, "school": 80, "other": 50}
)


def priority_score(
    condition: Exact,
    *,
    importance: int,
    age: int,
    target_life: int,
    usage_percentile: Exact,
    scale: Scale = GUIDE,
    weights: Weights = Weights(),
) -> Fraction:
    """Return the priority of a work, exact; higher is sooner.

    `condition` is the score of the building on the scale, `usage_percentile` 0 to 100.
    """
    need = 100 - Fraction(condition) if scale.higher_is_better else Fraction(condition)
    worn = min(Fraction(age, target_life), Fraction(1)) * 100
    return (
        weights.need * need
        + weights.importance * importance
        + weights.age * worn
        + weights.usage * Fraction(usage_percentile)
    )


def usage_percentile(users: int, others: Sequence[int]) -> Fraction:
    """Return how many percent of the other facilities have fewer users; 0 without others."""
    if not others:
        return Fraction(0)
    return Fraction(sum(other < users for other in others) * 100, len(others))
