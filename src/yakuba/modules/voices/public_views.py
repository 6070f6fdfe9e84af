"""What everybody may read of the voices: the year in numbers, and the published copies."""

import csv
from typing import Any, Final

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from yakuba.kernel.text import fold
from yakuba.modules.voices import public_statistics
from yakuba.modules.voices.choices import CopyState, Topic
from yakuba.modules.voices.models import VoiceCopy
from yakuba.platform.office.access import public
from yakuba.platform.registers.csvs import BOM, guard

PER_PAGE: Final = 20
COLUMNS: Final = ("number", "published_on", "topic", "district", "title", "voice", "answer")


@public
def statistics(request: HttpRequest) -> HttpResponse:
    """Show the voices of a fiscal year in numbers."""
    found = public_statistics.of_year(request.GET.get("fy", ""))
    if found is None:
        raise Http404("no voices of that year")
    return render(request, "voices/public_statistics.html", {"found": found})


@public
def published(request: HttpRequest) -> HttpResponse:
    """List the published copies, those in which all words of `q` stand."""
    typed, topic = request.GET.get("q", "").strip()[:100], request.GET.get("topic", "")
    rows = Paginator(_found(typed, topic), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page_obj": rows, "typed": typed, "topic": topic, "topics": Topic.choices}
    return render(request, "voices/public_list.html", context)


@public
def published_csv(request: HttpRequest) -> HttpResponse:
    """Hand out all published copies as open data."""
    response = HttpResponse(BOM, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="voices-published.csv"'
    writer: Any = csv.writer(response)
    writer.writerow(COLUMNS)
    for copy in _open():
        row = (copy.slug, copy.published_on, copy.voice.topic, copy.district)
        writer.writerow([guard(str(v)) for v in (*row, copy.title, copy.text, copy.reply)])
    return response


def _open() -> QuerySet[VoiceCopy]:
    rows = VoiceCopy.objects.filter(state=CopyState.PUBLISHED)
    return rows.select_related("voice").order_by("-published_on", "-pk")


def _found(typed: str, topic: str) -> list[VoiceCopy] | QuerySet[VoiceCopy]:
    rows = _open().filter(Q(voice__topic=topic) if topic in Topic.values else Q())
    words = fold(typed).split()
    if not words:
        return rows
    return [copy for copy in rows if all(word in _folded(copy) for word in words)]


def _folded(copy: VoiceCopy) -> str:
    return fold(f"{copy.title} {copy.text} {copy.reply} {copy.district}")
