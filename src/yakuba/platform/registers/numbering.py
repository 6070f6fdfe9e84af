"""Numbers of records, counted per register and fiscal year from a row: no gap, none twice."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from yakuba.kernel.fiscal import FiscalYear
from yakuba.platform import clock
from yakuba.platform.registers.declaration import Register
from yakuba.platform.registers.facts import field_of, number_name
from yakuba.platform.registers.fields import NumberField
from yakuba.platform.registers.models import Counter


def next_number(register: Register, fy: FiscalYear) -> int:
    """Return the next number of a register in a fiscal year, from 1.

    The counter's row is locked until the transaction ends: call it inside that of the write.
    """
    with transaction.atomic(savepoint=False):
        key: dict[str, Any] = {"register": register.code, "fy": fy}
        if not Counter.objects.filter(**key).update(last=F("last") + 1):
            Counter.objects.get_or_create(**key)
            Counter.objects.filter(**key).update(last=F("last") + 1)
        return Counter.objects.values_list("last", flat=True).get(**key)


def give_number(register: Register, record: Any) -> None:
    """Give a new record its number, such as 2023-114, if its model has a field for one."""
    name = number_name(register)
    if name is None or getattr(record, name):
        return
    field = field_of(register, name)
    day = getattr(record, field.by, None) if isinstance(field, NumberField) and field.by else None
    fy = FiscalYear.of(_as_date(day) or clock.today())
    others = type(record)._default_manager
    number = f"{fy.year}-{next_number(register, fy):03d}"
    while others.filter(**{name: number}).exists():  # records that came with numbers of their own
        number = f"{fy.year}-{next_number(register, fy):03d}"
    setattr(record, name, number)


def _as_date(day: date | datetime | None) -> date | None:
    return timezone.localtime(day).date() if isinstance(day, datetime) else day
