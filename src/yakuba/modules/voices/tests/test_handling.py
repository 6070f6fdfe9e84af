"""What desk and sections do with a voice; each of the reference's bad inputs (4, 6.9) is here."""

from datetime import date, timedelta

import pytest

from yakuba.kernel.problems import YakubaError
from yakuba.modules.voices import handling, services
from yakuba.modules.voices.choices import State
from yakuba.modules.voices.models import Notice, Voice, VoiceRule, VoiceTransfer
from yakuba.modules.voices.register import VOICES
from yakuba.modules.voices.tests.office import TODAY, WRITTEN, assigned, move, received
from yakuba.platform.office.actors import actor_of
from yakuba.platform.office.rights import Forbidden, Role
from yakuba.platform.office.tests.people import make_account
from yakuba.platform.receipts.answering import hear, release
from yakuba.platform.receipts.models import Medium
from yakuba.platform.registers import services as registers
from yakuba.platform.registers.dues import overdue
from yakuba.platform.registers.scope import rows

REPLY = {"reply_text": "直しました。", "reply_medium": Medium.LETTER}


def places(refused):
    return [problem.place for problem in refused.value.problems]


def readers(office, voice):
    people = [k for k in office if k.endswith(("-writer", "-head"))]
    return {who for who in people if rows(VOICES, office[who]).filter(pk=voice.pk).exists()}


def approved(office, **values):
    voice = move(assigned(office, **values), "draft", office["roads-writer"], **REPLY)
    return move(voice, "approve", office["roads-head"])


def transfer(voice, section, actor, reason):
    values = {"section": section}
    return registers.move(VOICES, voice, "transfer", actor=actor, comment=reason, values=values)


def test_town_sets_its_own_periods_with_validity(office):
    VoiceRule.objects.create(
        name="answer",
        valid_from=date(2024, 4, 1),
        number=6,
        unit="days",
        source_kind="ordinance",
        source="こえ条例第2条",
    )
    VoiceRule.objects.create(
        name="answer",
        valid_from=date(2024, 5, 1),
        number=30,
        unit="days",
        source_kind="guideline",
        source="新しい要綱",
    )

    voice, _secret = received(office)

    # 30 April + 6 days is Monday 6 May, a holiday: the ordinance's period rolls to the 7th.
    assert (voice.due_on, voice.answer_by) == (date(2024, 5, 7), date(2024, 5, 7))
    assert "こえ条例第2条" in voice.why_due("answer")
    assert voice.receipt_by == date(2024, 5, 1)


def test_rule_that_says_no_does_not_roll(office):
    VoiceRule.objects.create(
        name="answer",
        valid_from=date(2024, 4, 1),
        number=6,
        unit="days",
        source_kind="ordinance",
        source="こえ条例第2条",
        rolls="no",
    )

    assert received(office)[0].due_on == date(2024, 5, 6)


def test_new_years_days_are_no_open_days(office):
    office["day"]["is"] = date(2024, 12, 27)

    voice, _secret = received(office)

    assert voice.assign_by == date(2025, 1, 6)  # 28 and 29 weekend, 29 to 3 closed, 4 and 5 weekend


def test_desk_lead_and_helpers_see_a_voice_and_nobody_else(office):
    voice, _secret = received(office)
    at_desk = readers(office, voice)

    handling.triage(
        voice, section=office["roads"], helpers=[office["care"]], actor=office["policy-writer"]
    )

    assert at_desk == {"policy-writer", "policy-head"}
    assert readers(office, voice) == at_desk | {
        "roads-writer",
        "roads-head",
        "care-writer",
        "care-head",
    }
    voice.helpers.all().delete()
    assert readers(office, voice) == at_desk | {"roads-writer", "roads-head"}


def test_helper_reads_but_does_not_write(office):
    voice, _secret = received(office)
    voice = handling.triage(
        voice, section=office["roads"], helpers=[office["care"]], actor=office["policy-writer"]
    )

    with pytest.raises(Forbidden):
        move(voice, "draft", office["care-writer"], **REPLY)
    with pytest.raises(Forbidden):
        move(voice, "draft", office["policy-writer"], **REPLY)


