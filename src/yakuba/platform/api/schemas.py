"""The shapes of a register's JSON, made from its fields.  Loads pydantic: import it late."""

from datetime import date, datetime
from decimal import Decimal
from types import GenericAlias
from typing import Any, Final, Literal

from django.db import models
from ninja import Schema
from pydantic import Field, create_model

from yakuba.platform.db import FiscalYearField
from yakuba.platform.registers.declaration import Register
from yakuba.platform.registers.facts import (
    field_of,
    form_fields,
    number_name,
    own_fields,
    state_name,
)


class Link(Schema):
    """The record behind a key."""

    id: int
    title: str


class Wrong(Schema):
    """One thing that is wrong, and what to do next."""

    code: str
    message: str
    fix: str
    place: str | None


class Problems(Schema):
    """Why it was not done."""

    problems: list[Wrong]


class ClashOf(Schema):
    """A field that two people changed: what it was, what you sent, what stands there."""

    field: str
    label: str
    base: str
    mine: str
    theirs: str
    who: str
    at: str


class Conflicts(Problems):
    """Both changed the same field: decide, and send again with the version that stands there."""

    version: int
    clashes: list[ClashOf]


Shape = type[Schema]

_KINDS: Final[tuple[tuple[Any, Any], ...]] = (
    (models.BooleanField, bool),
    (FiscalYearField, int),
    (models.IntegerField, int),
    (models.DecimalField, Decimal),
    (models.DateTimeField, datetime),
    (models.DateField, date),
    (models.JSONField, list[str] | dict[str, Any]),
)


def shown_names(register: Register) -> tuple[str, ...]:
    """Return the fields that the page of a record shows to staff."""
    columns = (c for c in register.columns if isinstance(c, str))
    names = (number_name(register), state_name(register), *columns, *form_fields(register))
    return tuple(dict.fromkeys(n for n in names if n))


def record_shape(register: Register) -> Shape:
    """Return the shape of a record for staff."""
    fields = {name: _told(register, name, links=Link) for name in shown_names(register)}
    return _made(register, "Record", {"id": (int, ...), "version": (int, ...)} | fields)


def open_shape(register: Register) -> Shape:
    """Return the shape of a record for everybody: the open columns."""
    fields = {name: _told(register, name, links=str) for name in register.open_data}
    return _made(register, "Open", fields)


def page_shape(register: Register, name: str, one: Shape) -> Shape:
    """Return the shape of one page of a list."""
    fields: dict[str, Any] = dict.fromkeys(("total", "page", "pages"), (int, ...))
    return _made(
        register,
        name,
        fields | {"sentence": (str, ""), "records": (GenericAlias(list, (one,)), ...)},
    )


def values_shape(register: Register) -> Shape:
    """Return the shape of the values that a caller may set; what is left out stays."""
    fields = {name: _asked(register, name) for name in form_fields(register)}
    return _made(register, "Values", fields, extra="forbid")


def query_shape(register: Register, name: str, filters: tuple[str, ...], **more: Any) -> Shape:
    """Return the shape of the parameters of a list."""
    fields: dict[str, Any] = {"page": (int, Field(1, ge=1))} | more
    fields |= {one: (str, Field("", description=_title(register, one))) for one in filters}
    return _made(register, name, fields, extra="forbid")


def sort_choice(names: tuple[str, ...]) -> Any:
    """Return the parameter by which a list is sorted: a name, with - for the other way."""
    choices = ("", *names, *(f"-{name}" for name in names))
    return (Literal[choices], "")


def sort_names(register: Register, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of the names that the database can sort by."""
    return tuple(n for n in names if n in own_fields(register))


def _told(register: Register, name: str, *, links: Any) -> Any:
    field = field_of(register, name)
    kind = links if field.is_relation else _kind(field)
    return (kind | None if field.null else kind, Field(..., description=_title(register, name)))


def _asked(register: Register, name: str) -> Any:
    field = field_of(register, name)
    kind = int if field.is_relation else _kind(field)
    return (kind | None, Field(None, description=_title(register, name)))


def _kind(field: Any) -> Any:
    if field.choices and isinstance(field, models.CharField):
        codes = tuple(str(code) for code, _word in field.flatchoices)
        return Literal[("", *codes) if field.blank and "" not in codes else codes]
    return next((kind for of, kind in _KINDS if isinstance(field, of)), str)


def _title(register: Register, name: str) -> str:
    field: Any = field_of(register, name)
    words = str(field.verbose_name)
    if field.choices:
        words += "：" + "、".join(f"{code} {word}" for code, word in field.flatchoices)
    return words


def _made(register: Register, name: str, fields: dict[str, Any], *, extra: Any = None) -> Shape:
    title = "".join(part.title() for part in register.code.replace("-", ".").split(".")) + name
    made: Any = create_model(title, __base__=Schema, **fields)
    if extra:
        made.model_config["extra"] = extra
        made.model_rebuild(force=True)
    made.__doc__ = str(register.title)
    return made  # type: ignore[no-any-return]
