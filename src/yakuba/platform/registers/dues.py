"""Deadlines of records: when each is due and why, which are late, what to remind of."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial, reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Final

from django.db import models
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yakuba.kernel.deadlines import Deadline, closes_at
from yakuba.kernel.opendays import OpenDays
from yakuba.platform import clock
from yakuba.platform.office.calendar import office_days
from yakuba.platform.registers.declaration import Register
from yakuba.platform.registers.facts import field_of, label, state_name
from yakuba.platform.registers.registry import all_registers
from yakuba.platform.registers.scope import may, rows
from yakuba.platform.ui import formats

if TYPE_CHECKING:
    from yakuba.platform.office.actors import Actor

_DAY: Final = timedelta(days=1)
SOON: Final = 7  # days before its end that a deadline is reminded of


class Calendar:
    """Today and the office's open days, asked for once and only when a deadline needs them."""

    def __init__(self, today: date | None = None) -> None:
        self.today = today or clock.today()
        self._office: OpenDays | None = None

    @property
    def office(self) -> OpenDays:
        """Return the office's open days."""
        if self._office is None:
            self._office = office_days()
        return self._office


@dataclass(frozen=True, slots=True)
class Standing:
    """How a record stands to a deadline.  `due` None: it has not begun."""

    title: str
    due: date | None
    ended: date | None
    days: int  # used until it ended; while open: from today to the end, negative when late
    is_open: bool
    why: Callable[[], str] = str  # said when asked for: a list of 100 asks for none

    @property
    def explanation(self) -> str:
        """Return how the due date came about."""
        return self.why()

    @property
    def is_late(self) -> bool:
        """Return whether it is open and its day has passed."""
        return self.is_open and self.days < 0

    @property
    def late_days(self) -> int:
        """Return by how many days it is late, 0 if it is not."""
        return -self.days if self.is_late else 0

    @property
    def words(self) -> str:
        """Return the short form of a list."""
        if self.due is None:
            return formats.NOTHING
        if self.ended is not None:
            return _("%(days)s日") % {"days": self.days}
        if not self.is_open:
            return formats.NOTHING
        if self.is_late:
            return _("%(days)s日超過") % {"days": self.late_days}
        return _("期限 %(day)s") % {"day": formats.month_day(self.due)}


@dataclass(frozen=True, slots=True)
class DueThing:
    """A record that is late or soon due, for the staff home and the page of due things."""

    register: Register
    record: Any
    standing: Standing
    href: str

    @property
    def title(self) -> str:
        """Return what the record is called."""
        return str(self.record)


def standing(register: Register, record: Any, deadline: Deadline, calendar: Calendar) -> Standing:
    """Return how a record stands to a deadline today."""
    title = label(register, deadline.ends)
    begun, ended = _day(record, deadline.starts), _day(record, deadline.ends)
    due = _due(record, deadline, begun, calendar)
    if begun is None or due is None:
        return Standing(title, None, ended, 0, is_open=False)
    days = (due - calendar.today).days if ended is None else (ended - begun).days
    return Standing(
        title=title,
        due=due,
        ended=ended,
        days=days,
        is_open=ended is None and not _is_final(register, record),
        why=partial(_why, record, deadline, begun, calendar),
    )


def _due(record: Any, deadline: Deadline, begun: date | None, calendar: Calendar) -> date | None:
    if deadline.settled:
        return _day(record, deadline.settled)
    return deadline.due(begun, calendar.office) if begun else None


def _why(record: Any, deadline: Deadline, begun: date, calendar: Calendar) -> str:
    if deadline.settled:
        return str(record.why_due(deadline.name))
    return deadline.explain(begun, calendar.office)


def last_start_before(deadline: Deadline, day: date, office: OpenDays) -> date:
    """Return the latest start whose due date lies before the day.

    A later start is never due earlier, so that one comparison in the database finds all late
    records.
    """
    step, low = 1, day - _DAY
    while deadline.due(low, office) >= day:
        step *= 2
        low = day - step * _DAY
    high = day
    while high - low > _DAY:
        middle = low + (high - low) // 2
        low, high = (middle, high) if deadline.due(middle, office) < day else (low, middle)
    return low


def due_before(register: Register, day: date, calendar: Calendar) -> Q:
    """Return the condition for open records of which a deadline ends before the day."""
    if not register.deadlines:
        return Q(pk__in=[])
    each = (_open_before(register, d, day, calendar.office) for d in register.deadlines)
    late = reduce(or_, each)
    state = state_name(register)
    if register.flow is not None and state is not None:
        late &= ~Q(**{f"{state}__in": [str(s) for s in register.flow.final]})
    return late


def overdue(register: Register, today: date) -> Q:
    """Return the condition for the records that are late on a day."""
    return due_before(register, today, Calendar(today))


def due_things(
    actor: "Actor", today: date, *, within: int = SOON, write: bool = True
) -> list[DueThing]:
    """Return what is late, or due within some days; the latest first.

    Of the records that the actor may write, else (`write` false) of all that the actor reads.
    """
    calendar, day = Calendar(today), today + (within + 1) * _DAY
    found: list[DueThing] = []
    for register in all_registers():
        action = register.actions.write if write else register.actions.read
        if register.deadlines and may(actor, action, register) is None:
            found += _things(register, rows(register, actor, action), day, calendar)
    return sorted(found, key=lambda thing: thing.standing.days)


def all_due_things(today: date, *, within: int = SOON) -> list[DueThing]:
    """Return what is late or due within some days in all registers, whoever may see it."""
    calendar, day = Calendar(today), today + (within + 1) * _DAY
    found: list[DueThing] = []
    for register in all_registers():
        if register.deadlines:
            found += _things(register, register.model._default_manager.all(), day, calendar)
    return found


def first_open(register: Register, record: Any, calendar: Calendar) -> Standing | None:
    """Return the open deadline of a record that ends first, None if none is open."""
    each = [standing(register, record, deadline, calendar) for deadline in register.deadlines]
    return min((s for s in each if s.is_open), key=lambda s: s.days, default=None)


def _things(
    register: Register, reached: QuerySet[Any], day: date, calendar: Calendar
) -> list[DueThing]:
    found = []
    for record in reached.filter(due_before(register, day, calendar)):
        state = first_open(register, record, calendar)
        if state is not None:
            parts = {"code": register.code, "pk": record.pk}
            href = reverse("register-detail", kwargs=parts)
            found.append(DueThing(register, record, state, href))
    return found


def _open_before(register: Register, deadline: Deadline, day: date, office: OpenDays) -> Q:
    if deadline.settled:
        return Q(**{f"{deadline.settled}__lt": day}) & Q(**{deadline.ends: None})
    last = last_start_before(deadline, day, office)
    begun = Q(**{f"{deadline.starts}__lte": last})
    if isinstance(field_of(register, deadline.starts), models.DateTimeField):
        begun = Q(**{f"{deadline.starts}__lt": closes_at(last)})
    return begun & Q(**{deadline.ends: None})


def _is_final(register: Register, record: Any) -> bool:
    state = state_name(register)
    flow = register.flow
    return flow is not None and state is not None and getattr(record, state) in flow.final


def _day(record: Any, name: str) -> date | None:
    value = getattr(record, name)
    if isinstance(value, datetime):
        return timezone.localtime(value).date()
    found: date | None = value
    return found
