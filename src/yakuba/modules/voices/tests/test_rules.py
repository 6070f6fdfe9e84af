from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yakuba.kernel.evidence import Part, Scope
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.numbers import round_half_up
from yakuba.kernel.opendays import OpenDays
from yakuba.modules.voices.rules import dates, figures, guards, receipts

# 3 May Constitution Day (Sunday), 4, 5, and the substitute holiday on the 6th.
GOLDEN_WEEK = OpenDays(frozenset(date(2026, 5, n) for n in (3, 4, 5, 6)))
SCOPE = Scope(FiscalYear(2025), date(2026, 3, 31))


def percent(outcome):
    return None if outcome.value is None else round_half_up(outcome.value, 1)


# Worked example 1: received Thursday 2026-04-30 21:10 by web.


def test_receipt_notice_goes_out_on_the_next_open_day():
    assert dates.RECEIPT.due(date(2026, 4, 30), GOLDEN_WEEK) == date(2026, 5, 1)


def test_section_has_five_open_days_after_the_assignment():
    assert dates.ASSIGNMENT.due(date(2026, 4, 30), GOLDEN_WEEK) == date(2026, 5, 1)
    assert dates.VIEW.due(date(2026, 5, 1), GOLDEN_WEEK) == date(2026, 5, 13)


def test_answer_is_due_after_fourteen_calendar_days():
    due, why = dates.promised(date(2026, 4, 30), GOLDEN_WEEK)

    assert due == date(2026, 5, 14)
    assert why == (
        "令和8年4月30日（木）の翌日から数えて14日目は令和8年5月14日（木）で、この日が期限です"
        "（お客さまのこえ取扱要綱第6条）。"
    )


def test_answer_due_at_new_year_rolls_to_the_first_open_day():
    due, why = dates.promised(date(2023, 12, 18), OpenDays())

    assert due == date(2024, 1, 4)
    assert "閉庁日に当たるため、次の開庁日の令和6年1月4日（木）" in why


# Worked example 2: 120 voices, 84 want a reply, 79 answered, 66 within due.

DUE, LATE = date(2025, 6, 14), date(2025, 6, 15)
VOICES = (
    [(True, DUE, DUE, "answered")] * 66
    + [(True, DUE, LATE, "answered")] * 13
    + [(True, DUE, None, "assigned")] * 5
    + [(False, None, None, "noted")] * 36
)


def test_answered_is_a_share_of_those_who_want_a_reply():
    assert percent(figures.answered(VOICES, SCOPE)) == Decimal("94.0")


def test_in_time_has_a_denominator_for_each_name():
    of_answered = figures.on_time_of_answered(VOICES, SCOPE)
    of_wanting = figures.on_time_of_wanting(VOICES, SCOPE)

    assert percent(of_answered) == Decimal("83.5")
    assert percent(of_wanting) == Decimal("78.6")
    assert (of_answered.numerator, of_answered.denominator) == (66, 79)


def test_published_is_a_share_of_the_publishable():
    voices = [(True, True)] * 48 + [(True, False)] * 12 + [(False, False)] * 60

    assert percent(figures.published(voices, SCOPE)) == Decimal("80.0")


def test_on_time_leaves_out_what_is_not_late_yet():
    today = Scope(FiscalYear(2025), DUE)
    voices = [(True, DUE, None, "assigned"), (True, DUE, DUE, "answered")]

    early, late = figures.on_time(voices, today), figures.on_time(VOICES, SCOPE)

    assert [p.part for p in early.placed] == [Part.EXCLUDED, Part.NUMERATOR]
    assert early.placed[0].reason == "期限がまだ来ていない"
    assert (late.numerator, late.denominator) == (66, 84)


def test_on_time_counts_an_open_voice_from_the_day_after_its_last():
    voice = [(True, DUE, None, "assigned")]

    assert figures.on_time(voice, Scope(FiscalYear(2025), DUE)).value is None
    assert figures.on_time(voice, Scope(FiscalYear(2025), LATE)).value == 0


def test_voice_merged_into_another_is_answered_there():
    outcome = figures.on_time([(True, DUE, None, "merged")], SCOPE)

    assert outcome.placed[0].reason == "同じこえとして、ほかの番号でまとめて回答"
    assert figures.answered([(True, DUE, None, "merged")], SCOPE).value is None


