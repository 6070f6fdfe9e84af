"""The demo town's voices: invented, the same on every run, each with its way through the office."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

from django.db import transaction

from yakuba.kernel.deadlines import Deadline
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.opendays import OpenDays
from yakuba.modules.voices import services
from yakuba.modules.voices.choices import Channel, Medium, State
from yakuba.modules.voices.models import Voice, VoiceDesk, VoiceRule, VoiceTransfer
from yakuba.modules.voices.register import VOICES
from yakuba.modules.voices.rules import dates, receipts
from yakuba.platform import clock
from yakuba.platform.audit import services as audit
from yakuba.platform.office.calendar import office_days
from yakuba.platform.office.models import Assignment, Section, SectionSuccession
from yakuba.platform.registers.indexing import index_new
from yakuba.platform.registers.models import Counter

FACTS: Final = Path(__file__).with_name("demo.toml")
WORKING: Final = timedelta(days=20)  # whoever came before that is answered on the day of storing
CHANNELS: Final = ("web", "web", "web", "phone", "counter", "letter", "box", "head", "mail", "fax")
ON_PAPER: Final = {Channel.LETTER, Channel.BOX, Channel.HEAD, Channel.FAX}
NAMES: Final = ("はな", "たろう", "ゆき", "まさる", "さくら", "けん", "みどり", "あおい")
# The hour at which a step is taken, and the state that it leads to.
HOURS: Final = {"assigned": 11, "drafted": 13, "approved": 14, "answered": 16, "closed": 17}
# What has happened when a voice stands in a state.
PASSED: Final = {
    State.RECEIVED: (),
    State.ASSIGNED: ("assigned",),
    State.READ: ("assigned", "read"),
    State.DRAFTED: ("assigned", "drafted"),
    State.APPROVED: ("assigned", "drafted", "approved"),
    State.ANSWERED: ("assigned", "drafted", "approved", "answered"),
    State.CLOSED: ("assigned", "drafted", "approved", "answered", "closed"),
    State.DECLINING: ("assigned", "declining"),
    State.DECLINED: ("assigned", "declining", "declined"),
}
BY_HEAD: Final = {"approved", "declined"}
DAYS: Final = {
    "assigned": "assigned_on",
    "drafted": "drafted_on",
    "declining": "drafted_on",
    "approved": "approved_on",
    "declined": "approved_on",
    "answered": "answered_on",
    "closed": "closed_on",
    "read": "closed_on",
}
CLOSED_AFTER: Final = timedelta(days=10)  # without another word from the resident
GUIDELINE: Final = "お客さまのこえ取扱要綱（見本）"
# What the town fixed: days, how they are counted, article.
RULES: Final = {
    "receipt": (1, "open", 3),
    "assignment": (1, "open", 4),
    "view": (5, "open", 5),
    "answer": (14, "days", 6),
}

Facts = dict[str, Any]


@dataclass(slots=True)
class Told:
    """A voice before it is stored: its words, when it came, and how far it got."""

    words: Facts
    received: date
    state: str
    answered: date | None = None
    wants_reply: bool = True


@dataclass(slots=True)
class Town:
    """The office as the voices meet it: open days, sections and people of a day."""

    rules: dict[str, Deadline]
    office: OpenDays = field(default_factory=office_days)
    sections: dict[tuple[str, date], Section] = field(default_factory=dict)
    people: dict[tuple[int, str, date], int | None] = field(default_factory=dict)

    def section(self, name: str, day: date) -> Section:
        """Return the section of a name, or the one that it had become by the day."""
        key = (name, day)
        if key not in self.sections:
            found = Section.objects.get(name=name)
            while found.valid_to and found.valid_to < day:
                found = SectionSuccession.objects.get(predecessor=found).successor
            self.sections[key] = found
        return self.sections[key]

    def account(self, section: Section, role: str, day: date) -> int | None:
        """Return the account of who had a role in a section on a day, else of the desk's people."""
        key = (section.pk, role, day)
        if key not in self.people:
            held = Assignment.objects.filter(post__section=section, valid_from__lte=day)
            rows = held.exclude(valid_to__lt=day).select_related("post", "person").order_by("pk")
            fit = [row.person.account_id for row in rows if role in row.post.roles]
            self.people[key] = next((each for each in fit if each), None)
        return self.people[key]


@cache
def facts() -> Facts:
    """Return the words and counts of the file."""
    return tomllib.loads(FACTS.read_text(encoding="utf-8"))


def store_rules(since: date) -> None:
    """Store the periods that the town fixed, from a day on."""
    for name, (number, unit, article) in RULES.items():
        rule = VoiceRule(name=name, valid_from=since, number=number, unit=unit)
        rule.source_kind, rule.source = "guideline", f"{GUIDELINE}第{article}条"
        rule.save()


