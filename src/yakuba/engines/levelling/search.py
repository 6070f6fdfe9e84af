"""Searches plans: takes a few assets out and puts them back, each by its best answer.

Large neighbourhood search; everything is counted in steps and drawn from an own generator, so that
the same seed gives the same plan on any machine, compiled or not.
"""

from typing import Final

import numpy as np

from yakuba.engines.compiling import compiled
from yakuba.engines.levelling.arrays import Arrays, Floats, Ints
from yakuba.engines.levelling.moves import (
    PENALTY,
    TOTAL,
    Scratch,
    State,
    Town,
    answer,
    count,
    town_of,
    weigh,
)
from yakuba.engines.levelling.pricing import Duals

MOST_OUT: Final = 8  # assets taken out at once
SWEEPS: Final = 6  # of all assets over a rounded plan
MODULUS: Final = 2_147_483_647
MULTIPLIER: Final = 48_271  # Park and Miller 1988, as revised in 1993


def search(
    arrays: Arrays, duals: Duals, *, steps: int, seed: int, start: Ints, heat: float, fresh: bool
) -> tuple[Ints, float, float]:
    """Return the best plan found [N, T], its cost and its penalty (0: it keeps all limits).

    `start` is a plan, with `fresh` a rounded one that need not keep limits.  `heat` is the share
    of the cost by which a kept plan may be dearer than the best, at first.
    """
    town, guide = town_of(arrays), np.stack([duals.line, duals.works])
    acts = np.zeros((arrays.size, arrays.years), dtype=np.int64)
    draw = np.array([1 + seed * 7_919 % (MODULUS - 1)], dtype=np.int64)
    state, scratch = empty_state(arrays), empty_scratch(arrays)
    order = np.arange(arrays.size)
    acts[:] = start
    resume(acts, town, state)
    if fresh:
        begin(acts, order, town, guide, state, scratch, draw)
    best = acts.copy()
    money = improve(acts, best, town, guide, state, empty_state(arrays), scratch, draw, steps, heat)
    return best, float(money[TOTAL]), float(money[PENALTY])


def weighed(arrays: Arrays, acts: Ints) -> tuple[float, float]:
    """Return the cost of a plan, penalty included, and its penalty."""
    state = empty_state(arrays)
    resume(acts, town_of(arrays), state)
    return float(state.money[TOTAL]), float(state.money[PENALTY])


def empty_state(arrays: Arrays) -> State:
    """Return a state without any asset."""
    return State(
        payments=np.zeros(arrays.years),
        works=np.zeros(arrays.years, dtype=np.int64),
        gone=np.zeros(1 + len(arrays.group_allowed)),
        money=np.zeros(4),
    )


def empty_scratch(arrays: Arrays) -> Scratch:
    """Return room to work in."""
    years, ages = arrays.years, arrays.running.shape[1]
    return Scratch(
        prices=np.zeros((5, years)),
        table=np.zeros((years + 1, 2, ages)),
        values=np.zeros(years + 1),
        below=np.zeros(years),
    )


@compiled
def draw_below(draw: Ints, bound: int) -> int:
    """Return the next number of 0 … bound - 1."""
    draw[0] = draw[0] * MULTIPLIER % MODULUS
    number: int = draw[0] % bound
    return number


@compiled
def shuffle(items: Ints, size: int, draw: Ints) -> None:
    """Bring the first items into a random order."""
    for place in range(size - 1, 0, -1):
        other = draw_below(draw, place + 1)
        items[place], items[other] = items[other], items[place]


@compiled
def copy_row(source: Floats | Ints, target: Floats | Ints) -> None:
    """Copy an array of one dimension into another."""
    for place in range(len(source)):
        target[place] = source[place]


@compiled
def copy_state(source: State, target: State) -> None:
    """Copy a state into another."""
    copy_row(source.payments, target.payments)
    copy_row(source.works, target.works)
    copy_row(source.gone, target.gone)
    copy_row(source.money, target.money)


@compiled
def begin(
    acts: Ints,
    order: Ints,
    town: Town,
    guide: Floats,
    state: State,
    scratch: Scratch,
    draw: Ints,
) -> None:
    """Bring a rounded plan in order: all assets answer several times, in random orders.

    At first room below the line and under the cap has its full price, in the end none.
    """
    for sweep in range(SWEEPS):
        shuffle(order, len(order), draw)
        to_come = 1.0 - sweep / (SWEEPS - 1)
        settle(acts, order, len(order), to_come, town, guide, state, scratch)
        weigh(town, state)


