"""What a record says in a cell: for people, and for machines."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Final

from django.db import models
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from yakuba.kernel.fiscal import FiscalYear
from yakuba.platform import clock
from yakuba.platform.db import FiscalYearField
from yakuba.platform.registers.declaration import Column, Register
from yakuba.platform.registers.dues import Calendar, standing
from yakuba.platform.registers.facts import (
    column_field,
    column_key,
    column_title,
    field_of,
    state_name,
)
from yakuba.platform.registers.fields import StateField
from yakuba.platform.ui import formats
from yakuba.platform.ui.rows import words as choice_words
from yakuba.platform.ui.templatetags.ui import chip

NUMBER: Final = "yk-num"
WRAPS: Final = "yk-wrapcell"

_ALIGNED: Final = (models.IntegerField, models.DecimalField, models.DateField, FiscalYearField)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its words, the title of its column, and how it is drawn."""

    title: str
    words: str
    css: str = ""
    color: str | None = None
    is_late: bool = False

    @property
    def html(self) -> SafeString:
        """Return the words as the list draws them: a chip, red when late, kept on one line."""
        if self.color is not None:
            return chip(self.color, self.words)
        if self.is_late:
            return format_html('<b class="yk-bad">{}</b>', self.words)
        return (
            formats.no_break(self.words) if self.css == NUMBER else conditional_escape(self.words)
        )


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column; `key` is what the list can be sorted by (empty: not)."""

    title: str
    key: str
    css: str


def value_of(register: Register, record: Any, name: str) -> Any:
    """Return what a field says: the label of a choice, the thing behind a key, else the value."""
    field = field_of(register, name)
    value = getattr(record, name, None)
    if field.choices:
        return _labels(field).get(value, value)
    if isinstance(value, list) and (form_field := field.formfield()) is not None:
        return choice_words(form_field, value)
    return value


def column_value(register: Register, record: Any, column: str | Column, office: Calendar) -> Any:
    """Return the value of a column, a field's or a computed one."""
    if isinstance(column, str):
        return value_of(register, record, column)
    if callable(column.of):
        return column.of(record)
    return standing(register, record, column.of, office).words


def cell(
    register: Register, record: Any, column: str | Column, office: Calendar, title: str = ""
) -> Cell:
    """Return a column of a record as the list draws it; `title` where its head is known."""
    title, css = title or column_title(register, column), css_of(register, column)
    if isinstance(column, Column) and not callable(column.of):
        found = standing(register, record, column.of, office)
        return Cell(title, found.words, css, is_late=found.is_late)
    words = in_words(column_value(register, record, column, office))
    if isinstance(column, str) and column == state_name(register):
        return Cell(title, words, css, color=state_color(register, getattr(record, column)))
    return Cell(title, words, css)


def heads(register: Register) -> list[Head]:
    """Return the heads of the list."""
    return [
        Head(column_title(register, c), column_key(register, c), css_of(register, c))
        for c in register.columns
    ]


@cache
def css_of(register: Register, column: str | Column) -> str:
    """Return the class of a column: numbers and days to the right, words may wrap."""
    field = column_field(register, column)
    if field is None:
        return NUMBER if isinstance(column, Column) and not callable(column.of) else ""
    if field.choices or field.is_relation:
        return ""
    if isinstance(field, models.CharField | models.TextField):
        return WRAPS if field.max_length is None or field.max_length > 20 else ""
    return NUMBER if isinstance(field, _ALIGNED) else ""


def state_color(register: Register, state: str) -> str:
    """Return the color of a state's chip: green when nothing is left to do, yellow on the way."""
    flow = register.flow
    if flow is None or state == flow.initial:
        return ""
    return "green" if state in flow.final else "yellow"


def state_label(register: Register, state: str) -> str:
    """Return the word of a state."""
    name = state_name(register)
    field = field_of(register, name) if name else None
    return str(_labels(field).get(state, state)) if isinstance(field, StateField) else state


def in_words(value: Any) -> str:
    """Return a value as people read it; nothing is a dash."""
    if value is None or value == "":
        return formats.NOTHING
    for kind, say in _WORDS:
        if isinstance(value, kind):
            return say(value)
    return str(value)


def day_words(day: date) -> str:
    """Return a day: without its year, when that is the present fiscal year."""
    near = FiscalYear.of(day) == FiscalYear.of(clock.today())
    return formats.month_day(day) if near else formats.wareki(day)


def plain(value: Any) -> str:
    """Return a value for a CSV file: ISO days, bare numbers, nothing for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if isinstance(value, FiscalYear):
        return str(value.year)
    return value.isoformat() if isinstance(value, date) else str(value)


@cache
def _labels(field: Any) -> Mapping[Any, Any]:
    """Return the labels of a field's choices, each in the language of whoever reads it."""
    return dict(field.flatchoices)


# In this order: a truth is an int too, an instant a day too.
_WORDS: tuple[tuple[Any, Callable[[Any], str]], ...] = (
    (bool, lambda value: _("はい") if value else _("いいえ")),
    (datetime, lambda value: f"{day_words(formats.as_day(value))} {formats.clock_time(value)}"),  # type: ignore[arg-type]
    (date, day_words),
    (FiscalYear, formats.wareki_fy),
    (int | Decimal, formats.number),
    (list | tuple, lambda value: "、".join(str(part) for part in value)),
)
