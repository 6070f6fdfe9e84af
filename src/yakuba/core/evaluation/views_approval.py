"""The head's decision on a report: what is decided, what changed, the course so far."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from yakuba.core.evaluation.changes import changes_since, copied_from, in_words, last_year
from yakuba.core.evaluation.flow import SheetState
from yakuba.core.evaluation.forms import DecideForm
from yakuba.core.evaluation.grading import readings_of
from yakuba.core.evaluation.models import Sheet
from yakuba.core.evaluation.route import course, route_of
from yakuba.core.evaluation.sheets import is_override
from yakuba.core.evaluation.views_common import sheet_at, sheet_page, sheet_url
from yakuba.core.evaluation.writing import move_once
from yakuba.kernel.problems import YakubaError
from yakuba.platform.office.access import StaffRequest, staff
from yakuba.platform.office.actors import is_one_person, may_approve
from yakuba.platform.office.rights import require
from yakuba.platform.ui.fieldgroups import add_problems


@staff("sheet.submit")
def approval(request: StaffRequest, fy: int, key: str) -> HttpResponse:
    """Show a proposed report to the head and take the decision."""
    sheet = sheet_at(fy, key)
    require(request.actor, "sheet.submit", sheet)
    if request.method != "POST":
        if sheet.state != SheetState.PROPOSED:
            return HttpResponseRedirect(sheet_url("sheet-paper", sheet))
        return _page(request, sheet, DecideForm(initial={"version": sheet.version}))
    form = DecideForm(request.POST)
    name = "send_back" if request.POST.get("do") == "send_back" else "submit"
    if not form.is_valid():
        return _page(request, sheet, form, status=422)
    try:
        move_once(
            sheet,
            name,
            actor=request.actor,
            key=form.cleaned_data["once"],
            comment=form.cleaned_data["comment"],
            expected_version=form.cleaned_data["version"],
        )
    except YakubaError as refused:
        add_problems(form, refused)
        return _page(request, sheet_at(fy, key), form, status=422)
    said = _("承認して提出しました。") if name == "submit" else _("差し戻しました。")
    messages.success(request, said)
    return HttpResponseRedirect(sheet_url("sheet-paper", sheet))


def _page(
    request: StaffRequest, sheet: Sheet, form: DecideForm, *, status: int = 200
) -> HttpResponse:
    context = {"form": form, "own": _own_draft(request, sheet), **judged(sheet)}
    return sheet_page(request, "evaluation/sheet_approval.html", sheet, status=status, **context)


def _own_draft(request: StaffRequest, sheet: Sheet) -> dict[str, Any]:
    """Return why the own draft cannot be approved, or that it will be flagged."""
    return {
        "problem": may_approve(request.actor, sheet.writer_id),
        "flag": is_one_person(request.actor, sheet.writer_id),
    }


def judged(sheet: Sheet) -> dict[str, Any]:
    """Return what somebody who judges a report must see of it."""
    return {
        "readings": readings_of(sheet),
        "actions": sheet.item.actions.filter(fy=sheet.round.fy),
        "effects": sheet.item.effects.filter(fy=sheet.round.fy),
        "changes": changes_since(sheet),
        "copied": copied_from(sheet, last_year(sheet)),
        "causes": in_words("causes", sheet.causes, {}),
        "override": is_override(sheet),
        "course": course(sheet),
        "route": route_of(sheet),
        "figures": list(sheet.figures.select_related("indicator", "calculation__method", "before")),
    }
