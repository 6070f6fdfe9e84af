from decimal import Decimal as D

import pytest
from django.core.exceptions import ValidationError

from yakuba.core.evaluation.grading import bands_of, main_of, readings_of
from yakuba.core.evaluation.models import Grade
from yakuba.core.evaluation.sheets import refresh
from yakuba.core.evaluation.tests.town import FY, bring_to, enter, make_indicator
from yakuba.core.indicators.services import Entry, enter_actual
from yakuba.kernel.fiscal import FiscalYear


def reading(world, key="1-1-a"):
    return main_of(readings_of(world.sheet(key)))


def test_reading_holds_target_gap_and_the_grade_of_the_rule(world):
    enter(world.item().indicators.get())

    found = reading(world)

    assert (found.actual.value, found.aim.value) == (D("97.4"), D("99.0"))
    assert (found.gap, found.attained, found.grade) == (D("-1.6"), D("-1.6"), "miss")


@pytest.mark.parametrize(
    ("numerator", "grade"), [(990, "done"), (995, "done"), (985, "near"), (984, "miss")]
)
def test_bands_are_half_open(world, numerator, grade):
    enter(world.item().indicators.get(), numerator)

    assert reading(world).grade == grade


@pytest.mark.parametrize(
    ("status", "reason"),
    [("not_yet", "not_yet"), ("not_available", "no_data"), ("not_applicable", "not_applicable")],
)
def test_missing_figures_are_four_different_results(world, status, reason):
    enter_actual(world.item().indicators.get(), FY, Entry(status=status), actor=None)

    assert (reading(world).grade, reading(world).unrated) == (None, reason)


def test_figure_nobody_entered_is_not_yet_known(world):
    assert reading(world).unrated == "not_yet"


def test_figure_without_a_target_says_so(world):
    indicator = make_indicator(world.item("1-1-b"), target=None)
    enter(indicator)

    assert reading(world, "1-1-b").unrated == "no_target"


def test_item_without_indicator_has_no_reading(world):
    assert readings_of(world.sheet("1-1-b")) == []
    assert refresh(world.sheet("1-1-b")).unrated == "no_indicator"


def test_retired_indicator_is_read_until_its_last_year(world):
    indicator = world.item().indicators.get()
    indicator.retired_fy = FiscalYear(2023)
    indicator.save()
    assert readings_of(world.sheet()) == []

    indicator.retired_fy = FiscalYear(2024)
    indicator.save()
    assert len(readings_of(world.sheet())) == 1


def test_main_indicator_decides_and_the_first_one_without_a_main(world):
    second = make_indicator(world.item(), "second", main=False, target="90.0")
    second.position = 2
    second.save()
    assert reading(world).indicator.code == "1-1-a.rate"

    world.item().indicators.update(is_main=False)
    assert reading(world).indicator.code == "1-1-a.rate"
    second.is_main = True
    second.save()
    assert reading(world).indicator == second


def test_grade_not_chosen_otherwise_follows_the_suggestion(world):
    enter(world.item().indicators.get())
    sheet = refresh(world.sheet())
    assert (sheet.suggested, sheet.grade) == (world.grade("miss"), world.grade("miss"))

    enter(world.item().indicators.get(), 992)
    sheet = refresh(world.sheet())

    assert (sheet.suggested, sheet.grade) == (world.grade("done"), world.grade("done"))
    assert sheet.suggestion_trace == {
        "indicator": "1-1-a.rate",
        "attainment": "gap",
        "actual": "99.2",
        "target": "99",
        "attained": "0.2",
        "rule": "達成の決まり",
    }


def test_chosen_grade_stays_when_the_suggestion_moves(world):
    enter(world.item().indicators.get())
    sheet = refresh(world.sheet())
    sheet.grade = world.grade("near")
    sheet.save()

    enter(world.item().indicators.get(), 992)
    sheet = refresh(world.sheet())

    assert (sheet.suggested, sheet.grade) == (world.grade("done"), world.grade("near"))


def test_suggestion_goes_when_the_figure_goes(world):
    indicator = world.item().indicators.get()
    enter(indicator)
    refresh(world.sheet())

    enter_actual(indicator, FY, Entry(status="not_available"), actor=None)
    sheet = refresh(world.sheet())

    assert (sheet.suggested, sheet.grade, sheet.unrated) == (None, None, "no_data")
    assert sheet.suggestion_trace == {}


def test_bands_come_best_grade_first(world):
    bands = bands_of(world.scale)

    assert [band.grade for band in bands["gap"]] == ["done", "near", "miss"]
    assert bands["ratio"][0].low == D(100)


def test_scale_of_an_accepted_report_stands_still(world):
    grade, band = world.grade("near"), world.grade("near").bands.get(attainment="gap")
    new = Grade(scale=world.scale, code="new", word="新しい段階", mark="none", position=9)
    changed = [band, world.grade("near"), new]
    changed[0].low, changed[1].word = D("-2"), "ほぼ達成"
    bring_to(world, "checked")
    for row in changed:
        row.clean()
    bring_to(world, "accepted", "1-1-b")

    grade.word_en = "Nearly"
    grade.clean()
    for row in changed:
        with pytest.raises(ValidationError):
            row.clean()
