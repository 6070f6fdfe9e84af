"""A problem as arrays, for the compiled functions.  N assets, T years, A ages, G groups.

Ages are counted from the youngest possible one: index = age + shift, where shift is above 0 only if
a long-life work can make an asset younger than new.
"""

from dataclasses import dataclass, replace
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from yakuba.engines.levelling.problem import DEMOLISH, KINDS, LONG_LIFE, REBUILD, REPAIR, Problem

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NEVER: Final = 1e30  # the value of what is not allowed

# Places in `rules`.
SHIFT, REPAIR_FROM, REPAIR_YOUNGER, REPAIR_YOUNGEST, REPAIR_BEFORE = range(5)
LONG_FROM, LONG_YOUNGER, LONG_GAIN, REBUILD_FROM, DEMOLISH_FROM = range(5, 10)


class Life(NamedTuple):
    """What the planning of whole lives reads; the fields are those of `Arrays`."""

    ages: Ints
    lives: Ints
    removable: Ints
    running: Floats
    left: Floats
    services: Floats
    discount: Floats
    rules: Ints


@dataclass(frozen=True, slots=True)
class Arrays:
    """The numbers of a problem.

    ages, lives, groups [N] int; removable [N] 0 or 1; areas, services [N]; running [N, A] per year
    at an age; left [N, 2, A] terminal cost at an age and gains, discounted; costs [N, 5] and
    parts [5] by kind of work (0 is keep); discount [T + 1]; rules [10] as named above;
    checkpoints [C] years; group_allowed [G] m² that may go; area_needed m² that must go.
    """

    ages: Ints
    lives: Ints
    groups: Ints
    removable: Ints
    areas: Floats
    services: Floats
    running: Floats
    left: Floats
    costs: Floats
    parts: Ints
    discount: Floats
    rules: Ints
    checkpoints: Ints
    group_allowed: Floats
    area_needed: float
    works_allowed: int
    line_most: float
    line_price: float
    over_prices: Floats  # [T] price of one unit above the line, discounted

    @property
    def size(self) -> int:
        """Return the number of assets."""
        return len(self.ages)

    @property
    def years(self) -> int:
        """Return the number of years."""
        return len(self.discount) - 1

    @property
    def last_checkpoint(self) -> int:
        """Return the last checkpoint, -1 without any."""
        return int(self.checkpoints[-1]) if len(self.checkpoints) else -1

    @property
    def life(self) -> Life:
        """Return what the planning of whole lives reads."""
        return Life(*(getattr(self, name) for name in Life._fields))

    def part(self, assets: Ints) -> "Arrays":
        """Return the arrays of some assets, which may repeat; the limits stay those of all."""
        names = ("ages", "lives", "groups", "removable", "areas", "services")
        taken = {name: getattr(self, name)[assets] for name in (*names, "running", "left", "costs")}
        return replace(self, **taken)


def from_problem(problem: Problem) -> Arrays:
    """Return a problem as arrays."""
    assets, limits = problem.assets, problem.limits
    groups = {name: place for place, name in enumerate(problem.groups)}
    discount = np.array([problem.discount(year) for year in range(problem.years + 1)])
    areas = np.array([asset.area_m2 for asset in assets])
    by_group = np.array([groups[asset.group] for asset in assets], dtype=np.int64)
    whole = np.zeros(len(groups))
    np.add.at(whole, by_group, areas)
    costs = [[0.0, *(problem.cost(asset, kind) for kind in KINDS)] for asset in assets]
    running, left = _by_age(problem)
    return Arrays(
        ages=np.array([asset.age for asset in assets], dtype=np.int64),
        lives=np.array([asset.life for asset in assets], dtype=np.int64),
        groups=by_group,
        removable=np.array([asset.removable for asset in assets], dtype=np.int64),
        areas=areas,
        services=np.array([asset.replacement_service_cost for asset in assets]),
        running=running,
        left=left,
        costs=np.array(costs),
        parts=np.array([1, *(problem.works[kind].payment_years for kind in KINDS)], dtype=np.int64),
        discount=discount,
        rules=_rules(problem),
        checkpoints=np.array(sorted(set(limits.group_checkpoints)), dtype=np.int64),
        group_allowed=(1 - limits.group_area_kept_share) * whole,
        area_needed=limits.area_reduction_share * float(sum(areas.tolist())),
        works_allowed=limits.works_per_year,
        line_most=limits.flat_line_max,
        line_price=problem.prices.flat_line,
        over_prices=problem.prices.overshoot * discount[:-1],
    )


def _shift(problem: Problem) -> int:
    work = problem.works[LONG_LIFE]
    return max(0, work.years_younger - work.from_age)


def _rules(problem: Problem) -> Ints:
    repair, longer = problem.works[REPAIR], problem.works[LONG_LIFE]
    return np.array(
        [
            _shift(problem),
            repair.from_age,
            repair.years_younger,
            repair.youngest,
            repair.before_limit,
            longer.from_age,
            longer.years_younger,
            longer.limit_gain,
            problem.works[REBUILD].from_age,
            problem.works[DEMOLISH].from_age,
        ],
        dtype=np.int64,
    )


def _by_age(problem: Problem) -> tuple[Floats, Floats]:
    """Return running cost [N, A] and terminal cost [N, 2, A] at each age."""
    gain, shift = problem.works[LONG_LIFE].limit_gain, _shift(problem)
    oldest = max(asset.life for asset in problem.assets) + gain
    ages = np.arange(-shift, oldest + 1, dtype=float)
    first, second = problem.running_growth
    growth = 1 + first * ages + second * ages * ages
    running = np.array([asset.running_cost * growth for asset in problem.assets])
    end = problem.discount(problem.years) * problem.terminal_share
    left = np.array(
        [
            [end * asset.rebuild_cost * ages / (asset.life + gain * gains) for gains in (0, 1)]
            for asset in problem.assets
        ]
    )
    return running, left
