"""From a record to JSON, and from JSON to what a register stores."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform.registers.declaration import Register
from yakuba.platform.registers.facts import field_of, label


def told(record: Any, names: Iterable[str], *, open_only: bool) -> dict[str, Any]:
    """Return the fields of a record; behind a key the id for staff only."""
    return {name: _value(getattr(record, name), open_only=open_only) for name in names}


def read(register: Register, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values as the record takes them.

    :raises YakubaError: with a problem for each value that the field cannot hold
    """
    found, wrong = {}, []
    for name, value in asked.items():
        try:
            found[name] = _stored(field_of(register, name), value)
        except ValidationError as refused:
            title = label(register, name)
            wrong += [Problem("api.value", f"{title}：{m}", "", name) for m in refused.messages]
    if wrong:
        raise YakubaError(*wrong)
    return found


def _value(value: Any, *, open_only: bool) -> Any:
    if isinstance(value, models.Model):
        return str(value) if open_only else {"id": value.pk, "title": str(value)}
    return value.year if isinstance(value, FiscalYear) else value


def _stored(field: Any, value: Any) -> Any:
    """Return a value of the field.

    :raises ValidationError: if there is no such thing behind a key, or the value does not fit
    """
    if value is None:
        return None if field.null else field.to_python("") if _is_text(field) else None
    if not field.is_relation:
        return field.to_python(value)
    found = field.related_model._default_manager.filter(pk=value).first()
    if found is None:
        raise ValidationError(_("%(value)sという番号のものはありません。"), params={"value": value})
    return found


def _is_text(field: Any) -> bool:
    return isinstance(field, models.CharField | models.TextField)
