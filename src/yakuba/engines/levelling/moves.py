"""A whole plan under change: what it costs, and the best answer of one asset to all others.

Exceeding a hard row costs a penalty so high that no plan with a fault beats one without; a plan
counts only when its penalty is 0.
"""

from typing import Final, NamedTuple

import numpy as np

from yakuba.engines.compiling import compiled
from yakuba.engines.levelling.arrays import Arrays, Floats, Ints, Life
from yakuba.engines.levelling.lives import fill_table, own_cost, spread, trace

# Places in `State.money`: cost of the lives without their works, line, cost in all, penalty.
OWN: Final = 0
LINE: Final = 1
TOTAL: Final = 2
PENALTY: Final = 3


class Hard(NamedTuple):
    """Limits, and the penalties per work and per m² beyond them."""

    works: int
    area: float
    most: float
    line_price: float
    per_work: float
    per_area: float


class Town(NamedTuple):
    """What a search reads and never changes; the fields are those of `Arrays`."""

    life: Life
    costs: Floats
    parts: Ints
    areas: Floats
    groups: Ints
    until: int
    allowed: Floats
    over_prices: Floats
    hard: Hard


class State(NamedTuple):
    """A plan in sums: payments, works [T]; gone [1 + G] area in all and by group; money [4]."""

    payments: Floats
    works: Ints
    gone: Floats
    money: Floats


class Scratch(NamedTuple):
    """Room to work in: prices [5, T], table [T + 1, 2, A], values [T + 1], below [T]."""

    prices: Floats
    table: Floats
    values: Floats
    below: Floats


def town_of(arrays: Arrays) -> Town:
    """Return what the search reads; penalties are above all that a life can cost."""
    lived = arrays.costs[:, 3] * 4 + arrays.services * arrays.years + arrays.running.max(axis=1)
    per_area = float((lived / np.maximum(arrays.areas, 1e-3)).max()) + 1.0
    price = 10.0 * (1.0 + float(arrays.over_prices.max()) + arrays.line_price)
    hard = Hard(
        works=arrays.works_allowed,
        area=arrays.area_needed * (1 - 1e-12),
        most=arrays.line_most,
        line_price=arrays.line_price,
        per_work=price * (float(arrays.costs.max()) + 1.0),
        per_area=price * per_area,
    )
    return Town(
        life=arrays.life,
        costs=arrays.costs,
        parts=arrays.parts,
        areas=arrays.areas,
        groups=arrays.groups,
        until=arrays.last_checkpoint,
        allowed=arrays.group_allowed * (1 + 1e-12),
        over_prices=arrays.over_prices,
        hard=hard,
    )


@compiled
def best_line(
    payments: Floats, over_prices: Floats, line_price: float, most: float
) -> tuple[float, float]:
    """Return the best flat line and what line and overshoots cost together.

    The cost falls with a lower line as long as the years above it cost less than the line itself;
    so the best line is a payment: the first, from the highest down, where they cost as much.
    """
    years = len(payments)
    order = np.empty(years, dtype=np.int64)
    for year in range(years):  # from the highest payment down
        place = year
        while place > 0 and payments[order[place - 1]] < payments[year]:
            order[place] = order[place - 1]
            place -= 1
        order[place] = year
    line, slope = 0.0, line_price
    for place in range(years):
        slope -= over_prices[order[place]]
        if slope <= 0.0:
            line = min(most, payments[order[place]])
            break
    cost = line_price * line
    for year in range(years):
        cost += over_prices[year] * max(0.0, payments[year] - line)
    return line, cost


@compiled
def weigh(town: Town, state: State) -> None:
    """Bring line, cost and penalty of a state up to date."""
    hard = town.hard
    line, total = best_line(state.payments, town.over_prices, hard.line_price, hard.most)
    total += state.money[OWN]
    penalty = hard.per_area * max(0.0, hard.area - state.gone[0])
    for year in range(len(state.payments)):
        total += town.life.discount[year] * state.payments[year]
        penalty += hard.per_work * max(0, state.works[year] - hard.works)
    for group in range(len(town.allowed)):
        penalty += hard.per_area * max(0.0, state.gone[1 + group] - town.allowed[group])
    state.money[LINE] = line
    state.money[PENALTY] = penalty
    state.money[TOTAL] = total + penalty


@compiled
def count(asset: int, acts: Ints, sign: int, town: Town, state: State) -> None:
    """Add (sign 1) or take away (sign -1) a life in a state."""
    state.money[OWN] += sign * own_cost(asset, town.life, acts)
    for year in range(len(acts)):
        kind = acts[year]
        if kind == 0:
            continue
        spread(town.costs[asset, kind], town.parts[kind], year, float(sign), state.payments)
        state.works[year] += sign
        if kind == 4:
            state.gone[0] += sign * town.areas[asset]
            if year <= town.until:
                state.gone[1 + town.groups[asset]] += sign * town.areas[asset]


@compiled
def extra(amount: float, year: int, town: Town, state: State, below: Floats) -> float:
    """Return what a payment adds in a year: itself, its overshoot, and a price of room used."""
    used = min(amount, max(0.0, state.money[LINE] - state.payments[year]))
    over = town.over_prices[year] * (amount - used)
    added: float = town.life.discount[year] * amount + below[year] * used + over
    return added


@compiled
def extra_work(
    cost: float, parts: int, year: int, town: Town, state: State, below: Floats
) -> float:
    """Return what the parts of a work begun in a year add."""
    last = len(below) - 1
    total = 0.0
    for part in range(parts):
        if year + part < last:
            total += extra(cost / parts, year + part, town, state, below)
        else:
            return total + extra((parts - part) * (cost / parts), last, town, state, below)
    return total


@compiled
def gone_extra(asset: int, year: int, town: Town, state: State) -> float:
    """Return the change of the penalty when an asset goes in a year."""
    area = town.areas[asset]
    change = -min(area, max(0.0, town.hard.area - state.gone[0]))
    if year <= town.until:
        group = town.groups[asset]
        room = max(0.0, town.allowed[group] - state.gone[1 + group])
        change += max(0.0, area - room)
    penalty: float = town.hard.per_area * change
    return penalty


@compiled
def answer(
    asset: int,
    share: float,
    guide: Floats,
    town: Town,
    state: State,
    scratch: Scratch,
    acts: Ints,
) -> None:
    """Fill acts with the cheapest life of an asset beside all others of a state.

    `guide` [2, T] are prices of room below the line and of places under the cap, for those who are
    still to come; `share` says how much they count.
    """
    prices, years = scratch.prices, len(acts)
    for year in range(years):
        scratch.below[year] = share * guide[0, year]
    for year in range(years):
        is_full = state.works[year] >= town.hard.works
        place = town.hard.per_work if is_full else share * guide[1, year]
        for kind in range(1, 5):
            cost, parts = town.costs[asset, kind], town.parts[kind]
            prices[kind, year] = place + extra_work(cost, parts, year, town, state, scratch.below)
        prices[4, year] += gone_extra(asset, year, town, state)
    fill_table(asset, town.life, prices, False, scratch.table, scratch.values)
    trace(asset, town.life, prices, scratch.table, scratch.values, acts)
