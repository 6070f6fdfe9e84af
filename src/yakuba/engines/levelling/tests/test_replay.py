"""The replay, by hand-made examples: each rule of the contract is broken once."""

import pytest

from yakuba.engines.levelling import reading
from yakuba.engines.levelling.replay import flat_line, replay

ASSET = {
    "id": "a0",
    "group": "g",
    "area_m2": 100,
    "age": 10,
    "life": 20,
    "removable": True,
    "rebuild_cost": 200.0,
    "running_cost": 1.0,
    "replacement_service_cost": 3.0,
    "demolition_cost": 10.0,
}


def town(assets=None, *, years=4, rate=0.0, payments=1, **limits):
    common = {"payment_years": payments}
    kept = {
        "flat_line_max": 1000.0,
        "works_per_year": 2,
        "area_reduction_share": 0.0,
        "group_area_kept_share": 0.0,
        "group_checkpoints": [],
    }
    return {
        "start_fy": 2026,
        "years": years,
        "discount_rate": rate,
        "assets": assets or [ASSET],
        "works": {
            "repair": {
                "share": 0.1,
                "years_younger": 6,
                "youngest": 7,
                "from_age": 10,
                "before_limit": 5,
            }
            | common,
            "long_life": {"share": 0.5, "years_younger": 4, "limit_gain": 5, "from_age": 8}
            | common,
            "rebuild": {"share": 1.0, "from_age": 9} | common,
            "demolish": {"from_age": 10} | common,
        },
        "running_growth": [0.1, 0.01],
        "terminal_share": 0.5,
        "limits": kept | limits,
        "prices": {"overshoot": 3.0, "flat_line": 4.0},
    }


def played(works, **options):
    return replay(reading.from_json(town(**options)), {"a0": works})


def run(age):
    return 1 + 0.1 * age + 0.01 * age * age


def test_keeping_costs_running_and_the_life_used_up():
    found = played(())

    assert found.broken == []
    assert found.objective == pytest.approx(sum(map(run, range(10, 14))) + 0.5 * 200 * 14 / 20)


def test_repair_does_not_go_below_its_youngest_age():
    found = played(((0, "repair"),))

    assert found.spending == [20.0, 0, 0, 0]
    running = run(10) + run(7) + run(8) + run(9)
    assert found.objective == pytest.approx(running + 0.5 * 200 * 10 / 20 + 20 + 3 * 20)
    assert found.flat_line == 0.0


def test_long_life_lifts_the_limit():
    found = played(((1, "long_life"),))

    running = run(10) + run(11) + run(7) + run(8)
    assert found.objective == pytest.approx(running + 0.5 * 200 * 9 / 25 + 100 + 300)


def test_rebuild_costs_demolition_too_and_starts_anew():
    found = played(((3, "rebuild"),))

    assert found.spending[3] == 210.0
    assert found.objective == pytest.approx(sum(map(run, range(10, 14))) + 210 + 630)


def test_gone_asset_costs_its_service_from_the_next_year():
    found = played(((1, "demolish"),))

    assert found.objective == pytest.approx(run(10) + run(11) + 3 + 3 + 10 + 30)
    assert found.gone == {"a0": 1}


def test_costs_are_discounted_by_year():
    found = played(((1, "demolish"),), rate=0.25)

    costs = [run(10), run(11) + 10 + 30, 3, 3]
    assert found.objective == pytest.approx(sum(c / 1.25**t for t, c in enumerate(costs)))


def test_parts_after_the_end_are_paid_in_the_last_year():
    assert played(((2, "rebuild"),), payments=3).spending == pytest.approx([0, 0, 70, 140])


def test_flat_line_lies_where_line_and_overshoot_cost_least():
    problem = reading.from_json(town(flat_line_max=90.0))

    assert flat_line(problem, [100.0, 100.0, 100.0, 0.0]) == (90.0, 360 + 90)
    assert flat_line(problem, [50.0, 40.0, 0.0, 0.0]) == (40.0, 160 + 30)
    assert flat_line(problem, [50.0, 0.0, 0.0, 0.0]) == (0.0, 150.0)


@pytest.mark.parametrize(
    ("works", "reason"),
    [
        (((0, "repair"), (1, "repair")), "repair at age 7, allowed 10 to 15"),
        (((0, "long_life"), (2, "long_life")), "long_life at age 7, allowed 8 to 25"),
        (((0, "long_life"), (3, "long_life")), "long_life twice"),
        (((0, "rebuild"), (2, "rebuild")), "rebuild at age 1, allowed 9 to 20"),
        (((0, "demolish"), (2, "repair")), "repair after it was gone"),
        (((4, "repair"),), "two works in one year, or a year outside the plan"),
        (((0, "repair"), (0, "repair")), "two works in one year, or a year outside the plan"),
    ],
)
def test_broken_rule_of_an_asset_is_named(works, reason):
    assert reason in " / ".join(played(works).broken)


def test_asset_must_not_grow_older_than_its_limit():
    old = [ASSET | {"age": 20}]

    assert played((), assets=old).broken[0] == "a0: kept at its limit 20 in year 0"
    assert played(((0, "rebuild"),), assets=old).broken == []


def test_what_must_stay_cannot_be_demolished():
    found = played(((0, "demolish"),), assets=[ASSET | {"removable": False}])

    assert found.broken == ["a0: demolish of what must stay in year 0"]


def test_limits_of_the_town_are_checked():
    both = [ASSET, ASSET | {"id": "a1"}]
    problem = reading.from_json(
        town(
            both,
            works_per_year=1,
            area_reduction_share=0.6,
            group_area_kept_share=0.6,
            group_checkpoints=[0, 2],
        )
    )

    found = replay(problem, {"a0": ((1, "demolish"),), "a1": ((1, "repair"),), "x": ()})

    assert found.broken == [
        "x: no such asset",
        "works_per_year: 2 in year 1",
        "area_reduction_share: 100.0 of 200.0",
        "group_area: g loses 100.0 by year 2",
    ]
