"""Receiving voices and keeping their days in order; the one inner write of the register."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import get_language

from yakuba.kernel.deadlines import Deadline
from yakuba.kernel.flow import Step
from yakuba.kernel.opendays import OpenDays
from yakuba.modules.voices.choices import State
from yakuba.modules.voices.models import Voice, VoiceDesk, VoiceRule, VoiceTransfer
from yakuba.modules.voices.rules import dates, guards
from yakuba.platform import clock
from yakuba.platform.acts import handovers
from yakuba.platform.acts.services import refuse
from yakuba.platform.office.calendar import office_days
from yakuba.platform.periods.services import dues_of, periods_on
from yakuba.platform.receipts import receiving
from yakuba.platform.receipts.answering import check_seen
from yakuba.platform.receipts.contacts import reply_way
from yakuba.platform.receipts.intake import Intake
from yakuba.platform.receipts.models import Channel
from yakuba.platform.registers import registry
from yakuba.platform.registers.checking import check_record
from yakuba.platform.registers.services import write

if TYPE_CHECKING:
    from yakuba.platform.office.actors import Actor

CODE: Final = "voices.voice"
# The fields that hold the day of a step.
DAY_OF_STEP: Final = {
    "assign": "assigned_on",
    "transfer": "assigned_on",
    "draft": "drafted_on",
    "decline": "drafted_on",
    "approve": "approved_on",
    "answer": "answered_on",
    "reopen": "reopened_on",
    **dict.fromkeys(("close", "read", "send_on", "merge"), "closed_on"),
}
# What a step takes back: a returned draft is no draft any more.
UNDONE: Final = {
    "return": ("drafted_on",),
    "back": ("assigned_on", "drafted_on"),
    "transfer": ("drafted_on",),
    "reopen": ("answered_on", "closed_on", "drafted_on", "approved_on"),
}


def rules_on(day: date) -> dict[str, Deadline]:
    """Return the town's periods of a day by name; the product's defaults where it set none."""
    return periods_on(day, dates.DEFAULTS, VoiceRule)


def compose(values: Mapping[str, Any], desk: VoiceDesk) -> Voice:
    """Return a voice for the desk, checked and not stored.

    :raises YakubaError: if a text may not be stored or nobody could be answered, with a problem
        for each field
    """
    first = {"channel": Channel.WEB, "received_on": clock.today(), "language": get_language()}
    voice = Voice(**first | dict(values), receipted_on=clock.today())
    voice.section = voice.desk = desk.section
    set_dues(voice)
    check_record(registry.get(CODE), voice, values)
    medium = voice.wished_medium
    refuse(reply_way(wants=voice.wants_reply, contact=voice.contact, medium=medium))
    return voice


INTAKE: Final = Intake(
    register=CODE,
    desks=VoiceDesk,
    compose=compose,
    day="received_on",
    act="voice.receive",
    words=("channel",),
    no_desk=guards.missing(
        "こえの窓口がまだありません。",
        "「こえの窓口の台帳」に窓口の課を入れてください。",
        "section",
    ),
)


def store(
    record: Voice, *, actor: "Actor", expected_version: int | None, step: Step | None
) -> Voice:
    """Store a voice with its number, due dates and the day of the step.

    :raises YakubaError: if the step lacks what it needs
    """
    if record.desk_id is None:
        desk = INTAKE.desk_on(record.received_on or clock.today())
        record.desk = desk.section if desk else record.section
    if step is not None:
        _take(record, step, actor)
    set_dues(record)
    receiving.give_number(registry.get(CODE), record, record.received_on)
    return write(record, actor=actor, expected_version=expected_version)  # type: ignore[no-any-return]


def set_dues(
    voice: Voice, *, rules: Mapping[str, Deadline] | None = None, office: OpenDays | None = None
) -> None:
    """Set until when each step is due and why; what was answered keeps its due date."""
    voice.asked_on = (voice.reopened_on or voice.received_on) if voice.wants_reply else None
    found = dues_of(voice, rules or rules_on(voice.received_on), office or office_days())
    days = {name: due.day for name, due in found.items()}
    voice.receipt_by, voice.assign_by = days.get("receipt"), days.get("assignment")
    voice.view_by = days.get("view")
    if voice.answered_on is None and voice.due_on != days.get("answer"):
        voice.due_on = voice.answer_by = days.get("answer")


def _take(voice: Voice, step: Step, actor: "Actor") -> None:
    """Check what a step needs and note its day.

    :raises YakubaError: if something is missing
    """
    refuse(guards.needs(step.name, vars(voice) | {"same_as": voice.same_as_id}))
    if step.name == "answer":
        check_seen(voice)
    for name in UNDONE.get(step.name, ()):
        setattr(voice, name, None)
    if step.name == "back":
        desk = INTAKE.desk_on(clock.today())
        voice.section = desk.section if desk else voice.desk
    if step.name in ("back", "transfer"):
        _hand_over(voice, step, actor)
    if step.name in DAY_OF_STEP:
        setattr(voice, DAY_OF_STEP[step.name], clock.today())
    if step.target == State.DECLINED:
        voice.closed_on = clock.today()


def _hand_over(voice: Voice, step: Step, actor: "Actor") -> None:
    """Count that a voice goes to another section, and keep why."""
    before = Voice.objects.values_list("section_id", flat=True).get(pk=voice.pk)
    reason = getattr(voice, "_change_reason", None) or ""
    if step.name == "transfer":
        changes, by_desk = before != voice.section_id, voice.desk_id in actor.section_ids
        refuse(handovers.problems(voice.transfers, changes=changes, by_desk=by_desk, reason=reason))
    voice.transfers += 1
    moved = VoiceTransfer(voice=voice, went_to=voice.section, on=clock.today())
    moved.came_from_id, moved.reason = before, reason or str(step.label)
    moved.save()
