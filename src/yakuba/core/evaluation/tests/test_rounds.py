from datetime import date

import pytest

from yakuba.core.evaluation.flow import SheetState
from yakuba.core.evaluation.models import RoundState
from yakuba.core.evaluation.rounds import board, check_round, open_round, set_due
from yakuba.core.evaluation.tests.town import DUE, FY, bring_to, enter, make_world
from yakuba.core.plan.owners import settle
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.problems import YakubaError


def test_round_gives_each_item_a_sheet_of_its_lead(world):
    rows = {
        sheet.item.item_key: (sheet.section.name, sheet.state)
        for sheet in world.round.sheets.select_related("item", "section")
    }

    assert rows == {
        "1-1-a": ("税務町民課", SheetState.OPEN),
        "1-1-b": ("税務町民課", SheetState.OPEN),
        "1-1-c": ("総務課", SheetState.OPEN),
        "1-1-d": ("総務課", SheetState.OPEN),
    }
    assert world.round.state == RoundState.OPEN


def test_round_notes_who_opened_each_sheet(world):
    step = world.sheet().steps.get()

    assert (step.name, step.source, step.target) == ("open", "not_opened", "open")
    assert (step.account, step.office) == (world.accounts["secretariat"], "政策推進課 主事")


@pytest.mark.django_db
def test_round_does_not_open_while_an_item_has_no_lead():
    world = make_world(opened=False, lead_for_all=False)

    with pytest.raises(YakubaError) as refused:
        world.open()

    assert [(p.code, p.place) for p in refused.value.problems] == [("owner.lead", "1-1-d")]
    assert world.round.sheets.count() == 0


@pytest.mark.django_db
def test_round_outside_the_plan_or_before_its_decision_is_refused():
    world = make_world(opened=False)
    world.plan.state = "drafting"

    codes = [p.code for p in check_round(world.plan, FiscalYear(2024))]

    assert codes == ["round.year", "round.plan"]


def test_opening_again_adds_what_is_missing_and_changes_nothing_else(world):
    written = bring_to(world, "submitted")
    world.sheet("1-1-b").delete()

    open_round(world.round, actor=world.actor("secretariat"))

    assert world.sheet().state == "submitted"
    assert world.sheet().version == written.version
    assert world.sheet("1-1-b").state == SheetState.OPEN


def test_opened_sheet_already_holds_the_suggestion_of_known_figures(db):
    world = make_world(opened=False)
    enter(world.item().indicators.get())

    world.open()

    assert world.sheet().suggested == world.grade("miss")
    assert world.sheet().grade == world.grade("miss")
    assert world.sheet("1-1-b").unrated == "no_indicator"


def test_board_counts_days_late_only_while_the_section_has_the_sheet(world):
    bring_to(world, "submitted")
    set_due(world.round, world.sections["general"].pk, due_on=date(2024, 6, 10), reason="異動")

    rows = {
        row.sheet.item.item_key: (row.due_on, row.late_days)
        for row in board(world.round, date(2024, 6, 5))
    }

    assert rows == {
        "1-1-a": (DUE, 0),  # submitted
        "1-1-b": (DUE, 5),
        "1-1-c": (date(2024, 6, 10), 0),
        "1-1-d": (date(2024, 6, 10), 0),
    }


def test_due_day_itself_is_not_late(world):
    assert {row.late_days for row in board(world.round, DUE)} == {0}
    assert [row.days_left for row in board(world.round, date(2024, 5, 22))] == [9] * 4


def test_board_takes_the_same_queries_for_any_number_of_sheets(world, django_assert_num_queries):
    with django_assert_num_queries(2):
        rows = board(world.round, DUE)
        assert [row.sheet.section.name for row in rows][:1] == ["税務町民課"]


def test_section_named_for_the_year_leads_its_sheet(db):
    world = make_world(opened=False)
    settle(world.item("1-1-a"), FY, lead=world.sections["policy"])

    world.open()

    assert world.sheet().section == world.sections["policy"]
