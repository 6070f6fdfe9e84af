"""Rows of any register's model, made from its fields; a module's own makers where that fails."""

from datetime import date, timedelta
from decimal import Decimal

from django.db import models

from yakuba.kernel.fiscal import FiscalYear
from yakuba.platform.db import FiscalYearField
from yakuba.platform.registers import registry
from yakuba.platform.registers.facts import section_path
from yakuba.platform.registers.indexing import index

FIRST = date(2024, 4, 1)

# Code of a register → function (number, section) → unsaved record, for models with odd rules.
MAKERS = {}


def make_row(register, number, section=None):
    """Return a stored record, the n-th of its kind, owned by the section where one owns rows."""
    maker = MAKERS.get(register.code)
    record = maker(number, section) if maker else fill(register.model, number, section)
    path = (section_path(register) or "").split("__")
    if section is not None and path != [""]:
        holder = record
        for step in path[:-1]:
            holder = getattr(holder, step)
        setattr(holder, path[-1], section)
        if holder is not record:
            holder.save()
    record.save()
    index(register, record)
    return record


def fill(model, number, section=None):
    """Return an unsaved record whose required fields hold something that differs by number."""
    record = model()
    for field in model._meta.concrete_fields:
        if field.primary_key or not wanted(field):
            continue
        setattr(record, field.name, value_for(field, number, section))
    return record


def wanted(field):
    is_text = isinstance(field, models.CharField | models.TextField) and field.editable
    if field.name in {"version", "created_at", "updated_at"}:
        return False
    return is_text or not (field.null or field.has_default())


def value_for(field, number, section):
    if field.is_relation:
        return thing_behind(field, number, section)
    if field.choices:
        return field.flatchoices[number % len(field.flatchoices)][0]
    if isinstance(field, models.CharField | models.TextField):
        return text_for(field, number)
    if isinstance(field, FiscalYearField):
        return FiscalYear(2023)
    if isinstance(field, models.DateField):
        return FIRST + timedelta(days=number)
    return Decimal(number) if isinstance(field, models.DecimalField) else number


def text_for(field, number):
    if isinstance(field, models.SlugField) or (field.unique and not field.editable):
        return f"R-{number}"
    return f"{field.verbose_name}{number}号"[-(field.max_length or 80) :]


def thing_behind(field, number, section):
    target = field.related_model
    if target._meta.label == "office.Section" and section is not None:
        return section
    known = target._default_manager.all()
    if section is not None and "section" in {f.name for f in target._meta.concrete_fields}:
        known = known.filter(section=section)
    if not field.unique and (found := known.first()):
        return found
    made = fill(target, 900 + number, section)
    made.save()
    return made


def measure(number, section):
    """Return a measure after misconduct, which ends within half a year."""
    record = fill(registry.get("conduct.measure").model, number, section)
    record.expires_on = record.starts_on + timedelta(days=30)
    return record


MAKERS["conduct.measure"] = measure
