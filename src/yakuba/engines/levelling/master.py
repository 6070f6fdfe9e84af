"""The master programme: a mixture of columns for each cluster of assets that keeps the rows.

Rows: line [T] (spending - overshoot - P <= 0), works [T], area, groups [G], then one convexity row
per cluster.  Columns: P, one overshoot or slack per row, one that holds a dual from below, lives.
"""

from typing import Any

import numpy as np

from yakuba.engines.levelling.arrays import Arrays, Floats, Ints
from yakuba.engines.levelling.pricing import Duals, Lives


def quiet() -> Any:
    """Return a solver that says nothing, on one thread and with a fixed seed.

    Its output is turned off before its callbacks are made, which print a banner (highspy 1.16).
    """
    import highspy

    class Quiet(highspy.Highs):
        def enableCallbacks(self) -> None:  # noqa: N802 (a name of highspy)
            self.setOptionValue("output_flag", False)
            super().enableCallbacks()  # type: ignore[no-untyped-call]

    highs: Any = Quiet()  # type: ignore[no-untyped-call]
    for name, value in {"threads": 1, "random_seed": 0}.items():
        highs.setOptionValue(name, value)
    return highs


class Master:
    """The linear programme over the columns found so far, kept warm between rounds.

    `weights` [rounds, clusters]: how much of each column the last mixture takes.
    """

    def __init__(self, arrays: Arrays, clusters: Ints, penalty: float) -> None:
        self.arrays, self.clusters = arrays, clusters
        self.years, self.count = arrays.years, int(clusters.max()) + 1
        self.rows = 2 * self.years + 1 + len(arrays.group_allowed)
        self.line, self.weights = 0.0, np.zeros((0, self.count))
        self.highs = quiet()
        self.highest = np.full(self.rows, penalty)
        self.highest[: self.years] = arrays.over_prices
        self._add_rows()
        self._add_fixed()

    def _add_rows(self) -> None:
        arrays, years = self.arrays, self.years
        upper = np.concatenate(
            [
                np.zeros(years),
                np.full(years, float(arrays.works_allowed)),
                [np.inf],
                arrays.group_allowed,
                np.ones(self.count),
            ]
        )
        lower = np.full(len(upper), -np.inf)
        lower[2 * years] = arrays.area_needed
        lower[self.rows :] = 1.0
        none = np.array([], dtype=np.int32)
        for low, high in zip(lower.tolist(), upper.tolist(), strict=True):
            self.highs.addRow(low, high, 0, none, np.array([]))

    def _add_fixed(self) -> None:
        """Add P, and per row a column that caps its dual and one that holds it from below."""
        years = self.years
        line = np.arange(years, dtype=np.int32)
        price, most = self.arrays.line_price, self.arrays.line_most
        self.highs.addCol(price, 0.0, most, years, line, -np.ones(years))
        signs = np.full(self.rows, -1.0)
        signs[2 * years] = 1.0  # the area is needed, all others are limited
        for way, costs in ((1.0, self.highest), (-1.0, np.zeros(self.rows))):
            for row in range(self.rows):
                place = np.array([row], dtype=np.int32)
                sign = np.array([way * signs[row]])
                self.highs.addCol(float(costs[row]), 0.0, np.inf, 1, place, sign)

    def hold(self, center: Floats, radius: Floats) -> None:
        """Keep the duals within a distance from a point, for the rounds to come."""
        high = np.minimum(self.highest, center + radius)
        low = np.maximum(0.0, center - radius)
        places = np.arange(1, 1 + 2 * self.rows, dtype=np.int32)
        self.highs.changeColsCost(len(places), places, np.concatenate([high, -low]))

    def add(self, lives: Lives) -> None:
        """Add one column per cluster: the lives of its assets together."""
        dense = np.zeros((self.count, self.rows))
        np.add.at(dense, self.clusters, usage(self.arrays, lives))
        costs = np.zeros(self.count)
        np.add.at(costs, self.clusters, lives.costs)
        full = np.concatenate([dense, np.eye(self.count)], axis=1)
        which, where = np.nonzero(full)
        starts = np.searchsorted(which, np.arange(self.count)).astype(np.int32)
        self.highs.addCols(
            self.count,
            costs,
            np.zeros(self.count),
            np.full(self.count, np.inf),
            len(where),
            starts,
            where.astype(np.int32),
            full[which, where],
        )

    def solve(self) -> tuple[float, Duals, float]:
        """Return the value, the duals, and how much the hard rows are exceeded."""
        self.highs.run()
        solution = self.highs.getSolution()
        duals, values = np.array(solution.row_dual), np.array(solution.col_value)
        years = self.years
        self.line = float(values[0])
        signed = np.concatenate([-duals[: 2 * years], [duals[2 * years]], -duals[2 * years + 1 :]])
        kept = np.clip(signed[: self.rows], 0.0, self.highest)
        found = Duals(
            line=kept[:years],
            works=kept[years : 2 * years],
            area=float(kept[2 * years]),
            groups=kept[2 * years + 1 :],
        )
        self.weights = values[1 + 2 * self.rows :].reshape(-1, self.count)
        slack = float(values[1 + years : 1 + self.rows].sum())
        return float(self.highs.getInfo().objective_function_value), found, slack


def usage(arrays: Arrays, lives: Lives) -> Floats:
    """Return what each life uses of the linking rows [N, rows]."""
    area = np.where(lives.gone < arrays.years, arrays.areas, 0.0)
    by_group = np.zeros((arrays.size, len(arrays.group_allowed)))
    early = np.where(lives.gone <= arrays.last_checkpoint, area, 0.0)
    by_group[np.arange(arrays.size), arrays.groups] = early
    works = (lives.acts > 0).astype(float)
    return np.concatenate([lives.payments, works, area[:, None], by_group], axis=1)
