"""Which assets go by the last checkpoint: by a price per m², or exactly, group by group.

Exactly: within a group the area that goes is limited, so the best set is a knapsack.  Solving it
as one whole instead of pricing its row proves more: the bound of small towns rises by up to 1 %.
"""

import numpy as np

from yakuba.engines.compiling import compiled
from yakuba.engines.levelling.arrays import NEVER, Arrays, Floats, Ints
from yakuba.engines.levelling.pricing import Priced

CELLS = 10_000  # of a knapsack; larger areas are counted in coarser units, rounded down


def by_price(arrays: Arrays, priced: Priced, groups: Floats) -> tuple[Ints, float]:
    """Return who goes [N] when a group's area has a price, and the value of all lives."""
    going = priced.values[1] + groups[arrays.groups] * arrays.areas
    goes = going < priced.values[0]
    return goes.astype(np.int64), float(np.where(goes, going, priced.values[0]).sum())


def exactly(arrays: Arrays, priced: Priced) -> tuple[Ints, float]:
    """Return who goes [N] so that each group keeps its area, and the value of all lives.

    Where units are coarse a set may exceed the limit by a little; the value is a bound still.
    """
    goes = np.zeros(arrays.size, dtype=np.int64)
    value = 0.0
    for group, allowed in enumerate(arrays.group_allowed.tolist()):
        members = np.flatnonzero(arrays.groups == group)
        stay, go = priced.values[0][members], priced.values[1][members]
        weights, room = _units(arrays.areas[members], allowed)
        chosen, gain = _knapsack(stay, go, weights, room)
        goes[members] = chosen
        value += float(np.where(chosen == 1, go, stay).sum()) if gain < NEVER else NEVER
    return goes, value


def _units(areas: Floats, allowed: float) -> tuple[Ints, int]:
    """Return areas and room in whole units, never too heavy and never too little room."""
    unit = max(1.0, allowed / CELLS)
    if (areas != np.floor(areas)).any():
        unit = max(allowed / CELLS, 1e-9)
    weights = np.floor(areas / unit * (1 - 1e-12)).astype(np.int64)
    if unit == 1.0:
        weights = areas.astype(np.int64)
    return weights, int(allowed / unit * (1 + 1e-12) + 1e-9)


def _knapsack(stay: Floats, go: Floats, weights: Ints, room: int) -> tuple[Ints, float]:
    """Return who goes and what it gains; NEVER when those who must go do not fit."""
    chosen = np.zeros(len(stay), dtype=np.int64)
    must = stay >= NEVER
    room -= int(weights[must].sum())
    if room < 0 or (must & (go >= NEVER)).any():
        return chosen, NEVER
    gains = np.where(go < NEVER, stay - go, 0.0)
    gains[must] = 0.0
    gain = float(fill_knapsack(gains, weights, room, chosen))
    chosen[must] = 1
    return chosen, gain


@compiled
def fill_knapsack(gains: Floats, weights: Ints, room: int, chosen: Ints) -> float:
    """Fill chosen [n] with the set of the largest gain whose weights fit; return the gain."""
    size = len(gains)
    best = np.zeros(room + 1)
    taken = np.zeros((size, room + 1), dtype=np.bool_)
    for item in range(size):
        if gains[item] <= 0.0:
            continue
        for left in range(room, weights[item] - 1, -1):
            value = best[left - weights[item]] + gains[item]
            if value > best[left]:
                best[left] = value
                taken[item, left] = True
    left = room
    for item in range(size - 1, -1, -1):
        if taken[item, left]:
            chosen[item] = 1
            left -= weights[item]
    most: float = best[room]
    return most


def most_area(arrays: Arrays, early: Ints, late: Ints) -> float:
    """Return how much area can go: those who can go late in full, of the others what groups allow.

    early, late [N]: who can go by the last checkpoint, and after it.
    """
    total = float(arrays.areas[late == 1].sum())
    for group, allowed in enumerate(arrays.group_allowed.tolist()):
        members = np.flatnonzero((arrays.groups == group) & (early == 1) & (late == 0))
        areas = arrays.areas[members]
        weights, room = _units(areas, allowed)
        chosen = np.zeros(len(members), dtype=np.int64)
        total += min(float(fill_knapsack(areas, weights, room, chosen)), allowed)
    return total