def test_head_of_the_desk_does_not_approve_for_the_lead(office):
    voice = move(assigned(office), "draft", office["roads-writer"], **REPLY)

    with pytest.raises(Forbidden):
        move(voice, "approve", office["policy-head"])


def test_transfer_needs_a_reason_is_counted_and_ends_after_two(office):
    voice = assigned(office)
    with pytest.raises(YakubaError) as refused:
        transfer(voice, office["care"], office["roads-writer"], "")
    voice = Voice.objects.get()
    voice = transfer(voice, office["care"], office["roads-writer"], "病院の件")
    voice = transfer(voice, office["roads"], office["care-writer"], "道の件")

    with pytest.raises(YakubaError) as third:
        transfer(voice, office["care"], office["roads-writer"], "やはり")
    voice = Voice.objects.get()
    voice = transfer(voice, office["care"], office["policy-writer"], "裁定")

    assert (places(refused), places(third)) == (["comment"], ["section"])
    assert (voice.transfers, voice.section) == (3, office["care"])
    assert [m.reason for m in VoiceTransfer.objects.all()] == ["病院の件", "道の件", "裁定"]


def test_duplicate_by_two_channels_is_linked_and_the_person_told(office):
    first, _secret = received(office)
    second, secret = received(office, key="k2", channel="phone")

    handling.merge(second, same_as=first.receipt_no, actor=office["policy-writer"])

    stored = services.INTAKE.find(second.receipt_no, secret)
    assert (stored.state, stored.same_as, stored.text) == (State.MERGED, first, WRITTEN["text"])
    assert first.receipt_no in Notice.objects.get(voice=second).text


@pytest.mark.parametrize("number", ["R6-00099-0", "", "own"])
def test_duplicate_of_nothing_is_refused(office, number):
    voice, _secret = received(office)

    with pytest.raises(YakubaError) as refused:
        handling.merge(
            voice,
            same_as=voice.receipt_no if number == "own" else number,
            actor=office["policy-writer"],
        )

    assert places(refused) == ["same_as"]


def test_letter_with_five_topics_is_split_and_stays_tied(office):
    letter, _secret = received(office, channel="letter", may_publish=True)
    texts = ["除雪", "税金", "病院", "公園", " "]

    made = handling.split(letter, text=texts, actor=office["policy-writer"])

    assert [one.text for one in letter.splits.order_by("pk")] == texts[:4]
    assert {(one.name, one.channel, one.desk, one.may_publish) for one in made} == {
        ("見本", "letter", office["policy"], True)
    }
    assert len({one.receipt_no for one in made} | {letter.receipt_no}) == 5
    assert {one.due_on for one in made} == {letter.due_on}
    assert Voice.objects.get(pk=letter.pk).text == WRITTEN["text"]


def test_voice_of_another_body_is_sent_on_and_the_person_told(office):
    voice, _secret = received(office)
    with pytest.raises(YakubaError) as refused:
        handling.send_on(voice, other_body=" ", actor=office["policy-writer"])
    voice = Voice.objects.get()

    handling.send_on(voice, other_body="県の土木事務所", actor=office["policy-writer"])

    assert places(refused) == ["other_body"]
    stored = Voice.objects.get()
    assert (stored.state, stored.other_body) == (State.SENT_ON, "県の土木事務所")
    assert "県の土木事務所" in Notice.objects.get().text


def test_wish_for_a_reply_without_contact_is_asked_for(office):
    with pytest.raises(YakubaError) as refused:
        received(office, contact="")
    voice, _secret = received(office, contact="", wished_medium=Medium.PAGE)

    assert places(refused) == ["contact"]
    assert voice.recipient == "町のページ"


