"""The baseline of `yakuba bench levelling` solves the same problem as the engine."""

import pytest

from yakuba.engines.levelling import reading, tests
from yakuba.engines.levelling.arrays import from_problem
from yakuba.engines.levelling.solve import Options, solve
from yakuba.engines.levelling.tests import tiny
from yakuba.site.bench.levelling_direct import solve_directly

assert tests  # it says where compiled code is kept


@pytest.mark.parametrize("seed", range(8))
def test_direct_formulation_has_the_same_optimum(seed):
    problem = reading.from_json(tiny.make(seed))

    ours = solve(problem, Options(effort=1))
    direct = solve_directly(from_problem(problem), seconds=20)

    if ours.status == "infeasible":
        assert direct.objective is None
    else:
        assert direct.objective == pytest.approx(ours.played.objective, rel=1e-3)
        assert direct.bound <= ours.played.objective * (1 + 1e-6)
