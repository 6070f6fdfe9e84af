"""Receiving voices and keeping their days in order; the one inner write of the register."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.flow import Step
from yakuba.kernel.problems import Problem, YakubaError
from yakuba.kernel.text import normalize_key
from yakuba.modules.voices import rules
from yakuba.modules.voices.models import Channel, Voice, VoiceDesk
from yakuba.modules.voices.words import WORDS
from yakuba.platform import clock
from yakuba.platform.audit import services as audit
from yakuba.platform.office.calendar import office_days
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
DAY_OF_STEP: Final = {
    "assign": "assigned_on",
    "draft": "drafted_on",
    "decline": "drafted_on",
    "answer": "answered_on",
}


def desk_on(day: date) -> VoiceDesk | None:
    """Return the desk that receives voices on a day, None if the town has none yet."""
    desks = VoiceDesk.objects.select_related("section").filter(valid_from__lte=day)
    return desks.order_by("valid_from", "pk").last()


def compose(values: Mapping[str, Any], desk: VoiceDesk) -> Voice:
    """Return a voice from the form, checked and not stored.

    :raises YakubaError: if a text may not be stored, with a problem for each field
    """
    voice = Voice(channel=Channel.WEB, section=desk.section, **values)
    voice.received_on, voice.received_at = clock.today(), clock.now()
    voice.receipted_on = voice.received_on
    voice.receipt_no = "-"
    _set_due(voice)
    check_record(registry.get(CODE), voice, values)
    return voice


def receive(voice: Voice, key: str) -> tuple[Voice, str]:
    """Store a voice from the form; return it with its secret.  Sent again, it is the same one.

    :raises YakubaError: if it may not be stored
    """
    with transaction.atomic():
        if not once.first_time(key):
            stored = Voice.objects.get(form_key=key)
            return stored, secret_of(key)
        voice.form_key = key
        voice.secret_digest = digest_of(secret_of(key))
        _give_number(voice)
        voice.save(force_insert=True)
        index(registry.get(CODE), voice)
        audit.record("voice.receive", thing=voice, payload={"channel": voice.channel})
    return voice, secret_of(key)


def store(
    record: Voice, *, actor: "Actor", expected_version: int | None, step: Step | None
) -> Voice:
    """Store a voice with its number, due date and the day of the step.

    :raises YakubaError: if the step lacks what it needs
    """
    if step is not None:
        _take(record, step)
    _set_due(record)
    if not record.receipt_no:
        record.received_at = record.received_at or clock.now()
        _give_number(record)
    return write(record, actor=actor, expected_version=expected_version)  # type: ignore[no-any-return]


def find(number: str, secret: str) -> Voice | None:
    """Return the voice of a receipt number if the secret is its own, however both are typed."""
    stored = rules.read_receipt_number(number)
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


def _give_number(voice: Voice) -> None:
    fy = FiscalYear.of(voice.received_on)
    voice.receipt_no = rules.receipt_number(fy.short, next_number(registry.get(CODE), fy))


def _set_due(voice: Voice) -> None:
    """Set from when and until when a reply is due; what was answered keeps its due date."""
    if voice.answered_on is None:
        voice.asked_on = voice.received_on if voice.wants_reply else None
        voice.due_on = rules.ANSWER.due(voice.asked_on, office_days()) if voice.asked_on else None


def _take(voice: Voice, step: Step) -> None:
    """Check what a step needs and note its day.

    :raises YakubaError: if something is missing
    """
    if problem := _missing(voice, step.name):
        raise YakubaError(problem)
    if step.name in DAY_OF_STEP:
        setattr(voice, DAY_OF_STEP[step.name], clock.today())
    if step.name == "return":
        voice.drafted_on = None
    if step.name == "back":
        voice.assigned_on = None
        desk = desk_on(clock.today())
        voice.section = desk.section if desk else voice.section


def _missing(voice: Voice, step: str) -> Problem | None:
    """Return what a step lacks, None if it can be taken."""
    if step == "draft" and not voice.reply_text.strip():
        return _problem(
            "reply_text",
            _("回答がまだ書かれていません。"),
            _("回答を書いて保存してから出してください。"),
        )
    if step == "draft" and not voice.reply_medium:
        return _problem(
            "reply_medium",
            _("回答の方法がまだ決まっていません。"),
            _("電話、手紙などから選んで保存してください。"),
        )
    if step == "decline" and not voice.no_reply_ground:
        return _problem(
            "no_reply_ground",
            _("回答しない理由がまだ選ばれていません。"),
            _("理由を選んで保存してから出してください。"),
        )
    if step == "read" and voice.wants_reply:
        return _problem(
            "wants_reply",
            _("返事を求めているこえです。"),
            _("回答案を出すか、回答しない案を出してください。"),
        )
    return None


def _problem(place: str, message: str, fix: str) -> Problem:
    return Problem(f"voices.{place.replace('_', '-')}", message, fix, place)
