"""The baseline of the levelling: HiGHS on the whole problem, one binary per arc of each asset.

The same arrays, linking rows and prices as the engine; solved in the same process, with a time box.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from yakuba.engines.levelling.arrays import SHIFT, Arrays, Ints
from yakuba.engines.levelling.lives import GONE, becomes, is_allowed, spread
from yakuba.engines.levelling.master import quiet

Node = tuple[int, int, int]  # year, age, gains


@dataclass(frozen=True, slots=True)
class Direct:
    """What HiGHS found in its time: None without a plan."""

    objective: float | None
    bound: float
    binaries: int
    seconds: float


class Model:
    """Rows and columns while they are built; row numbers as in the master, then the nodes."""

    def __init__(self, arrays: Arrays) -> None:
        self.arrays = arrays
        self.links = 2 * arrays.years + 1 + len(arrays.group_allowed)
        self.costs: list[float] = []
        self.starts, self.places, self.values = [0], [], []  # type: ignore[var-annotated]
        self.nodes: dict[tuple[int, Node], int] = {}
        self.add(arrays.line_price, {year: -1.0 for year in range(arrays.years)})
        for year in range(arrays.years):
            self.add(float(arrays.over_prices[year]), {year: -1.0})
        self.continuous = len(self.costs)
        for asset in range(arrays.size):
            self.add_asset(asset)

    def add(self, cost: float, entries: dict[int, float]) -> None:
        """Add a column."""
        self.costs.append(cost)
        self.places += entries.keys()
        self.values += entries.values()
        self.starts.append(len(self.places))

    def add_asset(self, asset: int) -> None:
        """Add the arcs of one asset, year by year, from the states that can be reached."""
        states = {(int(self.arrays.ages[asset]), 0)}
        for year in range(self.arrays.years):
            following = set()
            for age, gains in sorted(states):
                for kind in range(5):
                    to = self.arc(asset, (year, age, gains), kind)
                    if to is not None and to[0] != GONE:
                        following.add(to)
            states = following

    def arc(self, asset: int, node: Node, kind: int) -> tuple[int, int] | None:
        """Add one arc; return where it leads, None if it is not allowed."""
        arrays, (year, age, gains) = self.arrays, node
        limit = int(arrays.lives[asset] + arrays.rules[7] * gains)
        removable = int(arrays.removable[asset])
        if not is_allowed(kind, age, gains, limit, removable, arrays.rules):
            return None
        to, then = becomes(kind, age, gains, arrays.rules)
        shift, discount = int(arrays.rules[SHIFT]), arrays.discount
        cost = float(discount[year] * arrays.running[asset, age + shift])
        entries = {self.node(asset, node): 1.0}
        if to == GONE:
            cost += float(discount[year + 1 : -1].sum() * arrays.services[asset])
        elif year + 1 < arrays.years:
            entries[self.node(asset, (year + 1, to, then))] = -1.0
        else:
            cost += float(arrays.left[asset, then, to + shift])
        if kind:
            cost += self.work(asset, kind, year, entries)
        self.add(cost, entries)
        return int(to), int(then)

    def work(self, asset: int, kind: int, year: int, entries: dict[int, float]) -> float:
        """Add what a work uses to the entries of its arc; return what its payments cost."""
        arrays = self.arrays
        payments = np.zeros(arrays.years)
        spread(float(arrays.costs[asset, kind]), int(arrays.parts[kind]), year, 1.0, payments)
        entries |= {int(at): float(payments[at]) for at in np.flatnonzero(payments)}
        entries[arrays.years + year] = 1.0
        if kind == 4:
            entries[2 * arrays.years] = float(arrays.areas[asset])
            if year <= arrays.last_checkpoint:
                row = 2 * arrays.years + 1 + int(arrays.groups[asset])
                entries[row] = float(arrays.areas[asset])
        return float((payments * arrays.discount[:-1]).sum())

    def node(self, asset: int, node: Node) -> int:
        """Return the row of a node."""
        return self.links + self.nodes.setdefault((asset, node), len(self.nodes))


def solve_directly(arrays: Arrays, *, seconds: float) -> Direct:
    """Return what HiGHS finds in so many seconds of solving."""
    import highspy

    model = Model(arrays)
    highs = quiet()
    highs.setOptionValue("time_limit", seconds)
    highs.passModel(_as_lp(model))
    highs.run()
    info = highs.getInfo()
    has_plan = info.primal_solution_status == int(highspy.SolutionStatus.kSolutionStatusFeasible)
    return Direct(
        objective=float(info.objective_function_value) if has_plan else None,
        bound=float(info.mip_dual_bound),
        binaries=len(model.costs) - model.continuous,
        seconds=float(highs.getRunTime()),
    )


def _as_lp(model: Model) -> Any:
    import highspy

    arrays, columns = model.arrays, len(model.costs)
    rows = model.links + len(model.nodes)
    lower, upper = np.zeros(rows), np.zeros(rows)
    lower[: model.links] = -np.inf
    upper[arrays.years : 2 * arrays.years] = arrays.works_allowed
    lower[2 * arrays.years], upper[2 * arrays.years] = arrays.area_needed, np.inf
    upper[2 * arrays.years + 1 : model.links] = arrays.group_allowed
    for (_asset, node), row in model.nodes.items():
        if node[0] == 0:
            lower[model.links + row] = upper[model.links + row] = 1.0
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = columns, rows
    lp.col_cost_, lp.col_lower_ = np.array(model.costs), np.zeros(columns)
    most = np.ones(columns)
    most[0], most[1 : model.continuous] = arrays.line_most, np.inf
    lp.col_upper_, lp.row_lower_, lp.row_upper_ = most, lower, upper
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = _ints(model.starts)
    lp.a_matrix_.index_ = _ints(model.places)
    lp.a_matrix_.value_ = np.array(model.values)
    kinds, binaries = highspy.HighsVarType, columns - model.continuous
    lp.integrality_ = [kinds.kContinuous] * model.continuous + [kinds.kInteger] * binaries
    return lp


def _ints(numbers: list[int]) -> Ints:
    return np.array(numbers, dtype=np.int64)
