"""Where a form sends itself while it is written, and where words wait that were not saved."""

import json
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform.drafts import services, unsent
from yakuba.platform.drafts.models import Draft
from yakuba.platform.office.access import StaffRequest, staff
from yakuba.platform.ui.sentences import spoken_problem

# Not part of what was typed.
_OTHER_FIELDS = frozenset({"csrfmiddlewaretoken", "version", "base_version", "once", "do"})


@require_POST
@staff("draft.write")
def autosave(request: StaffRequest, form: str, record: str) -> HttpResponse:
    """Keep the fields; answer 「17:12に自動で保存しました」 or the same as JSON."""
    try:
        typed, version = _typed(request)
        draft = services.keep(
            request.user, form, record=record, data=typed, base_version=_number(version)
        )
    except YakubaError as refused:
        return _answer(request, {"problem": spoken_problem(refused.problems[0])}, 400)
    return _answer(request, {"draft": draft}, 200)


@staff("draft.write")
def unsent_forms(request: StaffRequest) -> HttpResponse:
    """Show what was sent after the session had ended, to send it again; or forget one of it."""
    if request.method == "POST":
        unsent.drop(request.user, request.POST.get("key", ""))
        return redirect("draft-unsent")
    return render(request, "drafts/unsent.html", {"waiting": unsent.of(request.user)})


def _typed(request: StaffRequest) -> tuple[dict[str, Any], object]:
    """Return the typed fields and the base version, from JSON or from form fields.

    :raises YakubaError: if the JSON is not an object
    """
    if request.content_type != "application/json":
        fields = {name: request.POST.getlist(name) for name in request.POST}
        typed = {n: v[0] if len(v) == 1 else v for n, v in fields.items() if n not in _OTHER_FIELDS}
        return typed, request.POST.get("base_version") or request.POST.get("version")
    try:
        sent = json.loads(request.body)
    except ValueError:
        sent = None
    if not isinstance(sent, dict) or not isinstance(sent.get("data"), dict):
        message, fix = _("自動で保存できませんでした。"), _("いま保存してください。")
        raise YakubaError(Problem("draft.unreadable", message, fix))
    return sent["data"], sent.get("base_version")


def _number(version: object) -> int | None:
    typed = str(version or "")
    return int(typed) if typed.isdecimal() else None


def _answer(request: StaffRequest, context: dict[str, Any], status: int) -> HttpResponse:
    if request.content_type == "application/json":
        return JsonResponse(_plain(**context), status=status)
    return render(request, "drafts/saved.html", context, status=status)


def _plain(draft: Draft | None = None, problem: Problem | None = None) -> dict[str, object]:
    if draft is not None:
        return {"saved_at": draft.saved_at, "version": draft.base_version}
    return {"problem": str(problem)}
