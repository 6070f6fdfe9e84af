from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yakuba.kernel.deadlines import (
    Count,
    Days,
    Deadline,
    Months,
    OpenDayCount,
    Source,
    SourceKind,
    Years,
    closes_at,
)
from yakuba.kernel.opendays import OpenDays

DAYS = st.dates(date(2021, 1, 1), date(2026, 12, 31))
GUIDELINE = Source(SourceKind.GUIDELINE, "要綱5条")
SATURDAY = date(2023, 4, 29)


def deadline(length, *, first_day=Count.EXCLUDED, rolls=False, source="要綱5条"):
    return Deadline(
        name="answer",
        starts="received_on",
        ends="answered_on",
        length=length,
        first_day=first_day,
        rolls=rolls,
        source=source,
    )


ANSWER = deadline(Days(14), rolls=True)


@pytest.mark.parametrize(
    ("length", "first_day", "start", "due"),
    [
        (Days(14), Count.EXCLUDED, date(2023, 4, 3), date(2023, 4, 17)),
        (Days(14), Count.INCLUDED, date(2023, 4, 3), date(2023, 4, 16)),
        (OpenDayCount(5), Count.EXCLUDED, date(2023, 4, 3), date(2023, 4, 10)),
        (OpenDayCount(5), Count.INCLUDED, date(2023, 4, 3), date(2023, 4, 7)),
        (OpenDayCount(1), Count.INCLUDED, date(2023, 4, 1), date(2023, 4, 3)),
        (Months(6), Count.EXCLUDED, date(2023, 4, 10), date(2023, 10, 10)),
        (Months(1), Count.EXCLUDED, date(2023, 1, 30), date(2023, 2, 28)),
        (Months(1), Count.EXCLUDED, date(2024, 1, 30), date(2024, 2, 29)),
        (Months(1), Count.EXCLUDED, date(2023, 1, 31), date(2023, 2, 28)),
        (Months(1), Count.INCLUDED, date(2023, 4, 1), date(2023, 4, 30)),
        (Months(12), Count.INCLUDED, date(2023, 4, 1), date(2024, 3, 31)),
        (Years(5), Count.EXCLUDED, date(2023, 5, 31), date(2028, 5, 31)),
        (Years(1), Count.INCLUDED, date(2024, 2, 29), date(2025, 2, 28)),
        (Years(5), Count.INCLUDED, date(2021, 4, 1), date(2026, 3, 31)),
    ],
)
def test_period_ends_by_the_civil_code(length, first_day, start, due):
    assert deadline(length, first_day=first_day).due(start, OpenDays()) == due