def test_days_to_answer_are_a_median_of_the_answered():
    first = date(2025, 6, 1)
    voices = [(first, *v) for v in VOICES]

    assert figures.days_to_answer(voices, SCOPE).value == 13
    assert figures.days_to_answer([], SCOPE).value is None


def test_received_counts_each_kind():
    assert figures.received_by(["要望", "苦情", "要望"]) == {"要望": 2, "苦情": 1}


def test_stages_add_up_the_days_of_each():
    visits = [
        ("受付", date(2025, 6, 1), date(2025, 6, 2)),
        ("調査", date(2025, 6, 2), date(2025, 6, 9)),
        ("調査", date(2025, 6, 10), None),
    ]

    assert figures.days_in_stages(visits, date(2025, 6, 12)) == {"受付": 1, "調査": 9}


def test_repeat_looks_twelve_months_back_at_the_same_place_and_topic():
    voices = [
        (date(2024, 6, 1), "road", "見本橋"),
        (date(2025, 6, 1), "road", "見本橋"),
        (date(2025, 6, 1), "road", "見本坂"),
        (date(2025, 7, 1), "water", "見本橋"),
        (date(2025, 7, 1), "road", ""),
    ]

    outcome = figures.repeated(voices, SCOPE)

    assert [p.part.value[:3] for p in outcome.placed] == ["den", "num", "den", "den", "exc"]


def test_repeat_is_none_after_twelve_months():
    voices = [(date(2024, 6, 1), "road", "見本橋"), (date(2025, 6, 2), "road", "見本橋")]

    assert figures.repeated(voices, SCOPE).numerator == 0


def test_improved_is_a_share_of_the_answered():
    voices = [(DUE, "柵を付けた"), (DUE, ""), (None, "予定")]

    assert figures.improved(voices, SCOPE).value == 50


def test_clear_is_a_share_of_those_who_said():
    assert figures.clear([True, True, False, None], SCOPE).value == Fraction(200, 3)


def test_reassignments_are_a_mean_over_all_voices():
    assert figures.reassignments([0, 0, 1, 2], SCOPE).value == Fraction(3, 4)
    assert figures.reassignments([], SCOPE).value is None


def test_backlog_is_what_is_open_and_its_median_age():
    voices = [(date(2026, 3, 1), None), (date(2026, 3, 21), None), (DUE, LATE)]

    outcome = figures.backlog(voices, SCOPE)

    assert outcome.value == 20
    assert sum(p.part is Part.NUMERATOR for p in outcome.placed) == 2


def test_speed_tells_shares_average_and_median():
    found = figures.speed([1, 5, 6, 20])

    assert found.within == ((5, Fraction(50)), (10, Fraction(75)), (20, Fraction(100)))
    assert (found.average, found.middle) == (8, Fraction(11, 2))
    assert figures.speed([]).within[0] == (5, None)


ASKED = st.tuples(
    st.booleans(),
    st.dates(date(2025, 4, 1), date(2026, 3, 31)),
    st.none() | st.dates(date(2025, 4, 1), date(2026, 6, 30)),
    st.sampled_from(["answered", "assigned", "merged"]),
)


@given(voices=st.lists(ASKED))
def test_every_voice_has_one_place_and_the_order_does_not_matter(voices):
    outcome = figures.on_time(voices, SCOPE)

    assert len(outcome.placed) == len(voices)
    assert figures.on_time(voices[::-1], SCOPE).value == outcome.value


# Receipts.


def test_receipt_number_has_era_year_count_and_check_digit():
    number = receipts.receipt_number(FiscalYear(2024), 123)

    assert number[:9] == "R6-00123-"
    assert receipts.read_number(" ｒ６－００１２３－" + number[-1]) == number
    assert receipts.read_number(number.replace("-", "")) == number


@pytest.mark.parametrize("count", [0, 100_000])
def test_receipt_number_counts_from_one_to_five_digits(count):
    with pytest.raises(ValueError, match="allowed are 1 to 99999"):
        receipts.receipt_number(FiscalYear(2024), count)


@given(count=st.integers(1, 99_999), at=st.integers(0, 6), digit=st.integers(1, 9))
def test_every_wrong_digit_is_found(count, at, digit):
    digits = receipts.receipt_number(FiscalYear(2024), count).replace("-", "")[1:]
    other = str((int(digits[at]) + digit) % 10)

    assert receipts.read_number(f"R{digits[:at]}{other}{digits[at + 1 :]}") is None


