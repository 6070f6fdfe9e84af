import pytest

from yakuba.core.evaluation.sheets import set_headquarters
from yakuba.core.evaluation.tests.town import FY, bring_to
from yakuba.kernel.problems import YakubaError


def test_headquarters_change_a_grade_only_with_a_remark(world):
    sheet = bring_to(world, "checked")
    board = world.actor("headquarters")
    with pytest.raises(YakubaError) as refused:
        set_headquarters(sheet, grade=world.grade("near"), remark="", actor=board)
    assert [(p.code, p.place) for p in refused.value.problems] == [
        ("headquarters.reason", "remark")
    ]

    set_headquarters(sheet, grade=world.grade("near"), remark="雪害を認める。", actor=board)

    stored = world.sheet()
    assert (stored.headquarters_grade, stored.headquarters_remark) == (
        world.grade("near"),
        "雪害を認める。",
    )
    assert stored.grade == world.grade("miss")


def test_headquarters_speak_of_checked_sheets_only(world):
    sheet = bring_to(world, "submitted")

    with pytest.raises(YakubaError) as refused:
        set_headquarters(sheet, grade=None, remark="早い", actor=world.actor("headquarters"))

    assert [problem.code for problem in refused.value.problems] == ["sheet.state"]
    assert sheet.round.fy == FY
