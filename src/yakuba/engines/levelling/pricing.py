"""Prices of works at given dual values, and the cheapest lives at these prices.

The duals: `line` [T] of spending above the flat line, `works` [T] of the cap, `area` of the area
that must go, `groups` [G] of the area of a group that may go; all >= 0.  The allowed area of a
group is the same at every checkpoint, so the last checkpoint implies the earlier ones.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from yakuba.engines.compiling import compiled
from yakuba.engines.levelling.arrays import NEVER, Arrays, Floats, Ints, Life
from yakuba.engines.levelling.lives import fill_table, own_cost, trace


@dataclass(frozen=True, slots=True)
class Duals:
    """Dual values, as above."""

    line: Floats
    works: Floats
    area: float
    groups: Floats

    def blend(self, other: "Duals", share: float) -> "Duals":
        """Return this point moved by a share towards another."""
        return Duals(
            line=self.line + share * (other.line - self.line),
            works=self.works + share * (other.works - self.works),
            area=self.area + share * (other.area - self.area),
            groups=self.groups + share * (other.groups - self.groups),
        )


@dataclass(frozen=True, slots=True)
class Priced:
    """Two cheapest lives of each asset: acts [2, N, T], values [2, N] at the duals.

    0: not gone by the last checkpoint; 1: gone by it.  A value of NEVER says that there is none.
    """

    acts: Ints
    values: Floats


@dataclass(frozen=True, slots=True)
class Lives:
    """One life of each asset: acts [N, T]; costs [N] without the line.

    payments [N, T] are what counts against the line: of a payment above its upper end only that
    much, for the rest is certain to overshoot and is part of the cost already (lump tightening).
    gone [N] is the year of demolition or T.
    """

    acts: Ints
    costs: Floats
    payments: Floats
    gone: Ints


class Charges(NamedTuple):
    """Price of a payment per unit [T], up to the upper end of the line and above it."""

    below: Floats
    above: Floats
    most: float


def price(arrays: Arrays, duals: Duals) -> Priced:
    """Return the two cheapest lives of each asset; the duals of groups are not charged."""
    size, years = arrays.size, arrays.years
    priced = Priced(np.zeros((2, size, years), dtype=np.int64), np.zeros((2, size)))
    charges = Charges(
        arrays.discount[:-1] + duals.line,
        arrays.discount[:-1] + arrays.over_prices,
        arrays.line_most,
    )
    price_lives(
        arrays.life,
        arrays.costs,
        arrays.parts,
        charges,
        duals.works,
        -duals.area * arrays.areas,
        arrays.last_checkpoint,
        priced.acts,
        priced.values,
    )
    return priced


def measured(arrays: Arrays, acts: Ints) -> Lives:
    """Return lives with what they cost and use."""
    size, years = acts.shape
    costs, payments, gone = np.zeros(size), np.zeros((size, years)), np.full(size, years)
    measure_lives(
        arrays.life,
        arrays.costs,
        arrays.parts,
        arrays.over_prices,
        arrays.line_most,
        acts,
        costs,
        payments,
        gone,
    )
    return Lives(acts, costs, payments, gone)


def picked(arrays: Arrays, priced: Priced, goes: Ints) -> Lives:
    """Return one life of each asset: the second where `goes` [N] is 1."""
    return measured(arrays, np.where(goes[:, None] == 1, priced.acts[1], priced.acts[0]))


@compiled
def charge(amount: float, year: int, charges: Charges) -> float:
    """Return what a payment in a year is charged."""
    over = max(0.0, amount - charges.most)
    return float(charges.below[year] * min(amount, charges.most) + charges.above[year] * over)


@compiled
def charge_work(cost: float, parts: int, year: int, charges: Charges) -> float:
    """Return what the parts of a work begun in a year are charged."""
    last = len(charges.below) - 1
    total = 0.0
    for part in range(parts):
        if year + part < last:
            total += charge(cost / parts, year + part, charges)
        else:
            return total + charge((parts - part) * (cost / parts), last, charges)
    return total


@compiled
def price_lives(
    life: Life,
    costs: Floats,
    parts: Ints,
    charges: Charges,
    works: Floats,
    going: Floats,
    until: int,
    acts: Ints,
    values: Floats,
) -> None:
    """Fill acts [2, N, T] and values [2, N]; `until` is the last checkpoint."""
    years = acts.shape[2]
    prices = np.zeros((5, years))
    table = np.empty((years + 1, 2, life.running.shape[1]))
    gone = np.empty(years + 1)
    for asset in range(acts.shape[1]):
        for kind in range(1, 5):
            for year in range(years):
                price = charge_work(costs[asset, kind], parts[kind], year, charges)
                prices[kind, year] = price + works[year]
        demolition = prices[4] + going[asset]
        for goes in range(2):
            for year in range(years):
                prices[4, year] = demolition[year] if (year <= until) == (goes == 1) else NEVER
            if goes == 1 and (life.removable[asset] == 0 or until < 0):
                values[1, asset] = NEVER
                continue
            fill_table(asset, life, prices, goes == 1, table, gone)
            values[goes, asset] = trace(asset, life, prices, table, gone, acts[goes, asset])
            values[goes, asset] = min(values[goes, asset], NEVER)


@compiled
def measure_lives(
    life: Life,
    costs: Floats,
    parts: Ints,
    over_prices: Floats,
    most: float,
    acts: Ints,
    own: Floats,
    payments: Floats,
    gone: Ints,
) -> None:
    """Fill own [N] with the cost of each life, payments [N, T] below the line's end, gone [N]."""
    years = acts.shape[1]
    for asset in range(acts.shape[0]):
        own[asset] = own_cost(asset, life, acts[asset])
        for year in range(years):
            kind = acts[asset, year]
            if kind == 4:
                gone[asset] = year
            if kind:
                pay_one(
                    costs[asset, kind],
                    parts[kind],
                    year,
                    life.discount,
                    over_prices,
                    most,
                    asset,
                    own,
                    payments,
                )


@compiled
def pay_one(
    cost: float,
    parts: int,
    year: int,
    discount: Floats,
    over_prices: Floats,
    most: float,
    asset: int,
    own: Floats,
    payments: Floats,
) -> None:
    """Add the parts of one work to the cost and the payments of an asset."""
    last = payments.shape[1] - 1
    for part in range(parts):
        at, amount = min(year + part, last), cost / parts
        if at == last:  # all parts that are left are paid now
            amount *= parts - part
        own[asset] += discount[at] * amount + over_prices[at] * max(0.0, amount - most)
        payments[asset, at] += min(amount, most)
        if at == last:
            break
