"""What follows from a register and its model: names, labels, the way to the owner."""

from collections.abc import Iterable
from functools import cache
from typing import Any, cast

from django.core.exceptions import FieldDoesNotExist
from django.db import models

from yakuba.kernel.deadlines import Deadline
from yakuba.platform.registers.declaration import Column, Register
from yakuba.platform.registers.fields import NumberField, StateField

Field = models.Field[Any, Any]


@cache
def own_fields(register: Register) -> dict[str, Field]:
    """Return the model's columns by name."""
    fields = cast(Iterable[Field], register.model._meta.concrete_fields)
    return {field.name: field for field in fields}


def field_of(register: Register, name: str) -> Field:
    """Return a field of the register's model.

    :raises FieldDoesNotExist: if there is none of that name
    """
    return cast(Field, register.model._meta.get_field(name))


def form_fields(register: Register) -> tuple[str, ...]:
    """Return the names that people fill in: those declared, else all that may be edited."""
    if register.fields:
        return register.fields
    own = own_fields(register).values()
    return tuple(f.name for f in own if f.editable and not f.primary_key)


@cache
def state_name(register: Register) -> str | None:
    """Return the name of the field that holds the state of the flow."""
    return next((n for n, f in own_fields(register).items() if isinstance(f, StateField)), None)


@cache
def number_name(register: Register) -> str | None:
    """Return the name of the field that holds the number."""
    return next((n for n, f in own_fields(register).items() if isinstance(f, NumberField)), None)


def section_path(register: Register) -> str | None:
    """Return the way from a row to the section that owns it, None if no section does."""
    if register.section_field is not None:
        return register.section_field
    field = own_fields(register).get("section")
    is_key = isinstance(field, models.ForeignKey)
    return "section" if is_key and _target(field) == "office.section" else None


def resolve(model: type[models.Model], path: str) -> Field:
    """Return the last field of a path across tables: voice__section.

    :raises FieldDoesNotExist: if a step of it does not exist
    """
    first, _mark, rest = path.partition("__")
    field = cast(Any, model._meta.get_field(first))
    if not rest:
        return cast(Field, field)
    if field.related_model is None:
        raise FieldDoesNotExist(f"{model._meta.label}.{first} leads to no other table")
    return resolve(field.related_model, rest)


@cache
def many_on_way(register: Register, path: str) -> str | None:
    """Return the part of a way that ends in a table of many rows, None if every step is one row."""
    model: Any = register.model
    names = path.split("__") if path else []
    for number, name in enumerate(names):
        field = model._meta.get_field(name)
        if field.one_to_many or field.many_to_many:
            return "__".join(names[: number + 1])
        model = field.related_model
    return None


@cache
def key_of(register: Register) -> tuple[str, ...]:
    """Return the fields that find a row of a pasted block: the model's own, else unique ones."""
    declared = getattr(register.model, "pasted_by", ())
    typed = set(form_fields(register))
    meta = register.model._meta
    unique: list[tuple[str, ...]] = [(f.name,) for f in own_fields(register).values() if f.unique]
    constraints = (c for c in meta.constraints if isinstance(c, models.UniqueConstraint))
    unique += [tuple(c.fields) for c in constraints if c.condition is None and c.fields]
    return declared or next((names for names in unique if set(names) <= typed), ())


def column_field(register: Register, column: str | Column) -> Field | None:
    """Return the field behind a column, None for one that is computed."""
    return field_of(register, column) if isinstance(column, str) else None


def column_title(register: Register, column: str | Column) -> str:
    """Return the head of a column."""
    return label(register, column) if isinstance(column, str) else str(column.title)


def column_key(register: Register, column: str | Column) -> str:
    """Return by which field the database can sort a column; empty: it cannot."""
    if isinstance(column, str):
        return column
    return column.of.starts if isinstance(column.of, Deadline) else ""


def label(register: Register, name: str) -> str:
    """Return the title of a field as screens say it."""
    return str(field_of(register, name).verbose_name)


def links(register: Register, names: Iterable[str] = ()) -> list[str]:
    """Return the foreign keys among the names (none: of the model), to be read in one query.

    One step further too: a post calls itself by its section.
    """
    chosen = set(names)
    own = own_fields(register).items()
    keys = [(n, f) for n, f in own if f.is_relation and (not chosen or n in chosen)]
    further = [f"{n}__{k.name}" for n, f in keys for k in _keys_of(f)]
    return [n for n, _field in keys] + further


def parent_key(part: Register, register: Register) -> str:
    """Return the name of the foreign key by which the records of a part belong to the register.

    :raises ValueError: if there is none
    """
    for name, field in own_fields(part).items():
        if field.is_relation and field.related_model is register.model:
            return name
    raise ValueError(f"{part.code} has no foreign key to {register.model._meta.label}")


def order_of(register: Register) -> tuple[str, ...]:
    """Return the order of the records: the register's, else the model's."""
    return register.order or tuple(str(name) for name in register.model._meta.ordering or ())


def has_grid(register: Register) -> bool:
    """Return whether the records can be written in a grid: not where a module has own forms."""
    return not {"edit", "new"} & set(register.pages)


def kind(register: Register) -> str:
    """Return what one record is called: お客さまのこえ."""
    return str(register.model._meta.verbose_name)


def _keys_of(field: Any) -> list[Any]:
    return [f for f in field.related_model._meta.concrete_fields if f.is_relation]


def _target(field: Any) -> str:
    target = field.related_model
    return target if isinstance(target, str) else str(target._meta.label_lower)
