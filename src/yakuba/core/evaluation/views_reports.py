"""The list of yearly reports, one report as a task list, and the paper of a report."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yakuba.core.evaluation import lists
from yakuba.core.evaluation.changes import in_words, last_year
from yakuba.core.evaluation.flow import WRITABLE, SheetState
from yakuba.core.evaluation.grading import readings_of
from yakuba.core.evaluation.models import Sheet
from yakuba.core.evaluation.rounds import dues_of, standing_of
from yakuba.core.evaluation.route import course, route_of
from yakuba.core.evaluation.sheets import problems_of
from yakuba.core.evaluation.tasks import tasks_of
from yakuba.core.evaluation.views_common import asked_year, sheet_at, sheet_page, sheet_url, year
from yakuba.core.evaluation.writing import move_once
from yakuba.kernel.problems import YakubaError
from yakuba.platform import clock
from yakuba.platform.office.access import StaffRequest, staff
from yakuba.platform.office.rights import may
from yakuba.platform.ui.once import new_key


@staff("sheet.read")
def reports(request: StaffRequest) -> HttpResponse:
    """Lead to the list of the year that the office works on."""
    return redirect("report-list", fy=lists.latest_year(clock.today()).year)


@staff("sheet.read")
def report_list(request: StaffRequest, fy: int) -> HttpResponse:
    """Show the reports of the own section, or all of them."""
    other = asked_year(request, fy, "report-list")
    if other:
        return other
    round_ = lists.round_of(year(fy))
    rows = lists.rows_of(round_, clock.today()) if round_ else []
    mine = [row for row in rows if row.sheet.section_id in request.actor.section_ids]
    writes = may(request.actor, "sheet.write") is None or may(request.actor, "sheet.submit") is None
    only_mine = writes and "all" not in request.GET
    wanted = lists.Wanted.of(request.GET)
    context = {
        "fy": year(fy),
        "round": round_,
        "rows": wanted.narrow(mine if only_mine else rows),
        "only_mine": only_mine,
        "mine": len(mine),
        "all": len(rows),
        "writes": writes,
    }
    return render(request, "evaluation/report_list.html", context)


@staff("sheet.read")
def sheet(request: StaffRequest, fy: int, key: str) -> HttpResponse:
    """Show a report as its four tasks to those who write it; to others, the paper."""
    found = sheet_at(fy, key)
    if not _writes(request, found):
        return HttpResponseRedirect(sheet_url("sheet-paper", found))
    return _tasks_page(request, found)


def _writes(request: StaffRequest, sheet: Sheet) -> bool:
    if may(request.actor, "sheet.write", sheet) is None:
        return True
    asked = "behalf" in request.GET or bool(sheet.on_behalf_of)
    return asked and may(request.actor, "sheet.write_on_behalf", sheet) is None


def _tasks_page(
    request: StaffRequest, sheet: Sheet, *, problems: Any = (), status: int = 200
) -> HttpResponse:
    readings = readings_of(sheet)
    tasks = tasks_of(sheet, readings, account=request.user)
    own = may(request.actor, "sheet.write", sheet) is None
    context = {
        "tasks": tasks,
        "done": sum(task.is_done for task in tasks if task.counts),
        "count": sum(task.counts for task in tasks),
        "readings": readings,
        "standing": standing_of(sheet, dues_of(sheet.round), clock.today()),
        "is_writable": sheet.state in WRITABLE,
        "is_proposed": sheet.state == SheetState.PROPOSED,
        "behalf": not own,
        "route": route_of(sheet),
        "course": course(sheet),
        "before": last_year(sheet),
        "problems": problems,
        "missing": len(problems_of(sheet)),
        "once": new_key(),
        "has_errors": bool(problems),
    }
    return sheet_page(request, "evaluation/sheet_tasks.html", sheet, status=status, **context)


@require_POST
@staff("sheet.read")
def sheet_move(request: StaffRequest, fy: int, key: str) -> HttpResponse:
    """Propose a report or take the proposal back."""
    found = sheet_at(fy, key)
    name = "withdraw" if request.POST.get("do") == "withdraw" else "propose"
    try:
        move_once(found, name, actor=request.actor, key=request.POST.get("once", ""))
    except YakubaError as refused:
        if _writes(request, found):
            return _tasks_page(request, sheet_at(fy, key), problems=refused.problems, status=422)
        raise
    said = _("起案しました。課長の決裁を待っています。")
    messages.success(request, _("起案を取り下げました。") if name == "withdraw" else said)
    return HttpResponseRedirect(sheet_url("sheet", found))


@staff("sheet.read")
def sheet_paper(request: StaffRequest, fy: int, key: str) -> HttpResponse:
    """Show the whole report on one page, made for paper (個票)."""
    found = sheet_at(fy, key)
    context: dict[str, Any] = {
        "readings": readings_of(found),
        "actions": found.item.actions.filter(fy=found.round.fy),
        "effects": found.item.effects.filter(fy=found.round.fy),
        "causes": in_words("causes", found.causes, {}),
        "course": course(found),
        "figures": {row.indicator_id: row for row in found.figures.select_related("before")},
        "may_decide": may(request.actor, "sheet.submit", found) is None,
        "may_behalf": may(request.actor, "sheet.write_on_behalf", found) is None,
        "may_accept": may(request.actor, "sheet.accept", found) is None,
        "is_writable": found.state in WRITABLE,
        "dated": clock.today(),
    }
    return sheet_page(request, "evaluation/sheet_paper.html", found, **context)
