"""Headquarters accept what was checked: what differs from the rule comes first."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from yakuba.core.evaluation import lists, steering
from yakuba.core.evaluation.flow import SheetState
from yakuba.core.evaluation.forms import HeadquartersForm
from yakuba.core.evaluation.lists import Row
from yakuba.core.evaluation.models import Round, Sheet
from yakuba.core.evaluation.twofold import Twofold, put_together
from yakuba.core.evaluation.views_approval import judged
from yakuba.core.evaluation.views_common import asked_year, sheet_at, sheet_page, year
from yakuba.core.indicators.models import WITHOUT_VALUE, Status
from yakuba.kernel.problems import YakubaError
from yakuba.platform import clock
from yakuba.platform.db import Conflict
from yakuba.platform.office.access import StaffRequest, staff
from yakuba.platform.office.rights import require
from yakuba.platform.ui.fieldgroups import add_problems
from yakuba.platform.ui.once import new_key

SHOWN = (SheetState.CHECKED, SheetState.ACCEPTED)
OPEN_FIGURES = (*WITHOUT_VALUE, Status.EXPECTED, Status.PROVISIONAL)


@staff("sheet.accept")
def acceptances(request: StaffRequest) -> HttpResponse:
    """Lead to the acceptance of the year that the office works on."""
    return redirect("acceptance-list", fy=lists.latest_year(clock.today()).year)


@staff("sheet.accept")
def acceptance_list(request: StaffRequest, fy: int) -> HttpResponse:
    """Show what waits for headquarters; accept several at once."""
    other = asked_year(request, fy, "acceptance-list")
    if other:
        return other
    round_ = lists.round_of(year(fy))
    if request.method == "POST" and round_ is not None:
        return _accept_several(request, round_)
    return _list_page(request, fy, round_)


def _list_page(
    request: StaffRequest, fy: int, round_: Round | None, *, problems: Any = (), status: int = 200
) -> HttpResponse:
    rows = lists.rows_of(round_, clock.today()) if round_ else []
    figures = _open_figures(round_) if round_ else {}
    waiting = [row for row in rows if row.sheet.state == SheetState.CHECKED]
    context = {
        "fy": year(fy),
        "round": round_,
        "waiting": [(row, figures.get(row.sheet.pk, ())) for row in sorted(waiting, key=_first)],
        "accepted": [row for row in rows if row.sheet.state not in _BEFORE],
        "before": [row for row in rows if row.sheet.state in _BEFORE and row not in waiting],
        "overrides": sum(row.is_override for row in waiting),
        "problems": problems,
        "once": new_key(),
        "has_errors": bool(problems),
    }
    return render(request, "evaluation/acceptance.html", context, status=status)


_BEFORE = (
    SheetState.OPEN,
    SheetState.DRAFTING,
    SheetState.PROPOSED,
    SheetState.RETURNED,
    SheetState.SUBMITTED,
    SheetState.CHECKED,
)


def _first(row: Row) -> bool:
    """Return the order of the list: what differs from the rule first."""
    return not row.is_override


def _open_figures(round_: Round) -> dict[int, list[str]]:
    """Return the words of figures that are not confirmed yet, by report; one query."""
    found: dict[int, list[str]] = {}
    for sheet in round_.sheets.prefetch_related("figures__calculation", "figures__indicator"):
        for figure in sheet.figures.all():
            status = Status(figure.calculation.status)
            if status in OPEN_FIGURES:
                words = f"{figure.indicator.name}（{status.label}）"
                found.setdefault(sheet.pk, []).append(words)
    return found


def _accept_several(request: StaffRequest, round_: Round) -> HttpResponse:
    numbers = [number for number in request.POST.getlist("sheet") if number.isdecimal()]
    chosen = round_.sheets.filter(pk__in=numbers).select_related("round", "item", "section")
    try:
        count = steering.move_several(
            chosen, "accept", actor=request.actor, key=request.POST.get("once", "")
        )
    except YakubaError as refused:
        return _list_page(request, round_.fy.year, round_, problems=refused.problems, status=422)
    messages.success(request, _("{n}件を了承しました。").format(n=count))
    return HttpResponseRedirect(reverse("acceptance-list", kwargs={"fy": round_.fy.year}))


@staff("sheet.accept")
def acceptance_sheet(request: StaffRequest, fy: int, key: str) -> HttpResponse:
    """Show one report to headquarters: remark, another grade, acceptance, or taking it back."""
    sheet = sheet_at(fy, key)
    require(request.actor, "sheet.accept", sheet)
    if request.method != "POST":
        initial = {"grade": sheet.headquarters_grade_id, "remark": sheet.headquarters_remark}
        initial["version"] = sheet.version
        return _sheet_page(request, sheet, HeadquartersForm(initial=initial, sheet=sheet))
    form = HeadquartersForm(request.POST, sheet=sheet)
    name = request.POST.get("do", "")
    if not form.is_valid():
        return _sheet_page(request, sheet, form, status=422)
    try:
        steering.judge(
            sheet,
            name,
            grade=form.cleaned_data.get("grade"),
            remark=form.cleaned_data["remark"],
            actor=request.actor,
            key=form.cleaned_data["once"],
            seen=form.cleaned_data["version"],
        )
    except Conflict:
        return _with_both(request, sheet_at(fy, key), form)
    except YakubaError as refused:
        add_problems(form, refused)
        return _sheet_page(request, sheet_at(fy, key), form, status=422)
    messages.success(request, _said(name))
    return HttpResponseRedirect(reverse("acceptance-list", kwargs={"fy": fy}))


def _with_both(request: StaffRequest, sheet: Sheet, form: HeadquartersForm) -> HttpResponse:
    """Show what somebody else of headquarters stored meanwhile beside what was typed."""
    typed = {
        "headquarters_grade": form.cleaned_data["grade"],
        "headquarters_remark": form.cleaned_data["remark"],
    }
    merged = put_together(sheet, typed, seen=form.cleaned_data["version"])
    values = {name.removeprefix("headquarters_"): v for name, v in merged.values.items()}
    shown = HeadquartersForm(initial=values | {"version": merged.version}, sheet=sheet)
    return _sheet_page(request, sheet, shown, merged=merged, status=409)


def _said(name: str) -> str:
    if name == "reopen":
        return _("了承を取り消して差し戻しました。")
    return _("了承しました。") if name == "accept" else _("本部の意見を保存しました。")


def _sheet_page(
    request: StaffRequest,
    sheet: Sheet,
    form: HeadquartersForm,
    *,
    merged: Twofold | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "merged": merged,
        "is_checked": sheet.state == SheetState.CHECKED,
        "is_accepted": sheet.state in (SheetState.ACCEPTED, SheetState.IN_COUNCIL),
        **judged(sheet),
    }
    return sheet_page(request, "evaluation/acceptance_sheet.html", sheet, status=status, **context)
