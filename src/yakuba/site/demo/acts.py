"""What happened when: acts of the past, done in the order of time by the people of those days."""

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import groupby

from django.db import transaction

from yakuba.platform import clock
from yakuba.platform.office.actors import Actor, actor_of
from yakuba.platform.office.models import Account
from yakuba.site.demo import facts


@dataclass(frozen=True, slots=True)
class Act:
    """Something done at an instant; `alone` opens its own transactions and writes files."""

    at: datetime
    do: Callable[[], object]
    alone: bool = False


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """Return an instant of a day in Tokyo; 75 minutes past 9 are 10:15."""
    return datetime.combine(day, time(hour + minute // 60, minute % 60), tzinfo=clock.TOKYO)


def perform(acts: Iterable[Act], *, step: Callable[[int], None] = lambda done: None) -> None:
    """Do all acts, the earliest first; those of one instant in their order.

    Acts between two that stand alone are stored together: hundreds of small writes to the disk
    would take a minute.  `step` is told how many are done.
    """
    done = 0
    ordered = sorted(acts, key=lambda act: act.at)
    for alone, together in groupby(ordered, key=lambda act: act.alone):
        with nullcontext() if alone else transaction.atomic():
            for act in together:
                with clock.standing_at(act.at):
                    act.do()
                done += 1
                step(done)


@dataclass(slots=True)
class Cast:
    """The people of the office, each asked for once a day."""

    known: dict[tuple[str, date], Actor] = field(default_factory=dict)

    def actor(self, login_name: str) -> Actor:
        """Return who a login is today."""
        key = (login_name, clock.today())
        if key not in self.known:
            account = Account.objects.get(login_name=login_name)
            self.known[key] = actor_of(account, key[1])
        return self.known[key]

    def of_section(self, name: str, role: str) -> Actor:
        """Return who has a role today in a section, or in the one that it became."""
        return self.actor(login_of(_names_since(name), role, clock.today()))


def login_of(sections: set[str], role: str, day: date) -> str:
    """Return the login of the person who had a role in one of the sections on a day.

    :raises LookupError: if nobody had it
    """
    for person in facts.read("office")["people"]:
        for post in person["posts"]:
            holds = post.get("from", day) <= day <= post.get("to", day)
            if holds and role in post["roles"] and post.get("section") in sections:
                return str(person["login"])
    raise LookupError(f"login_of({sections}, {role!r}, {day}): nobody in office.toml")


def _names_since(name: str) -> set[str]:
    names = {name}
    for row in facts.read("office")["sections"]:
        if row.get("renames") in names:
            names.add(row["name"])
    return names
