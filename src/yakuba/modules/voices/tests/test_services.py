"""Receiving voices, and the days that their steps leave behind."""

from datetime import timedelta

import pytest

from yakuba.core.evidence.definitions import find as definition
from yakuba.core.evidence.live import compute, scope_of
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.problems import YakubaError
from yakuba.modules.voices import services
from yakuba.modules.voices.choices import State
from yakuba.modules.voices.models import Voice
from yakuba.modules.voices.register import VOICES
from yakuba.modules.voices.tests.office import TODAY, assigned, move, received
from yakuba.platform.office.rights import Forbidden
from yakuba.platform.receipts.models import Medium
from yakuba.platform.receipts.rules import receipt_number
from yakuba.platform.registers import services as registers


def test_voice_from_the_form_is_the_desks_and_due_in_fourteen_days(office):
    voice, secret = received(office)

    assert (voice.section, voice.state) == (office["desk"].section, State.RECEIVED)
    assert (voice.due_on, voice.receipt_no) == (TODAY + timedelta(days=14), receipt_number("R6", 1))
    assert len(secret.split("・")) == 4
    assert voice.history.count() == 1


def test_form_sent_twice_is_one_voice_with_the_same_secret(office):
    first, secret = received(office)

    second, again = received(office, text="ほかの文")

    assert (second.pk, again, Voice.objects.count()) == (first.pk, secret, 1)


def test_voice_without_a_reply_has_no_due_date(office):
    voice, _secret = received(office, wants_reply=False)

    assert (voice.asked_on, voice.due_on) == (None, None)


def test_individual_number_is_refused_at_its_field(office):
    with pytest.raises(YakubaError) as refused:
        received(office, text="123456789018 です")

    assert [p.place for p in refused.value.problems] == ["text"]


def test_voice_is_found_by_number_and_secret_only(office):
    voice, secret = received(office)

    typed = secret.replace("・", "　")
    assert services.INTAKE.find(voice.receipt_no.lower(), typed) == voice
    assert services.INTAKE.find(voice.receipt_no, "りんご") is None
    assert services.INTAKE.find(voice.receipt_no, "") is None
    assert services.INTAKE.find("R6-00001-1", secret) is None


def test_voice_of_staff_has_no_secret_that_opens_it(office):
    values = {
        "received_on": TODAY,
        "channel": "phone",
        "text": "電話",
        "section": office["desk"].section,
    }
    voice = registers.create(VOICES, values, actor=office["policy-writer"])

    assert voice.receipt_no == receipt_number("R6", 1)
    assert services.INTAKE.find(voice.receipt_no, "") is None


def test_voice_goes_from_the_desk_to_its_answer(office):
    voice = assigned(office)
    with pytest.raises(Forbidden):
        move(voice, "draft", office["policy-writer"])
    reply = {"reply_text": "直しました。", "reply_medium": Medium.PHONE}
    move(voice, "draft", office["roads-writer"], **reply)
    move(voice, "approve", office["roads-head"])
    office["day"]["is"] = TODAY + timedelta(days=9)

    voice._seen = voice.recipient
    move(voice, "answer", office["roads-writer"])

    stored = Voice.objects.get()
    assert (stored.state, stored.section) == (State.ANSWERED, office["roads"])
    assert (stored.assigned_on, stored.drafted_on, stored.answered_on) == (
        TODAY,
        TODAY,
        TODAY + timedelta(days=9),
    )


def test_reply_is_not_approved_by_its_writer(office):
    voice = assigned(office)
    move(voice, "draft", office["roads-head"], reply_text="はい", reply_medium=Medium.MAIL)

    with pytest.raises(Forbidden):
        move(voice, "approve", office["roads-head"])


def test_voice_that_gets_no_answer_needs_a_ground_and_an_approval(office):
    voice = assigned(office)
    with pytest.raises(YakubaError) as refused:
        move(voice, "decline", office["roads-writer"])
    voice = Voice.objects.get()
    move(voice, "decline", office["roads-writer"], no_reply_ground="court")

    move(voice, "approve", office["roads-head"])

    assert [p.place for p in refused.value.problems] == ["no_reply_ground"]
    assert Voice.objects.get().state == State.DECLINED


@pytest.mark.parametrize(
    ("step", "values", "place"),
    [
        ("draft", {"reply_medium": "mail"}, "reply_text"),
        ("draft", {"reply_text": "はい"}, "reply_medium"),
        ("read", {}, "wants_reply"),
    ],
)
def test_step_that_lacks_something_says_where(office, step, values, place):
    voice = assigned(office)

    with pytest.raises(YakubaError) as refused:
        move(voice, step, office["roads-writer"], **values)

    assert [p.place for p in refused.value.problems] == [place]


def test_voice_of_another_section_goes_back_to_the_desk(office):
    voice = assigned(office)

    move(voice, "back", office["roads-writer"])

    stored = Voice.objects.get()
    assert (stored.section, stored.assigned_on) == (office["desk"].section, None)


def test_returned_draft_is_no_draft_any_more(office):
    voice = assigned(office)
    move(voice, "draft", office["roads-writer"], reply_text="はい", reply_medium=Medium.MAIL)

    move(voice, "return", office["roads-head"])

    assert (voice.state, voice.drafted_on) == (State.LOOKING, None)


def test_indicators_read_the_voices_of_the_year(office):
    rows = [(0, 10), (0, 20), (1, None), (40, None)]
    for number, (start, days) in enumerate(rows):
        voice, _secret = received(office, key=f"k{number}")
        voice.received_on = TODAY + timedelta(days=start)
        services.set_dues(voice)
        voice.answered_on = None if days is None else voice.received_on + timedelta(days=days)
        voice.save()
    received(office, key="quiet", wants_reply=False)
    scope = scope_of(FiscalYear(2024), today=TODAY + timedelta(days=45))

    found = {
        code: compute(definition(f"voices.{code}"), scope).outcome
        for code in ("on-time", "answered", "on-time-of-answered", "days")
    }

    assert {code: (o.numerator, o.denominator) for code, o in found.items()} == {
        "on-time": (1, 3),
        "answered": (2, 4),
        "on-time-of-answered": (1, 2),
        "days": (None, None),
    }
    assert found["days"].value == 15
