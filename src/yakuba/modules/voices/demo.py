"""The demo town's voices: invented, a row of demo.csv each, with their way through the office.

Nobody said this: names are 見本, mail addresses end in example.com (RFC 2606), places are made up.
"""

import csv
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from django.db import transaction

from yakuba.kernel.fiscal import FiscalYear
from yakuba.modules.voices import services
from yakuba.modules.voices.choices import State
from yakuba.modules.voices.models import Voice, VoiceCopy, VoiceDesk, VoiceRule, VoiceTransfer
from yakuba.modules.voices.register import VOICES
from yakuba.platform import clock
from yakuba.platform.audit import services as audit
from yakuba.platform.masking.models import CopyState
from yakuba.platform.masking.rules import masked, propose
from yakuba.platform.office.calendar import office_days
from yakuba.platform.pasts.office import Office
from yakuba.platform.pasts.services import Life, store
from yakuba.platform.receipts.models import Channel, Medium

Row = dict[str, str]

FACTS: Final = Path(__file__).with_name("demo.csv")
ON_PAPER: Final = (Channel.LETTER, Channel.BOX, Channel.HEAD, Channel.FAX)
ANSWERED: Final = ("assigned", "drafted", "approved", "answered", "closed")
DECLINED: Final = ("assigned", "declining", "declined")
# The step to a state: the field of its day, the hour at which it is taken, and who takes it.
STEPS: Final = {
    "assigned": ("assigned_on", 11, "writer"),
    "drafted": ("drafted_on", 13, "writer"),
    "declining": ("drafted_on", 15, "writer"),
    "approved": ("approved_on", 14, "head"),
    "declined": ("approved_on", 15, "head"),
    "answered": ("answered_on", 16, "writer"),
    "closed": ("closed_on", 17, "writer"),
    "read": ("closed_on", 15, "writer"),
}
GUIDELINE: Final = "お客さまのこえ取扱要綱（見本）"
# What the town fixed: days, how they are counted, article.
RULES: Final = {
    "receipt": (1, "open", 3),
    "assignment": (1, "open", 4),
    "view": (5, "open", 5),
    "answer": (14, "days", 6),
}
COPIED_AFTER: Final = timedelta(days=10)
WHY_MOVED: Final = "2つの課にまたがるため、答える課を決めた。"


def store_rules(since: date) -> None:
    """Store the periods that the town fixed, from a day on."""
    for name, (number, unit, article) in RULES.items():
        rule = VoiceRule(name=name, valid_from=since, number=number, unit=unit)
        rule.source_kind, rule.source = "guideline", f"{GUIDELINE}第{article}条"
        rule.save()


@transaction.atomic
def store_year(fy: FiscalYear) -> None:
    """Store the voices of a year as they stand today, each with its history; one audit event."""
    office = Office()
    rows = [row for row in _rows() if FiscalYear.of(_day(row["received_on"])) == fy]
    lives = [_life(row, office) for row in rows]
    voices = store(VOICES, lives, act="voice.import", fy=fy)
    for row, voice in zip(rows, voices, strict=True):
        if row["came_from"]:
            moved = VoiceTransfer(voice=voice, went_to=voice.section, on=voice.assigned_on)
            moved.came_from, moved.reason = office.section(row["came_from"]), WHY_MOVED
            moved.save()


def publish_some(fy: FiscalYear) -> None:
    """Store the copies of a year's voices; one audit event."""
    office, answered = Office(), Voice.objects.filter(answered_on__range=fy.span)
    voices = {voice.receipt_no: voice for voice in answered.select_related("desk", "section")}
    told = ((row["published_as"], voices.get(row["receipt_no"])) for row in _rows())
    found = [(title, voice) for title, voice in told if title and voice]
    for number, (title, voice) in enumerate(found, 1):
        day = voice.answered_on or voice.received_on
        copy = VoiceCopy(voice=voice, title=title, slug=f"P-{fy.short.lower()}-{number:02}")
        copy.text = masked(voice.text, propose(voice.text))
        copy.reply = masked(voice.reply_text, propose(voice.reply_text))
        copy.state, copy.published_on = CopyState.PUBLISHED, day + COPIED_AFTER
        copy.writer_id = office.account(voice.section, "writer", day)
        copy.checker_id = office.account(voice.desk, "head", day)
        copy.save()
    audit.record("copy.import", payload={"fy": fy.year}, count=len(found))


def _rows() -> list[Row]:
    with FACTS.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _life(row: Row, office: Office) -> Life:
    """Return a voice with its way through the office, as it stands at the end of it."""
    voice, number = _received(row), _number(row)
    life, desk = Life(voice), voice.desk
    writer = office.account(desk, "writer", voice.received_on)
    life.tell(voice.created_at, None if voice.channel == Channel.WEB else writer)
    for state in _passed(row["state"]):
        field, hour, role = STEPS[state]
        day = _day(row[field])
        voice.state = State(state)
        setattr(voice, field, day)
        _write(voice, row, office)
        section = desk if state == "assigned" else voice.section
        life.tell(_instant(day, hour, number), office.account(section, role, day))
    return life


def _passed(state: str) -> tuple[str, ...]:
    if state == State.READ:
        return ("assigned", "read")
    way = DECLINED if state in DECLINED[1:] else ANSWERED
    return way[: way.index(state) + 1] if state in way else ()


def _received(row: Row) -> Voice:
    """Return a voice as it came in."""
    desk = VoiceDesk.objects.select_related("section").order_by("pk")[0].section
    voice = Voice(desk=desk, section=desk, received_on=_day(row["received_on"]))
    for name in ("receipt_no", "channel", "kind", "topic", "text", "place", "name"):
        setattr(voice, name, row[name])
    number, on, is_on_paper = _number(row), voice.received_on, voice.channel in ON_PAPER
    voice.may_publish, voice.wants_reply = bool(row["may_publish"]), bool(row["wants_reply"])
    voice.received_at = voice.created_at = _instant(on, 9, number)
    voice.receipted_on = office_days().add(on, 1) if is_on_paper else on
    if voice.wants_reply:
        voice.contact = f"mihon{number}@example.com"
        voice.wished_medium = Medium.LETTER if is_on_paper else Medium.MAIL
    services.set_dues(voice)
    return voice


def _write(voice: Voice, row: Row, office: Office) -> None:
    """Write into a voice what the step to its state brings."""
    if voice.state == State.ASSIGNED:
        voice.section, voice.transfers = office.section(row["section"]), int(bool(row["came_from"]))
        services.set_dues(voice)
    elif voice.state == State.DRAFTED:
        voice.reply_text, voice.reply_medium = row["reply"], voice.wished_medium
    elif voice.state == State.DECLINING:
        voice.no_reply_ground = row["ground"]
    elif voice.state == State.CLOSED:
        voice.was_clear = {"yes": True, "no": False}.get(row["was_clear"])
        voice.improvement = row["improvement"]


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _number(row: Row) -> int:
    return int(row["receipt_no"].split("-")[1])


def _instant(day: date, hour: int, number: int) -> datetime:
    return datetime.combine(day, time(hour, number % 60), tzinfo=clock.TOKYO)
