"""What the desk and the sections do with a voice: one function for each verb."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction

from yakuba.kernel.problems import YakubaError
from yakuba.modules.voices.choices import State
from yakuba.modules.voices.models import Notice, Voice, VoiceHelper
from yakuba.modules.voices.register import VOICES
from yakuba.modules.voices.rules import guards
from yakuba.modules.voices.services import compose, open_desk
from yakuba.platform import clock
from yakuba.platform.acts.services import note
from yakuba.platform.office.models import Section
from yakuba.platform.receipts.joining import other_of, parts_of
from yakuba.platform.registers import services as registers
from yakuba.platform.registers.scope import require

if TYPE_CHECKING:
    from yakuba.platform.office.actors import Actor

CLEAR = ("clear", "unclear")
COPIED = (
    *("channel", "received_on", "name", "contact", "language"),
    *("may_publish", "wished_medium", "wants_reply"),
)


def triage(
    voice: Voice, *, actor: "Actor", helpers: Iterable[Section] = (), **values: Any
) -> Voice:
    """Give a voice its kind, topic, urgency and lead section, and the sections that help."""
    with transaction.atomic():
        found = move(voice, "assign", actor, values=values)
        found.helpers.all().delete()
        others = {section.pk for section in helpers} - {found.section_id}
        VoiceHelper.objects.bulk_create(VoiceHelper(voice=found, section_id=pk) for pk in others)
    return found


def release(voice: Voice, *, actor: "Actor") -> Voice:
    """Let a held voice go on, once a person has read it."""
    require(actor, "record.write", VOICES, voice)
    return note(voice, {"is_held": False}, "voice.release", actor=actor)


def transfer(voice: Voice, *, actor: "Actor", section: Section, comment: str) -> Voice:
    """Hand a voice to another section, with the reason; the lead section or the desk may."""
    return move(voice, "transfer", actor, comment=comment, values={"section": section})


def merge(voice: Voice, *, actor: "Actor", same_as: str) -> Voice:
    """Answer a voice together with that of another number, and tell the person; its words stay."""
    into = other_of(VOICES, voice, same_as, actor=actor)
    words = f"同じこえとして、{into.receipt_no}とまとめて回答します。"
    return move(voice, "merge", actor, values={"same_as": into}, notice=words)


def split(voice: Voice, *, actor: "Actor", text: Iterable[str]) -> list[Voice]:
    """Make a voice of its own of each further topic in one letter; all stay tied to the letter."""
    require(actor, "record.assign", VOICES, voice)
    said, desk = {name: getattr(voice, name) for name in COPIED}, open_desk()
    return parts_of(
        VOICES,
        voice,
        text,
        compose=lambda part: compose(said | {"text": part}, desk),
        day=voice.received_on,
        act="voice.split",
        actor=actor,
    )


def send_on(voice: Voice, *, actor: "Actor", other_body: str) -> Voice:
    """Send a voice to the body whose matter it is, and tell the person."""
    words = f"{other_body}の仕事のため、{other_body}に送りました。"
    return move(voice, "send_on", actor, values={"other_body": other_body.strip()}, notice=words)


def draft(voice: Voice, *, actor: "Actor", **values: Any) -> Voice:
    """Write the answer and hand it to the head; each version stays in the history."""
    return move(voice, "draft", actor, values=values)


def decline(voice: Voice, *, actor: "Actor", no_reply_ground: str) -> Voice:
    """Propose on a ground not to answer; the head decides."""
    return move(voice, "decline", actor, values={"no_reply_ground": no_reply_ground})


def interim(voice: Voice, *, actor: "Actor", promised_on: date, words: str) -> Notice:
    """Tell the person that the answer comes later, on which day and why.

    The due date of the town's rule stays: whether it was kept is counted by that one.
    """
    require(actor, "record.move", VOICES, voice)
    if voice.due_on is None or voice.answered_on is not None or promised_on <= voice.due_on:
        late, fix = (
            "新しい日が期限より後ではありません。",
            f"{voice.due_on or ''}より後の日を入れてください。",
        )
        raise YakubaError(guards.missing(late, fix, "promised_on"))
    with transaction.atomic():
        told = Notice(voice=voice, on=clock.today(), text=words, promised_on=promised_on)
        told.save()
        note(voice, {"answer_by": promised_on}, "voice.interim", actor=actor)
    return told


def answer(voice: Voice, *, actor: "Actor", seen: str) -> Voice:
    """Note that the answer went out; `seen` is the recipient that the sender has confirmed.

    :raises YakubaError: if it is not the one of the voice
    """
    voice._seen = seen  # type: ignore[attr-defined]
    return move(voice, "answer", actor)


def say_clear(voice: Voice, *, was_clear: bool) -> Voice:
    """Keep what the person says of the answer (V9)."""
    if voice.state not in (State.ANSWERED, State.CLOSED):
        raise YakubaError(guards.missing("まだ回答していません。", "", "was_clear"))
    return note(voice, {"was_clear": was_clear}, "voice.opinion", actor=None)


def hear(voice: Voice, said: str) -> None:
    """Keep what a person says of the answer on the status page; other words do nothing."""
    if said in CLEAR and voice.answered_on is not None and voice.was_clear is None:
        say_clear(voice, was_clear=said == "clear")


def move(
    voice: Voice,
    step: str,
    actor: "Actor",
    *,
    values: Mapping[str, Any] | None = None,
    comment: str = "",
    notice: str = "",
) -> Voice:
    """Take a step of the flow, and tell the person of it."""
    with transaction.atomic():
        found: Voice = registers.move(
            VOICES, voice, step, actor=actor, values=values, comment=comment
        )
        if notice:
            Notice.objects.create(voice=found, on=clock.today(), text=notice)
    return found
