"""Receiving voices and keeping their days in order; the one inner write of the register."""

import secrets
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import get_language

from yakuba.kernel.deadlines import Deadline, Source, SourceKind
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.flow import Step
from yakuba.kernel.problems import YakubaError
from yakuba.kernel.text import normalize_key
from yakuba.modules.voices.choices import Channel, Rolls, State
from yakuba.modules.voices.models import Measure, Voice, VoiceDesk, VoiceRule, VoiceTransfer
from yakuba.modules.voices.rules import dates, guards, receipts
from yakuba.modules.voices.words import WORDS
from yakuba.platform import clock
from yakuba.platform.audit import services as audit
from yakuba.platform.office import rights
from yakuba.platform.office.calendar import office_days
from yakuba.platform.office.rights import DataClass
from yakuba.platform.registers import registry
from yakuba.platform.registers.checking import check_record
from yakuba.platform.registers.indexing import index
from yakuba.platform.registers.numbering import next_number
from yakuba.platform.registers.services import write
from yakuba.platform.ui import once

if TYPE_CHECKING:
    from yakuba.platform.office.actors import Actor

CODE: Final = "voices.voice"
SALT: Final = "yakuba.voices"
WORDS_IN_SECRET: Final = 4
GAP: Final = "・"
# The fields that hold the day of a step.
DAY_OF_STEP: Final = {
    "assign": "assigned_on",
    "transfer": "assigned_on",
    "draft": "drafted_on",
    "decline": "drafted_on",
    "approve": "approved_on",
    "answer": "answered_on",
    "close": "closed_on",
    "read": "closed_on",
    "send_on": "closed_on",
    "merge": "closed_on",
    "reopen": "reopened_on",
}
# What a step takes back: a returned draft is no draft any more.
UNDONE: Final = {
    "return": ("drafted_on",),
    "back": ("assigned_on", "drafted_on"),
    "transfer": ("drafted_on",),
    "reopen": ("answered_on", "closed_on", "drafted_on", "approved_on"),
}


def desk_on(day: date) -> VoiceDesk | None:
    """Return the desk that receives voices on a day, None if the town has none yet."""
    desks = VoiceDesk.objects.select_related("section").filter(valid_from__lte=day)
    return desks.order_by("valid_from", "pk").last()


def rules_on(day: date) -> dict[str, Deadline]:
    """Return the town's periods of a day by name; the product's defaults where it set none."""
    found = {default.name: default for default in dates.DEFAULTS}
    for row in VoiceRule.objects.filter(valid_from__lte=day).order_by("valid_from", "pk"):
        source = Source(SourceKind(row.source_kind), row.source)
        rolls = None if row.rolls == Rolls.BY_SOURCE else row.rolls == Rolls.YES
        found[row.name] = dates.rule(
            row.name, number=row.number, unit=row.unit, source=source, rolls=rolls
        )
    return found


def compose(values: Mapping[str, Any], desk: VoiceDesk, *, today: date | None = None) -> Voice:
    """Return a voice for the desk, checked and not stored.

    :raises YakubaError: if a text may not be stored or nobody could be answered, with a problem
        for each field
    """
    voice = Voice(**{"channel": Channel.WEB, "received_on": today or clock.today()} | dict(values))
    voice.section = voice.desk = desk.section
    voice.received_at = clock.now()
    voice.receipted_on = clock.today()
    voice.language = (get_language() or "ja")[:8]
    voice.receipt_no = "-"
    set_dues(voice)
    check_record(registry.get(CODE), voice, values)
    medium = voice.wished_medium
    refuse(guards.reply_way(wants=voice.wants_reply, contact=voice.contact, medium=medium))
    return voice


def receive(
    voice: Voice, key: str, *, actor: "Actor | None" = None, sent: Callable[[], int] | None = None
) -> tuple[Voice, str]:
    """Store a voice that came; return it with its secret.  Sent again, it is the same one.

    `sent` counts this sending and returns how many of the sender came within the hour: above
    the limit a voice is received all the same, and held until a person has looked at it.

    :raises YakubaError: if it may not be stored
    """
    with transaction.atomic():
        if not once.first_time(key):
            return Voice.objects.get(form_key=key), secret_of(key)
        voice.is_held = sent is not None and sent() > guards.MOST_PER_HOUR
        voice.form_key = key
        voice.secret_digest = digest_of(secret_of(key))
        put_in(voice, actor=actor, act="voice.receive")
    return voice, secret_of(key)


def put_in(voice: Voice, *, actor: "Actor | None", act: str) -> None:
    """Store a new voice with its number; call it inside the transaction of the act."""
    give_number(voice)
    voice._history_user = actor.account if actor else None  # type: ignore[attr-defined]
    voice.save(force_insert=True)
    index(registry.get(CODE), voice)
    words = {"channel": voice.channel, "held": voice.is_held}
    audit.record(act, actor=actor, thing=voice, payload=words)


def take_in(values: Mapping[str, Any], *, actor: "Actor", key: str = "") -> tuple[Voice, str]:
    """Store what somebody said at a counter, by telephone or on paper, for the desk.

    Whoever took it hands over the receipt with its words; the voice is the desk's.

    :raises Forbidden: if the actor writes no records with personal data
    :raises YakubaError: if the town has no desk, or a rule of the voice is broken
    """
    problem = rights.may(actor, "record.write", _Own(tuple(actor.section_ids)))
    if problem is not None:
        raise rights.Forbidden(problem)
    desk = desk_on(clock.today())
    if desk is None:
        fix = "「こえの窓口の台帳」に窓口の課を入れてください。"
        raise YakubaError(guards.missing("こえの窓口がまだありません。", fix, "section"))
    return receive(compose(values, desk), key or secrets.token_urlsafe(24), actor=actor)


