"""The bound: column generation over clusters of assets, smoothed, with a Lagrangian proof.

First the limits of the groups are priced like all other rows and clusters are small: this brings
the duals near their best values in a few rounds.  Then each group is solved as a whole, which
proves more, and the duals are moved within a shrinking box.  Any duals >= 0 give a valid bound.
Source: engines, section A, steps 1 to 3.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from yakuba.engines.levelling import choosing
from yakuba.engines.levelling.arrays import NEVER, Arrays, Floats, Ints
from yakuba.engines.levelling.master import Master
from yakuba.engines.levelling.pricing import Duals, Priced, picked, price

SMOOTHING = 0.3  # how far the priced point moves from the best duals towards the master's
WIDTH = 0.03  # of the first box around the duals, as a share of them
REMEMBERED = 20  # rounds whose lives are kept for mixing
CLUSTERS = 100  # at most; a column is the sum over a cluster
MEETING = 2e-4  # master and bound nearer than this share of the value: they have met


@dataclass(slots=True)
class Bounded:
    """The best bound so far, its duals, the line of the master, and the lives of the last rounds.

    first [N, T]: the mixture, rounded; pressure [T]: the master's duals of the cap on works;
    pool: acts [2, N, T] of the last rounds.
    """

    bound: float
    duals: Duals
    line: float = 0.0
    slack: float = 0.0
    rounds: int = 0
    pressure: Floats | None = None
    first: Ints | None = None
    pool: list[NDArray[np.int8]] = field(default_factory=list)

    def take(self, bound: float, duals: Duals) -> bool:
        """Keep a bound if it is better; return whether it was."""
        if bound <= self.bound:
            return False
        self.bound, self.duals = bound, duals
        return True

    def remember(self, priced: Priced) -> None:
        """Keep the lives of a round, and forget those of long ago."""
        exists = priced.values[:, :, None] < NEVER
        acts = np.where(exists, priced.acts, priced.acts[::-1]).astype(np.int8)
        self.pool = [*self.pool[1 - REMEMBERED :], acts]


Watch = Callable[[Bounded], None]


def constant(arrays: Arrays, duals: Duals) -> float:
    """Return the part of the Lagrangian that no life changes, without the groups.

    Minimum over the line 0 <= P <= its upper end, and the right sides of the priced rows; the duals
    of the line never exceed the price of overshooting, so overshoots add nothing.
    """
    value = min(0.0, arrays.line_price - float(duals.line.sum())) * arrays.line_most
    value -= arrays.works_allowed * float(duals.works.sum())
    return value + arrays.area_needed * duals.area


def first_duals(arrays: Arrays) -> Duals:
    """Return a first guess: the price of the line spread over the years by discount."""
    share = arrays.over_prices / max(float(arrays.over_prices.sum()), 1e-12)
    line = np.minimum(arrays.over_prices, arrays.line_price * share)
    return Duals(line, np.zeros(arrays.years), 0.0, np.zeros(len(arrays.group_allowed)))


def raise_bound(arrays: Arrays, found: Bounded, *, rounds: int, watch: Watch | None = None) -> None:
    """Raise a bound for so many rounds with priced groups, or until it cannot rise more."""
    clusters = np.arange(arrays.size) % min(CLUSTERS, arrays.size)
    master = Master(arrays, clusters, penalty_of(arrays))
    duals, taken = found.duals, []
    for _ in range(rounds):
        found.rounds += 1
        priced = price(arrays, duals)
        goes, value = choosing.by_price(arrays, priced, duals.groups)
        value -= float((duals.groups * arrays.group_allowed).sum())
        found.take(value + constant(arrays, duals), duals)
        lives = picked(arrays, priced, goes)
        taken.append(lives.acts.astype(np.int8))
        master.add(lives)
        upper, exact, found.slack = master.solve()
        found.first = _rounded(taken, master.weights, clusters)
        found.pressure = exact.works
        found.remember(priced)
        found.line = master.line
        if watch:
            watch(found)
        if upper - found.bound <= MEETING * abs(upper):
            break
        duals = found.duals.blend(exact, SMOOTHING)


def _rounded(taken: list[NDArray[np.int8]], weights: Floats, clusters: Ints) -> Ints:
    """Return a plan [N, T] near the mixture: of each cluster the column with the most weight."""
    rounds = np.argmax(weights, axis=0)[clusters]
    return np.array([taken[at][asset] for asset, at in enumerate(rounds)], dtype=np.int64)


def sharpen(arrays: Arrays, found: Bounded, *, rounds: int, watch: Watch | None = None) -> None:
    """Raise a bound for so many rounds in which each group is solved as a whole."""
    master = Master(arrays, arrays.groups, penalty_of(arrays))
    center = Bounded(-np.inf, found.duals)
    duals, width = found.duals, WIDTH
    for _ in range(rounds):
        found.rounds += 1
        priced = price(arrays, duals)
        goes, value = choosing.exactly(arrays, priced)
        risen = center.take(value + constant(arrays, duals), duals)
        found.bound = max(found.bound, center.bound)
        if watch:
            watch(found)
        width *= 1.5 if risen else 0.9
        master.add(picked(arrays, priced, goes))
        master.hold(*_box(arrays, center.duals, width))
        upper, duals, _slack = master.solve()
        found.remember(priced)
        if upper - center.bound <= MEETING / 4 * abs(upper) and width < WIDTH / 3:
            break


def _box(arrays: Arrays, duals: Duals, width: float) -> tuple[Floats, Floats]:
    """Return the middle of a box of duals and how far it reaches; groups are not priced here."""
    years = arrays.years
    middle = np.concatenate([duals.line, duals.works, [duals.area], np.zeros_like(duals.groups)])
    least = np.zeros(len(middle))
    least[: 2 * years] = np.repeat([duals.line.mean(), duals.works.mean()], years)
    return middle, width * (middle + 0.2 * least)


def penalty_of(arrays: Arrays) -> float:
    """Return a price of exceeding a hard row that no saving makes up for."""
    return 10.0 * float(arrays.costs.max()) + 1.0
