"""What is done with a voice beyond a plain step: one function for each verb."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from yakuba.modules.voices.models import Notice, Voice, VoiceHelper
from yakuba.modules.voices.register import ARRIVAL, PERSON, VOICES
from yakuba.modules.voices.services import INTAKE, compose
from yakuba.platform import clock
from yakuba.platform.office.models import Section
from yakuba.platform.receipts import answering
from yakuba.platform.receipts.joining import other_of, parts_of
from yakuba.platform.registers import services as registers
from yakuba.platform.registers.scope import require

if TYPE_CHECKING:
    from yakuba.platform.office.actors import Actor

COPIED: Final = (*ARRIVAL, *PERSON, "language", "may_publish")


def triage(
    voice: Voice, *, actor: "Actor", helpers: Iterable[Section] = (), **values: Any
) -> Voice:
    """Give a voice its kind, topic, urgency and lead section, and the sections that help."""
    with transaction.atomic():
        found = _move(voice, "assign", actor, values)
        found.helpers.all().delete()
        others = {section.pk for section in helpers} - {found.section_id}
        VoiceHelper.objects.bulk_create(VoiceHelper(voice=found, section_id=pk) for pk in others)
    return found


def merge(voice: Voice, *, actor: "Actor", same_as: str) -> Voice:
    """Answer a voice together with that of another number, and tell the person; its words stay."""
    into = other_of(VOICES, voice, same_as, actor=actor)
    words = f"同じこえとして、{into.receipt_no}とまとめて回答します。"
    return _move(voice, "merge", actor, {"same_as": into}, notice=words)


def split(voice: Voice, *, actor: "Actor", text: Iterable[str]) -> list[Voice]:
    """Make a voice of its own of each further topic in one letter; all stay tied to the letter."""
    require(actor, "record.assign", VOICES, voice)
    said, desk = {name: getattr(voice, name) for name in COPIED}, INTAKE.open_desk()
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
    return _move(voice, "send_on", actor, {"other_body": other_body.strip()}, notice=words)


def interim(voice: Voice, *, actor: "Actor", promised_on: date, words: str) -> Notice:
    """Tell the person that the answer comes later, on which day and why."""
    told = Notice(voice=voice, on=clock.today(), text=words, promised_on=promised_on)
    return answering.promise(VOICES, voice, told, act="voice.interim", actor=actor)


def answer(voice: Voice, *, actor: "Actor", seen: str) -> Voice:
    """Note that the answer went out; `seen` is the recipient that the sender has confirmed.

    :raises YakubaError: if it is not the one of the voice
    """
    voice._seen = seen  # type: ignore[attr-defined]
    return _move(voice, "answer", actor)


def _move(
    voice: Voice,
    step: str,
    actor: "Actor",
    values: Mapping[str, Any] | None = None,
    *,
    notice: str = "",
) -> Voice:
    with transaction.atomic():
        found: Voice = registers.move(VOICES, voice, step, actor=actor, values=values)
        if notice:
            answering.tell(found.notices, notice)
    return found
