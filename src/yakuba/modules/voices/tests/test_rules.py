"""The worked examples first (domain reference 4, section 6.10), then what always holds."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yakuba.kernel.evidence import Part, Scope
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.numbers import Rounding
from yakuba.kernel.opendays import OpenDays
from yakuba.modules.voices import rules

MAY_2026 = OpenDays(frozenset(date(2026, 5, day) for day in (3, 4, 5, 6)) | {date(2026, 4, 29)})
SCOPE = Scope(FiscalYear(2023), date(2024, 6, 10))
DIGITS = st.text("0123456789", min_size=1, max_size=8)


def answered_after(days, received=date(2023, 5, 1)):
    return (received, True, received + timedelta(days=days))


# Example 2: 120 voices, 84 want a reply, 79 are answered, 66 of them within the due date.
EXAMPLE = (
    [answered_after(10)] * 66
    + [answered_after(20)] * 13
    + [(date(2023, 5, 1), True, None)] * 5
    + [(date(2023, 5, 1), False, None)] * 36
)


def percent(outcome):
    return Rounding(decimals=1).apply(outcome.value)


@pytest.mark.parametrize(
    ("deadline", "start", "due"),
    [
        (rules.RECEIPT, date(2026, 4, 30), date(2026, 5, 1)),
        (rules.ASSIGNMENT, date(2026, 4, 30), date(2026, 5, 1)),
        (rules.VIEW, date(2026, 5, 1), date(2026, 5, 13)),
        (rules.ANSWER, date(2026, 4, 30), date(2026, 5, 14)),
    ],
)
def test_periods_are_those_of_the_worked_example(deadline, start, due):
    assert deadline.due(start, MAY_2026) == due


def test_guideline_does_not_move_the_answer_off_a_closed_day():
    assert rules.ANSWER.due(date(2023, 5, 7), OpenDays()) == date(2023, 5, 21)  # a Sunday
    assert "延びません（お客さまのこえ取扱要綱（案）第6条）" in rules.ANSWER.explain(
        date(2023, 5, 7), OpenDays()
    )


def test_shares_are_those_of_the_worked_example():
    answered = rules.place_answered(EXAMPLE, SCOPE)
    of_answered = rules.place_in_time_of_answered(EXAMPLE, SCOPE)
    on_time = rules.place_on_time(EXAMPLE, SCOPE)

    assert [(o.numerator, o.denominator) for o in (answered, of_answered, on_time)] == [
        (79, 84),
        (66, 79),
        (66, 84),
    ]
    assert [percent(o) for o in (answered, of_answered, on_time)] == [
        Decimal("94.0"),
        Decimal("83.5"),
        Decimal("78.6"),
    ]


def test_median_counts_answered_voices_only():
    outcome = rules.middle_days([*EXAMPLE, answered_after(2)], SCOPE)

    assert outcome.value == 10
    assert sum(placed.part is Part.NUMERATOR for placed in outcome.placed) == 80
    assert rules.middle_days([(date(2023, 5, 1), True, None)], SCOPE).value is None


def test_voice_open_inside_its_limit_is_left_out_with_a_reason():
    voices = [(date(2023, 5, 1), True, None), (date(2023, 4, 3), True, date(2023, 4, 17))]
    last, next_day = (Scope(FiscalYear(2023), date(2023, 5, day)) for day in (15, 16))

    before, after = rules.place_on_time(voices, last), rules.place_on_time(voices, next_day)

    assert (before.numerator, before.denominator) == (1, 1)
    assert before.placed[0].reason == "まだ期限が来ていない"
    assert (after.numerator, after.denominator) == (1, 2)


@pytest.mark.parametrize(
    "rule", [rules.place_on_time, rules.place_answered, rules.place_in_time_of_answered]
)
def test_voice_that_wants_no_reply_is_left_out_even_if_it_got_one(rule):
    outcome = rule([(date(2023, 5, 1), False, date(2023, 5, 2))], SCOPE)

    assert (outcome.denominator, outcome.value) == (0, None)
    assert outcome.placed[0].reason == "返事を求めていない"


def test_days_of_a_voice_that_wants_no_reply_are_left_out():
    outcome = rules.middle_days([(date(2023, 5, 1), False, date(2023, 5, 2))], SCOPE)

    assert outcome.placed[0].reason == "返事を求めていない"


@given(st.permutations(EXAMPLE[60:90]))
def test_order_of_the_voices_changes_nothing(voices):
    expected = rules.place_on_time(EXAMPLE[60:90], SCOPE)

    outcome = rules.place_on_time(voices, SCOPE)

    assert (outcome.numerator, outcome.denominator) == (expected.numerator, expected.denominator)


def test_number_is_read_however_it_is_typed():
    number = rules.receipt_number("R6", 123)

    assert number == "R6-00123-7"
    typed = [
        "r6-00123-7",
        "Ｒ６－００１２３－７",
        "R6 00123 7",
        "R6ー00123ー7",
        "R6001237",
        " R6-00123-7 ",
    ]
    assert [rules.read_receipt_number(text) for text in typed] == [number] * 6


@pytest.mark.parametrize("text", ["", "R6-00123", "R6-00123-8", "6-00123-7", "R6-00132-7", "こえ"])
def test_text_that_is_no_number_is_refused(text):
    assert rules.read_receipt_number(text) is None


def test_check_digit_of_the_published_example():
    assert rules.check_digit("572") == "4"  # Damm's own


@given(DIGITS, st.data())
def test_every_single_wrong_digit_is_found(digits, data):
    whole = digits + rules.check_digit(digits)
    place = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != whole[place]]))
    wrong = whole[:place] + other + whole[place + 1 :]

    assert rules.check_digit(wrong[:-1]) != wrong[-1]


@given(DIGITS, st.data())
def test_every_swap_of_neighbors_is_found(digits, data):
    whole = digits + rules.check_digit(digits)
    place = data.draw(st.integers(0, len(whole) - 2))
    swapped = whole[:place] + whole[place + 1] + whole[place] + whole[place + 2 :]

    assert (rules.check_digit(swapped[:-1]) == swapped[-1]) == (swapped == whole)


@given(st.integers(1, 99), st.integers(1, 99_999))
def test_number_survives_the_round_trip(year, sequence):
    number = rules.receipt_number(f"R{year}", sequence)

    assert rules.read_receipt_number(number) == number
    assert rules.read_receipt_number(number.replace("-", "")) == number


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("0237-67-2111", None),
        ("０９０－１２３４－５６７８", None),
        ("haru@example.jp", None),
        ("haru@example", ("mail", 0)),
        ("なし", ("none", 0)),
        ("０２３７－６７－２１１", ("short", 1)),
        ("0237-67-21111111", ("long", 3)),
    ],
)
def test_contact_that_cannot_be_used_says_why(text, fault):
    assert rules.contact_fault(text) == fault
