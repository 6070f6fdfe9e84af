"""What everybody may read: the published copies, found by folded words, and as open data."""

import csv
from collections.abc import Callable
from operator import attrgetter
from typing import Any, Final

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from yakuba.kernel.text import fold
from yakuba.platform.masking.declaration import Copies
from yakuba.platform.masking.models import CopyState, MaskedCopy
from yakuba.platform.masking.services import WRITTEN
from yakuba.platform.office.access import public
from yakuba.platform.registers.csvs import BOM, guard

PER_PAGE: Final = 20
LONGEST: Final = 100  # what is typed to search

View = Callable[..., HttpResponseBase]


def list_view(copies: Copies, template: str, *, topics: Any) -> View:
    """Return the view that lists the published copies: of a topic, with all words of `q`.

    `topics` are the choices of the field `topic` of the records.
    """

    def listed(request: HttpRequest) -> HttpResponse:
        typed = request.GET.get("q", "").strip()[:LONGEST]
        topic, rows = request.GET.get("topic", ""), published(copies)
        if topic in topics.values:
            rows = rows.filter(**{f"{copies.tie}__topic": topic})
        found = Paginator(holding(rows, typed), PER_PAGE).get_page(request.GET.get("page"))
        context = {"page_obj": found, "typed": typed, "topic": topic, "topics": topics.choices}
        return render(request, template, context)

    return public(listed)


def csv_view(copies: Copies, name: str, *, text: str) -> View:
    """Return the view that hands out all published copies as open data.

    `text` is the head of the column with the summary.
    """
    columns = {
        "number": "slug",
        "published_on": "published_on",
        "topic": f"{copies.tie}.topic",
        "district": "district",
        "title": "title",
        text: "text",
        "answer": "reply",
    }

    def handed_out(request: HttpRequest) -> HttpResponse:
        response = HttpResponse(BOM, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        writer: Any = csv.writer(response)
        writer.writerow(columns)
        for copy in published(copies):
            writer.writerow([guard(str(attrgetter(path)(copy))) for path in columns.values()])
        return response

    return public(handed_out)


def published(copies: Copies) -> QuerySet[MaskedCopy]:
    """Return the published copies with their records, the newest first."""
    rows: QuerySet[MaskedCopy] = copies.model._default_manager.filter(state=CopyState.PUBLISHED)
    return rows.select_related(copies.tie).order_by("-published_on", "-pk")


def holding(rows: QuerySet[MaskedCopy], typed: str) -> list[MaskedCopy] | QuerySet[MaskedCopy]:
    """Return those of the copies in which all words stand, however they are written."""
    words = fold(typed).split()
    return [copy for copy in rows if all(w in _folded(copy) for w in words)] if words else rows


def _folded(copy: MaskedCopy) -> str:
    return fold(" ".join(getattr(copy, name) for name in WRITTEN))