@pytest.mark.parametrize(
    ("source", "rolls", "ordinance_rolls", "due"),
    [
        (Source(SourceKind.LAW, "法5条"), None, False, date(2023, 5, 1)),
        (Source(SourceKind.ORDINANCE, "条例5条"), None, True, date(2023, 5, 1)),
        (Source(SourceKind.ORDINANCE, "条例5条"), None, False, SATURDAY),
        (GUIDELINE, None, True, SATURDAY),
        (GUIDELINE, True, False, date(2023, 5, 1)),
        (Source(SourceKind.LAW, "法5条"), False, True, SATURDAY),
        ("要綱5条", True, False, date(2023, 5, 1)),
    ],
)
def test_kind_of_source_decides_whether_the_end_moves(source, rolls, ordinance_rolls, due):
    answer = deadline(Days(14), rolls=rolls, source=source)

    assert answer.due(date(2023, 4, 15), OpenDays(ordinance_rolls=ordinance_rolls)) == due


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (
            deadline(Days(10)),
            "令和5年4月15日（土）の翌日から数えて10日目は令和5年4月25日（火）で、"
            "この日が期限です（要綱5条）。",
        ),
        (
            deadline(Days(14), rolls=None, source=Source(SourceKind.LAW, "法5条")),
            "令和5年4月15日（土）の翌日から数えて14日目は令和5年4月29日（土）で閉庁日に当たるため、"
            "次の開庁日の令和5年5月1日（月）が期限です（法5条、地方自治法第4条の2第4項）。",
        ),
        (
            deadline(Days(14), rolls=None, source=Source(SourceKind.ORDINANCE, "条例5条")),
            "令和5年4月15日（土）の翌日から数えて14日目は令和5年4月29日（土）で閉庁日に当たるため、"
            "次の開庁日の令和5年5月1日（月）が期限です（条例5条、町の休日を定める条例）。",
        ),
        (
            deadline(Days(14), rolls=True),
            "令和5年4月15日（土）の翌日から数えて14日目は令和5年4月29日（土）で閉庁日に当たるため、"
            "次の開庁日の令和5年5月1日（月）が期限です（要綱5条）。",
        ),
        (
            deadline(Days(14)),
            "令和5年4月15日（土）の翌日から数えて14日目は令和5年4月29日（土）で、"
            "この日が期限です。閉庁日ですが延びません（要綱5条）。",
        ),
        (
            deadline(Months(6), first_day=Count.INCLUDED),
            "令和5年4月15日（土）（当日を含む。）から数えて6か月の最終日は令和5年10月14日（土）で、"
            "この日が期限です。閉庁日ですが延びません（要綱5条）。",
        ),
        (
            deadline(Years(5)),
            "令和5年4月15日（土）の翌日から数えて5年の最終日は令和10年4月15日（土）で、"
            "この日が期限です。閉庁日ですが延びません（要綱5条）。",
        ),
        (
            deadline(OpenDayCount(5)),
            "令和5年4月15日（土）の翌日から数えて開庁日で5日目は令和5年4月21日（金）で、"
            "この日が期限です（要綱5条）。",
        ),
    ],
)
def test_explanation_says_how_the_due_date_comes_about(answer, sentence):
    assert answer.explain(date(2023, 4, 15), OpenDays()) == sentence


def test_period_of_no_days_is_refused():
    with pytest.raises(ValueError, match=r"length Days\(number=0\), allowed is 1 or more"):
        deadline(Days(0))


def test_open_question_of_rolling_needs_the_kind_of_source():
    with pytest.raises(ValueError, match=r"rolls=None needs source=Source\(kind, text\)"):
        deadline(Days(14), rolls=None, source="要綱5条")


def test_first_day_and_rolls_have_no_default():
    with pytest.raises(TypeError, match="'first_day' and 'rolls'"):
        Deadline(name="a", starts="b", ends="c", length=Days(1), source=GUIDELINE)


def test_source_reads_as_its_text():
    assert str(GUIDELINE) == "要綱5条"


def test_due_date_lasts_until_midnight_in_tokyo():
    assert closes_at(date(2023, 4, 17)) == datetime(2023, 4, 17, 15, 0, tzinfo=UTC)


@given(received=DAYS, closed=st.frozensets(DAYS, max_size=9))
def test_limit_is_the_first_open_day_from_the_fourteenth(received, closed):
    office = OpenDays(closed)
    days = [received + timedelta(days=n) for n in range(14, 40)]

    assert ANSWER.due(received, office) == next(day for day in days if office.is_open(day))


@given(start=DAYS, months=st.integers(1, 60), closed=st.frozensets(DAYS, max_size=9))
def test_rolled_end_is_never_a_closed_day_nor_early(start, months, closed):
    office = OpenDays(closed)
    due = deadline(Months(months), rolls=True).due(start, office)

    assert office.is_open(due)
    assert due >= deadline(Months(months)).due(start, office) > start


@given(start=DAYS, years=st.integers(1, 30))
def test_a_year_is_twelve_months(start, years):
    office = OpenDays()

    due = deadline(Years(years)).due(start, office)

    assert due == deadline(Months(12 * years)).due(start, office)


@given(starts=st.tuples(DAYS, DAYS), number=st.integers(1, 24))
def test_later_start_is_never_due_earlier(starts, number):
    first, second = sorted(starts)

    for length in (Days(number), Months(number), OpenDayCount(number)):
        answer = deadline(length, rolls=True)
        assert answer.due(first, OpenDays()) <= answer.due(second, OpenDays())
