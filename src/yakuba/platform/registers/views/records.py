"""One record: its page, its form, its steps, its files."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yakuba.kernel.problems import YakubaError
from yakuba.platform.db import Conflict
from yakuba.platform.drafts import services as drafts
from yakuba.platform.office.access import StaffRequest
from yakuba.platform.office.rights import Forbidden
from yakuba.platform.registers import feeds, services
from yakuba.platform.registers.declaration import Register
from yakuba.platform.registers.details import Detail
from yakuba.platform.registers.editing import Editing
from yakuba.platform.registers.scope import note_look, require
from yakuba.platform.registers.views.common import record_of, register_page
from yakuba.platform.ui.fieldgroups import add_problems


@register_page("detail")
def detail(request: StaffRequest, register: Register, pk: int) -> HttpResponse:
    """Show a record."""
    return detail_page(request, register, record_of(request, register, pk))


def detail_page(
    request: StaffRequest, register: Register, record: Any, *, status: int = 200, **more: Any
) -> HttpResponse:
    """Return the page of a record; `problems` say what was refused."""
    context = detail_context(request, register, record) | {"has_errors": "problems" in more}
    return render(request, "registers/detail.html", context | more, status=status)


def detail_context(request: StaffRequest, register: Register, record: Any) -> dict[str, Any]:
    """Return what a page of a record shows, and write down that it was looked at."""
    shown = Detail(register, record, request.actor)
    versions = shown.versions()
    note_look(register, request.actor, record=record)
    return {
        "register": register,
        "record": record,
        "detail": shown,
        "standings": shown.standings(),
        "steps": shown.steps(),
        "attachments": shown.attachments(),
        "may_attach": shown.may_attach(),
        "timeline": shown.timeline(versions),
        "changes": shown.changes(versions),
        "feeds": feeds.rows_of(register, record),
        "limit": services.LONGEST_REASON,
    }


@register_page("new")
def new(request: StaffRequest, register: Register) -> HttpResponse:
    """Show the form of a new record, or store it."""
    require(request.actor, register.actions.write, register)
    editing = Editing(register, request.actor, None)
    if request.method != "POST":
        return _form(request, editing, editing.first_form(request.GET))
    return _save(request, editing)


@register_page("edit")
def edit(request: StaffRequest, register: Register, pk: int) -> HttpResponse:
    """Show the form of a record, or store what was typed."""
    record = record_of(request, register, pk)
    require(request.actor, register.actions.write, register, record)
    editing = Editing(register, request.actor, record)
    if request.method != "POST":
        return _form(request, editing, editing.first_form(request.GET))
    return _save(request, editing)


@require_POST
@register_page()
def move(request: StaffRequest, register: Register, pk: int) -> HttpResponse:
    """Take a step of the flow."""
    if register.flow is None:
        raise Http404
    record = record_of(request, register, pk)
    version = request.POST.get("version", "")
    try:
        services.move(
            register,
            record,
            request.POST.get("step", ""),
            actor=request.actor,
            comment=request.POST.get("comment", "").strip(),
            expected_version=int(version) if version.isdecimal() else None,
        )
    except Forbidden:
        raise
    except YakubaError as refused:
        again = record_of(request, register, pk)
        context = {"problems": refused.problems, "comment": request.POST.get("comment", "")}
        return detail_page(request, register, again, status=422, **context)
    return _done(request, register, record, _("進めました。"))


@require_POST
@register_page()
def attach(request: StaffRequest, register: Register, pk: int) -> HttpResponse:
    """Keep a file with a record."""
    record = record_of(request, register, pk)
    require(request.actor, register.actions.write, register, record)
    upload = request.FILES.get("file")
    if upload is None:
        return _done(request, register, record, _("ファイルを選んでください。"))
    services.attach(register, record, upload, actor=request.actor)
    return _done(request, register, record, _("ファイルを付けました。"))


def _save(request: StaffRequest, editing: Editing) -> HttpResponse:
    if request.POST.get("do") == "drop":
        drafts.drop(request.user, editing.draft_form, record=editing.draft_record)
        return HttpResponseRedirect(request.get_full_path())
    form = editing.posted_form(request.POST)
    if not form.is_valid():
        return _form(request, editing, form, status=422)
    try:
        stored = editing.store(form, request.POST)
    except Conflict:
        return _form(request, editing, form, status=409, **editing.conflict(form, request.POST))
    except Forbidden:
        raise
    except YakubaError as refused:
        add_problems(form, refused)
        return _form(request, editing, form, status=422)
    if stored is None:
        messages.info(request, _("この内容は、すでに保存されています。"))
        target = reverse("register-list", kwargs={"code": editing.register.code})
        return HttpResponseRedirect(target)
    return _done(request, editing.register, stored, _("保存しました。"))


def _form(
    request: StaffRequest, editing: Editing, form: Any, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "register": editing.register,
        "record": editing.record,
        "form": form,
        "draft": editing.draft if request.method != "POST" else None,
        "autosave": editing.autosave,
        "back": editing.back,
        "title": editing.title,
    }
    return render(request, "registers/form.html", context | more, status=status)


def _done(request: StaffRequest, register: Register, record: Any, words: str) -> HttpResponse:
    messages.success(request, words)
    parts = {"code": register.code, "pk": record.pk}
    return HttpResponseRedirect(reverse("register-detail", kwargs=parts))
