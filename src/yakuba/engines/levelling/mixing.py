"""Mixes plans: the best choice of one life per asset from all that were found, as a small MILP.

Work is limited by nodes, not by time, so that the answer is the same on any machine.
"""

from typing import Any, NamedTuple

import numpy as np

from yakuba.engines.levelling.arrays import Arrays, Floats, Ints
from yakuba.engines.levelling.master import quiet, usage
from yakuba.engines.levelling.pricing import measured


class Mixed(NamedTuple):
    """The best plan [N, T], None if none was found, and whether it is sure that there is none."""

    plan: Ints | None
    is_impossible: bool


def mix(arrays: Arrays, plans: list[Ints], *, nodes: int) -> Mixed:
    """Return the best plan that mixes lives of plans [N, T] and keeps all limits.

    No plan is given to begin with: HiGHS 1.16 takes one for the best after presolving, with a wrong
    objective (town 203908 of the tests).
    """
    import highspy

    assets, acts = distinct(plans)
    rows, costs = _columns(arrays, assets, acts)
    highs = quiet()
    for name, value in {"mip_max_nodes": nodes, "mip_rel_gap": 1e-7}.items():
        highs.setOptionValue(name, value)
    _build(highs, arrays, assets, rows, costs)
    highs.run()
    if highs.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Mixed(None, highs.getModelStatus() == highspy.HighsModelStatus.kInfeasible)
    chosen = np.array(highs.getSolution().col_value)[1 + arrays.years :]
    plan = np.zeros((arrays.size, arrays.years), dtype=np.int64)
    for asset in range(arrays.size):
        own = np.flatnonzero(assets == asset)
        plan[asset] = acts[own[np.argmax(chosen[own])]]
    return Mixed(plan, is_impossible=False)


def distinct(plans: list[Ints]) -> tuple[Ints, Ints]:
    """Return asset [M] and acts [M, T] of all distinct lives of plans, in a fixed order."""
    size = len(plans[0])
    seen: dict[tuple[int, bytes], Ints] = {}
    for plan in plans:
        for asset in range(size):
            life = plan[asset].astype(np.int64)
            seen.setdefault((asset, life.tobytes()), life)
    assets = np.array([asset for asset, _life in seen], dtype=np.int64)
    return assets, np.array(list(seen.values()))


def _columns(arrays: Arrays, assets: Ints, acts: Ints) -> tuple[Floats, Floats]:
    """Return the use of the linking rows [M, rows] and the costs [M] of lives."""
    own = arrays.part(assets)
    lives = measured(own, acts)
    return usage(own, lives), lives.costs


def _build(highs: Any, arrays: Arrays, assets: Ints, rows: Floats, costs: Floats) -> None:
    """Fill a solver: columns P, overshoots [T], lives [M]; rows as in the master, then assets."""
    import highspy

    years, lives = arrays.years, len(assets)
    links = rows.shape[1]
    matrix = np.zeros((links + arrays.size, 1 + years + lives))
    matrix[:years, 0] = -1.0
    matrix[np.arange(years), 1 + np.arange(years)] = -1.0
    matrix[:links, 1 + years :] = rows.T
    matrix[links + assets, 1 + years + np.arange(lives)] = 1.0
    upper = np.concatenate(
        [
            np.zeros(years),
            np.full(years, float(arrays.works_allowed)),
            [np.inf],
            arrays.group_allowed * (1 + 1e-12),
            np.ones(arrays.size),
        ]
    )
    lower = np.full(len(upper), -np.inf)
    lower[2 * years] = arrays.area_needed * (1 - 1e-12)
    lower[links:] = 1.0
    which, where = np.nonzero(matrix.T)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = 1 + years + lives, len(upper)
    model.col_cost_ = np.concatenate([[arrays.line_price], arrays.over_prices, costs])
    model.col_lower_ = np.zeros(model.num_col_)
    model.col_upper_ = np.concatenate([[arrays.line_most], np.full(years, np.inf), np.ones(lives)])
    model.row_lower_, model.row_upper_ = lower, upper
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.searchsorted(which, np.arange(model.num_col_ + 1))
    model.a_matrix_.index_ = where
    model.a_matrix_.value_ = matrix.T[which, where]
    kinds = highspy.HighsVarType
    model.integrality_ = [kinds.kContinuous] * (1 + years) + [kinds.kInteger] * lives
    highs.passModel(model)
