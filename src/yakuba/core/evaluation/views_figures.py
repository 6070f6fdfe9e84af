"""The figures of a report and what became of its planned actions."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from yakuba.core.evaluation.computed import computed_figures
from yakuba.core.evaluation.flow import WRITABLE
from yakuba.core.evaluation.forms import ActionForm, FigureForm
from yakuba.core.evaluation.grading import readings_of
from yakuba.core.evaluation.models import Sheet, YearlyAction
from yakuba.core.evaluation.twofold import put_together
from yakuba.core.evaluation.views_common import sheet_at, sheet_page, sheet_url
from yakuba.core.evaluation.writing import (
    DoneAction,
    TypedFigure,
    enter_figures,
    on_behalf,
    report_actions,
)
from yakuba.core.indicators.models import Actual
from yakuba.kernel.problems import YakubaError
from yakuba.platform.office.access import StaffRequest, staff
from yakuba.platform.ui.once import new_key


@staff("sheet.read")
def sheet_figures(request: StaffRequest, fy: int, key: str) -> HttpResponse:
    """Show and store the figures of a report, one form an indicator."""
    sheet = sheet_at(fy, key)
    behalf = on_behalf(request.actor, sheet)
    if sheet.state not in WRITABLE and request.method == "GET":
        return HttpResponseRedirect(sheet_url("sheet", sheet))
    forms = _figure_forms(request, sheet)
    if request.method != "POST":
        return _figures_page(request, sheet, forms)
    valid = [form.is_valid() for form in forms]
    if not all(valid):
        return _figures_page(request, sheet, forms, status=422)
    only_save = request.POST.get("do") == "save"
    try:
        enter_figures(
            sheet,
            [_typed(form) for form in forms if form.has_changed()],
            actor=request.actor,
            confirmed=not only_save,
            key=request.POST.get("once", ""),
        )
    except YakubaError as refused:
        forms = _after_conflict(forms, refused)
        return _figures_page(request, sheet, forms, problems=refused.problems, status=422)
    messages.success(request, _("実績を保存しました。"))
    if only_save:
        return HttpResponseRedirect(sheet_url("sheet-figures", sheet))
    query = "?behalf=1" if behalf else ""
    return HttpResponseRedirect(sheet_url("sheet-text", sheet, task="done") + query)


def _figure_forms(request: StaffRequest, sheet: Sheet) -> list[FigureForm]:
    data: dict[str, Any] = {}
    if request.method == "POST":
        data = {"data": request.POST, "files": request.FILES}
    forms = []
    for reading in readings_of(sheet):
        if reading.method is not None and not reading.indicator.computed_by:
            form = FigureForm(
                **data,
                indicator=reading.indicator,
                method=reading.method,
                actual=reading.actual,
            )
            form.aim = reading.aim
            form.before = _figure_before(reading.indicator.actuals.all(), sheet)
            forms.append(form)
    return forms


def _figure_before(actuals: Any, sheet: Sheet) -> Actual | None:
    return next((row for row in actuals if row.fy == sheet.round.fy.previous), None)


def _typed(form: FigureForm) -> TypedFigure:
    upload = form.cleaned_data.get("upload")
    uploads = (upload,) if upload else ()
    return TypedFigure(form.indicator, form.entry(), form.cleaned_data["version"], uploads)


def _after_conflict(forms: list[FigureForm], refused: YakubaError) -> list[FigureForm]:
    """Return the forms of a refused entry; after a conflict, both writers' words in them."""
    if all(problem.code != "record.conflict" for problem in refused.problems):
        return forms
    return [_with_both(form) for form in forms]


def _with_both(form: FigureForm) -> FigureForm:
    indicator, seen = form.indicator, form.cleaned_data["version"]
    stored = Actual.objects.filter(pk=form.actual.pk).first() if form.actual else None
    if stored is None or stored.version == seen:
        return form
    names = [name for name in form.fields if name not in ("upload", "version")]
    merged = put_together(stored, {name: form.cleaned_data[name] for name in names}, seen=seen)
    shown = FigureForm(
        indicator=indicator,
        method=form.method,
        actual=stored,
        initial=merged.values | {"version": merged.version},
    )
    shown.aim, shown.before, shown.merged = form.aim, form.before, merged
    return shown


def _figures_page(
    request: StaffRequest,
    sheet: Sheet,
    forms: list[FigureForm],
    *,
    problems: Any = (),
    status: int = 200,
) -> HttpResponse:
    context = {
        "forms": forms,
        "computed": computed_figures(sheet),
        "problems": problems,
        "behalf": on_behalf(request.actor, sheet),
        "once": new_key(),
        "has_errors": status != 200,
    }
    return sheet_page(request, "evaluation/sheet_figures.html", sheet, status=status, **context)


@staff("sheet.read")
def sheet_actions(request: StaffRequest, fy: int, key: str) -> HttpResponse:
    """Show what was planned for the year and store what became of it."""
    sheet = sheet_at(fy, key)
    behalf = on_behalf(request.actor, sheet)
    if sheet.state not in WRITABLE and request.method == "GET":
        return HttpResponseRedirect(sheet_url("sheet", sheet))
    rows = sheet.item.actions.filter(fy=sheet.round.fy)
    data = request.POST if request.method == "POST" else None
    forms = [ActionForm(data, action=action) for action in rows]
    problems: Any = ()
    if data is not None and all([form.is_valid() for form in forms]):
        try:
            report_actions(
                sheet, [_done(form) for form in forms if form.has_changed()], actor=request.actor
            )
        except YakubaError as refused:
            problems = refused.problems
            forms = [_action_with_both(form) for form in forms]
        else:
            messages.success(request, _("取組の実績を保存しました。"))
            query = "?behalf=1" if behalf else ""
            return HttpResponseRedirect(sheet_url("sheet", sheet) + query)
    context = {"forms": forms, "problems": problems, "behalf": behalf, "has_errors": bool(data)}
    return sheet_page(
        request,
        "evaluation/sheet_actions.html",
        sheet,
        status=200 if data is None else 422,
        **context,
    )


def _action_with_both(form: ActionForm) -> ActionForm:
    """Return the form of an action with the words of both, if somebody stored it meanwhile."""
    typed = dict(form.cleaned_data)
    seen, stored = typed.pop("version"), YearlyAction.objects.get(pk=form.action.pk)
    if stored.version == seen:
        return form
    merged = put_together(stored, typed, seen=seen)
    shown = ActionForm(action=stored, initial=merged.values | {"version": merged.version})
    shown.merged = merged
    return shown


def _done(form: ActionForm) -> DoneAction:
    typed = form.cleaned_data
    return DoneAction(
        form.action,
        typed["actual_text"],
        typed["actual_stage"],
        typed["done_on"],
        typed["version"],
    )
