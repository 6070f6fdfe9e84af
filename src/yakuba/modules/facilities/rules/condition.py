"""The condition of a building, 0 to 100, from the grades of its parts (健全度).

Source: domain reference 5, section 1.7, after the guide for plans of long-lived schools (MEXT
2017).  Towns use other points, weights and directions: a scale is data with these as the default.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from yakuba.kernel.numbers import round_half_up
from yakuba.kernel.problems import Problem, YakubaError
from yakuba.kernel.text import quote


@dataclass(frozen=True, slots=True)
class Scale:
    """Points of each grade and weight of each part.

    `higher_is_better` is False for towns that score wear instead of condition.
    """

    points: Mapping[str, int]
    weights: Mapping[str, Fraction]
    higher_is_better: bool = True


@dataclass(frozen=True, slots=True)
class Score:
    """A score, exact; `missing` names the parts left out of it."""

    exact: Fraction
    missing: tuple[str, ...] = ()

    @property
    def shown(self) -> int:
        """Return the score as it is published: a whole number, rounded half up."""
        return int(round_half_up(self.exact))


GUIDE: Final = Scale(
    points=MappingProxyType({"A": 100, "B": 75, "C": 40, "D": 10}),
    weights=MappingProxyType(
        {
            "roof": Fraction("5.1"),
            "wall": Fraction("17.2"),
            "interior": Fraction("22.4"),
            "electrical": Fraction("8.0"),
            "mechanical": Fraction("7.3"),
        }
    ),
)
WEAR: Final = Scale(
    points=MappingProxyType({"A": 10, "B": 40, "C": 70, "D": 100}),
    weights=GUIDE.weights,
    higher_is_better=False,
)

# Years since the whole part was renewed, up to which a grade holds (the guide's table).
_GOOD_UNTIL: Final = 20
_FAIR_UNTIL: Final = 40


def grade_by_years(years: int, *, is_severe: bool = False) -> str:
    """Return the grade of a part that is judged by the years since its renewal."""
    if is_severe:
        return "D"
    if years < _GOOD_UNTIL:
        return "A"
    return "B" if years < _FAIR_UNTIL else "C"


def condition_score(
    grades: Mapping[str, str | None], scale: Scale = GUIDE, *, reweight: bool = False
) -> Score:
    """Return the score of a building from the grade of each part; None is a part not graded.

    With `reweight` the parts that are graded count for the whole, and the score names the others.

    :raises YakubaError: if a part or grade is unknown, or parts are missing without `reweight`
    """
    if problems := _problems(grades, scale):
        raise YakubaError(*problems)
    graded = {part: scale.points[grade] for part, grade in grades.items() if grade}
    missing = tuple(part for part in scale.weights if part not in graded)
    if missing and not (reweight and graded):
        message = f"評価のない部位があります（{'、'.join(missing)}）。"
        raise YakubaError(
            Problem("condition.missing", message, "評価するか、除いて計算してください。")
        )
    weight = sum((scale.weights[part] for part in graded), Fraction(0))
    weighted = sum((scale.weights[part] * points for part, points in graded.items()), Fraction(0))
    return Score(weighted / weight, missing)


def _problems(grades: Mapping[str, str | None], scale: Scale) -> list[Problem]:
    """Return a problem for each part and grade that the scale does not know."""
    problems = []
    for part, grade in grades.items():
        if part not in scale.weights:
            fix = f"使えるのは {', '.join(scale.weights)} です。"
            problems.append(
                Problem("condition.part", f"部位{quote(part)}はありません。", fix, part)
            )
        if grade and grade not in scale.points:
            fix = f"使えるのは {', '.join(scale.points)} です。"
            problems.append(
                Problem("condition.grade", f"評価{quote(grade)}はありません。", fix, part)
            )
    return problems
