"""Opening the round of a year, after the sections of all items are settled."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yakuba.core.evaluation import lists, steering
from yakuba.core.evaluation.forms import RoundForm
from yakuba.core.evaluation.models import Round, Scale
from yakuba.core.evaluation.rounds import check_round
from yakuba.core.evaluation.views_common import asked_year, year
from yakuba.core.plan.models import Plan
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform import clock
from yakuba.platform.office.access import StaffRequest, staff
from yakuba.platform.office.models import Section
from yakuba.platform.office.rights import require
from yakuba.platform.ui.fieldgroups import add_problems


@staff("round.open")
def round_open(request: StaffRequest, fy: int) -> HttpResponse:
    """Show what stands in the way of a round, and open it."""
    other = asked_year(request, fy, "round-open")
    if other:
        return other
    plan = lists.plan_of(year(fy))
    if plan is None:
        return _round_page(request, year(fy), None)
    round_ = Round.objects.filter(plan=plan, fy=year(fy)).first()
    if request.method != "POST":
        initial = RoundForm.initial_of(round_) or _first_words(year(fy))
        return _round_page(request, year(fy), plan, round_=round_, form=RoundForm(initial=initial))
    form = RoundForm(request.POST)
    if not form.is_valid():
        return _round_page(request, year(fy), plan, round_=round_, form=form, status=422)
    try:
        opened = steering.start_round(plan, year(fy), actor=request.actor, **form.cleaned_data)
    except YakubaError as refused:
        add_problems(form, refused)
        return _round_page(request, year(fy), plan, round_=round_, form=form, status=422)
    said = _("照会を始めました。{n}件の報告ができました。").format(n=opened.sheets.count())
    messages.success(request, said)
    return HttpResponseRedirect(reverse("board-list", kwargs={"fy": fy}))


def _first_words(fy: FiscalYear) -> dict[str, Any]:
    """Return what the form of a new round holds: the newest scale, and today as the first day."""
    return {"scale": _newest_scale(fy), "opens_on": clock.today()}


def _newest_scale(fy: FiscalYear) -> Scale | None:
    return Scale.objects.filter(from_fy__lte=fy).order_by("-from_fy", "-number").first()


def _round_page(
    request: StaffRequest,
    fy: FiscalYear,
    plan: Plan | None,
    *,
    round_: Round | None = None,
    form: RoundForm | None = None,
    status: int = 200,
) -> HttpResponse:
    found: list[Problem] = check_round(plan, fy) if plan else []
    context = {
        "fy": fy,
        "plan": plan,
        "round": round_,
        "form": form,
        "found": found,
        "items": plan.items.filter(state="active").count() if plan else 0,
        "has_scale": Scale.objects.exists(),
    }
    return render(request, "evaluation/round_open.html", context, status=status)


@staff("round.open")
def round_close(request: StaffRequest, fy: int) -> HttpResponse:
    """Close the round of a year."""
    round_ = lists.round_of(year(fy))
    if request.method == "POST" and round_ is not None:
        steering.close_round(round_, actor=request.actor)
        messages.success(request, _("照会を終えました。"))
    return HttpResponseRedirect(reverse("board-list", kwargs={"fy": fy}))


@staff("plan.change")
def owners(request: StaffRequest, fy: int) -> HttpResponse:
    """Name the sections of all items of a year on one page."""
    other = asked_year(request, fy, "owners")
    if other:
        return other
    plan = lists.plan_of(year(fy))
    if plan is None:
        return _round_page(request, year(fy), None)
    if request.method != "POST":
        return _owners_page(request, plan, year(fy))
    if request.POST.get("do") == "copy":
        count = steering.copy_last_year(plan, year(fy), actor=request.actor, today=clock.today())
        messages.success(request, _("{n}件に前の年度の担当を入れました。").format(n=count))
        return HttpResponseRedirect(reverse("owners", kwargs={"fy": fy}))
    named = _named(request, plan, year(fy))
    count = steering.settle_all(plan, year(fy), named, actor=request.actor)
    messages.success(request, _("{n}件の担当を決めました。").format(n=count))
    return HttpResponseRedirect(reverse("owners", kwargs={"fy": fy}))


def _named(request: StaffRequest, plan: Plan, fy: FiscalYear) -> list[steering.Named]:
    """Return the items whose sections were chosen otherwise than they stand."""
    sections = {str(section.pk): section for section in _sections()}
    changed = []
    for row in steering.settlings(plan, fy, lists.printed(plan, fy)):
        key = row.item.pk
        lead = sections.get(request.POST.get(f"lead-{key}", ""))
        chosen = [code for code in request.POST.getlist(f"joint-{key}") if code in sections]
        joint = [sections[code] for code in chosen if sections[code] != lead]
        is_same = lead is not None and lead.pk == row.lead_id
        if lead is not None and not (is_same and {s.pk for s in joint} == row.joint_ids):
            changed.append(steering.Named(row.item, lead, joint))
    return changed


def _sections() -> list[Section]:
    today = clock.today()
    return [section for section in Section.objects.all() if section.stands_on(today)]


def _owners_page(request: StaffRequest, plan: Plan, fy: FiscalYear) -> HttpResponse:
    require(request.actor, "plan.change")
    rows = steering.settlings(plan, fy, lists.printed(plan, fy))
    context: dict[str, Any] = {
        "fy": fy,
        "plan": plan,
        "rows": rows,
        "open": sum(row.owners.lead is None for row in rows),
        "sections": _sections(),
    }
    return render(request, "evaluation/owners.html", context)
