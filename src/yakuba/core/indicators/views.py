"""The auditor's pages: the figures of a year, and one figure down to its records."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from yakuba.core.indicators import auditing
from yakuba.core.indicators.models import Calculation
from yakuba.core.indicators.shares import share_of
from yakuba.core.indicators.verification import differences_of
from yakuba.kernel.fiscal import FiscalYear
from yakuba.platform.office.access import StaffRequest, staff

PAGE = 100


@staff("audit.read")
def figures(request: StaffRequest) -> HttpResponse:
    """Lead to the newest year with changed records, else to the newest with frozen figures."""
    year = auditing.first_year(auditing.years())
    if year is None:
        return render(request, "indicators/figures.html", {"rows": [], "years": []})
    return redirect("figure-list", fy=year.fy.year)


@staff("audit.read")
def figure_list(request: StaffRequest, fy: int) -> HttpResponse:
    """Show the frozen figures of a year, those with changed records marked."""
    rows = [(each, len(differences_of(each))) for each in auditing.newest(FiscalYear(fy))]
    context = {
        "fy": FiscalYear(fy),
        "rows": rows,
        "years": auditing.years(),
        "share": share_of(each for each, _count in rows),
        "changed": sum(bool(count) for _each, count in rows),
    }
    return render(request, "indicators/figures.html", context)


@staff("audit.read")
def figure(request: StaffRequest, calculation: int) -> HttpResponse:
    """Show one figure: frozen against now, what changed, its records."""
    related = Calculation.objects.select_related("indicator__item__plan", "method")
    found = get_object_or_404(related, pk=calculation)
    sight = auditing.look(found, actor=request.actor)
    page = Paginator(sight.rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "indicators/figure.html", {"sight": sight, "page": page})
