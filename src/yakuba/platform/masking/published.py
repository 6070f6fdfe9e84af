"""What everybody may read: the published copies, found by folded words, and as open data."""

import csv
from collections.abc import Mapping
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse

from yakuba.kernel.text import fold
from yakuba.platform.masking.declaration import Copies
from yakuba.platform.masking.models import CopyState, MaskedCopy
from yakuba.platform.masking.services import WRITTEN
from yakuba.platform.registers.csvs import BOM, guard


def published(copies: Copies) -> QuerySet[MaskedCopy]:
    """Return the published copies with their records, the newest first."""
    rows: QuerySet[MaskedCopy] = copies.model._default_manager.filter(state=CopyState.PUBLISHED)
    return rows.select_related(copies.tie).order_by("-published_on", "-pk")


def holding(rows: QuerySet[MaskedCopy], typed: str) -> list[MaskedCopy] | QuerySet[MaskedCopy]:
    """Return those of the copies in which all words stand, however they are written."""
    words = fold(typed).split()
    return [copy for copy in rows if all(w in _folded(copy) for w in words)] if words else rows


def open_data(copies: Copies, columns: Mapping[str, str], name: str) -> HttpResponse:
    """Return all published copies as CSV; `columns` tells for each head where the value lies."""
    response = HttpResponse(BOM, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    writer: Any = csv.writer(response)
    writer.writerow(columns)
    for copy in published(copies):
        writer.writerow([guard(str(attrgetter(path)(copy))) for path in columns.values()])
    return response


def _folded(copy: MaskedCopy) -> str:
    return fold(" ".join(getattr(copy, name) for name in WRITTEN))
