"""The audit as auditors read it."""

from typing import Final

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from yakuba.platform.audit import seals, words
from yakuba.platform.audit.models import Event
from yakuba.platform.office.access import StaffRequest, staff

PAGE: Final = 50


@staff("audit.read")
def events(request: StaffRequest) -> HttpResponse:
    """List what was done, newest first, and say how far it is sealed."""
    rows = Event.objects.select_related("account__person", "payload").order_by("-pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    lines = [(event, words.act(event.action), words.thing(event.register)) for event in page]
    context = {"events": page, "lines": lines, "head": seals.newest_block()}
    return render(request, "audit/events.html", context)
