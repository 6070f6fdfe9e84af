"""Why no plan can keep the limits, in words of the limits: each a count that anyone can repeat.

Every proof compares what each asset needs at the least, taken alone, with what the limits allow.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from yakuba.engines.compiling import compiled
from yakuba.engines.levelling.arrays import NEVER, Arrays, Floats, Ints, Life
from yakuba.engines.levelling.choosing import most_area
from yakuba.engines.levelling.lives import fill_table
from yakuba.engines.levelling.problem import Problem


@dataclass(frozen=True, slots=True)
class Proof:
    """A limit that cannot be kept: what is needed at the least, and what is allowed."""

    limit: str
    years: tuple[int, ...] | None
    group: str | None
    asset: str | None
    needed: float
    allowed: float


def prove(problem: Problem, arrays: Arrays, pressure: Floats) -> list[Proof]:
    """Return what cannot be kept; empty when none of the counts shows a contradiction.

    `pressure` [T] are duals of the cap: in which years works press against it.
    """
    return (
        impossible_ages(problem, arrays)
        or forced_going(problem, arrays)
        or forced_works(arrays, pressure)
        or forced_staying(arrays)
    )


def impossible_ages(problem: Problem, arrays: Arrays) -> list[Proof]:
    """Return the assets that no works keep within their limit of age until the end.

    `years` is the year whose end it cannot reach; needed is its age then, allowed its limit.
    """
    values = count_lives(arrays.life, np.zeros((5, arrays.years)), 0)
    proofs = []
    for place in np.flatnonzero(values >= NEVER).tolist():
        asset = problem.assets[place]
        year = _first_impossible(arrays, place)
        proofs.append(Proof("age", (year,), None, asset.id, asset.life + 1, asset.life))
    return proofs


def _first_impossible(arrays: Arrays, place: int) -> int:
    """Return the year at whose end an asset stands beyond its limit whatever is done."""
    parts: Any = [part[place : place + 1] for part in arrays.life]
    one = Life(*parts)
    for years in range(1, arrays.years):
        shorter = one._replace(discount=arrays.discount[: years + 1], rules=arrays.rules)
        if count_lives(shorter, np.zeros((5, years)), 0)[0] >= NEVER:
            return years - 1
    return arrays.years - 1


def forced_works(arrays: Arrays, pressure: Floats) -> list[Proof]:
    """Return the years in which more works are needed than the cap allows.

    Tried are windows from the first year on, then the years whose works have a high dual, then
    all other windows; of each kind the one with the largest excess.
    """
    years = arrays.years
    pressed = [pressure > share * pressure.max() for share in (0.0, 0.3, 0.6)]
    kinds = (
        [range(last + 1) for last in range(years)],
        [np.flatnonzero(mask).tolist() for mask in pressed if mask.any()],
        [range(first, last + 1) for first in range(1, years) for last in range(first, years)],
    )
    for windows in kinds:
        found = [proof for window in windows if (proof := _window(arrays, tuple(window)))]
        if found:
            return [max(found, key=_excess)]
    return []


def _window(arrays: Arrays, years: tuple[int, ...]) -> Proof | None:
    works = np.zeros((5, arrays.years))
    works[1:, list(years)] = 1.0
    staying, going = (count_lives(arrays.life, works, must_go) for must_go in (0, 1))
    needed = float(staying.sum()) + _to_go(arrays, staying, going)
    allowed = arrays.works_allowed * len(years)
    if needed <= allowed + 0.5:
        return None
    return Proof("works_per_year", years, None, None, round(needed), allowed)


def _to_go(arrays: Arrays, staying: Floats, going: Floats) -> float:
    """Return how many works more are needed at the least because area must go.

    Each asset that goes instead of doing its least adds works; the most area per work goes first.
    """
    more = np.where(going < NEVER, going - staying, NEVER)
    left = arrays.area_needed * (1 - 1e-9) - float(arrays.areas[more <= 0].sum())
    works = 0.0
    can = np.flatnonzero((more > 0) & (more < NEVER) & (arrays.areas > 0))
    for place in can[np.argsort(-arrays.areas[can] / more[can], kind="stable")].tolist():
        if left <= 0:
            break
        works += float(more[place] * min(1.0, left / arrays.areas[place]))
        left -= float(arrays.areas[place])
    return float(np.ceil(works - 1e-6))


def _excess(proof: Proof) -> float:
    return proof.needed / max(proof.allowed, 0.5)


def forced_going(problem: Problem, arrays: Arrays) -> list[Proof]:
    """Return the groups that lose more area than they may because assets cannot stay."""
    until = arrays.last_checkpoint
    if until < 0:
        return []
    prices = np.zeros((5, arrays.years))
    prices[4, : until + 1] = NEVER
    must = count_lives(arrays.life, prices, 0) >= NEVER
    proofs = []
    for group, name in enumerate(problem.groups):
        needed = float(arrays.areas[must & (arrays.groups == group)].sum())
        allowed = float(arrays.group_allowed[group])
        if needed > allowed * (1 + 1e-9):
            proofs.append(Proof("group_area", (until,), name, None, needed, allowed))
    return proofs


def forced_staying(arrays: Arrays) -> list[Proof]:
    """Return that too much area must stay: of what may go, groups keep their share."""
    can_go, late = going(arrays)
    most = most_area(arrays, can_go, late)
    if most >= arrays.area_needed * (1 - 1e-9):
        return []
    return [Proof("area_reduction_share", None, None, None, arrays.area_needed, most)]


def going(arrays: Arrays) -> tuple[Ints, Ints]:
    """Return who can go by the last checkpoint, and who can go after it [N]."""
    free = np.zeros((5, arrays.years))
    early, late = free.copy(), free.copy()
    early[4, arrays.last_checkpoint + 1 :] = NEVER
    late[4, : arrays.last_checkpoint + 1] = NEVER
    found = [count_lives(arrays.life, prices, 1) < NEVER for prices in (early, late)]
    return found[0].astype(np.int64), found[1].astype(np.int64)


def count_lives(life: Life, works: Floats, must_go: int) -> Floats:
    """Return the least sum of the prices of works [5, T] of each asset [N], costs left out."""
    free = life._replace(
        running=np.zeros_like(life.running),
        left=np.zeros_like(life.left),
        services=np.zeros_like(life.services),
    )
    values = np.zeros(len(life.ages))
    fill_counts(free, works, must_go, values)
    return np.minimum(values, NEVER)


@compiled
def fill_counts(life: Life, prices: Floats, must_go: int, values: Floats) -> None:
    """Fill values [N] with the value of the cheapest life of each asset."""
    years = prices.shape[1]
    table, gone = np.empty((years + 1, 2, life.running.shape[1])), np.empty(years + 1)
    for asset in range(len(values)):
        fill_table(asset, life, prices, must_go == 1, table, gone)
        values[asset] = table[0, 0, life.ages[asset] + life.rules[0]]