def test_answer_goes_out_only_after_the_recipient_was_seen(office):
    voice = approved(office)
    with pytest.raises(YakubaError) as unseen:
        handling.answer(voice, actor=office["roads-writer"], seen="")
    voice = Voice.objects.get()
    with pytest.raises(YakubaError) as other:
        handling.answer(voice, actor=office["roads-writer"], seen="別** 090***1234")
    voice = Voice.objects.get()

    handling.answer(voice, actor=office["roads-writer"], seen=voice.recipient)

    assert (places(unseen), places(other)) == (["seen"], ["seen"])
    assert voice.recipient == "見** 023***2111"
    assert (voice.answered_on, voice.approved_on) == (TODAY, TODAY)


def test_interim_reply_promises_a_day_and_keeps_the_due_date(office):
    voice = assigned(office)
    later = voice.due_on + timedelta(days=10)
    with pytest.raises(YakubaError) as early:
        handling.interim(
            voice, promised_on=voice.due_on, words="調べます", actor=office["roads-writer"]
        )

    handling.interim(
        voice, promised_on=later, words="業者に見てもらうため", actor=office["roads-writer"]
    )

    stored = Voice.objects.get()
    assert places(early) == ["promised_on"]
    assert (stored.due_on, stored.answer_by) == (TODAY + timedelta(days=14), later)
    assert Notice.objects.get().promised_on == later
    stored.drafted_on = TODAY
    stored.save()
    late = Voice.objects.filter(overdue(VOICES, voice.due_on + timedelta(days=1)))
    assert list(late) == []
    assert list(Voice.objects.filter(overdue(VOICES, later + timedelta(days=1)))) == [stored]


def test_answered_voice_is_heard_closed_and_opened_again(office):
    voice = approved(office)
    hear(voice, "clear", act="voice.opinion")
    assert voice.was_clear is None
    handling.answer(voice, actor=office["roads-writer"], seen=voice.recipient)
    hear(voice, "unclear", act="voice.opinion")
    hear(voice, "clear", act="voice.opinion")
    closed = move(voice, "close", office["roads-writer"])
    assert (closed.was_clear, closed.closed_on) == (False, TODAY)
    office["day"]["is"] = TODAY + timedelta(days=20)

    again = move(closed, "reopen", office["roads-writer"])

    assert (again.state, again.answered_on, again.closed_on) == (State.LOOKING, None, None)
    assert again.due_on == TODAY + timedelta(days=34)


def test_sixth_voice_of_an_hour_is_received_but_held_until_read(office):
    made = [
        services.INTAKE.receive(
            services.compose(WRITTEN, office["desk"]), f"k{n}", sent=lambda n=n: n
        )[0]
        for n in range(1, 8)
    ]
    assert [voice.is_held for voice in made] == [False] * 5 + [True] * 2
    held = made[5]
    with pytest.raises(YakubaError) as refused:
        handling.triage(held, section=office["roads"], actor=office["policy-writer"])

    held = Voice.objects.get(pk=held.pk)
    release(VOICES, held, act="voice.release", actor=office["policy-writer"])
    handling.triage(held, section=office["roads"], actor=office["policy-writer"])

    assert [problem.code for problem in refused.value.problems] == ["voices.held"]
    assert (held.receipt_no != "", held.due_on) == (True, made[0].due_on)


def test_staff_take_in_for_the_desk_and_give_the_secret(office):
    said = WRITTEN | {"channel": "phone", "received_on": TODAY - timedelta(days=1)}

    voice, secret = services.INTAKE.take_in(said, actor=office["care-writer"], key="a")
    again, _secret = services.INTAKE.take_in(said, actor=office["care-writer"], key="a")

    assert (again, Voice.objects.count()) == (voice, 1)
    assert services.INTAKE.find(voice.receipt_no, secret) == voice
    assert (voice.section, voice.received_on) == (office["policy"], said["received_on"])
    assert voice.history.get().history_user == office["care-writer"].account


def test_staff_without_personal_records_take_nothing_in(office):
    finance = actor_of(make_account("f", Role.FINANCE, section=office["care"]), TODAY)

    with pytest.raises(Forbidden):
        services.INTAKE.take_in(WRITTEN | {"channel": "phone"}, actor=finance)
