"""Many rows at once, all or none, as one act of the audit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db import transaction

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform.audit import services as audit
from yakuba.platform.registers import services
from yakuba.platform.registers.declaration import Register
from yakuba.platform.ui import once

if TYPE_CHECKING:
    from yakuba.platform.office.actors import Actor


@dataclass(frozen=True, slots=True)
class BlockRow:
    """A row of a block: what it sets in a record (None: a new one), and where it stands."""

    record: Any | None
    values: Mapping[str, Any]
    place: str


def store(
    register: Register, rows: Iterable[BlockRow], *, actor: "Actor", reason: str, key: str
) -> int | None:
    """Store the rows and return how many; None if the block of this key was stored before.

    :raises YakubaError: with the problems of every row, each with its place; nothing is stored
    """
    stored, problems = [], []
    with transaction.atomic():
        if not once.first_time(key):
            return None
        for row in rows:
            try:
                stored.append(_stored(register, row, actor, reason))
            except YakubaError as refused:  # a right, a rule, another writer
                problems += [_at(row.place, problem) for problem in refused.problems]
        if problems:
            raise YakubaError(*problems)
        records = [record.pk for record in stored]
        words = {"code": register.code, "records": records, "reason": reason}
        audit.record("record.paste", actor=actor, payload=words, count=len(stored))
    return len(stored)


def check(register: Register, rows: Iterable[BlockRow], *, actor: "Actor") -> list[Problem]:
    """Return what would refuse the rows: they are stored and taken back."""
    try:
        with transaction.atomic():
            store(register, rows, actor=actor, reason="", key=once.new_key())
            transaction.set_rollback(True)
    except YakubaError as refused:
        return list(refused.problems)
    return []


def _stored(register: Register, row: BlockRow, actor: "Actor", reason: str) -> Any:
    if row.record is None:
        return services.create(register, row.values, actor=actor, reason=reason, noted=False)
    return services.save(
        register,
        row.record,
        row.values,
        actor=actor,
        expected_version=row.record.version,
        reason=reason,
        noted=False,
    )


def _at(place: str, problem: Problem) -> Problem:
    return replace(problem, message=f"{place}：{problem.message}", place=place)
