"""Writing one text of a report: last year's beside it, kept while it is typed, never lost."""

from dataclasses import replace
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from yakuba.core.evaluation.changes import chosen, last_year
from yakuba.core.evaluation.flow import WRITABLE
from yakuba.core.evaluation.forms import DoneForm, NextForm, NotDoneForm, TextForm
from yakuba.core.evaluation.grading import main_of, readings_of
from yakuba.core.evaluation.models import Sheet
from yakuba.core.evaluation.tasks import FIELDS, ORDER, TITLES, draft_form, next_task
from yakuba.core.evaluation.views_common import sheet_at, sheet_page, sheet_url
from yakuba.core.evaluation.writing import Clashing, on_behalf, write_texts
from yakuba.kernel.problems import YakubaError
from yakuba.platform.drafts import services as drafts
from yakuba.platform.drafts.models import Draft
from yakuba.platform.office.access import StaffRequest, staff
from yakuba.platform.ui.fieldgroups import add_problems
from yakuba.platform.ui.once import new_key

FORMS: Final[dict[str, type[TextForm]]] = {
    "done": DoneForm,
    "not-done": NotDoneForm,
    "next": NextForm,
}

HIDDEN: Final = ("version", "seen", "once")


@staff("sheet.read")
def sheet_text(request: StaffRequest, fy: int, key: str, task: str) -> HttpResponse:
    """Show and store one text of a report."""
    if task not in FORMS:
        raise Http404
    sheet = sheet_at(fy, key)
    on_behalf(request.actor, sheet)
    if request.method == "POST":
        back = request.POST.get("do") == "back"
        return _go_back(request, sheet, task) if back else _save(request, sheet, task)
    if sheet.state not in WRITABLE:
        return HttpResponseRedirect(sheet_url("sheet", sheet))
    draft = drafts.read(request.user, draft_form(task), record=str(sheet.pk))
    form = FORMS[task](initial=_initial(sheet, task, draft), sheet=sheet)
    return _page(request, sheet, task, form=form, draft=draft)


def _initial(sheet: Sheet, task: str, draft: Draft | None) -> dict[str, Any]:
    """Return what is stored, with what was typed and not saved over it."""
    names = [name for name in FORMS[task].base_fields if hasattr(sheet, name)]
    stored = {name: getattr(sheet, name) for name in names}
    stored |= {"version": sheet.version, "grade": str(sheet.grade_id or "")}
    if draft is None:
        return stored
    typed = {name: draft.data[name] for name in names if name in draft.data}
    if isinstance(typed.get("causes"), str):
        typed["causes"] = [typed["causes"]]
    return stored | typed | {"version": draft.base_version or sheet.version}


def _go_back(request: StaffRequest, sheet: Sheet, task: str) -> HttpResponse:
    """Keep what was typed as a draft of its writer."""
    form = FORMS[task](request.POST, sheet=sheet)
    names = [name for name in form.fields if name not in HIDDEN]
    typed = {name: form[name].value() for name in names}
    version = request.POST.get("version", "")
    drafts.keep(
        request.user,
        draft_form(task),
        record=str(sheet.pk),
        data={name: value for name, value in typed.items() if value is not None},
        base_version=int(version) if version.isdecimal() else None,
    )
    messages.success(request, _("下書きを残しました。あなたにだけ見えます。"))
    return HttpResponseRedirect(_tasks_url(request, sheet))


def _tasks_url(request: StaffRequest, sheet: Sheet) -> str:
    behalf = on_behalf(request.actor, sheet)
    return sheet_url("sheet", sheet) + ("?behalf=1" if behalf else "")


def _save(request: StaffRequest, sheet: Sheet, task: str) -> HttpResponse:
    form = FORMS[task](request.POST, sheet=sheet)
    if not form.is_valid():
        return _page(request, sheet, task, form=form, status=422)
    values = form.values()
    asked = request.POST.getlist("clash")
    answers = {name: request.POST.get(f"choose-{name}", "") for name in asked}
    given_up = {name: values[name] for name in answers if answers[name] == "theirs"}
    # A choice that is missing asks again: the version that the writer first saw stands for it.
    seen = "version" if all(answers.values()) else "seen"
    try:
        write_texts(
            sheet,
            {name: value for name, value in values.items() if name not in given_up},
            actor=request.actor,
            version=form.cleaned_data[seen] or 0,
            key=form.cleaned_data["once"],
            form=draft_form(task),
            given_up=given_up,
        )
    except Clashing as clash:
        return _conflict(request, clash, task, form=form)
    except YakubaError as refused:
        add_problems(form, refused)
        return _page(request, sheet, task, form=form, status=422)
    messages.success(request, _("「{title}」を保存しました。").format(title=TITLES[task]))
    return HttpResponseRedirect(_next_url(request, sheet, task))


def _next_url(request: StaffRequest, sheet: Sheet, task: str) -> str:
    following = next_task(task)
    if following is None:
        return _tasks_url(request, sheet)
    return sheet_url("sheet-text", sheet, task=following)


def _conflict(request: StaffRequest, clash: Clashing, task: str, *, form: TextForm) -> HttpResponse:
    """Show 元 / あなた / 相手 for each field; the typed words travel along, nothing is chosen."""
    answered = chosen(clash.merged.clashes, request.POST)
    context = {
        "task": task,
        "page_title": TITLES[task],
        "form": form,
        "clashes": [replace(row, name=f"choose-{row.name}") for row in clash.merged.clashes],
        "names": [row.name for row in clash.merged.clashes],
        "typed": _typed(request, form),
        "stored_version": clash.sheet.version,
        "seen": form.cleaned_data["seen"] or form.cleaned_data["version"],
        "once": new_key(),
        "answered": answered,
        "unanswered": bool(request.POST.getlist("clash")),
        "has_errors": True,
    }
    return sheet_page(request, "evaluation/sheet_conflict.html", clash.sheet, status=409, **context)


def _typed(request: StaffRequest, form: TextForm) -> list[tuple[str, str]]:
    """Return all that was typed, as the hidden fields of the next form."""
    names = [name for name in form.fields if name not in HIDDEN]
    return [(name, value) for name in names for value in request.POST.getlist(name)]


def _page(
    request: StaffRequest,
    sheet: Sheet,
    task: str,
    *,
    form: TextForm,
    draft: Draft | None = None,
    status: int = 200,
) -> HttpResponse:
    readings = readings_of(sheet)
    before = last_year(sheet)
    parts = {"form": draft_form(task), "record": str(sheet.pk)}
    context = {
        "task": task,
        "page_title": TITLES[task],
        "place": ORDER.index(task) + 1,
        "total": len(ORDER),
        "form": form,
        "draft": draft,
        "main": main_of(readings),
        "readings": readings,
        "before": before,
        "before_text": getattr(before, FIELDS[task]) if before else "",
        "autosave": reverse("draft-autosave", kwargs=parts),
        "behalf": on_behalf(request.actor, sheet),
        "limit": 600,
    }
    return sheet_page(request, "evaluation/sheet_text.html", sheet, status=status, **context)