@transaction.atomic
def store_year(fy: FiscalYear) -> list[Voice]:
    """Store the voices of a year as they stand today, each with its history; one audit event."""
    town = Town(services.rules_on(fy.first_day))
    told = sorted(_told(fy, town), key=lambda each: each.received)
    lives = [list(_life(one, number, town)) for number, one in enumerate(told, 1)]
    voices = Voice.objects.bulk_create([life[-1].voice for life in lives])
    history = Voice.history.model
    history.objects.bulk_create([_row(history, moment) for life in lives for moment in life])
    VoiceTransfer.objects.bulk_create(
        _transfer(voice, one, town)
        for voice, one in zip(voices, told, strict=True)
        if "came_from" in one.words
    )
    index_new(VOICES, voices)
    Counter.objects.create(register=VOICES.code, fy=fy, last=len(voices))
    audit.record("voice.import", payload={"fy": fy.year, "code": VOICES.code}, count=len(voices))
    return voices


def _transfer(voice: Voice, told: Told, town: Town) -> VoiceTransfer:
    """Return on which day and why a voice went on to the section that leads it."""
    day = voice.assigned_on or voice.received_on
    moved = VoiceTransfer(voice=voice, went_to=voice.section, on=day)
    moved.came_from = town.section(told.words["came_from"], day)
    moved.reason = "2つの課にまたがるため、答える課を決めた。"
    return moved


def _told(fy: FiscalYear, town: Town) -> Iterator[Told]:
    random = Random(f"voices-{fy.year}")  # noqa: S311 (nothing secret: the demo's variety)
    counts = facts()["years"][str(fy.year)]
    for day in _days(fy, counts["in_time"], random):
        words = _words("bodies", day, random)
        day = _day_of(words["channel"], day, town.office)
        answered = _open_before(day + timedelta(days=3 + random.randrange(12)), town.office)
        yield _answered(words, day, max(_next(day, town.office), answered))
    for day in _days(fy, counts["no_reply"], random):
        words = _words("remarks", day, random)
        day = _day_of(words["channel"], day, town.office)
        yield Told(words, day, State.READ, wants_reply=False)
    for words in facts()["told"]:
        if FiscalYear.of(words["received"]) == fy:
            yield _in_full(words, random, town.office)


def _answered(words: Facts, day: date, answered: date) -> Told:
    """Return an answered voice, closed where some days have passed since."""
    is_over = answered + CLOSED_AFTER + CLOSED_AFTER < clock.today()
    return Told(words, day, State.CLOSED if is_over else State.ANSWERED, answered=answered)


