"""The grid's page: it opens, and takes one row at a time, from a form or from its script."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from yakuba.kernel.problems import YakubaError
from yakuba.platform.db import Conflict
from yakuba.platform.grid.rows import Grid, GridRow
from yakuba.platform.office.access import StaffRequest
from yakuba.platform.office.rights import Forbidden
from yakuba.platform.registers.declaration import Register
from yakuba.platform.registers.facts import has_grid
from yakuba.platform.registers.scope import note_look, require
from yakuba.platform.registers.views.common import register_page
from yakuba.platform.ui.fieldgroups import add_problems


@register_page()
def grid(request: StaffRequest, register: Register) -> HttpResponse:
    """Show a register's view as a table to write in, or store a row of it."""
    if not has_grid(register):
        raise Http404
    require(request.actor, register.actions.write, register)
    asked = Grid(register, request.actor, request.GET)
    if request.method == "POST":
        return _store(request, asked)
    note_look(register, request.actor, query=asked.listing.query(), count=asked.listing.count)
    return _page(request, asked)


def _store(request: StaffRequest, asked: Grid) -> HttpResponse:
    row = asked.sent_row(request.POST)
    form: Any = row.form
    editing = asked.editing(row)
    if not form.is_valid():
        return _refused(request, asked, row)
    try:
        stored = editing.store(form, request.POST)
    except Conflict:
        return _clash(request, asked, row, editing.conflict(form, request.POST))
    except Forbidden:
        raise
    except YakubaError as refused:
        add_problems(form, refused)
        return _refused(request, asked, row)
    if _wants_json(request):
        return JsonResponse(
            {"version": stored.version, "row": f"row-{stored.pk}"} if stored else {}
        )
    messages.success(request, _("「%(title)s」を保存しました。") % {"title": stored or row.title})
    return HttpResponseRedirect(request.get_full_path())


def _refused(request: StaffRequest, asked: Grid, row: GridRow) -> HttpResponse:
    if not _wants_json(request):
        return _page(request, asked, sent=row, status=422, has_errors=True)
    form: Any = row.form
    errors = [
        {"place": form.add_prefix(name) if name != "__all__" else "", "message": str(words)}
        for name, each in form.errors.items()
        for words in each
    ]
    return JsonResponse({"errors": errors}, status=422)


def _clash(request: StaffRequest, asked: Grid, row: GridRow, found: dict[str, Any]) -> HttpResponse:
    if not _wants_json(request):
        return _page(request, asked, sent=row, status=409, clash_row=row, **found)
    clashes = [asdict(one) for one in found["clashes"]]
    return JsonResponse({"clashes": clashes, "version": row.record.version}, status=409)


def _wants_json(request: StaffRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"


def _page(
    request: StaffRequest,
    asked: Grid,
    *,
    sent: GridRow | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {
        "register": asked.register,
        "listing": asked.listing,
        "columns": asked.columns,
        "block_key": asked.key,
        "rows": asked.rows(sent),
        "form": sent.form if sent else None,
        "here": asked.listing.query(page=None),
    }
    return render(request, "grid/grid.html", context | more, status=status)
