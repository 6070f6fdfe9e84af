"""The demo town's voices: invented, a row of demo.csv each, with their way through the office.

Nobody said this: names are 見本, mail addresses end in example.com (RFC 2606), places are made up.
"""

from datetime import date, timedelta
from pathlib import Path
from typing import Final

from django.db import transaction

from yakuba.kernel.fiscal import FiscalYear
from yakuba.modules.voices import register, services
from yakuba.modules.voices.choices import State
from yakuba.modules.voices.copies import COPIES
from yakuba.modules.voices.models import Voice, VoiceDesk, VoiceRule, VoiceTransfer
from yakuba.modules.voices.rules import dates
from yakuba.platform.audit import services as audit
from yakuba.platform.masking.services import store_published
from yakuba.platform.office.calendar import office_days
from yakuba.platform.pasts import tables
from yakuba.platform.pasts.office import Office
from yakuba.platform.pasts.services import Life, store
from yakuba.platform.periods.services import store_defaults
from yakuba.platform.receipts.models import Channel

FACTS: Final = Path(__file__).with_name("demo.csv")
ON_PAPER: Final = (Channel.LETTER, Channel.BOX, Channel.HEAD, Channel.FAX)
SAID: Final = ("receipt_no", *register.ARRIVAL, "kind", "topic", *register.SAID)
STEPS: Final = {
    State.ASSIGNED: tables.Step(
        "assigned_on", 11, "writer", ("section", "transfers"), by_desk=True
    ),
    State.DRAFTED: tables.Step("drafted_on", 13, "writer", ("reply_text", "reply_medium")),
    State.DECLINING: tables.Step("drafted_on", 15, "writer", ("no_reply_ground",)),
    State.APPROVED: tables.Step("approved_on", 14, "head"),
    State.DECLINED: tables.Step("approved_on", 15, "head"),
    State.ANSWERED: tables.Step("answered_on", 16, "writer"),
    State.CLOSED: tables.Step("closed_on", 17, "writer", ("was_clear", "improvement")),
    State.READ: tables.Step("closed_on", 15, "writer"),
}
COPIED_AFTER: Final = timedelta(days=10)
WHY_MOVED: Final = "2つの課にまたがるため、答える課を決めた。"


def store_rules(since: date) -> None:
    """Store the periods that the town fixed, from a day on: the defaults, as its own."""
    store_defaults(VoiceRule, dates.DEFAULTS, since=since, of="（案）", becomes="（見本）")


@transaction.atomic
def store_year(fy: FiscalYear) -> None:
    """Store the voices of a year as they stand today, each with its history; one audit event."""
    office, found = Office(), tables.read(FACTS)
    rows = [row for row in found if FiscalYear.of(date.fromisoformat(row["received_on"])) == fy]
    lives = [_life(row, office) for row in rows]
    for row, voice in zip(
        rows, store(register.VOICES, lives, act="voice.import", fy=fy), strict=True
    ):
        if row["came_from"]:
            moved = VoiceTransfer(voice=voice, went_to=voice.section, on=voice.assigned_on)
            moved.came_from, moved.reason = office.section(row["came_from"]), WHY_MOVED
            moved.save()


def publish_some(fy: FiscalYear) -> None:
    """Store the copies of the voices answered in a year; one audit event."""
    office, titles = Office(), {r["receipt_no"]: r["published_as"] for r in tables.read(FACTS)}
    answered = Voice.objects.filter(answered_on__range=fy.span).order_by("pk")
    voices = [v for v in answered.select_related("desk", "section") if titles[v.receipt_no]]
    for number, voice in enumerate(voices, 1):
        day = voice.answered_on or voice.received_on
        store_published(
            COPIES,
            voice,
            slug=f"P-{fy.short.lower()}-{number:02}",
            title=titles[voice.receipt_no],
            on=day + COPIED_AFTER,
            writer_id=office.account(voice.section, "writer", day),
            checker_id=office.account(voice.desk, "head", day),
        )
    audit.record("copy.import", payload={"fy": fy.year}, count=len(voices))


def _life(row: tables.Row, office: Office) -> Life:
    """Return a voice with its way through the office, as it stands at the end of it."""
    desk = VoiceDesk.objects.select_related("section").order_by("pk")[0].section
    voice = Voice(desk=desk, section=desk)
    tables.fill(voice, row, SAID, office)
    day, life = voice.received_on, Life(voice)
    voice.received_at = voice.created_at = tables.instant(day, 9, row)
    voice.receipted_on = office_days().add(day, 1) if voice.channel in ON_PAPER else day
    services.set_dues(voice)
    is_own = voice.channel == Channel.WEB
    life.tell(voice.created_at, None if is_own else office.account(desk, "writer", day))
    tables.tell(life, row, STEPS, office=office, desk=desk, settle=_settle)
    return life


def _settle(voice: Voice, state: str) -> None:
    if state == State.ASSIGNED:
        services.set_dues(voice)
