"""The cheapest whole life of one asset at given prices of works: a dynamic programme.

State: age and gains (0 or 1 long-life works since the last rebuild), or gone.  `prices` [5, T] is
what a work of each kind costs when begun in a year, whatever the age.  Source: engines, section A.
"""

from typing import Final

import numpy as np

from yakuba.engines.compiling import compiled
from yakuba.engines.levelling.arrays import (
    DEMOLISH_FROM,
    LONG_FROM,
    LONG_GAIN,
    LONG_YOUNGER,
    NEVER,
    REBUILD_FROM,
    REPAIR_BEFORE,
    REPAIR_FROM,
    REPAIR_YOUNGER,
    REPAIR_YOUNGEST,
    SHIFT,
    Floats,
    Ints,
    Life,
)

GONE: Final = -1_000_000  # the age of an asset that is gone


@compiled
def gone_values(service: float, discount: Floats, values: Floats) -> None:
    """Fill values [T + 1] with the cost of the service from each year to the end."""
    years = len(discount) - 1
    values[years] = 0.0
    for year in range(years - 1, -1, -1):
        values[year] = values[year + 1] + discount[year] * service


@compiled
def fill_layer(
    values: Floats,
    following: Floats,
    fresh: Floats,
    limit: int,
    gains: int,
    running: Floats,
    prices: Floats,
    rules: Ints,
) -> None:
    """Fill values [A] of one year and number of gains from the values [2, A] of the next year.

    `prices` [5] are those of the year, `fresh` [2] the values of rebuilding and of demolishing.
    """
    shift = rules[SHIFT]
    repair_from, repair_until = rules[REPAIR_FROM], limit - rules[REPAIR_BEFORE]
    for age in range(-shift, limit + 1):
        best = following[gains, age + 1 + shift] if age < limit else NEVER
        if repair_from <= age <= repair_until:
            to = max(age - rules[REPAIR_YOUNGER], rules[REPAIR_YOUNGEST])
            if to <= limit:
                best = min(best, prices[1] + following[gains, to + shift])
        if gains == 0 and age >= rules[LONG_FROM]:
            best = min(best, prices[2] + following[1, age - rules[LONG_YOUNGER] + shift])
        if age >= rules[REBUILD_FROM]:
            best = min(best, fresh[0])
        if age >= rules[DEMOLISH_FROM]:
            best = min(best, fresh[1])
        values[age + shift] = running[age + shift] + best


@compiled
def fill_table(
    asset: int, life: Life, prices: Floats, must_go: bool, table: Floats, gone: Floats
) -> None:
    """Fill table [T + 1, 2, A] with the least cost from a state to the end; gone [T + 1] too.

    Costs of a year are discounted by the tables of `Arrays`; `prices` are discounted already.
    With `must_go` a life that still stands at the end is not allowed.
    """
    years = len(life.discount) - 1
    gone_values(life.services[asset], life.discount, gone)
    shift = life.rules[SHIFT]
    limits = (life.lives[asset], life.lives[asset] + life.rules[LONG_GAIN])
    for gains in range(2):
        for place in range(limits[gains] + shift + 1):
            table[years, gains, place] = NEVER if must_go else life.left[asset, gains, place]
    running, fresh = np.empty(table.shape[2]), np.empty(2)
    for year in range(years - 1, -1, -1):
        for place in range(limits[1] + shift + 1):
            running[place] = life.discount[year] * life.running[asset, place]
        fresh[0] = prices[3, year] + table[year + 1, 0, shift]
        fresh[1] = prices[4, year] + gone[year + 1] if life.removable[asset] else NEVER
        for gains in range(2):
            fill_layer(
                table[year, gains],
                table[year + 1],
                fresh,
                limits[gains],
                gains,
                running,
                prices[:, year],
                life.rules,
            )


@compiled
def becomes(kind: int, age: int, gains: int, rules: Ints) -> tuple[int, int]:
    """Return age and gains after an act; the age is GONE after a demolition."""
    if kind == 0:
        return age + 1, gains
    if kind == 1:
        return max(age - rules[REPAIR_YOUNGER], rules[REPAIR_YOUNGEST]), gains
    if kind == 2:
        return age - rules[LONG_YOUNGER], 1
    return (0, 0) if kind == 3 else (GONE, 0)


@compiled
def is_allowed(kind: int, age: int, gains: int, limit: int, removable: int, rules: Ints) -> bool:
    """Return whether an act is allowed at an age that is within the limit."""
    if kind == 0:
        return bool(age < limit)
    if kind == 1:
        fits = max(age - rules[REPAIR_YOUNGER], rules[REPAIR_YOUNGEST]) <= limit
        return bool(fits and rules[REPAIR_FROM] <= age <= limit - rules[REPAIR_BEFORE])
    if kind == 2:
        return bool(gains == 0 and age >= rules[LONG_FROM])
    if kind == 3:
        return bool(age >= rules[REBUILD_FROM])
    return bool(removable == 1 and age >= rules[DEMOLISH_FROM])


@compiled
def trace(asset: int, life: Life, prices: Floats, table: Floats, gone: Floats, acts: Ints) -> float:
    """Fill acts [T] with the works (0 keep … 4 demolish) of the cheapest life; return its cost.

    Of equally cheap acts the first counts.
    """
    rules, shift = life.rules, life.rules[SHIFT]
    age, gains = life.ages[asset], 0
    for year in range(len(acts)):
        acts[year] = 0
        if age == GONE:
            continue
        limit = life.lives[asset] + rules[LONG_GAIN] * gains
        best = NEVER
        for kind in range(5):
            if is_allowed(kind, age, gains, limit, life.removable[asset], rules):
                to, then = becomes(kind, age, gains, rules)
                follows = gone[year + 1] if to == GONE else table[year + 1, then, to + shift]
                value = prices[kind, year] + follows
                if value < best:
                    best, acts[year] = value, kind
        age, gains = becomes(acts[year], age, gains, rules)
    return float(table[0, 0, life.ages[asset] + shift])


@compiled
def own_cost(asset: int, life: Life, acts: Ints) -> float:
    """Return the discounted running, service and terminal cost of a life, without its works."""
    shift = life.rules[SHIFT]
    age, gains, cost = life.ages[asset], 0, 0.0
    for year in range(len(acts)):
        if age == GONE:
            cost += life.discount[year] * life.services[asset]
        else:
            cost += life.discount[year] * life.running[asset, age + shift]
            age, gains = becomes(acts[year], age, gains, life.rules)
    if age == GONE:
        return cost
    return float(cost + life.left[asset, gains, age + shift])


@compiled
def spread(cost: float, parts: int, year: int, sign: float, payments: Floats) -> None:
    """Add sign times the parts of a work begun in a year to payments [T]."""
    last = len(payments) - 1
    for part in range(parts):
        payments[min(year + part, last)] += sign * cost / parts
