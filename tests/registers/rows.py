"""Rows of any register's model, made from its fields; a module's own makers where that fails."""

from datetime import date, timedelta
from decimal import Decimal

from django.apps import apps
from django.db import models

from yakuba.kernel.fiscal import FiscalYear
from yakuba.platform.db import FiscalYearField
from yakuba.platform.registers import registry
from yakuba.platform.registers.facts import many_on_way, section_path
from yakuba.platform.registers.indexing import index

FIRST = date(2024, 4, 1)

# Code of a register → function (number, section) → unsaved record, for models with odd rules.
MAKERS = {}


def make_row(register, number, section=None):
    """Return a stored record, the n-th of its kind, owned by the section where one owns rows."""
    maker = MAKERS.get(register.code)
    record = maker(number, section) if maker else fill(register.model, number, section)
    path = (section_path(register) or "").split("__")
    leads_to_many = many_on_way(register, "__".join(path).strip("_")) is not None
    if section is not None and path != [""] and not leads_to_many:
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


def own_item(section):
    """Return an item that only the section is named for, in all years."""
    ownership = apps.get_model("plan.Ownership")
    known = ownership._default_manager.filter(section=section).first()
    if section is not None and known:
        return known.item
    item = fill(
        ownership._meta.get_field("item").related_model, 700 + (section.pk if section else 0)
    )
    item.save()
    if section is not None:
        years = {"start_fy": FiscalYear(2000), "end_fy": FiscalYear(2100)}
        ownership(item=item, section=section, **years).save()
    return item


def target(number, section):
    """Return a target of an indicator whose item is the section's; its year has not begun."""
    item = own_item(section)
    indicator = item.indicators.first()
    if indicator is None:
        indicator = fill(item.indicators.model, 700 + item.pk)
        indicator.item = item
        indicator.save()
    record = fill(indicator.targets.model, number)
    record.indicator, record.fy = indicator, FiscalYear(2030)
    return record


def effect(number, section):
    """Return an effect of an item that is the section's."""
    record = fill(registry.get("evaluation.effect").model, number)
    record.item = own_item(section)
    record.continuity, record.chain = "once", ""
    return record


def numbered(code, name):
    """Return a maker whose records differ by a number of their own."""

    def make(number, section):
        record = fill(registry.get(code).model, number, section)
        setattr(record, name, number + 1)
        return record

    return make


def band(number, section):
    """Return the band of a grade of its own."""
    record = fill(registry.get("evaluation.band").model, number, section)
    record.grade = fill(type(record.grade), 950 + number)
    record.grade.save()
    return record


MAKERS["indicators.method"] = numbered("indicators.method", "number")
MAKERS["evaluation.action"] = numbered("evaluation.action", "sequence")
MAKERS["evaluation.band"] = band
MAKERS["indicators.target"] = target
MAKERS["evaluation.effect"] = effect
MAKERS["conduct.measure"] = measure
