"""Condition and priority, with the examples of domain reference 5, sections 1.6 and 1.7."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yakuba.kernel.problems import YakubaError
from yakuba.modules.facilities.rules.condition import GUIDE, WEAR, condition_score, grade_by_years
from yakuba.modules.facilities.rules.priority import (
    IMPORTANCE,
    Weights,
    priority_score,
    usage_percentile,
)

PARTS = tuple(GUIDE.weights)


def graded(letters):
    return dict(zip(PARTS, letters, strict=True))


@pytest.mark.parametrize(
    ("letters", "exact", "shown"),
    [
        ("AAAAA", "100.00", 100),
        ("BBBBB", "75.00", 75),
        ("CCCCC", "40.00", 40),
        ("DDDDD", "10.00", 10),
        ("CDBAC", "52.47", 52),
        ("BCBBB", "64.97", 65),
        ("BDCCC", "34.38", 34),
        ("ABCBB", "64.06", 64),
        ("DDCCC", "28.85", 29),
    ],
)
def test_scores_of_the_guide(letters, exact, shown):
    score = condition_score(graded(letters))

    assert (f"{float(score.exact):.2f}", score.shown) == (exact, shown)


def test_missing_part_is_refused_by_name():
    with pytest.raises(YakubaError, match="評価のない部位があります（roof、mechanical）"):
        condition_score({"roof": None, "wall": "A", "interior": "A", "electrical": "B"})


def test_missing_part_can_be_left_out_and_is_flagged():
    score = condition_score({"roof": "A", "wall": "D"}, reweight=True)

    assert score.exact == Fraction(5100 + 1720, 223) * 10 / 10
    assert score.missing == ("interior", "electrical", "mechanical")


def test_nothing_graded_is_refused_in_any_case():
    with pytest.raises(YakubaError, match="評価のない部位"):
        condition_score({}, reweight=True)


def test_unknown_parts_and_grades_are_all_named():
    with pytest.raises(YakubaError) as refused:
        condition_score(graded("AAAAE") | {"cellar": "A"})

    assert [problem.place for problem in refused.value.problems] == ["mechanical", "cellar"]


@pytest.mark.parametrize(
    ("years", "grade"), [(0, "A"), (19, "A"), (20, "B"), (39, "B"), (40, "C"), (80, "C")]
)
def test_part_is_graded_by_its_years(years, grade):
    assert grade_by_years(years) == grade


def test_severe_signs_are_d_at_any_age():
    assert grade_by_years(1, is_severe=True) == "D"


@given(letters=st.lists(st.sampled_from("ABCD"), min_size=5, max_size=5))
def test_worse_part_never_raises_the_score(letters):
    worse = [letters[0], "D", *letters[2:]]

    score = condition_score(graded(letters)).exact

    assert condition_score(graded(worse)).exact <= score
    assert 10 <= score <= 100


def test_priority_of_a_worn_shelter():
    # 0.5·(100 − 34) + 0.2·100 + 0.2·(45/60·100) + 0.1·70 = 33 + 20 + 15 + 7
    score = priority_score(
        34, importance=IMPORTANCE["shelter"], age=45, target_life=60, usage_percentile=70
    )

    assert score == 75


def test_age_beyond_the_target_counts_as_reached():
    # 0.5·90 + 0.2·50 + 0.2·100 + 0.1·0
    score = priority_score(10, importance=50, age=81, target_life=80, usage_percentile=0)

    assert score == 75


def test_wear_counts_the_other_way_round():
    wear = condition_score(graded("DDDDD"), WEAR).exact

    score = priority_score(
        wear, importance=80, age=0, target_life=60, usage_percentile=0, scale=WEAR
    )

    assert (wear, score) == (100, 66)


def test_weights_of_a_town_must_be_whole():
    with pytest.raises(ValueError, match="together 9/10"):
        Weights(need=Fraction("0.4"))


def test_usage_is_compared_with_the_others():
    assert usage_percentile(300, [100, 200, 300, 400]) == 50
    assert usage_percentile(300, []) == 0