@compiled
def resume(acts: Ints, town: Town, state: State) -> None:
    """Bring the state up to a plan."""
    for asset in range(len(acts)):
        count(asset, acts[asset], 1, town, state)
    weigh(town, state)


@compiled
def insert_all(
    acts: Ints,
    order: Ints,
    size: int,
    town: Town,
    guide: Floats,
    state: State,
    scratch: Scratch,
) -> None:
    """Put assets in, one after the other, with an eye on those still to come."""
    for place in range(size):
        asset, to_come = order[place], 1.0 - (place + 1) / size
        answer(asset, to_come, guide, town, state, scratch, acts[asset])
        count(asset, acts[asset], 1, town, state)


@compiled
def settle(
    acts: Ints,
    order: Ints,
    size: int,
    share: float,
    town: Town,
    guide: Floats,
    state: State,
    scratch: Scratch,
) -> None:
    """Let assets answer once more, one after the other, now that all others stand."""
    for place in range(size):
        asset = order[place]
        count(asset, acts[asset], -1, town, state)
        answer(asset, share, guide, town, state, scratch, acts[asset])
        count(asset, acts[asset], 1, town, state)


@compiled
def choose(acts: Ints, groups: Ints, draw: Ints, out: Ints) -> int:
    """Fill out with the assets to take away; return how many.

    Any (one time in four), of one group (one in four), or with a work in the few years around one.
    """
    size, years = acts.shape
    wanted = min(2 + draw_below(draw, len(out) - 1), size)
    way, first = draw_below(draw, 4), draw_below(draw, size)
    year, reach = draw_below(draw, years), 1 + draw_below(draw, 3)
    stride = 1 + draw_below(draw, size)
    while not is_coprime(stride, size):
        stride += 1
    found, asset = 0, first
    for _step in range(size):
        asset = (asset + stride) % size
        if way == 0:
            fits = True
        elif way == 1:
            fits = groups[asset] == groups[first]
        else:
            fits = works_near(acts[asset], year, reach)
        if fits:
            out[found] = asset
            found += 1
            if found == wanted:
                break
    return found


@compiled
def works_near(acts: Ints, year: int, reach: int) -> bool:
    """Return whether a life has a work in the years around one."""
    for near in range(max(0, year - reach), min(len(acts), year + reach + 1)):
        if acts[near] > 0:
            return True
    return False


@compiled
def is_coprime(one: int, other: int) -> bool:
    """Return whether two numbers share no factor: then a stride meets every place once."""
    while other:
        one, other = other, one % other
    return one == 1


@compiled
def improve(
    acts: Ints,
    best: Ints,
    town: Town,
    guide: Floats,
    state: State,
    before: State,
    scratch: Scratch,
    draw: Ints,
    steps: int,
    heat: float,
) -> Floats:
    """Improve acts [N, T] for so many steps; fill best; return the money of the best.

    A step is kept when its plan is cheaper than the best so far plus a margin that cools to 0.
    """
    record = state.money.copy()
    out, kept = np.zeros(MOST_OUT, dtype=np.int64), np.zeros((MOST_OUT, acts.shape[1]), np.int64)
    for step in range(steps):
        found = choose(acts, town.groups, draw, out)
        shuffle(out, found, draw)
        copy_state(state, before)
        for place in range(found):
            copy_row(acts[out[place]], kept[place])
            count(out[place], acts[out[place]], -1, town, state)
        insert_all(acts, out, found, town, guide, state, scratch)
        settle(acts, out, found, 0.0, town, guide, state, scratch)
        weigh(town, state)
        margin = heat * (1.0 - step / steps) * abs(record[TOTAL])
        if state.money[TOTAL] < record[TOTAL] - 1e-9 * abs(record[TOTAL]):
            copy_row(state.money, record)
            for asset in range(len(acts)):
                copy_row(acts[asset], best[asset])
        elif state.money[TOTAL] > record[TOTAL] + margin:
            copy_state(before, state)
            for place in range(found):
                copy_row(kept[place], acts[out[place]])
    return record
