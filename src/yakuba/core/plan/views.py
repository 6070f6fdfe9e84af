"""Staff pages of the plan: the list, the reading of a document, the plan itself."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yakuba.core.plan import importing, services
from yakuba.core.plan.forms import DecideForm, HeadForm, PlanForm, RowForm, StoreForm, UploadForm
from yakuba.core.plan.models import Plan, PlanReading, PlanState
from yakuba.kernel.problems import YakubaError
from yakuba.platform.files import services as files
from yakuba.platform.jobs import services as jobs
from yakuba.platform.office.access import StaffRequest, staff
from yakuba.platform.office.rights import may, require
from yakuba.platform.ui.fieldgroups import add_problems

NEW_ROWS = 2


@staff("plan.read")
def plans(request: HttpRequest) -> HttpResponse:
    """Show all plans and the documents that are being read."""
    return _plans_page(request, UploadForm())


@require_POST
@staff("plan.import")
def upload(request: HttpRequest) -> HttpResponse:
    """Store the document and start the job that reads it."""
    actor = cast(StaffRequest, request).actor
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            file = files.store(form.cleaned_data["file"], actor=actor)
        except YakubaError as failure:
            add_problems(form, failure)
        else:
            title = _("計画書「{name}」の読み取り").format(name=file.name)
            payload = {"file": str(file.pk)}
            job = jobs.enqueue("plan.read", title, account=actor.account, payload=payload)
            return redirect("job", job_id=job.pk)
    return _plans_page(request, form, status=422)


def _plans_page(request: HttpRequest, form: UploadForm, *, status: int = 200) -> HttpResponse:
    actor = cast(StaffRequest, request).actor
    context = {
        "plans": Plan.objects.order_by("-start_fy"),
        "readings": PlanReading.objects.filter(plan=None).select_related("file"),
        "form": form,
        "may_import": may(actor, "plan.import") is None,
    }
    return render(request, "plan/plans.html", context, status=status)


@staff("plan.import")
def reading(request: HttpRequest, reading_id: int) -> HttpResponse:
    """Show the tree beside the text it came from; take corrections by hand."""
    found = get_object_or_404(PlanReading.objects.select_related("file"), pk=reading_id)
    bound = request.POST if request.method == "POST" else None
    head = HeadForm(bound, initial=found.tree, prefix="head")
    rows = _row_forms(found, bound)
    if bound is not None and found.plan_id is None and head.is_valid() and _are_valid(rows):
        try:
            importing.correct(
                found,
                head=head.as_tree_head(),
                rows=[form.as_row() for form in rows if form.stays()],
                settled=request.POST.getlist("settled"),
                expected_version=int(request.POST.get("version") or 0),
            )
        except YakubaError as failure:
            add_problems(head, failure)
        else:
            messages.success(request, _("直した内容を保存しました。"))
            return redirect("plan-reading", reading_id=found.pk)
    return render(request, "plan/reading.html", _reading_context(found, head, rows))


def _row_forms(found: PlanReading, bound: Any) -> list[RowForm]:
    rows = importing.rows_of(found.tree)
    parents = [
        (row["key"], f"{row['code'] or ''} {row['title']}".strip())
        for row in rows
        if "sections" not in row
    ]
    forms = [RowForm(bound, parents=parents, row=row, prefix=row["key"]) for row in rows]
    new = [RowForm(bound, parents=parents, prefix=f"new{n}") for n in range(1, NEW_ROWS + 1)]
    return forms + new


def _are_valid(forms: list[RowForm]) -> bool:
    return all([form.is_valid() for form in forms])


def _reading_context(found: PlanReading, head: HeadForm, rows: list[RowForm]) -> dict[str, Any]:
    tree = found.tree
    years = tree.get("start_fy") and tree.get("items")
    return {
        "reading": found,
        "form": head,
        "rows": rows,
        "counts": _counts(tree),
        "findings": importing.open_findings(found),
        "missing": services.missing_sections(tree),
        "store": StoreForm(initial={"slug": services.slug_of(tree)} if years else None),
    }


def _counts(tree: dict[str, Any]) -> list[tuple[int, str]]:
    """Return how many nodes stand on each level, the items last."""
    depths = sorted({node["depth"] for node in tree["nodes"]})
    per_level = [
        (sum(node["depth"] == depth for node in tree["nodes"]), services.level_name(depth)[0])
        for depth in depths
    ]
    return [*per_level, (len(tree["items"]), services.ITEM_NAME[0])]


@require_POST
@staff("plan.import")
def store(request: HttpRequest, reading_id: int) -> HttpResponse:
    """Make a draft plan of a corrected reading."""
    actor = cast(StaffRequest, request).actor
    found = get_object_or_404(PlanReading, pk=reading_id)
    form = StoreForm(request.POST)
    if form.is_valid():
        try:
            made = importing.make_plan(found, **form.cleaned_data, account=actor.account)
        except YakubaError as failure:
            add_problems(form, failure)
        else:
            messages.success(request, _("計画を下書きとして保存しました。"))
            return redirect("plan", plan=made.slug)
    head = HeadForm(initial=found.tree, prefix="head")
    context = _reading_context(found, head, _row_forms(found, None)) | {"store": form}
    return render(request, "plan/reading.html", context, status=422)


@require_POST
@staff("plan.import")
def drop(request: HttpRequest, reading_id: int) -> HttpResponse:
    """Throw a reading away; the document stays stored."""
    get_object_or_404(PlanReading, pk=reading_id, plan=None).delete()
    messages.success(request, _("読み取りを消しました。ファイルは残っています。"))
    return redirect("plans")


@staff("plan.read")
def plan(request: HttpRequest, plan: str) -> HttpResponse:
    """Show a plan as it is stored, with what is missing and the next step."""
    actor = cast(StaffRequest, request).actor
    found = get_object_or_404(Plan, slug=plan)
    form = PlanForm(request.POST or None, instance=found)
    if request.method == "POST":
        require(actor, "plan.change")
        if form.is_valid():
            form.save()
            messages.success(request, _("保存しました。"))
            return redirect("plan", plan=found.slug)
    version = services.current_version(found, found.end_fy)
    context = {
        "plan": found,
        "plan_version": version,
        "nodes": version.nodes.select_related("item"),
        "of_every_section": services.of_every_section(found),
        "form": form,
        "decide": DecideForm(),
        "may_change": may(actor, "plan.change") is None,
        "may_decide": may(actor, "plan.decide") is None and found.state == PlanState.DRAFTING,
        "public": reverse("public-plan", kwargs={"plan": found.slug}),
    }
    return render(request, "plan/plan.html", context)


@require_POST
@staff("plan.decide")
def decide(request: HttpRequest, plan: str) -> HttpResponse:
    """Put a draft plan in force."""
    actor = cast(StaffRequest, request).actor
    found = get_object_or_404(Plan, slug=plan)
    form = DecideForm(request.POST)
    if form.is_valid():
        try:
            services.decide(found, **form.cleaned_data, account=actor.account)
        except YakubaError as failure:
            messages.error(request, str(failure))
        else:
            messages.success(request, _("計画を決定しました。項目の番号は、これから変わりません。"))
    else:
        messages.error(request, _("決定した機関と日を、正しく入れてください。"))
    return redirect("plan", plan=found.slug)
