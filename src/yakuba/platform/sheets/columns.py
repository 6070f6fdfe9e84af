"""The columns of a register's sheet: titles as on screen, what a record writes into each."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from django import forms
from django.db import models
from django.utils import timezone

from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.text import normalize_key
from yakuba.platform.registers.cells import column_value, in_words
from yakuba.platform.registers.declaration import Column, Register
from yakuba.platform.registers.dues import Calendar
from yakuba.platform.registers.facts import column_title, field_of
from yakuba.platform.registers.forms import OWN, form_class
from yakuba.platform.ui import formats
from yakuba.platform.ui.rows import table_field, words

ID_TITLE: Final = "記録ID"
VERSION_TITLE: Final = "版"
_UNWRITABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class Columns:
    """The columns of a register: those that are filled in, then those that are only read."""

    def __init__(self, register: Register) -> None:
        self.register = register
        made = form_class(register, table_field)()
        self.fields: dict[str, forms.Field] = {n: f for n, f in made.fields.items() if n not in OWN}
        self._calendar = Calendar()

    @cached_property
    def titles(self) -> dict[str, str]:
        """Return the title of each column that is filled in, by the name of its field."""
        return {name: str(field.label) for name, field in self.fields.items()}

    @cached_property
    def told(self) -> list[str | Column]:
        """Return the columns of the list that are only read."""
        taken = {*self.titles.values(), ID_TITLE, VERSION_TITLE}
        columns = self.register.columns
        return [
            c
            for c in columns
            if c not in self.fields and column_title(self.register, c) not in taken
        ]

    @cached_property
    def told_titles(self) -> list[str]:
        """Return the titles of the columns that are only read."""
        return [column_title(self.register, column) for column in self.told]

    @cached_property
    def labels(self) -> dict[str, dict[Any, str]]:
        """Return for each column with a choice the word of each value; no two are alike."""
        found = {}
        for name, field in self.fields.items():
            if isinstance(field, forms.ModelChoiceField):
                things = field.queryset or ()
                found[name] = _distinct({thing.pk: str(thing) for thing in things})
            elif isinstance(field, forms.ChoiceField) and not _is_many(field):
                choices: Any = field.choices
                found[name] = _distinct({c: str(w) for c, w in choices if c not in ("", None)})
            elif isinstance(field, forms.BooleanField):
                found[name] = {True: words(field, True), False: words(field, False)}
        return found

    @cached_property
    def codes(self) -> dict[str, dict[str, Any]]:
        """Return the way back: the value behind each word."""
        return {
            name: {normalize_key(word): value for value, word in labels.items()}
            for name, labels in self.labels.items()
        }

    def value(self, record: Any, name: str) -> Any:
        """Return what a field of the record is in a cell: a number, a day or a text."""
        value = field_of(self.register, name).value_from_object(record)
        if name in self.labels:
            return self.labels[name].get(value, "" if value in (None, "") else str(value))
        if isinstance(value, datetime):
            return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
        if isinstance(value, FiscalYear):
            return value.wareki
        if isinstance(value, int | Decimal | date) or value is None:
            return value
        return clean(words(self.fields[name], value) if isinstance(value, list) else str(value))

    def told_value(self, record: Any, column: str | Column) -> str:
        """Return what a column that is only read says."""
        said = in_words(column_value(self.register, record, column, self._calendar))
        return "" if said == formats.NOTHING else clean(said)

    def is_day(self, name: str) -> bool:
        """Return whether a column holds days."""
        field = field_of(self.register, name)
        return isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField)

    def is_number(self, name: str) -> bool:
        """Return whether a column holds numbers."""
        field = field_of(self.register, name)
        is_number = isinstance(field, models.IntegerField | models.DecimalField)
        return is_number and name not in self.labels


def clean(text: str) -> str:
    """Return a text as a cell can hold it."""
    return _UNWRITABLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")[:32_767]


def _is_many(field: forms.Field) -> bool:
    return isinstance(field, forms.MultipleChoiceField)


def _distinct(named: Mapping[Any, str]) -> dict[Any, str]:
    keys = [normalize_key(word) for word in named.values()]
    return {
        value: f"{word} #{value}" if keys.count(normalize_key(word)) > 1 else word
        for value, word in named.items()
    }
