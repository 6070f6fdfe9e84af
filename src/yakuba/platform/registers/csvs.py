"""Registers as CSV: UTF-8 with BOM, CRLF, and no cell that a spreadsheet would run."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.db.models import QuerySet

from yakuba.platform.registers.cells import column_value, plain, value_of
from yakuba.platform.registers.declaration import Register
from yakuba.platform.registers.dues import Calendar
from yakuba.platform.registers.facts import column_title, label, links

BATCH: Final = 2000
BOM: Final = "\ufeff"
_DANGEROUS: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


class _Echo:
    """A file that hands back what is written into it."""

    def write(self, text: str) -> str:
        """Return the text."""
        return text


def staff_lines(register: Register, records: QuerySet[Any]) -> Iterator[str]:
    """Yield the lines of the records with the columns of the list."""
    calendar = Calendar()
    yield from _lines(
        [column_title(register, column) for column in register.columns],
        (
            [column_value(register, record, column, calendar) for column in register.columns]
            for record in records.iterator(chunk_size=BATCH)
        ),
    )


def open_lines(register: Register) -> Iterator[str]:
    """Yield the lines of the records that everybody may see, with the open columns only."""
    names = register.open_data
    records = open_records(register)
    yield from _lines(
        [label(register, name) for name in names],
        (
            [value_of(register, record, name) for name in names]
            for record in records.order_by("pk").iterator(chunk_size=BATCH)
        ),
    )


def open_records(register: Register) -> QuerySet[Any]:
    """Return the records that everybody may see."""
    names = register.open_data
    records = register.model._default_manager.select_related(*links(register, names))
    return records if register.visible is None else records.filter(register.visible(None))


def _lines(head: list[str], rows: Iterable[list[Any]]) -> Iterator[str]:
    writer: Any = csv.writer(_Echo(), lineterminator="\r\n")
    yield BOM + writer.writerow([guard(title) for title in head])
    for row in rows:
        yield writer.writerow([_cell(value) for value in row])


def _cell(value: Any) -> str:
    """Return a value; a number stays one, also below zero."""
    text = plain(value)
    return text if isinstance(value, int) else guard(text)


def guard(text: str) -> str:
    """Return the text so that a spreadsheet takes it as text (trust.md 11)."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text
