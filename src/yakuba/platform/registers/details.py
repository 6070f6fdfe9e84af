"""The page of a record: facts, deadlines, its way through the flow, its history, its parts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from yakuba.kernel.flow import Step
from yakuba.platform.registers.cells import (
    Cell,
    Head,
    cell,
    heads,
    in_words,
    state_color,
    state_label,
    value_of,
)
from yakuba.platform.registers.declaration import Column, Register
from yakuba.platform.registers.dues import Calendar, Standing, standing
from yakuba.platform.registers.facts import (
    column_title,
    field_of,
    form_fields,
    kind,
    label,
    links,
    number_name,
    order_of,
    parent_key,
    state_name,
)
from yakuba.platform.registers.models import Attachment
from yakuba.platform.registers.registry import register_of
from yakuba.platform.registers.scope import may, rows
from yakuba.platform.ui import formats

if TYPE_CHECKING:
    from yakuba.platform.office.actors import Actor

NEWEST: Final = 50  # rows of the history that a page shows
PARTS: Final = 50


@dataclass(frozen=True, slots=True)
class Fact:
    """A field in words; `href` leads to the record behind a foreign key."""

    title: str
    words: str
    href: str = ""
    is_text: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """One state on the record's way: done, now, or to come (empty)."""

    title: str
    note: str
    state: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that changed."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """One version of the record: when, who, why, and what became different."""

    at: str
    iso: str
    who: str
    why: str
    differences: list[Difference]
    is_first: bool


@dataclass(frozen=True, slots=True)
class Part:
    """The records of a child register that belong to this one."""

    register: Register
    heads: list[Head]
    rows: list[tuple[str, list[Cell]]]
    total: int
    new_href: str


class Detail:
    """A record as its page shows it, for one actor."""

    def __init__(self, register: Register, record: Any, actor: "Actor") -> None:
        self.register = register
        self.record = record
        self.actor = actor
        self.calendar = Calendar()

    @property
    def title(self) -> str:
        """Return what the record is called."""
        return str(self.record)

    @property
    def eyebrow(self) -> str:
        """Return kind and number: お客さまのこえ 2023-114."""
        name = number_name(self.register)
        number = getattr(self.record, name) if name else ""
        return f"{kind(self.register)}　{number}".strip()

    @property
    def state(self) -> Cell | None:
        """Return the state as a chip."""
        name = state_name(self.register)
        if name is None or self.register.flow is None:
            return None
        value = getattr(self.record, name)
        title = label(self.register, name)
        color = state_color(self.register, value)
        return Cell(title, state_label(self.register, value), color=color)

    def standings(self) -> list[Standing]:
        """Return how the record stands to each deadline that has begun."""
        each = (
            standing(self.register, self.record, d, self.calendar) for d in self.register.deadlines
        )
        return [found for found in each if found.due is not None]

    def facts(self) -> list[Fact]:
        """Return the fields in words, then the computed columns."""
        computed = (c for c in self.register.columns if isinstance(c, Column) and callable(c.of))
        found = [self._fact(name) for name in form_fields(self.register)]
        return found + [Fact(column_title(self.register, c), self._computed(c)) for c in computed]

    def steps(self) -> list[Step]:
        """Return the steps that the actor may take from here, the one that leads on first."""
        name, flow = state_name(self.register), self.register.flow
        if name is None or flow is None:
            return []
        state = getattr(self.record, name)
        ahead = way_on(self.register, state)[:1]
        each = sorted(flow.steps_from(state), key=lambda step: step.target not in ahead)
        return [s for s in each if may(self.actor, s.by, self.register, self.record) is None]

    def may_write(self) -> bool:
        """Return whether the actor may change the record."""
        action = self.register.actions.write
        return may(self.actor, action, self.register, self.record) is None

    def may_attach(self) -> bool:
        """Return whether the actor may put a file beside the record."""
        return (
            self.may_write() and may(self.actor, "file.write", self.register, self.record) is None
        )

    def attachments(self) -> list[Attachment]:
        """Return the files that belong to the record."""
        ties = Attachment.objects.filter(register=self.register.code, record_id=self.record.pk)
        return list(ties.select_related("file"))

    def timeline(self, versions: Sequence[Any]) -> list[Stop]:
        """Return the states passed, the present one, and the shortest way on; newest version first.

        `versions` are rows of the history, the newest first.
        """
        name, flow = state_name(self.register), self.register.flow
        if name is None or flow is None:
            return []
        passed: list[Any] = []
        for version in reversed(versions):
            if not passed or getattr(passed[-1], name) != getattr(version, name):
                passed.append(version)
        now = getattr(self.record, name)
        stops = [self._stop(name, version) for version in passed]
        if stops:
            stops[-1] = Stop(stops[-1].title, stops[-1].note, "now")
        ahead = way_on(self.register, now)
        return stops + [Stop(state_label(self.register, state), "", "") for state in ahead]

    def versions(self) -> list[Any]:
        """Return the rows of the history, the newest first, one more than are shown."""
        history = self.record.history.order_by("-history_id")
        keys = [f"{name}" for name in links(self.register)]
        return list(history.select_related("history_user__person", *keys)[: NEWEST + 1])

    def changes(self, versions: Sequence[Any]) -> list[Change]:
        """Return what each version changed, the newest first."""
        names = [*form_fields(self.register), state_name(self.register)]
        found = [
            self._change(newer, self._differences(older, newer, [n for n in names if n]))
            for newer, older in pairwise(versions)
        ]
        if versions and len(versions) <= NEWEST:
            found.append(self._change(versions[-1], [], is_first=True))
        return found

    def newest(self) -> Change:
        """Return who stored the record last, and when."""
        return self.changes(self.versions()[:2])[0]

    def parts(self) -> list[Part]:
        """Return the child registers that the actor may read, with the records of this one."""
        readable = (p for p in self.register.parts if may(self.actor, p.actions.read, p) is None)
        return [self._part(part) for part in readable]

    def _part(self, part: Register) -> Part:
        key = parent_key(part, self.register)
        mine = rows(part, self.actor).filter(**{key: self.record})
        shown = mine.order_by(*order_of(part), "-pk")[:PARTS]
        columns = [c for c in part.columns if c != key]
        chosen = [h for h, c in zip(heads(part), part.columns, strict=True) if c != key]
        cells = [
            (
                reverse("register-detail", kwargs={"code": part.code, "pk": one.pk}),
                [cell(part, one, column, self.calendar) for column in columns],
            )
            for one in shown
        ]
        writes = may(self.actor, part.actions.write, part) is None
        new = reverse("register-new", kwargs={"code": part.code}) if writes else ""
        address = f"{new}?{key}={self.record.pk}" if new else ""
        return Part(part, chosen, cells, mine.count(), address)

    def _fact(self, name: str) -> Fact:
        value = value_of(self.register, self.record, name)
        is_text = isinstance(field_of(self.register, name), models.TextField)
        href = _href(value, self.actor) if isinstance(value, models.Model) else ""
        return Fact(label(self.register, name), in_words(value), href, is_text)

    def _computed(self, column: Column) -> str:
        return in_words(column.of(self.record)) if callable(column.of) else ""

    def _stop(self, name: str, version: Any) -> Stop:
        note = f"{_instant(version.history_date)}　{_who(version)}"
        if version.history_change_reason:
            note += f"　{version.history_change_reason}"
        return Stop(state_label(self.register, getattr(version, name)), note, "done")

    def _differences(self, old: Any, new: Any, names: Iterable[str]) -> list[Difference]:
        found = []
        for name in names:
            field = field_of(self.register, name)
            if getattr(old, field.attname) != getattr(new, field.attname):
                words = [in_words(value_of(self.register, row, name)) for row in (old, new)]
                found.append(Difference(label(self.register, name), *words))
        return found

    def _change(
        self, version: Any, differences: list[Difference], *, is_first: bool = False
    ) -> Change:
        return Change(
            at=_instant(version.history_date),
            iso=timezone.localtime(version.history_date).isoformat(timespec="minutes"),
            who=_who(version),
            why=version.history_change_reason or "",
            differences=differences,
            is_first=is_first,
        )


def way_on(register: Register, state: str) -> list[str]:
    """Return the states on the shortest way from a state to a final one."""
    flow = register.flow
    ways: list[list[str]] = [[state]] if flow else []
    seen = {state}
    while flow and ways:
        way = ways.pop(0)
        if way[-1] in flow.final:
            return way[1:]
        ahead = [s.target for s in flow.steps_from(way[-1]) if s.target not in seen]
        seen |= set(ahead)
        ways += [[*way, target] for target in ahead]
    return []


def _href(thing: models.Model, actor: "Actor") -> str:
    register = register_of(type(thing))
    if register is None or may(actor, register.actions.read, register) is not None:
        return ""
    return reverse("register-detail", kwargs={"code": register.code, "pk": thing.pk})


def _instant(at: datetime) -> str:
    return f"{formats.wareki(at)} {formats.clock_time(at)}"


def _who(version: Any) -> str:
    account = version.history_user
    if account is None:
        return _("システム")
    person = getattr(account, "person", None)
    return str(person.name if person else account.login_name)
