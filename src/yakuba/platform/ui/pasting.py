"""A block pasted from Excel, compared with the rows of a table; nothing is stored here."""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.kernel.text import normalize_key
from yakuba.platform.ui.rows import RowForm, as_typed, read_cell, share_choices, words


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that will change."""

    place: str
    label: str
    old: str
    new: str


@dataclass(slots=True)
class Comparison:
    """What a pasted block would do."""

    forms: list[RowForm] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    places: list[str] = field(default_factory=list)  # of the forms
    added: int = 0
    changed: int = 0
    same: int = 0

    @property
    def digest(self) -> str:
        """Return the digest of the changes, by which applying knows that they are those shown."""
        shown = [(c.place, c.label, c.old, c.new) for c in self.changes]
        return hashlib.sha256(json.dumps(shown).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Target:
    """The table that a block is compared with; `key` names the columns that identify a row."""

    form_class: type[RowForm]
    rows: Iterable[models.Model]
    key: Sequence[str]
    fresh: Mapping[str, Any] = field(default_factory=dict)

    def form(self, instance: models.Model | None, data: Mapping[str, Any] | None) -> RowForm:
        """Return the form of a row, or of a new one."""
        model = self.form_class._meta.model
        return self.form_class(data, instance=instance or model(**self.fresh))


def read_block(text: str) -> list[list[str]]:
    """Return the cells of a block as Excel copies it: tabs, line breaks inside quotes."""
    lines = csv.reader(io.StringIO(text.strip("\r\n")), delimiter="\t")
    return [[cell.strip() for cell in line] for line in lines]


def compare(target: Target, text: str) -> Comparison:
    """Return what the block would change: all of it, or problems that name row and column.

    Columns are found by the titles in its first row, rows by the key columns; a row of the table
    that the block does not name stays as it is.
    """
    work = _Work(target)
    header, *lines = read_block(text) or [[]]
    if not any(header):
        work.found.problems.append(_empty())
        return work.found
    try:
        names = work.columns(header)
    except YakubaError as refused:
        work.found.problems += refused.problems
        return work.found
    for number, cells in enumerate(lines, start=2):
        if any(cells):
            work.compare(number, names, cells)
    return work.found


class _Work:
    """A comparison under way."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self.found = Comparison()
        self.blank = target.form(None, None)
        self.existing = {_key_of(row, target.key): row for row in target.rows}
        self.seen: dict[tuple[Any, ...], int] = {}
        share_choices([self.blank])

    def columns(self, header: Sequence[str]) -> list[str]:
        """Return the names of the fields below the titles of the first row.

        :raises YakubaError: if a title is unknown or stands twice, or a key column is missing
        """
        titles = {normalize_key(str(cell.label)): cell.name for cell in self.blank.cells()}
        names: list[str] = []
        for title in header:
            name = titles.get(normalize_key(title))
            if name is None or name in names:
                raise self._unknown_column(title)
            names.append(name)
        for name in self.target.key:
            if name not in names:
                label = {"label": self.blank.fields[name].label}
                message = _("「%(label)s」の列がないので、どの行か分かりません。") % label
                fix = _("1行目に「%(label)s」のある表を貼り付けてください。") % label
                raise YakubaError(Problem("paste.key", message, fix))
        return names

    def compare(self, number: int, names: Sequence[str], cells: Sequence[str]) -> None:
        """Note what one line of the block would change."""
        try:
            typed = self._read(number, dict(zip(names, cells, strict=False)))
            key = self._key(number, typed)
            self._refuse_extra(number, cells[len(names) :])
        except YakubaError as refused:
            self.found.problems += refused.problems
            return
        self.seen[key] = number
        self._add(number, self.existing.get(key), typed)

    def _read(self, number: int, cells: Mapping[str, str]) -> dict[str, Any]:
        typed = {}
        for name, text in cells.items():
            try:
                typed[name] = read_cell(self.blank.fields[name], text)
            except ValidationError as wrong:
                raise YakubaError(self._wrong(number, name, messages=wrong.messages)) from wrong
        return typed

    def _key(self, number: int, typed: Mapping[str, Any]) -> tuple[Any, ...]:
        key: list[Any] = []
        for name in self.target.key:
            try:
                key.append(_comparable(self.blank.fields[name].clean(typed.get(name))))
            except ValidationError as wrong:
                raise YakubaError(self._wrong(number, name, messages=wrong.messages)) from wrong
        first = self.seen.get(tuple(key))
        if first and key:
            message = _("%(row)s行目は、%(first)s行目と同じ行を指しています。")
            raise _refusal("paste.twice", message % {"row": number, "first": first}, number)
        return tuple(key)

    def _refuse_extra(self, number: int, extra: Sequence[str]) -> None:
        if any(extra):
            message = _("%(row)s行目に、列の名前のないセルがあります。") % {"row": number}
            raise _refusal("paste.extra", message, number)

    def _add(self, number: int, row: models.Model | None, typed: Mapping[str, Any]) -> None:
        stored = self.target.form(row, None)
        if row is not None:  # the key found the row: it stays as it is written there
            typed = {name: cell for name, cell in typed.items() if name not in self.target.key}
        form = self.target.form(row, as_typed(stored, typed))
        share_choices([form])
        if not form.is_valid():
            wrong = form.errors.items()
            self.found.problems += [
                self._wrong(number, n, messages=[str(words) for words in m]) for n, m in wrong
            ]
        elif row is not None and not form.changed_data:
            self.found.same += 1
        else:
            self.found.added += row is None
            self.found.changed += row is not None
            self.found.forms.append(form)
            self.found.places.append(_place(number))
            for name in form.changed_data:
                self.found.changes.append(_change(form, number, name=name))

    def _wrong(self, number: int, name: str, *, messages: Sequence[str]) -> Problem:
        label = self.blank.fields[name].label if name in self.blank.fields else ""
        place = _place(number) + (f"「{label}」" if label else "")
        return Problem("paste.cell", f"{place}：{''.join(messages)}", "", place)

    def _unknown_column(self, title: str) -> YakubaError:
        known = "、".join(str(cell.label) for cell in self.blank.cells())
        message = _("1行目の「%(title)s」は、この表の列の名前ではないか、2回あります。")
        fix = _("1行目には次の名前を入れてください：%(known)s")
        return YakubaError(
            Problem("paste.column", message % {"title": title}, fix % {"known": known})
        )


def _change(form: RowForm, number: int, *, name: str) -> Change:
    shown = form.fields[name]
    stored = form.get_initial_for_field(shown, name) if form.instance.pk else None
    new = words(shown, form.cleaned_data[name])
    return Change(_place(number), str(shown.label), words(shown, stored), new)


def _key_of(row: models.Model, key: Sequence[str]) -> tuple[Any, ...]:
    return tuple(_comparable(getattr(row, name)) for name in key)


def _comparable(value: Any) -> Any:
    return normalize_key(value) if isinstance(value, str) else value


def _place(number: int) -> str:
    return _("%(row)s行目") % {"row": number}


def _refusal(code: str, message: str, number: int) -> YakubaError:
    return YakubaError(Problem(code, message, "", _place(number)))


def _empty() -> Problem:
    fix = _("Excelで、列の名前の行から選んでコピーしてください。")
    return Problem("paste.empty", _("貼り付けた表の1行目に、列の名前がありません。"), fix)
