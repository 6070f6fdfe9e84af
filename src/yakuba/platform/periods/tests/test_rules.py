from datetime import date

from yakuba.kernel.deadlines import Days, OpenDayCount
from yakuba.kernel.opendays import OpenDays
from yakuba.platform.periods.rules import by_guideline, dues

VIEW = by_guideline("要綱", "view", OpenDayCount(2), 5, "assigned_on", "drafted_on", "view_by")
ANSWER = by_guideline("要綱", "answer", Days(14), 6, "asked_on", "answered_on", "answer_by")


def test_due_days_are_counted_from_the_day_after_their_start():
    starts = {"assigned_on": date(2024, 4, 26), "asked_on": date(2024, 4, 24)}
    holiday = OpenDays(frozenset({date(2024, 4, 29)}))

    found = dues({"view": VIEW, "answer": ANSWER}, starts, holiday)

    assert {name: due.day for name, due in found.items()} == {
        "view": date(2024, 5, 1),
        "answer": date(2024, 5, 8),
    }
    assert "要綱第5条" in found["view"].why


def test_period_without_its_first_day_is_not_due():
    assert dues({"view": VIEW}, {"assigned_on": None}, OpenDays()) == {}


def test_period_of_a_guideline_names_its_fields_and_its_article():
    assert (ANSWER.starts, ANSWER.ends, ANSWER.settled) == ("asked_on", "answered_on", "answer_by")
    assert (str(ANSWER.source), ANSWER.rolls) == ("要綱第6条", None)
