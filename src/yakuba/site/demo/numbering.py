"""Closing the gaps that publishing leaves in the numbers of PostgreSQL's rows.

Publishing is rehearsed and taken back first.  SQLite then takes its numbers back too, PostgreSQL
does not; without this the two demo towns would differ in the numbers of their rows.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, models, transaction
from django.db.models import F, Max

from yakuba.core.evaluation.models import Sheet, SheetStep

# What a rehearsal writes.  Nothing refers to rows of these tables by their number.
REHEARSED: tuple[type[models.Model], ...] = (SheetStep, Sheet.history.model)


@contextmanager
def without_gaps() -> Iterator[None]:
    """Let rows written inside follow those from before without a gap in their numbers."""
    before = {model: _highest(model) for model in REHEARSED}
    yield
    if connection.vendor == "postgresql":
        with transaction.atomic():
            for model, highest in before.items():
                _close_gap(model, highest)


def _highest(model: type[models.Model]) -> int:
    found = model._base_manager.aggregate(highest=Max("pk"))["highest"]
    return int(found or 0)


def _close_gap(model: type[models.Model], highest: int) -> None:
    key = model._meta.pk
    later = model._base_manager.filter(pk__gt=highest)
    first = later.order_by("pk").values_list("pk", flat=True).first()
    if key is None or first is None:
        return
    later.update(**{key.name: F(key.name) - (first - highest - 1)})
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(model._meta.db_table)
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence(%s, %s), %s)",
            [table, key.column, _highest(model)],
        )
