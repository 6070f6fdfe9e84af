"""What is due, in three groups: past, today, soon; the own section's or all that one reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from yakuba.platform.registers.dues import DueThing, due_things
from yakuba.platform.registers.scope import owned
from yakuba.platform.reminders.models import Reminder

if TYPE_CHECKING:
    from yakuba.platform.office.actors import Actor

MOST: Final = 200  # of one group on the page
GROUPS: Final = (
    ("late", _("期限を過ぎたもの")),
    ("today", _("今日までのもの")),
    ("soon", _("7日のうちに期限が来るもの")),
)
Key = tuple[str, int, date]


@dataclass(frozen=True, slots=True)
class Due:
    """A due thing with the reminder that was made of it, None before the first."""

    thing: DueThing
    reminder: Reminder | None


@dataclass(frozen=True, slots=True)
class Group:
    """Due things that stand alike; the page lists the most urgent of them."""

    kind: str
    title: object
    dues: list[Due]

    @property
    def shown(self) -> list[Due]:
        """Return those that the page lists."""
        return self.dues[:MOST]

    @property
    def more(self) -> int:
        """Return how many are not listed."""
        return max(0, len(self.dues) - MOST)


@dataclass(frozen=True, slots=True)
class DueList:
    """The page: its groups, and whether it looks beyond the own section."""

    groups: list[Group]
    everywhere: bool

    @property
    def dues(self) -> list[Due]:
        """Return the things of all groups, the latest first."""
        return [due for group in self.groups for due in group.dues]

    @property
    def count(self) -> int:
        """Return how many there are."""
        return len(self.dues)

    @property
    def late_count(self) -> int:
        """Return how many are past their day."""
        return len(self.groups[0].dues)


def due_list(actor: "Actor", today: date, *, everywhere: bool = False) -> DueList:
    """Return what is due: of the own sections, what the actor may write; else all that one reads.

    A record that belongs to no section is everybody's own.  As many queries for one thing as for
    hundreds.
    """
    found = due_things(actor, today, write=not everywhere)
    shown = found if everywhere else [thing for thing in found if _is_own(thing, actor)]
    told = _reminders(shown)
    dues = [Due(thing, told.get(key_of(thing))) for thing in shown]
    groups = [
        Group(kind, title, [due for due in dues if _kind(due) == kind]) for kind, title in GROUPS
    ]
    return DueList(groups, everywhere=everywhere)


def key_of(thing: DueThing) -> Key:
    """Return what makes a due thing one to be reminded of."""
    due = thing.standing.due
    assert due is not None  # noqa: S101 (a thing without a due date is not due)
    return thing.register.code, thing.record.pk, due


def _kind(due: Due) -> str:
    days = due.thing.standing.days
    return "soon" if days > 0 else "today" if days == 0 else "late"


def _is_own(thing: DueThing, actor: "Actor") -> bool:
    section = owned(thing.register, thing.record).section_id
    return section is None or section in actor.section_ids


def _reminders(things: Iterable[DueThing]) -> dict[Key, Reminder]:
    codes = {thing.register.code for thing in things}
    if not codes:
        return {}
    rows = Reminder.objects.filter(register__in=codes)
    return {(row.register, row.record_id, row.due_on): row for row in rows}
