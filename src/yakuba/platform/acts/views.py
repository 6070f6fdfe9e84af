"""The page of a record with its acts, and the address that takes them."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yakuba.kernel.problems import YakubaError
from yakuba.platform.acts.declaration import Page
from yakuba.platform.office.access import StaffRequest, staff
from yakuba.platform.office.rights import Forbidden
from yakuba.platform.registers import Register
from yakuba.platform.registers.cells import state_label
from yakuba.platform.registers.details import Detail, Stop
from yakuba.platform.registers.facts import state_name
from yakuba.platform.registers.scope import rows
from yakuba.platform.registers.views.common import record_of
from yakuba.platform.registers.views.records import detail_context
from yakuba.platform.ui.fieldgroups import add_problems

View = Callable[..., HttpResponseBase]


def detail_view(page: Page) -> View:
    """Return the view that stands for the register's page of a record."""

    def detail(request: StaffRequest, register: Register, pk: int) -> HttpResponse:
        return _shown(request, page, record_of(request, register, pk))

    return detail


def act_view(page: Page) -> View:
    """Return the view that takes an act; its address has the parts `pk` and `verb`."""

    def act(request: StaffRequest, pk: int, verb: str) -> HttpResponse:
        record, chosen = record_of(request, page.register, pk), page.act(verb)
        if chosen is None:
            raise Http404
        form = chosen.form(request.POST)
        if form is not None and not form.is_valid():
            return _shown(request, page, record, verb=verb, form=form)
        try:
            page.do(chosen, record, actor=request.actor, **(form.cleaned_data if form else {}))
        except Forbidden:
            raise
        except YakubaError as refused:
            again = record_of(request, page.register, pk)
            return _shown(request, page, again, verb=verb, form=form, refused=refused)
        messages.success(request, _("進めました。"))
        return HttpResponseRedirect(_address(request, page, pk))

    return require_POST(staff("record.move")(act))


def _address(request: StaffRequest, page: Page, pk: int) -> str:
    """Return the record's page; a section that handed it on may not see it any more."""
    if rows(page.register, request.actor).filter(pk=pk).exists():
        return reverse("register-detail", kwargs={"code": page.register.code, "pk": pk})
    return reverse(page.home)


def _shown(
    request: StaffRequest,
    page: Page,
    record: Any,
    *,
    verb: str = "",
    form: forms.Form | None = None,
    refused: YakubaError | None = None,
) -> HttpResponse:
    if refused and form is not None:
        add_problems(form, refused)
    context = detail_context(request, page.register, record)
    steps = [step for step in context["steps"] if page.allows(record, step.name)]
    plain = [step for step in steps if step.name in page.plain]
    context |= {
        "form": form,
        "problems": refused.problems if refused and form is None else (),
        "has_errors": bool(form or refused),
        "steps": sorted(plain, key=lambda step: page.plain.index(step.name)),
        "acts": _acts(page, context["detail"], {step.name for step in steps}, verb, form),
        "act_address": page.address,
        "timeline": _timeline(page, record, context["timeline"]),
        **page.more(record),
    }
    return render(request, page.template, context, status=422 if form or refused else 200)


def _acts(
    page: Page, shown: Detail, steps: set[str], typed: str, form: forms.Form | None
) -> list[dict[str, Any]]:
    """Return the acts that the actor may do now, each with its form."""
    record, first = shown.record, page.first(shown.record)
    return [
        {
            "name": act.name,
            "title": act.title,
            "form": form if act.name == typed and form else act.form(first=first),
            "open": act.name == typed,
        }
        for act in page.acts
        if page.offers(act, record, shown.actor, steps)
    ]


def _timeline(page: Page, record: Any, stops: list[Stop]) -> list[Stop]:
    """Return the states passed, then those of the usual way instead of the shortest."""
    if not page.way:
        return stops
    state = getattr(record, state_name(page.register) or "")
    ahead = page.way[page.way.index(state) + 1 :] if state in page.way else ()
    passed = [stop for stop in stops if stop.state]
    return passed + [Stop(state_label(page.register, one), "", "") for one in ahead]
