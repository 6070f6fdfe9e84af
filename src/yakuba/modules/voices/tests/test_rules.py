"""The worked examples first (domain reference 4, section 6.10), then what always holds."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yakuba.core.evidence import rules
from yakuba.kernel.evidence import Part, Scope
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.numbers import Rounding
from yakuba.kernel.opendays import OpenDays
from yakuba.modules.voices.rules import dates, figures
from yakuba.platform.periods.rules import dues

MAY_2026 = OpenDays(frozenset(date(2026, 5, day) for day in (3, 4, 5, 6)) | {date(2026, 4, 29)})
SCOPE = Scope(FiscalYear(2023), date(2024, 6, 10))


def answered_after(days, received=date(2023, 5, 1)):
    due = received + timedelta(days=14)
    return (True, due, received + timedelta(days=days), "answered")


# Example 2: 120 voices, 84 want a reply, 79 are answered, 66 of them within the due date.
EXAMPLE = (
    [answered_after(10)] * 66
    + [answered_after(20)] * 13
    + [(True, date(2023, 5, 15), None, "looking")] * 5
    + [(False, None, None, "read")] * 36
)


def percent(outcome):
    return Rounding(decimals=1).apply(outcome.value)


@pytest.mark.parametrize(
    ("deadline", "start", "due"),
    [
        (dates.RECEIPT, date(2026, 4, 30), date(2026, 5, 1)),
        (dates.ASSIGNMENT, date(2026, 4, 30), date(2026, 5, 1)),
        (dates.VIEW, date(2026, 5, 1), date(2026, 5, 13)),
        (dates.ANSWER, date(2026, 4, 30), date(2026, 5, 14)),
    ],
)
def test_periods_are_those_of_the_worked_example(deadline, start, due):
    assert deadline.due(start, MAY_2026) == due


def test_guideline_does_not_move_the_answer_off_a_closed_day():
    assert dates.ANSWER.due(date(2023, 5, 7), OpenDays()) == date(2023, 5, 21)  # a Sunday
    assert "延びません（お客さまのこえ取扱要綱（案）第6条）" in dates.ANSWER.explain(
        date(2023, 5, 7), OpenDays()
    )


def test_shares_are_those_of_the_worked_example():
    answered = figures.answered(EXAMPLE, SCOPE)
    of_answered = figures.on_time_of_answered(EXAMPLE, SCOPE)
    of_wanting = figures.on_time_of_wanting(EXAMPLE, SCOPE)
    on_time = figures.on_time(EXAMPLE, SCOPE)
    copies = [(True, date(2023, 5, 9), "published")] * 48 + [(True, date(2023, 5, 9), None)] * 12
    copies += [(False, date(2023, 5, 9), None)] * 19 + [(True, None, None)] * 41
    published = figures.published(copies, SCOPE)

    outcomes = (answered, of_answered, of_wanting, on_time, published)
    assert [(o.numerator, o.denominator) for o in outcomes] == [
        (79, 84),
        (66, 79),
        (66, 84),
        (66, 84),
        (48, 60),
    ]
    assert [percent(o) for o in outcomes] == [
        Decimal("94.0"),
        Decimal("83.5"),
        Decimal("78.6"),
        Decimal("78.6"),
        Decimal("80.0"),
    ]


def test_median_counts_answered_voices_only():
    first = date(2023, 5, 1)
    voices = [(first, *voice) for voice in [*EXAMPLE, answered_after(2)]]

    outcome = figures.days_to_answer(voices, SCOPE)

    assert outcome.value == 10
    assert sum(placed.part is Part.NUMERATOR for placed in outcome.placed) == 80
    assert figures.days_to_answer([voices[80]], SCOPE).value is None


def test_voice_open_inside_its_limit_is_left_out_with_a_reason():
    voices = [
        (True, date(2023, 5, 15), None, "looking"),
        (True, date(2023, 4, 17), date(2023, 4, 17), "answered"),
    ]
    last, next_day = (Scope(FiscalYear(2023), date(2023, 5, day)) for day in (15, 16))

    before, after = figures.on_time(voices, last), figures.on_time(voices, next_day)

    assert (before.numerator, before.denominator) == (1, 1)
    assert before.placed[0].reason == "期限がまだ来ていない"
    assert (after.numerator, after.denominator) == (1, 2)


@pytest.mark.parametrize("rule", [figures.on_time, figures.answered, figures.on_time_of_answered])
def test_voice_that_wants_no_reply_is_left_out_even_if_it_got_one(rule):
    outcome = rule([(False, None, date(2023, 5, 2), "answered")], SCOPE)

    assert (outcome.denominator, outcome.value) == (0, None)
    assert outcome.placed[0].reason == "返事を求めていない"


def test_days_of_a_voice_that_wants_no_reply_are_left_out():
    outcome = figures.days_to_answer(
        [(date(2023, 5, 1), False, None, date(2023, 5, 2), "answered")], SCOPE
    )

    assert outcome.placed[0].reason == "返事を求めていない"


@given(st.permutations(EXAMPLE[60:90]))
def test_order_of_the_voices_changes_nothing(voices):
    expected = figures.on_time(EXAMPLE[60:90], SCOPE)

    outcome = figures.on_time(voices, SCOPE)

    assert (outcome.numerator, outcome.denominator) == (expected.numerator, expected.denominator)


def test_dues_of_the_worked_example_say_by_which_rule():
    starts = {
        "received_on": date(2026, 4, 30),
        "assigned_on": date(2026, 5, 1),
        "asked_on": date(2026, 4, 30),
    }

    found = dues({rule.name: rule for rule in dates.DEFAULTS}, starts, MAY_2026)

    assert {name: due.day for name, due in found.items()} == {
        "receipt": date(2026, 5, 1),
        "assignment": date(2026, 5, 1),
        "view": date(2026, 5, 13),
        "answer": date(2026, 5, 14),
    }
    assert "お客さまのこえ取扱要綱（案）第5条" in found["view"].why


def test_period_that_has_not_begun_is_not_due():
    starts = {"received_on": date(2026, 4, 30), "assigned_on": None, "asked_on": None}

    found = dues({rule.name: rule for rule in dates.DEFAULTS}, starts, MAY_2026)

    assert sorted(found) == ["assignment", "receipt"]


@pytest.mark.parametrize(
    ("rule", "voices", "numerator", "denominator"),
    [
        (rules.how_many, [("request", "roads", "web")] * 3, 3, None),
        (
            figures.improved,
            [(date(2023, 5, 1), "直した"), (date(2023, 5, 1), ""), (None, "")],
            1,
            2,
        ),
        (rules.share_of_yes, [(True,), (False,), (None,)], 1, 2),
        (rules.mean, [(0,), (2,), (1,)], 3, 3),
        (
            figures.repeated,
            [
                (date(2022, 9, 1), "roads", "橋"),
                (date(2023, 6, 1), "roads", "橋"),
                (date(2023, 6, 1), "roads", ""),
                (date(2023, 7, 1), "care", "橋"),
            ],
            1,
            2,
        ),
    ],
)
def test_other_figures_count_what_they_say(rule, voices, numerator, denominator):
    outcome = rule(voices, SCOPE)

    assert (outcome.numerator, outcome.denominator) == (numerator, denominator)


def test_reassignments_of_no_voice_are_nothing_to_measure():
    assert rules.mean([], SCOPE).value is None


def test_stage_and_backlog_are_medians_in_days():
    visits = [(date(2023, 5, 1), date(2023, 5, 4)), (date(2023, 5, 1), None), (None, None)]
    voices = [(date(2024, 6, 1), None, None), (date(2024, 5, 1), date(2024, 5, 2), None)]

    assert rules.median_days(visits, SCOPE).value == 3
    assert rules.median_age(voices, SCOPE).value == 9


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("merged", "同じこえとして、ほかの番号でまとめて回答"),
        ("sent_on", "ほかの機関に送った"),
    ],
)
def test_voice_that_somebody_else_answers_is_left_out(state, reason):
    outcome = figures.answered([(True, date(2023, 5, 15), None, state)], SCOPE)

    assert outcome.placed[0].reason == reason
