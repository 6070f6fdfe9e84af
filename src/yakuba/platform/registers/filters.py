"""Filters of a list: each knows its choices, its condition and its words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import models
from django.db.models import Max, Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from yakuba.kernel.deadlines import closes_at
from yakuba.kernel.fiscal import FiscalYear
from yakuba.platform.db import FiscalYearField
from yakuba.platform.registers.declaration import Register
from yakuba.platform.registers.facts import Field, field_of, label
from yakuba.platform.ui import formats

MOST_CHOICES: Final = 500
Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter with what is chosen in it; `value` empty: nothing."""

    name: str
    label: str
    choices: Choices
    value: str
    kind: str

    @property
    def words(self) -> str:
        """Return the words of the choice."""
        return dict(self.choices).get(self.value, "")

    @property
    def is_on(self) -> bool:
        """Return whether something that exists is chosen."""
        return bool(self.value) and self.value in dict(self.choices)

    def q(self) -> Q:
        """Return the condition of the choice."""
        if not self.is_on:
            return Q()
        return _CONDITIONS[self.kind](self.name, self.value)


def filter_of(register: Register, name: str, value: str) -> Filter:
    """Return the filter of a field with the chosen value.

    :raises ValueError: if the field is of a kind that cannot be filtered
    """
    field = field_of(register, name)
    kind = kind_of(field)
    if kind is None:
        raise ValueError(f"{register.code}: no filter for {name!r}")
    choices = _CHOICES[kind](register, field)
    return Filter(name, label(register, name), choices, value, kind)


def kind_of(field: Field) -> str | None:
    """Return in which way a field is filtered, None if it cannot be."""
    if field.choices:
        return "choice"
    found = (kind for of, kind in _KINDS if isinstance(field, of))
    return next(found, None)


_KINDS: Final[tuple[tuple[Any, str], ...]] = (
    (models.ForeignKey, "link"),
    (models.BooleanField, "truth"),
    (FiscalYearField, "year"),
    (models.DateTimeField, "instant"),
    (models.DateField, "day"),
)


def _listed(_register: Register, field: Field) -> Choices:
    return [(str(code), str(word)) for code, word in field.flatchoices if code not in ("", None)]


def _linked(_register: Register, field: Any) -> Choices:
    things = field.related_model._default_manager.all()[:MOST_CHOICES]
    return [(str(thing.pk), str(thing)) for thing in things]


def _truths(_register: Register, _field: Field) -> Choices:
    return [("1", _("はい")), ("0", _("いいえ"))]


def _years(register: Register, field: Any) -> Choices:
    """Return the fiscal years from the first to the last record, the newest first."""
    records = register.model._default_manager
    ends = {"oldest": Min(field.name), "newest": Max(field.name)}
    if field.db_index:  # each alone is found by an index, both at once are not
        found = {name: records.aggregate(day=end)["day"] for name, end in ends.items()}
    else:
        found = records.aggregate(**ends)
    oldest, newest = found["oldest"], found["newest"]
    if oldest is None:
        return []
    first, last = _year(oldest), _year(newest)
    years = [FiscalYear(year) for year in range(last.year, first.year - 1, -1)]
    return [(str(year.year), formats.wareki_fy(year)) for year in years]


def _year(value: date | FiscalYear) -> FiscalYear:
    if isinstance(value, FiscalYear):
        return value
    return FiscalYear.of(timezone.localtime(value) if isinstance(value, datetime) else value)


def _within_days(name: str, value: str) -> Q:
    return Q(**{f"{name}__range": FiscalYear(int(value)).span})


def _within_instants(name: str, value: str) -> Q:
    year = FiscalYear(int(value))
    begin, end = closes_at(year.previous.last_day), closes_at(year.last_day)
    return Q(**{f"{name}__gte": begin, f"{name}__lt": end})


_CHOICES: Final[dict[str, Callable[[Register, Any], Choices]]] = {
    "choice": _listed,
    "link": _linked,
    "truth": _truths,
    "year": _years,
    "instant": _years,
    "day": _years,
}
_CONDITIONS: Final[dict[str, Callable[[str, str], Q]]] = {
    "choice": lambda name, value: Q(**{name: value}),
    "link": lambda name, value: Q(**{name: value}),
    "truth": lambda name, value: Q(**{name: value == "1"}),
    "year": lambda name, value: Q(**{name: FiscalYear(int(value))}),
    "instant": _within_instants,
    "day": _within_days,
}
