"""Two people, one record: what each changed, put together; a person decides what clashes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from yakuba.platform.registers.cells import in_words, value_of
from yakuba.platform.registers.declaration import Register
from yakuba.platform.registers.details import Change
from yakuba.platform.registers.facts import field_of, label

MINE: Final = "mine"
THEIRS: Final = "theirs"


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that both changed: 元 / あなた / 相手; `name` is that of the answer."""

    name: str
    label: str
    base: str
    mine: str
    theirs: str
    who: str
    at: str


@dataclass(frozen=True, slots=True)
class Merge:
    """The values to store over the stored record, and what must be decided first."""

    values: dict[str, Any]
    clashes: list[Clash]


def merge(
    register: Register,
    stored: Any,
    mine: Mapping[str, Any],
    *,
    base_version: int | None,
    answers: Mapping[str, str],
    newest: Change,
) -> Merge:
    """Return my values over the stored record, where only I changed a field or I was chosen.

    Without the base (its history was erased) every field that differs clashes.
    """
    base = stored.history.filter(version=base_version).order_by("-history_id").first()
    values: dict[str, Any] = {}
    clashes = []
    for name, value in mine.items():
        raw = _raw(register, stored, name, value)
        theirs = field_of(register, name).value_from_object(stored)
        was = getattr(base, field_of(register, name).attname) if base else None
        if raw == theirs or (base is not None and raw == was):
            continue
        if (base is not None and theirs == was) or answers.get(name) == MINE:
            values[name] = value
        elif answers.get(name) != THEIRS:
            clashes.append(_clash(register, name, base, value, stored, newest))
    return Merge(values, clashes)


def _raw(register: Register, stored: Any, name: str, value: Any) -> Any:
    """Return a typed value as the column holds it."""
    probe = type(stored)()
    setattr(probe, name, value)
    return field_of(register, name).value_from_object(probe)


def _clash(
    register: Register, name: str, base: Any, mine: Any, stored: Any, newest: Change
) -> Clash:
    probe = type(stored)()
    setattr(probe, name, mine)
    was, typed, there = (
        in_words(value_of(register, row, name)) if row is not None else ""
        for row in (base, probe, stored)
    )
    title = label(register, name)
    return Clash(f"choose-{name}", title, was, typed, there, newest.who, newest.at)
