"""Storing what an act sets beside the fields of a form."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import transaction

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform.audit import services as audit
from yakuba.platform.registers.services import write

if TYPE_CHECKING:
    from yakuba.platform.office.actors import Actor

Stored = TypeVar("Stored")


def note(record: Stored, values: Mapping[str, Any], act: str, *, actor: "Actor | None") -> Stored:
    """Store values that no form asks for as the next version, with history and audit."""
    thing: Any = record
    for name, value in values.items():
        setattr(thing, name, value)
    thing._history_user = actor.account if actor else None
    with transaction.atomic():
        write(thing, actor=actor, expected_version=thing.version)  # type: ignore[arg-type]
        audit.record(act, actor=actor, thing=thing, payload={"fields": sorted(values)})
    return record


def refuse(problems: Iterable[Problem]) -> None:
    """Do nothing without problems.

    :raises YakubaError: with them
    """
    if found := tuple(problems):
        raise YakubaError(*found)
