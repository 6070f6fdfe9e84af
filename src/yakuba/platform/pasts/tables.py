"""Records with a past as rows of a table: a column for each field and for the day of each step."""

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.db import models

from yakuba.platform import clock
from yakuba.platform.office.models import Section
from yakuba.platform.pasts.office import Office
from yakuba.platform.pasts.services import Life

Row = dict[str, str]
YES = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Step:
    """A step to a state: the column of its day, the hour, who takes it, the fields that it brings.

    A step of the desk is taken by who received the record, another by its section.
    """

    day: str
    hour: int
    role: str
    brings: tuple[str, ...] = ()
    by_desk: bool = False


def read(path: Path) -> list[Row]:
    """Return the rows of a table (CSV, UTF-8)."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def fill(record: Any, row: Row, names: Sequence[str], office: Office) -> None:
    """Put columns of a row into the fields of the same names; empty is the field's default."""
    for name in names:
        text, field = row[name], record._meta.get_field(name)
        if text:
            setattr(record, name, _value(field, text, office))


def tell(
    life: Life,
    row: Row,
    steps: Mapping[Any, Step],
    *,
    office: Office,
    desk: Section,
    settle: Callable[[Any, str], None],
) -> None:
    """Tell of a record how it passed the states that the column `way` names, in their order.

    `settle` is called after each step.
    """
    record: Any = life.record
    for state in row["way"].split():
        step = steps[state]
        record.state = state
        fill(record, row, (step.day, *step.brings), office)
        settle(record, state)
        day = getattr(record, step.day)
        section = desk if step.by_desk else record.section
        life.tell(instant(day, step.hour, row), office.account(section, step.role, day))


def instant(day: date, hour: int, row: Row) -> datetime:
    """Return a moment of a day; the number on the receipt says the minute."""
    minute = int(row["receipt_no"].split("-")[1]) % 60
    return datetime.combine(day, time(hour, minute), tzinfo=clock.TOKYO)


def _value(field: Any, text: str, office: Office) -> Any:
    if isinstance(field, models.ForeignKey):
        return office.section(text)
    return YES[text] if isinstance(field, models.BooleanField) else field.to_python(text)
