"""Staff pages of publishing: what would be published, the releases, corrections."""

from typing import cast

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yakuba.core.evaluation.lists import codes_of
from yakuba.core.plan.models import Plan
from yakuba.core.publication import corrections, services, staff_lists
from yakuba.core.publication.models import Correction
from yakuba.core.publication.staff_forms import CorrectionForm, LateForm, PlaceForm, Target
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.problems import YakubaError
from yakuba.platform import clock
from yakuba.platform.jobs import services as jobs
from yakuba.platform.office.access import StaffRequest, staff
from yakuba.platform.office.rights import may
from yakuba.platform.ui.fieldgroups import add_problems

# Nothing that a person could type on the page helps against these.
FATAL = frozenset({"publish.none", "publish.no-round", "publish.nothing-new"})


@staff("board.read")
def releases(request: HttpRequest) -> HttpResponse:
    """Show every plan's years with their releases, and the corrections that wait."""
    actor = cast(StaffRequest, request).actor
    context = {
        "plans": staff_lists.overview(),
        "may_publish": may(actor, "release.publish") is None,
        "may_correct": may(actor, "release.correct") is None,
    }
    return render(request, "publication/staff_releases.html", context)


@staff("board.read")
def release_preview(request: HttpRequest, plan: str, fy: int) -> HttpResponse:
    """Show what would be published now and what stands in the way; start the job."""
    actor = cast(StaffRequest, request).actor
    found = _plan(plan)
    year = _year(found, fy)
    sheets = staff_lists.waiting_sheets(found, year)
    again = staff_lists.is_published(found, year)
    late = staff_lists.known_late(found, year, sheets)
    codes = codes_of(found, year)
    form = LateForm(request.POST or None, sheets=sheets, codes=codes, again=again, late=late)
    if form.is_bound:
        late = form.late if form.is_valid() else {}
    drafts, problems = services.preview(services.order_of(found, year, late=late))
    publishes = may(actor, "release.publish") is None
    if form.is_bound and publishes and not problems and form.is_valid():
        return _start(request, found, year, form=form)
    context = {
        "plan": found,
        "fy": year,
        "form": form,
        "again": again,
        "drafts": [staff_lists.describe(draft) for draft in drafts],
        "problems": form.take(problems),
        "count": len(problems),
        "may_publish": publishes and not any(each.code in FATAL for each in problems),
    }
    status = 422 if form.is_bound and problems else 200
    return render(request, "publication/staff_preview.html", context, status=status)


def _start(request: HttpRequest, plan: Plan, fy: FiscalYear, *, form: LateForm) -> HttpResponse:
    title = _("{year}の公表").format(year=fy.wareki)
    payload = {"plan": plan.pk, "fy": fy.year, "late": form.late, "reason": form.reason}
    account = cast(StaffRequest, request).actor.account
    job = jobs.enqueue("publication.publish", title, account=account, payload=payload)
    return redirect("job", job_id=job.pk)


@require_POST
@staff("release.publish")
def release_settle(request: HttpRequest, plan: str) -> HttpResponse:
    """Put banners and `current` in order again."""
    services.settle(_plan(plan))
    messages.success(request, _("古い版の知らせと「current」を整えました。"))
    return redirect("releases")


@staff("release.correct")
def correction_new(request: HttpRequest, plan: str) -> HttpResponse:
    """Ask where the error is, then what is right; show both before storing."""
    found = _plan(plan)
    place = request.POST.get("place") or request.GET.get("place")
    if place is None:
        context = {"plan": found, "form": PlaceForm(plan=found)}
        return render(request, "publication/staff_place.html", context)
    target = _target(found, place)
    form = CorrectionForm(request.POST or None, target=target)
    asked = form.is_bound and form.is_valid()
    if asked and request.POST.get("step") == "store" and _propose(request, found, form):
        return redirect("releases")
    new = staff_lists.outcome(found, form) if asked and form.is_valid() else None
    context = {"plan": found, "form": form, "target": target, "new": new}
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "publication/staff_correction.html", context, status=status)


def _propose(request: HttpRequest, plan: Plan, form: CorrectionForm) -> bool:
    account = cast(StaffRequest, request).actor.account
    try:
        corrections.propose(plan, form.wanted, account=account, on=clock.today())
    except YakubaError as failure:
        add_problems(form, failure)
        return False
    messages.success(request, _("訂正を起案しました。本部が公表すると、町民に見えます。"))
    return True


@require_POST
@staff("release.correct")
def correction_withdraw(request: HttpRequest, plan: str) -> HttpResponse:
    """Take back a correction that is not published yet."""
    number = request.POST.get("number", "")
    rows = Correction.objects.filter(plan=_plan(plan))
    row = get_object_or_404(rows, number=int(number) if number.isdecimal() else 0)
    account = cast(StaffRequest, request).actor.account
    try:
        corrections.withdraw(row, account=account, on=clock.today())
    except YakubaError as failure:
        messages.error(request, str(failure))
    else:
        messages.success(request, _("訂正の起案を取り消しました。"))
    return redirect(reverse("releases"))


def _plan(slug: str) -> Plan:
    return get_object_or_404(Plan, slug=slug)


def _year(plan: Plan, fy: int) -> FiscalYear:
    """Return a fiscal year of the plan.

    :raises Http404: if the plan has no such year
    """
    if not int(plan.start_fy) <= fy <= int(plan.end_fy):
        raise Http404
    return FiscalYear(fy)


def _target(plan: Plan, place: str) -> Target:
    """Return what an address of the form means.

    :raises Http404: if nothing published is there
    """
    try:
        return Target(plan, place)
    except (ValueError, ObjectDoesNotExist) as wrong:
        raise Http404 from wrong