@given(count=st.integers(1, 99_999), at=st.integers(0, 5))
def test_every_swap_of_neighbors_is_found(count, at):
    digits = receipts.receipt_number(FiscalYear(2024), count).replace("-", "")[1:]
    swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]

    assert swapped == digits or receipts.read_number(f"R{swapped}") is None


def test_what_is_no_number_is_no_number():
    assert [receipts.read_number(t) for t in ("", "123", "X6-00123-1")] == [None] * 3


def test_words_are_sixty_four_and_differ():
    plain = {receipts.plain_words(word) for word in receipts.WORD_LIST}

    assert (len(receipts.WORD_LIST), len(plain)) == (64, 64)


def test_words_are_read_in_either_kana_with_any_gap():
    words = receipts.words_of(bytes([0, 1, 2]))

    assert words == "りんご・さくら・やま"
    assert receipts.plain_words("リンゴ サクラ、やま") == receipts.plain_words(words)


@pytest.mark.parametrize(
    ("contact", "shown"),
    [
        ("0237-00-1234", "023*****1234"),
        ("hanako@example.jp", "h***@example.jp"),
        ("見本町大字見本12番地", "見本町*******地"),
    ],
)
def test_masked_contact_shows_its_ends_only(contact, shown):
    assert receipts.mask_contact(contact)[:3] == shown[:3]
    assert receipts.mask_contact(contact)[-1] == shown[-1]
    assert contact[4:-4] not in receipts.mask_contact(contact)


# Guards.


def codes(problems):
    return [(p.code, p.place) for p in problems]


@pytest.mark.parametrize(
    ("step", "ready", "place"),
    [
        ("draft", guards.Standing(has_draft=True), "text"),
        ("refuse", guards.Standing(ground="slander"), "ground"),
        ("merge", guards.Standing(is_merged_into_another=True), "into"),
        ("send_on", guards.Standing(other_body="県"), "body"),
    ],
)
def test_step_needs_what_it_is_made_of(step, ready, place):
    assert codes(guards.before_step(step, guards.Standing())) == [("voice.missing", place)]
    assert codes(guards.before_step(step, ready)) == []


def test_voice_that_wants_a_reply_is_not_just_noted():
    quiet = guards.Standing(wants_reply=False)

    assert codes(guards.before_step("note", guards.Standing())) == [("voice.wants-reply", None)]
    assert codes(guards.before_step("note", quiet)) == []


def test_third_transfer_goes_to_the_desk():
    assert codes(guards.transfer(1, to_desk=False, by_desk=False)) == []
    assert codes(guards.transfer(2, to_desk=False, by_desk=False)) == [
        ("voice.transfers", "section")
    ]
    assert codes(guards.transfer(2, to_desk=True, by_desk=False)) == []
    assert codes(guards.transfer(2, to_desk=False, by_desk=True)) == []


def test_reply_needs_a_name_and_a_way():
    wanting = guards.reply_way(wants=True, name="", contacts=("", ""), on_page=False)

    assert [p.place for p in wanting] == ["name", "phone"]
    assert codes(guards.reply_way(wants=False, name="", contacts=("",), on_page=False)) == []
    assert codes(guards.reply_way(wants=True, name="", contacts=("",), on_page=True)) == []
    assert codes(guards.reply_way(wants=True, name="見本", contacts=("", "x"), on_page=False)) == []


@pytest.mark.parametrize(("digits", "words"), [(9, "1つ足りません"), (12, "1つ多いです")])
def test_phone_says_how_many_digits_are_wrong(digits, words):
    assert words in next(iter(guards.phone(digits))).message


@pytest.mark.parametrize("digits", [10, 11])
def test_phone_has_ten_or_eleven_digits(digits):
    assert codes(guards.phone(digits)) == []


def test_measure_needs_a_reason_and_an_end_within_half_a_year():
    day = date(2026, 4, 1)

    assert codes(guards.conduct(day, date(2026, 9, 30), "30分どなった")) == []
    assert codes(guards.conduct(day, None, "")) == [
        ("voice.missing", "reason"),
        ("voice.missing", "expires_on"),
    ]
    assert codes(guards.conduct(day, date(2026, 10, 2), "理由")) == [
        ("voice.missing", "expires_on")
    ]
