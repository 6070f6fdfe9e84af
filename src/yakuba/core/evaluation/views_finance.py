"""Finance confirms figures and money effects against the settled accounts."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from yakuba.core.evaluation import finance, lists
from yakuba.core.evaluation.views_common import asked_year, year
from yakuba.kernel.problems import YakubaError
from yakuba.platform import clock
from yakuba.platform.office.access import StaffRequest, staff
from yakuba.platform.office.rights import may, require
from yakuba.platform.ui.once import new_key


@staff("board.read")
def finances(request: StaffRequest) -> HttpResponse:
    """Lead to the money of the year that the office works on."""
    return redirect("finance-list", fy=lists.latest_year(clock.today()).year)


@staff("board.read")
def finance_list(request: StaffRequest, fy: int) -> HttpResponse:
    """Show effects and provisional figures of a year with what looks wrong; finance confirms."""
    other = asked_year(request, fy, "finance-list")
    if other:
        return other
    if request.method != "POST":
        return _page(request, fy)
    require(request.actor, "effect.confirm")
    try:
        count = finance.confirm_several(
            year(fy),
            effects=_numbers(request, "effect"),
            actuals=_numbers(request, "actual"),
            actor=request.actor,
            key=request.POST.get("once", ""),
        )
    except YakubaError as refused:
        return _page(request, fy, problems=refused.problems, status=422)
    messages.success(request, _("{n}件を確定にしました。").format(n=count))
    return HttpResponseRedirect(reverse("finance-list", kwargs={"fy": fy}))


def _numbers(request: StaffRequest, name: str) -> set[int]:
    return {int(number) for number in request.POST.getlist(name) if number.isdecimal()}


def _page(request: StaffRequest, fy: int, *, problems: Any = (), status: int = 200) -> HttpResponse:
    context = {
        "fy": year(fy),
        "money": finance.money_of(year(fy), today=clock.today()),
        "confirms": may(request.actor, "effect.confirm") is None,
        "problems": problems,
        "once": new_key(),
        "has_errors": bool(problems),
    }
    return render(request, "evaluation/finance.html", context, status=status)
