"""Storing records with their past: rows, history, search and the counter, as one audit event."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from yakuba.kernel.fiscal import FiscalYear
from yakuba.platform.audit import services as audit
from yakuba.platform.registers import Register
from yakuba.platform.registers.indexing import index_new
from yakuba.platform.registers.models import Counter


@dataclass(slots=True)
class Life:
    """A record that is not stored yet, and the rows of its history so far."""

    record: Any
    rows: list[dict[str, Any]] = field(default_factory=list)

    def tell(self, at: datetime, account_id: int | None) -> None:
        """Note that the record was stored at an instant as it stands now, and by whom."""
        self.record.version, self.record.updated_at = len(self.rows) + 1, at
        fields = [each.attname for each in self.record._meta.concrete_fields]
        told = {name: getattr(self.record, name) for name in fields}
        kind = "~" if self.rows else "+"
        self.rows.append(
            told | {"history_date": at, "history_type": kind, "history_user_id": account_id}
        )


@transaction.atomic
def store(register: Register, lives: Sequence[Life], *, act: str, fy: FiscalYear) -> list[Any]:
    """Store the records of a fiscal year with their lives; the counter goes on after them."""
    model: Any = register.model
    records: list[Any] = model.objects.bulk_create([life.record for life in lives])
    history = model.history.model
    history.objects.bulk_create(
        history(**row | {model._meta.pk.attname: life.record.pk})
        for life in lives
        for row in life.rows
    )
    index_new(register, records)
    Counter.objects.create(register=register.code, fy=fy, last=len(records))
    audit.record(act, payload={"fy": fy.year, "code": register.code}, count=len(records))
    return records