def _days(fy: FiscalYear, count: int, random: Random) -> Iterator[date]:
    """Yield so many days, spread over what has passed of the year."""
    last = min(fy.last_day, clock.today() - WORKING)
    length = (last - fy.first_day).days + 1
    for number in range(count):
        hundredths = (100 * number + random.randrange(100)) * length // count
        yield fy.first_day + timedelta(days=hundredths // 100)


def _words(kind: str, day: date, random: Random) -> Facts:
    """Return the words of a voice, put together for the season."""
    known = facts()
    fit = [row for row in known[kind] if day.month in row.get("months", (day.month,))]
    words = dict(random.choice(fit))
    place = random.choice(known["places"])
    parts = [random.choice(known[name]) for name in ("openings", "closings")]
    if kind == "bodies":
        words["text"] = f"{parts[0]}{words['text']}{parts[1]}"
        answer = [random.choice(known[name]) for name in ("reply_openings", "reply_closings")]
        words["reply"] = f"{answer[0]}{words['reply']}{answer[1]}"
    words["place"] = place if "{place}" in words["text"] else ""
    words["text"] = words["text"].format(place=place)
    own: Facts = {"channel": random.choice(CHANNELS), "name": _name(kind, random)}
    own["may_publish"] = random.randrange(2) == 0
    own["was_clear"] = random.choice((None, True, True, True, False))
    own["improvement"] = random.choice(known["improvements"]) if kind == "bodies" else ""
    return words | own


def _name(kind: str, random: Random) -> str:
    name = f"見本 {random.choice(NAMES)}"
    return name if kind == "bodies" or random.randrange(3) == 0 else ""


def _in_full(words: Facts, random: Random, office: OpenDays) -> Told:
    place = random.choice(facts()["places"])
    known = words | {"name": _name("bodies", random), "text": words["text"].format(place=place)}
    known["place"] = place if "{place}" in words["text"] else ""
    received = words["received"]
    if "days" in words:
        answered = _open_before(received + timedelta(days=words["days"]), office)
        return _answered(known, received, answered)
    if "declined_after" in words:
        decided = _open_before(received + timedelta(days=words["declined_after"]), office)
        return Told(known, received, State.DECLINED, answered=decided)
    return Told(known, received, State(words["state"]))


def _day_of(channel: str, day: date, office: OpenDays) -> date:
    """Return the day of receipt: the web form takes voices every day, people on open days."""
    return day if channel == Channel.WEB else _open_before(day, office)


def _open_before(day: date, office: OpenDays) -> date:
    while not office.is_open(day):
        day -= timedelta(days=1)
    return day


def _next(day: date, office: OpenDays) -> date:
    return office.add(day, 1)


@dataclass(frozen=True, slots=True)
class Moment:
    """A voice as it was stored at an instant, and by whom."""

    voice: Voice
    at: datetime
    account_id: int | None
    reason: str
    values: Facts


def _life(told: Told, number: int, town: Town) -> Iterator[Moment]:
    """Yield the moments of a voice's way through the office, the last one as it stands."""
    voice = _received(told, number, town)
    desk = voice.section
    by_web = voice.channel == Channel.WEB
    at = _instant(told.received, 9, number)
    author = None if by_web else town.account(desk, "writer", told.received)
    yield _moment(voice, at, author, "")
    day = told.received
    for step in PASSED[State(told.state)]:
        day = _day_of_step(step, told, day, town.office)
        at = _instant(day, HOURS.get(step, 15), number)
        _take(voice, step, told, town=town, at=at)
        role = "head" if step in BY_HEAD else "writer"
        section = desk if step == "assigned" else voice.section
        yield _moment(voice, at, town.account(section, role, day), "")


def _received(told: Told, number: int, town: Town) -> Voice:
    words, fy = told.words, FiscalYear.of(told.received)
    desk = VoiceDesk.objects.select_related("section").order_by("pk")[0]
    voice = Voice(receipt_no=receipts.receipt_number(fy.short, number))
    voice.received_on = told.received
    voice.channel, voice.kind, voice.topic = words["channel"], words["kind"], words["topic"]
    voice.text, voice.place, voice.name = words["text"], words["place"], words["name"]
    voice.section, voice.desk, voice.state = desk.section, desk.section, State.RECEIVED
    voice.may_publish = words.get("may_publish", True)
    voice.received_at = voice.created_at = voice.updated_at = _instant(told.received, 9, number)
    voice.receipted_on = _day_of_receipt(voice, town.office)
    voice.wants_reply = told.wants_reply
    if told.wants_reply:
        voice.contact = f"mihon{number}@example.com"
        voice.wished_medium = Medium.LETTER if voice.channel in ON_PAPER else Medium.MAIL
    _set_dues(voice, town)
    return voice


def _set_dues(voice: Voice, town: Town) -> None:
    """Set the due dates as `services.set_dues` does, with the rules and days of the year."""
    voice.asked_on = voice.received_on if voice.wants_reply else None
    starts = {name: getattr(voice, name) for name in ("received_on", "assigned_on", "asked_on")}
    found = dates.dues(town.rules, starts, town.office)
    days = {name: due.day for name, due in found.items()}
    voice.receipt_by, voice.assign_by = days["receipt"], days["assignment"]
    voice.view_by = days.get("view")
    voice.due_on = voice.answer_by = days.get("answer")
    voice.due_reasons = {name: due.why for name, due in found.items()}


def _day_of_receipt(voice: Voice, office: OpenDays) -> date:
    return _next(voice.received_on, office) if voice.channel in ON_PAPER else voice.received_on


def _day_of_step(step: str, told: Told, before: date, office: OpenDays) -> date:
    """Return when a step was taken: the assignment on the next open day, the end as it is told."""
    if step in {"answered", "declined"} and told.answered:
        return told.answered
    if step == "approved":
        return before
    if step == "closed":
        return _open_before(before + CLOSED_AFTER, office)
    following = _next(before, office)
    limit = told.answered or clock.today()
    return min(following, max(limit, before))


def _take(voice: Voice, step: str, told: Told, *, town: Town, at: datetime) -> None:
    """Change the voice as a step does."""
    day = at.date()
    voice.state = State(step)
    voice.version += 1
    voice.updated_at = at
    if step in DAYS:
        setattr(voice, DAYS[step], day)
    if step == "assigned":
        voice.section = town.section(told.words["section"], day)
        voice.transfers = int("came_from" in told.words)
        _set_dues(voice, town)
    if step == "drafted":
        voice.reply_text = told.words["reply"]
        voice.reply_medium = Medium.LETTER if voice.channel in ON_PAPER else Medium.MAIL
    if step == "declining":
        voice.no_reply_ground = told.words["ground"]
    if step == "closed":
        voice.was_clear = told.words.get("was_clear")
        voice.improvement = told.words.get("improvement", "")


def _instant(day: date, hour: int, number: int) -> datetime:
    return datetime.combine(day, time(hour, number % 60), tzinfo=clock.TOKYO)


def _moment(voice: Voice, at: datetime, account_id: int | None, reason: str) -> Moment:
    fields = [each.attname for each in Voice._meta.concrete_fields if not each.primary_key]
    return Moment(voice, at, account_id, reason, {name: getattr(voice, name) for name in fields})


def _row(history: Any, moment: Moment) -> Any:
    kind = "+" if moment.values["version"] == 1 else "~"
    return history(
        id=moment.voice.pk,
        history_date=moment.at,
        history_type=kind,
        history_user_id=moment.account_id,
        history_change_reason=moment.reason or None,
        **moment.values,
    )
