"""The worked numbers of domain reference 1, sections 5, 6, 7 and 13."""

from dataclasses import replace
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yakuba.core.evaluation import rules
from yakuba.core.evaluation.rules import Band, Effect, Verdict

SHIZUKUISHI = [
    Band("A", D(90), None),
    Band("B", D(80), D(90)),
    Band("C", D(70), D(80)),
    Band("D", D(60), D(70)),
    Band("E", None, D(60)),
]


@pytest.mark.parametrize(
    ("attained", "grade"),
    [("99.0", "A"), ("75.0", "C"), ("89.5", "B"), ("90.0", "A"), ("206.7", "A"), ("-3", "E")],
)
def test_suggest_gives_every_attainment_its_grade(attained, grade):
    assert rules.suggest(SHIZUKUISHI, D(attained)) == grade


def test_printed_bands_leave_gaps_that_are_found():
    printed = [Band("A", D(90), D(101)), Band("B", D(80), D("89.1"))]

    assert rules.suggest(printed, D("89.5")) is None
    assert rules.find_gaps(printed) == [(None, D(80)), (D("89.1"), D(90)), (D(101), None)]


def test_whole_scale_has_no_gap():
    assert rules.find_gaps(SHIZUKUISHI) == []
    assert rules.find_gaps([]) == [(None, None)]


@given(st.decimals(min_value=-500, max_value=500, places=1))
def test_exactly_one_band_of_a_whole_scale_holds_a_value(attained):
    assert sum(band.holds(attained) for band in SHIZUKUISHI) == 1


def test_kizugawa_areas_add_up():
    areas = [
        ([0, 3, 1, 2], 4, 10),
        ([1, 3, 10, 1], 6, 21),
        ([1, 7, 22, 0], 14, 44),
        ([1, 1, 5, 0], 1, 8),
        ([1, 7, 13, 7], 5, 33),
    ]

    grades = [sum(column) for column in zip(*[area[0] for area in areas], strict=True)]

    assert grades == [4, 21, 51, 10]
    assert all(sum(rated) + excluded == total for rated, excluded, total in areas)
    assert sum(grades) + 30 == 116 == sum(total for *_, total in areas)


def test_undetermined_is_a_result_of_its_own():
    verdicts = (
        [Verdict("met")] * 17
        + [Verdict("missed")] * 5
        + [Verdict(None, "final_only")] * 6
        + [Verdict(None, "set_at_revision")] * 5
        + [Verdict(None, "newly_added")]
    )

    grades, unrated = rules.count_verdicts(verdicts)

    assert grades == {"met": 17, "missed": 5}
    assert unrated == {"final_only": 6, "set_at_revision": 5, "newly_added": 1}
    assert grades.total() + unrated.total() == 34


def test_movements_count_only_items_graded_in_both_years():
    assert rules.movements({"a": 1, "b": 2, "c": 3}, {"a": 1, "b": 1, "d": 1}) == (1, 1, 0)
    assert rules.movements({"a": 1}, {"a": 3}) == (0, 0, 1)


def test_soma_effects_are_reductions_and_revenue():
    thousand = {"H18": (-396_046, 199_588), "H19": (-284_388, 24_088)}
    thousand |= {"H20": (-157_802, 2_764), "H21": (-177_102, 9_124)}

    totals = [
        rules.total_effects(
            [
                Effect("x", 2006, "expenditure_down", -reduction),
                Effect("y", 2006, "revenue_up", revenue),
            ]
        ).cash
        for reduction, revenue in thousand.values()
    ]

    assert totals == [595_634, 308_476, 160_566, 186_226]
    assert sum(totals) == 1_250_902


def own_example():
    x = Effect("x", 1, "expenditure_down", 1_000, is_continuing=True, chain="x")
    y = Effect("y", 2, "expenditure_down", 600, is_continuing=True, chain="y")
    sale = Effect("sale", 2, "revenue_up", 5_000)
    return {
        1: [x],
        2: [replace(x, fy=2), y, sale],
        3: [replace(x, fy=3), replace(y, fy=3)],
    }


def test_single_year_and_continuing_are_different_sums():
    years = own_example()
    first = {"x": 1, "y": 2}

    single = [rules.single_year(effects, first) for effects in years.values()]
    kept = [rules.continuing(effects) for effects in years.values()]

    assert single == [1_000, 5_600, 0]
    assert sum(single) == 6_600
    assert kept == [1_000, 6_600, 1_600]
    assert sum(kept) == 9_200


def test_cash_holds_neither_staff_time_nor_avoided_cost():
    totals = rules.total_effects(
        [
            Effect("a", 2021, "revenue_up", 10),
            Effect("a", 2021, "avoided", 1_000),
            Effect("a", 2021, "staff_time", 200),
        ]
    )

    assert (totals.cash, totals.avoided, totals.staff_time) == (10, 1_000, 200)


def test_overlap_group_contributes_once():
    counted = Effect("a", 2021, "revenue_up", 70, overlap_group="rate")
    included = Effect("b", 2021, "revenue_up", 70, overlap_group="rate", is_counted=False)

    assert rules.total_effects([counted, included]).cash == 70
    with pytest.raises(ValueError, match="counted twice"):
        rules.total_effects([counted, replace(included, is_counted=True)])


def test_chain_contributes_once_a_year():
    effect = Effect("a", 2021, "revenue_up", 5, is_continuing=True, chain="lamps")

    with pytest.raises(ValueError, match="counted twice"):
        rules.total_effects([effect, effect])


@given(st.lists(st.tuples(st.sampled_from([*rules.CASH, *rules.OTHER]), st.integers())))
def test_classes_keep_the_sum_of_all_effects(rows):
    totals = rules.total_effects([Effect("a", 2021, kind, yen) for kind, yen in rows])

    assert totals.cash + totals.avoided + totals.staff_time == sum(yen for _, yen in rows)
