"""The secretariat's board: who is late since when, checking, returning, dates, reminders."""

from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yakuba.core.evaluation import lists, steering
from yakuba.core.evaluation.flow import SheetState
from yakuba.core.evaluation.forms import DecideForm, DueForm
from yakuba.core.evaluation.models import Round, Sheet
from yakuba.core.evaluation.views_approval import judged
from yakuba.core.evaluation.views_common import asked_year, sheet_at, sheet_page, sheet_url, year
from yakuba.core.evaluation.writing import move_once
from yakuba.kernel.problems import YakubaError
from yakuba.platform import clock
from yakuba.platform.office.access import StaffRequest, staff
from yakuba.platform.office.rights import may, require
from yakuba.platform.ui.fieldgroups import add_problems
from yakuba.platform.ui.once import new_key

BOM = "\ufeff"


@staff("board.read")
def boards(request: StaffRequest) -> HttpResponse:
    """Lead to the board of the year that the office works on."""
    return redirect("board-list", fy=lists.latest_year(clock.today()).year)


@staff("board.read")
def board(request: StaffRequest, fy: int) -> HttpResponse:
    """Show all reports of a year; the secretariat checks several at once."""
    other = asked_year(request, fy, "board-list")
    if other:
        return other
    round_ = lists.round_of(year(fy))
    if request.method == "POST" and round_ is not None:
        return _check_several(request, round_)
    return _board_page(request, fy, round_)


def _board_page(
    request: StaffRequest, fy: int, round_: Round | None, *, problems: Any = (), status: int = 200
) -> HttpResponse:
    rows = lists.rows_of(round_, clock.today()) if round_ else []
    wanted = lists.Wanted.of(request.GET)
    sections = lists.sections_of(rows)
    context = {
        "fy": year(fy),
        "round": round_,
        "rows": wanted.narrow(rows),
        "all": rows,
        "late": sum(row.standing.late_days > 0 for row in rows),
        "tally": lists.tally(rows),
        "wanted": wanted,
        "wanted_section": sections.get(int(wanted.section or 0), ""),
        "wanted_state": SheetState(wanted.state).label if wanted.state else "",
        "sections": sections,
        "states": SheetState.choices[1:],
        "checks": may(request.actor, "sheet.check") is None,
        "opens": may(request.actor, "round.open") is None,
        "dues": list(round_.section_dues.select_related("section")) if round_ else [],
        "problems": problems,
        "once": new_key(),
        "has_errors": bool(problems),
    }
    return render(request, "evaluation/board.html", context, status=status)


def _check_several(request: StaffRequest, round_: Round) -> HttpResponse:
    require(request.actor, "sheet.check")
    numbers = [number for number in request.POST.getlist("sheet") if number.isdecimal()]
    chosen = round_.sheets.filter(pk__in=numbers).select_related("round", "item", "section")
    try:
        count = steering.move_several(
            chosen, "check", actor=request.actor, key=request.POST.get("once", "")
        )
    except YakubaError as refused:
        return _board_page(request, round_.fy.year, round_, problems=refused.problems, status=422)
    messages.success(request, _("{n}件を確認済みにしました。").format(n=count))
    return HttpResponseRedirect(request.get_full_path())


@staff("board.read")
def board_csv(request: StaffRequest, fy: int) -> HttpResponse:
    """Return the board as CSV for a spreadsheet."""
    round_ = lists.round_of(year(fy))
    if round_ is None:
        raise Http404
    rows = lists.Wanted.of(request.GET).narrow(lists.rows_of(round_, clock.today()))
    response = HttpResponse(BOM + steering.as_csv(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="board-{fy}.csv"'
    return response


@staff("board.read")
def board_sheet(request: StaffRequest, fy: int, key: str) -> HttpResponse:
    """Show one report to the secretariat, which checks it or sends it back."""
    sheet = sheet_at(fy, key)
    require(request.actor, "sheet.check", sheet)
    if request.method != "POST":
        return _sheet_page(request, sheet, DecideForm(initial={"version": sheet.version}))
    form = DecideForm(request.POST)
    name = request.POST.get("do", "")
    name = name if name in _SAID else "check"
    if not form.is_valid():
        return _sheet_page(request, sheet, form, status=422)
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
        return _sheet_page(request, sheet_at(fy, key), form, status=422)
    messages.success(request, str(_SAID[name]))
    return HttpResponseRedirect(reverse("board-list", kwargs={"fy": fy}))


_SAID: Final = {
    "check": gettext_lazy("確認済みにしました。"),
    "return": gettext_lazy("差し戻しました。"),
    "opine": gettext_lazy("審議会の意見を記録しました。"),
}


def _sheet_page(
    request: StaffRequest, sheet: Sheet, form: DecideForm, *, status: int = 200
) -> HttpResponse:
    in_council = sheet.state == SheetState.IN_COUNCIL
    if in_council:
        form.fields["comment"].label = _("審議会の意見")
    context = {
        "form": form,
        "can_check": sheet.state == SheetState.SUBMITTED,
        "is_in_council": in_council and may(request.actor, "round.open", sheet) is None,
        "can_return": sheet.state in (SheetState.SUBMITTED, SheetState.CHECKED),
        "paper": sheet_url("sheet-paper", sheet),
        **judged(sheet),
    }
    return sheet_page(request, "evaluation/board_sheet.html", sheet, status=status, **context)


@staff("round.open")
def board_due(request: StaffRequest, fy: int) -> HttpResponse:
    """Give a section another due date."""
    round_ = lists.round_of(year(fy))
    if round_ is None:
        raise Http404
    sections = round_.sheets.values_list("section_id", flat=True)
    form = DueForm(request.POST or None, sections=sections, opens_on=round_.opens_on)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        steering.give_due(
            round_,
            typed["section"],
            due_on=typed["due_on"],
            reason=typed["reason"],
            actor=request.actor,
        )
        messages.success(request, _("{name}の期限を変えました。").format(name=typed["section"]))
        return HttpResponseRedirect(reverse("board-list", kwargs={"fy": fy}))
    dues = round_.section_dues.select_related("section")
    context = {"fy": year(fy), "round": round_, "form": form, "dues": dues}
    status = 422 if request.method == "POST" else 200
    return render(request, "evaluation/board_due.html", context, status=status)


@staff("round.open")
def reminders(request: StaffRequest, fy: int) -> HttpResponse:
    """Show for each section the text that asks for its reports, to copy into a message."""
    round_ = lists.round_of(year(fy))
    if round_ is None:
        raise Http404
    today = clock.today()
    letters = steering.reminder(round_, lists.rows_of(round_, today), today=today)
    context = {"fy": year(fy), "round": round_, "letters": letters}
    return render(request, "evaluation/reminders.html", context)
