"""What the desk and the sections do with a voice: one function for each verb."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction

from yakuba.kernel.problems import YakubaError
from yakuba.modules.voices.choices import MeasureState, State
from yakuba.modules.voices.models import Measure, Notice, Voice, VoiceHelper
from yakuba.modules.voices.register import VOICES
from yakuba.modules.voices.rules import guards, receipts
from yakuba.modules.voices.services import compose, desk_on, put_in
from yakuba.platform import clock
from yakuba.platform.audit import services as audit
from yakuba.platform.office.models import Section
from yakuba.platform.registers import services as registers
from yakuba.platform.registers.scope import require, rows

if TYPE_CHECKING:
    from yakuba.platform.office.actors import Actor

CLEAR = ("clear", "unclear")
COPIED = ("channel", "received_on", "name", "contact", "language", "may_publish", "wished_medium")


def triage(
    voice: Voice, values: Mapping[str, Any], *, actor: "Actor", helpers: Iterable[Section] = ()
) -> Voice:
    """Give a voice its kind, topic, urgency and lead section, and the sections that help."""
    with transaction.atomic():
        found: Voice = registers.move(VOICES, voice, "assign", actor=actor, values=values)
        found.helpers.all().delete()
        others = {section.pk for section in helpers} - {found.section_id}
        VoiceHelper.objects.bulk_create(VoiceHelper(voice=found, section_id=pk) for pk in others)
    return found


def release(voice: Voice, *, actor: "Actor") -> Voice:
    """Let a held voice go on, once a person has read it."""
    require(actor, "record.write", VOICES, voice)
    return _note(voice, {"is_held": False}, "voice.release", actor)


def transfer(voice: Voice, section: Section, *, actor: "Actor", reason: str) -> Voice:
    """Hand a voice to another section, with the reason; the lead section or the desk may."""
    return _move(voice, "transfer", actor, comment=reason, values={"section": section})


def merge(voice: Voice, number: str, *, actor: "Actor") -> Voice:
    """Answer a voice together with another one, and tell the person; its words stay."""
    stored = receipts.read_receipt_number(number)
    into = rows(VOICES, actor).filter(receipt_no=stored).exclude(pk=voice.pk).first()
    if into is None or into.same_as_id is not None:
        fix = "受付番号を確かめてください。"
        raise YakubaError(guards.missing("まとめる先のこえが見つかりません。", fix, "same_as"))
    words = f"同じこえとして、{into.receipt_no}とまとめて回答します。"
    return _move(voice, "merge", actor, values={"same_as": into}, notice=words)


def split(voice: Voice, texts: Iterable[str], *, actor: "Actor") -> list[Voice]:
    """Make a voice of its own of each further topic in one letter; all stay tied to the letter."""
    require(actor, "record.assign", VOICES, voice)
    desk = desk_on(clock.today())
    parts = [text.strip() for text in texts if text.strip()]
    if desk is None or not parts:
        raise YakubaError(guards.missing("分ける文がありません。", "文を入れてください。", "text"))
    said = {name: getattr(voice, name) for name in COPIED} | {"wants_reply": voice.wants_reply}
    with transaction.atomic():
        made = [compose(said | {"text": text}, desk) for text in parts]
        for one in made:
            one.split_from, one.language = voice, voice.language
            put_in(one, actor=actor, act="voice.split")
    return made


def send_on(voice: Voice, body: str, *, actor: "Actor") -> Voice:
    """Send a voice to the body whose matter it is, and tell the person."""
    words = f"{body}の仕事のため、{body}に送りました。"
    return _move(voice, "send_on", actor, values={"other_body": body.strip()}, notice=words)


def draft(voice: Voice, values: Mapping[str, Any], *, actor: "Actor") -> Voice:
    """Write the answer and hand it to the head; each version stays in the history."""
    return _move(voice, "draft", actor, values=values)


def decline(voice: Voice, ground: str, *, actor: "Actor") -> Voice:
    """Propose on a ground not to answer; the head decides."""
    return _move(voice, "decline", actor, values={"no_reply_ground": ground})


def interim(voice: Voice, promised: date, text: str, *, actor: "Actor") -> Notice:
    """Tell the person that the answer comes later, on which day and why.

    The due date of the town's rule stays: whether it was kept is counted by that one.
    """
    require(actor, "record.move", VOICES, voice)
    if voice.due_on is None or voice.answered_on is not None or promised <= voice.due_on:
        fix = f"{voice.due_on or ''}より後の日を入れてください。"
        raise YakubaError(
            guards.missing("新しい日が期限より後ではありません。", fix, "promised_on")
        )
    with transaction.atomic():
        notice = Notice.objects.create(
            voice=voice, on=clock.today(), text=text, promised_on=promised
        )
        _note(voice, {"answer_by": promised}, "voice.interim", actor)
    return notice


def answer(voice: Voice, *, actor: "Actor", seen: str) -> Voice:
    """Note that the answer went out; `seen` is the recipient that the sender has confirmed.

    :raises YakubaError: if it is not the one of the voice
    """
    voice._seen = seen  # type: ignore[attr-defined]
    return _move(voice, "answer", actor)


def say_clear(voice: Voice, *, was_clear: bool) -> Voice:
    """Keep what the person says of the answer (V9)."""
    if voice.state not in (State.ANSWERED, State.CLOSED):
        raise YakubaError(guards.missing("まだ回答していません。", "", "was_clear"))
    return _note(voice, {"was_clear": was_clear}, "voice.opinion", None)


def hear(voice: Voice, said: str) -> None:
    """Keep what a person says of the answer on the status page; other words do nothing."""
    if said in CLEAR and voice.answered_on is not None and voice.was_clear is None:
        say_clear(voice, was_clear=said == "clear")


def in_force(day: date) -> Any:
    """Return the measures that hold on a day: confirmed by two, begun and not over."""
    holding = Measure.objects.filter(state=MeasureState.HOLDING)
    return holding.filter(starts_on__lte=day, expires_on__gte=day)


def _move(
    voice: Voice,
    step: str,
    actor: "Actor",
    *,
    values: Mapping[str, Any] | None = None,
    comment: str = "",
    notice: str = "",
) -> Voice:
    with transaction.atomic():
        found: Voice = registers.move(
            VOICES, voice, step, actor=actor, values=values, comment=comment
        )
        if notice:
            Notice.objects.create(voice=found, on=clock.today(), text=notice)
    return found


def _note(voice: Voice, values: Mapping[str, Any], act: str, actor: "Actor | None") -> Voice:
    found: Voice = _change(voice, values, act, actor)
    return found


def _change(record: Any, values: Mapping[str, Any], act: str, actor: "Actor | None") -> Any:
    """Store what a verb sets beside the fields of the form, with history and audit."""
    for name, value in values.items():
        setattr(record, name, value)
    record._history_user = actor.account if actor else None
    with transaction.atomic():
        registers.write(record, actor=actor, expected_version=record.version)  # type: ignore[arg-type]
        audit.record(act, actor=actor, thing=record, payload={"fields": sorted(values)})
    return record
