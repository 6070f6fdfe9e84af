"""What the pages of the yearly report share."""

from typing import Any, Final

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from yakuba.core.evaluation.lists import printed
from yakuba.core.evaluation.models import Sheet
from yakuba.core.plan.models import Node, Plan
from yakuba.kernel.fiscal import FiscalYear
from yakuba.platform import clock
from yakuba.platform.office.access import StaffRequest

# Beside the years of plans, those near today have pages, though nothing stands there yet.
NEAR: Final = 3


def year(fy: int) -> FiscalYear:
    """Return the fiscal year of an address: of a plan, or one near today.

    :raises Http404: if there is no such year
    """
    try:
        asked = FiscalYear(fy)
    except ValueError as wrong:
        raise Http404 from wrong
    is_near = abs(fy - FiscalYear.of(clock.today()).year) <= NEAR
    if not is_near and not Plan.objects.filter(start_fy__lte=asked, end_fy__gte=asked).exists():
        raise Http404
    return asked


def asked_year(request: StaffRequest, fy: int, name: str) -> HttpResponse | None:
    """Return the way to the year that the bar of open years asks for, None if it is this one.

    :raises Http404: if the year of the address is none
    """
    year(fy)
    asked = request.GET.get("fy", "")
    if not asked.isdecimal() or int(asked) == fy:
        return None
    return HttpResponseRedirect(reverse(name, kwargs={"fy": int(asked)}))


def sheet_at(fy: int, key: str) -> Sheet:
    """Return the report of an address, of the newest plan that has one there.

    :raises Http404: if there is none
    """
    rows = Sheet.objects.filter(round__fy=year(fy), item__item_key=key).select_related(
        "round__plan", "round__scale", "item", "section", "grade", "suggested", "writer__person"
    )
    found = rows.order_by("-round__plan__start_fy").first()
    if found is None:
        raise Http404
    return found


def node_of(sheet: Sheet) -> Node | None:
    """Return where the plan of the year prints the item."""
    return printed(sheet.round.plan, sheet.round.fy).get(sheet.item_id)


def sheet_url(name: str, sheet: Sheet, **parts: str) -> str:
    """Return the address of a page of a report."""
    place = {"fy": sheet.round.fy.year, "key": sheet.item.item_key}
    return reverse(name, kwargs=place | parts)


def sheet_page(
    request: StaffRequest, template: str, sheet: Sheet, *, status: int = 200, **context: Any
) -> HttpResponse:
    """Return a page about one report."""
    node = context.pop("node", None) or node_of(sheet)
    known = {
        "sheet": sheet,
        "node": node,
        "fy": sheet.round.fy,
        "code": (node.code if node else "") or sheet.item.item_key,
        "title": node.title if node else sheet.item.short_name,
    }
    return render(request, template, known | context, status=status)
