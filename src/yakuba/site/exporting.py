"""Every table as canonical JSON lines; equal towns give equal bytes on both databases."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models

from yakuba.kernel.fiscal import FiscalYear
from yakuba.platform import consistent

# Sessions and the task queue are the machine's; content types and Django's own permissions, which
# nobody holds here, are numbered by each database; the search is derived from the records.
NOT_EXPORTED = frozenset(
    {
        "sessions.session",
        "contenttypes.contenttype",
        "auth.permission",
        "auth.group",
        "auth.group_permissions",
        "registers.searchentry",
        "search.searchentry",
        "django_tasks_database.dbtaskresult",
        "office.failedsignin",
        "office.resetlink",
        "jobs.job",
        "drafts.draft",
    }
)
SECRET_FIELDS = frozenset({"office.account.password"})


def exported_models() -> list[type[models.Model]]:
    """Return the models whose rows are exported, by name."""
    every = apps.get_models(include_auto_created=True)
    kept = [
        model
        for model in every
        if model._meta.managed and model._meta.label_lower not in NOT_EXPORTED
    ]
    return sorted(kept, key=lambda model: model._meta.label_lower)


def lines() -> Iterator[str]:
    """Give one line per record: its table, then its fields; tables by name, records by key."""
    with consistent.reading():
        for model in exported_models():
            yield from _lines_of(model)


def _lines_of(model: type[models.Model]) -> Iterator[str]:
    label = model._meta.label_lower
    fields = [
        field
        for field in model._meta.concrete_fields
        if f"{label}.{field.name}" not in SECRET_FIELDS
    ]
    for record in model._base_manager.order_by("pk").iterator(chunk_size=2000):
        row = {field.attname: plain(field.value_from_object(record)) for field in fields}
        yield canonical({"table": label, "row": row})


def canonical(document: object) -> str:
    """Return canonical JSON on one line."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def plain(value: Any) -> Any:
    """Return a stored value as JSON knows it: instants in UTC, decimals and days as text."""
    match value:
        case None | bool() | int() | str():
            return value
        case FiscalYear():
            return value.year
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
        case date() | time():
            return value.isoformat()
        case Decimal() | UUID():
            return str(value)
        case bytes() | memoryview():
            return bytes(value).hex()
        case _:
            return _plain_container(value)


def _plain_container(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        parts = [plain(part) for part in value]
        return sorted(parts) if isinstance(value, set | frozenset) else parts
    return str(value)
