"""The engine against all plans of tiny towns, and its promises on larger ones."""

import dataclasses
import math

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from yakuba.engines.levelling import arrays, reading, towns
from yakuba.engines.levelling.problem import KINDS
from yakuba.engines.levelling.replay import replay
from yakuba.engines.levelling.solve import Options, solve
from yakuba.engines.levelling.tests import tiny
from yakuba.engines.levelling.tests.enumerating import lives, optimum

MOST_PLANS = 1_500
QUICK = Options(effort=1)


def close(one, other):
    return one == pytest.approx(other, rel=1e-6, abs=1e-9)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 100_000))
@example(seed=120)  # where the search alone ends beside the optimum
@example(seed=731)
@example(seed=2738)
@example(seed=605931)  # where limits contradict each other only together
@example(seed=606559)
@example(seed=203908)  # where a start misled the solver
def test_tiny_town_gets_its_optimum_or_a_proof(seed):
    problem = reading.from_json(tiny.make(seed))
    if math.prod(len(lives(problem, asset)) for asset in problem.assets) > MOST_PLANS:
        return
    best = optimum(problem)

    found = solve(problem, QUICK)

    if best is None:
        assert found.status == "infeasible"
    else:
        assert found.status == "solved"
        assert found.bound <= best + 1e-9 * abs(best)
        assert close(found.played.objective, best)


@given(seed=st.integers(1, 10_000))
@settings(max_examples=2, deadline=None)
def test_plan_of_a_town_keeps_all_rules_and_its_bound(seed):
    problem = reading.from_json(
        towns.make(seed, assets=20, years=25, payments={"rebuild": 3, "long_life": 2})
    )

    found = solve(problem, QUICK)

    if found.status == "solved":
        played = replay(problem, found.plan)
        assert played.broken == []
        assert found.bound <= played.objective
        assert close(found.played.objective, played.objective)
    else:
        assert found.proof


def test_bound_lies_below_every_known_plan():
    problem = reading.from_json(towns.make(3, assets=15, years=25))
    bound = solve(problem, QUICK).bound

    known = [solve(problem, dataclasses.replace(QUICK, seed=seed)) for seed in range(1, 4)]

    assert all(bound <= other.played.objective for other in known)
    assert all(other.bound <= known[0].played.objective for other in known)


def test_same_answer_for_any_number_of_workers():
    problem = reading.from_json(towns.make(5, assets=16, years=25))

    answers = {
        solve(problem, dataclasses.replace(QUICK, workers=workers)).as_json()["hash"]
        for workers in (1, 2, 4)
    }

    assert len(answers) == 1


def test_other_seed_may_give_another_plan_and_the_same_bound():
    problem = reading.from_json(towns.make(5, assets=16, years=25))

    one, other = (solve(problem, Options(effort=1, seed=seed)) for seed in (0, 1))

    assert one.bound == other.bound
    assert one.plan != other.plan


def test_stop_keeps_the_best_plan_so_far():
    problem = reading.from_json(towns.make(5, assets=16, years=25))
    plans = []

    def watch(step, bound, objective):
        plans.extend([objective] if step == "plan" else [])

    found = solve(problem, Options(effort=2, stop=lambda: bool(plans), watch=watch))

    assert (found.status, found.limited, len(plans)) == ("solved", True, 1)
    assert close(found.played.objective, plans[0])


def test_shortest_time_still_gives_a_plan():
    problem = reading.from_json(towns.make(5, assets=16, years=25))

    found = solve(problem, Options(time_limit=1e-9))

    assert (found.status, found.limited) == ("solved", True)
    assert found.bound <= found.played.objective


def test_time_limit_without_a_plan_gives_what_is_known():
    document = towns.make(5, assets=16, years=25)
    document["limits"]["works_per_year"] = 0

    found = solve(reading.from_json(document), Options(time_limit=1e-9)).as_json()

    assert (found["status"], found["limited"]) == ("stopped", True)
    assert found["tightest"]["limit"] == "works_per_year"


def one(**changes):
    document = towns.make(1, assets=2, years=6)
    document["limits"]["area_reduction_share"] = 0.0
    for asset in document["assets"]:
        asset.update({"age": 45, "life": 60, "removable": True, "area_m2": 100, "group": "g"})
    for path, value in changes.items():
        place = document
        *steps, last = path.split("__")
        for step in steps:
            place = place[int(step)] if isinstance(place, list) else place[step]
        place[last] = value
    return reading.from_json(document)


def proof(problem):
    found = solve(problem, QUICK)
    assert found.status == "infeasible"
    return [
        (each.limit, each.years, each.group, each.asset, each.needed, each.allowed)
        for each in found.proof
    ]


def test_works_forced_in_the_first_years_are_counted():
    ends = {"assets__0__age": 60, "assets__1__age": 60, "limits__works_per_year": 1}

    assert proof(one(**ends)) == [("works_per_year", (0,), None, None, 2, 1)]


def test_area_that_must_go_forces_works_too():
    limits = {"limits__works_per_year": 0, "limits__area_reduction_share": 0.5}

    assert proof(one(**limits)) == [("works_per_year", tuple(range(6)), None, None, 1, 0)]


def test_area_that_cannot_go_is_named():
    stay = {"assets__0__removable": False, "limits__area_reduction_share": 0.6}
    stay["limits__group_area_kept_share"] = 0.0

    assert proof(one(**stay)) == [("area_reduction_share", None, None, None, 120.0, 100.0)]


def test_group_that_must_lose_too_much_is_named():
    only_demolition = {
        "assets__0__age": 60,
        "works__rebuild__from_age": 99,
        "works__long_life__from_age": 99,
        "works__repair__from_age": 99,
        "limits__group_checkpoints": [5],
    }

    assert proof(one(**only_demolition)) == [("group_area", (5,), "g", None, 100.0, 50.0)]


def test_asset_that_nothing_keeps_within_its_age_is_named():
    nothing = {
        "assets__0__age": 58,
        "assets__0__removable": False,
        "works__rebuild__from_age": 99,
        "works__long_life__from_age": 99,
        "works__repair__from_age": 99,
    }

    assert proof(one(**nothing)) == [("age", (2,), None, "a0", 61, 60)]


def test_kinds_of_work_are_numbered_as_in_the_arrays():
    problem = reading.from_json(towns.make(1, assets=2))
    made = arrays.from_problem(problem)

    costs = [[problem.cost(asset, kind) for kind in KINDS] for asset in problem.assets]

    assert made.costs[:, 1:].tolist() == costs
