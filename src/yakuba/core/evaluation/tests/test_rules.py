"""The worked numbers of domain reference 1, sections 5, 6, 7 and 13."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yakuba.core.evaluation import rules
from yakuba.core.evaluation.rules import Band, Effect, Verdict
from yakuba.kernel.numbers import parse_yen

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


KIZUGAWA = {
    "R1": [("1", 10), ("2", 18), ("3", 44), ("4", 8), ("5", 32)],
    "R2": [
        ("1", [0, 3, 1, 2], 4, 10),
        ("2", [1, 3, 10, 1], 6, 21),
        ("3", [1, 7, 22, 0], 14, 44),
        ("4", [1, 1, 5, 0], 1, 8),
        ("5", [1, 7, 13, 7], 5, 33),
    ],
}


def verdicts(grades, excluded):
    rated = [
        Verdict(grade) for grade, count in zip("SABC", grades, strict=True) for _ in range(count)
    ]
    return rated + [Verdict(None, "excluded")] * excluded


def test_kizugawa_areas_add_up_to_the_whole():
    areas = [verdicts(grades, excluded) for _area, grades, excluded, _total in KIZUGAWA["R2"]]

    counts = [rules.count_verdicts(area) for area in areas]
    grades, unrated = rules.count_verdicts([verdict for area in areas for verdict in area])

    assert [
        (*[found[grade] for grade in "SABC"], found.total(), without["excluded"])
        for found, without in counts
    ] == [(*grades, sum(grades), excluded) for _area, grades, excluded, _total in KIZUGAWA["R2"]]
    assert [found.total() + without.total() for found, without in counts] == [10, 21, 44, 8, 33]
    assert grades == {"S": 4, "A": 21, "B": 51, "C": 10}
    assert (grades.total(), unrated["excluded"], grades.total() + unrated.total()) == (86, 30, 116)


def test_kizugawa_counts_of_two_years_differ_by_the_items_that_were_added():
    grades, unrated = rules.count_verdicts(verdicts([0, 46, 48, 5], 13))
    then = Counter(dict(KIZUGAWA["R1"]))
    now = Counter({area: total for area, *_counts, total in KIZUGAWA["R2"]})

    assert (grades.total(), unrated["excluded"], then.total()) == (99, 13, 112)
    assert grades.total() + unrated.total() == then.total()
    assert now - then == {"2": 3, "5": 1}


def test_started_and_achieved_are_counted_apart():
    stages, _ = rules.count_verdicts([Verdict("under_way")] * 65 + [Verdict("finished")] * 4)
    reached, _ = rules.count_verdicts(
        [Verdict("not")] * 21 + [Verdict("partly")] * 46 + [Verdict("achieved")] * 2
    )

    assert (stages["not_started"], stages["under_way"], stages["finished"]) == (0, 65, 4)
    assert (reached["not"], reached["partly"], reached["achieved"]) == (21, 46, 2)
    assert stages.total() == reached.total() == 69


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
    printed = {
        2006: ("△396,046", "199,588"),
        2007: ("△284,388", "24,088"),
        2008: ("△157,802", "2,764"),
        2009: ("△177,102", "9,124"),
    }
    effects = {
        fy: [
            Effect("x", fy, "expenditure_down", -parse_yen(reduction, "千円")),
            Effect("y", fy, "revenue_up", parse_yen(revenue, "千円")),
        ]
        for fy, (reduction, revenue) in printed.items()
    }

    totals = [rules.total_effects(of_year) for of_year in effects.values()]

    assert [total.cash for total in totals] == [
        595_634_000, 308_476_000, 160_566_000, 186_226_000,
    ]  # fmt: skip
    assert sum(total.expenditure_down for total in totals) == 1_015_338_000
    assert sum(total.revenue_up for total in totals) == 235_564_000
    assert sum(total.cash for total in totals) == 1_250_902_000


@pytest.mark.parametrize(
    ("years", "whole"),
    [
        (["251,788", "279,713", "363,466", "465,346"], 1_360_313_000),
        (["421,481", "582,110", "536,360"], 1_539_951_000),
    ],
    ids=["Soma H14-H17", "Miyawaka"],
)
def test_yearly_effects_add_up_to_the_published_sum(years, whole):
    effects = [
        Effect("x", fy, "expenditure_down", parse_yen(text, "千円"))
        for fy, text in enumerate(years, 2002)
    ]

    assert rules.continuing(effects) == rules.total_effects(effects).cash == whole


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