class _Own:
    """A thing with personal data in the own sections."""

    data_class = DataClass.PERSONAL

    def __init__(self, section_ids: tuple[int, ...]) -> None:
        self.section_ids = section_ids


def store(
    record: Voice, *, actor: "Actor", expected_version: int | None, step: Step | None
) -> Voice:
    """Store a voice with its number, due dates and the day of the step.

    :raises YakubaError: if the step lacks what it needs
    """
    if record.desk_id is None:
        desk = desk_on(record.received_on or clock.today())
        record.desk = desk.section if desk else record.section
    if step is not None:
        _take(record, step, actor)
    set_dues(record)
    if not record.receipt_no:
        record.received_at = record.received_at or clock.now()
        give_number(record)
    return write(record, actor=actor, expected_version=expected_version)  # type: ignore[no-any-return]


def store_measure(
    record: Measure, *, actor: "Actor", expected_version: int | None, step: Step | None
) -> Measure:
    """Store a measure: a head proposes it, another person confirms it, it ends within half a year.

    :raises Forbidden: if the head who proposed it confirms it
    :raises YakubaError: if it lacks a reason or an end
    """
    refuse(guards.measure(record.starts_on, record.expires_on, record.reason))
    if record.head_id is None:
        record.head = actor.account
    if step is not None and step.name == "confirm":
        if actor.account.pk == record.head_id:
            fix = "ほかの人に確かめてもらってください。"
            raise rights.Forbidden(guards.missing("二人目の確認が必要です。", fix, "second"))
        record.second = actor.account
    if step is not None and step.name == "end":
        record.reviewed_on = clock.today()
    return write(record, actor=actor, expected_version=expected_version)  # type: ignore[no-any-return]


def find(number: str, secret: str) -> Voice | None:
    """Return the voice of a receipt number if the secret is its own, however both are typed."""
    stored = receipts.read_receipt_number(number)
    voice = Voice.objects.filter(receipt_no=stored).exclude(secret_digest="").first()
    known = voice.secret_digest if voice else ""
    is_own = constant_time_compare(digest_of(secret), known)
    return voice if is_own else None


def secret_of(key: str) -> str:
    """Return the words that belong to a form: the same each time the form is sent."""
    digest = salted_hmac(SALT, key, algorithm="sha256").digest()
    return GAP.join(WORDS[digest[n] % len(WORDS)] for n in range(WORDS_IN_SECRET))


def digest_of(secret: str) -> str:
    """Return what is stored of a secret; the separators between its words do not matter."""
    plain = "".join(c for c in normalize_key(secret) if c.isalpha())
    return salted_hmac(SALT + ".secret", plain, algorithm="sha256").hexdigest()


def give_number(voice: Voice) -> None:
    """Give a voice the next receipt number of its fiscal year."""
    fy = FiscalYear.of(voice.received_on)
    number = next_number(registry.get(CODE), fy)
    voice.receipt_no = receipts.receipt_number(fy.short, number)


def set_dues(voice: Voice) -> None:
    """Set until when each step is due and why; what was answered keeps its due date."""
    voice.asked_on = (voice.reopened_on or voice.received_on) if voice.wants_reply else None
    starts = {n: getattr(voice, n) for n in ("received_on", "assigned_on", "asked_on")}
    found = dates.dues(rules_on(voice.received_on), starts, office_days())
    days = {name: due.day for name, due in found.items()}
    voice.receipt_by, voice.assign_by = days.get("receipt"), days.get("assignment")
    voice.view_by = days.get("view")
    if voice.answered_on is None and voice.due_on != days.get("answer"):
        voice.due_on = voice.answer_by = days.get("answer")
    voice.due_reasons = {name: due.why for name, due in found.items()}


def recipient(voice: Voice) -> str:
    """Return to whom the answer goes, masked: enough to see a wrong one."""
    who = f"{receipts.mask_name(voice.name)} {receipts.mask_contact(voice.contact)}"
    return who.strip() if voice.contact else "町のページ"


def refuse(problems: Any) -> None:
    """Do nothing without problems.

    :raises YakubaError: with them
    """
    if found := tuple(problems):
        raise YakubaError(*found)


def _take(voice: Voice, step: Step, actor: "Actor") -> None:
    """Check what a step needs and note its day.

    :raises YakubaError: if something is missing
    """
    refuse(guards.needs(step.name, vars(voice) | {"same_as": voice.same_as_id}))
    if step.name == "answer" and getattr(voice, "_seen", "") != recipient(voice):
        fix = "送り先を見て、合っていれば印を付けてから押してください。"
        raise YakubaError(guards.missing("送り先をまだ確かめていません。", fix, "seen"))
    for name in UNDONE.get(step.name, ()):
        setattr(voice, name, None)
    if step.name == "back":
        desk = desk_on(clock.today())
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
        refuse(guards.transfer(voice.transfers, changes=changes, by_desk=by_desk, reason=reason))
    voice.transfers += 1
    VoiceTransfer.objects.create(
        voice=voice,
        came_from_id=before,
        went_to_id=voice.section_id,
        reason=reason or str(step.label),
        on=clock.today(),
    )
