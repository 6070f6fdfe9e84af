"""The page on which staff write, release and withdraw a published copy."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yakuba.kernel.problems import YakubaError
from yakuba.platform.jobs.services import enqueue
from yakuba.platform.masking import services
from yakuba.platform.masking.declaration import Copies
from yakuba.platform.masking.models import MaskedCopy
from yakuba.platform.office.access import StaffRequest, staff
from yakuba.platform.office.rights import Forbidden
from yakuba.platform.registers.scope import may, note_look
from yakuba.platform.registers.views.common import record_of
from yakuba.platform.ui.fieldgroups import add_problems

View = Callable[..., HttpResponseBase]
Form = type[forms.ModelForm[Any]]


def copy_view(copies: Copies, template: str, more: Mapping[str, Any] | None = None) -> View:
    """Return the view that shows and takes the copy of a record; its address has the part `pk`.

    The template extends `masking/copy.html` and is given `more`.
    """
    widgets: dict[str, Any] = {"text": forms.Textarea(), "reply": forms.Textarea()}
    kind: Form = forms.modelform_factory(copies.model, fields=services.WRITTEN, widgets=widgets)

    def copy(request: StaffRequest, pk: int) -> HttpResponse:
        record = record_of(request, copies.register, pk)
        found = services.copy_of(copies, record)
        form, status = kind(instance=found), 200
        if request.method == "POST":
            form, status = kind(request.POST, instance=found), 422
            done = _taken(request, copies, record, form)
            if done is not None:
                return done
            found = services.copy_of(copies, record)  # the form wrote into the other one
        context = _context(request, copies, record, found) | {"form": form} | dict(more or {})
        return render(request, template, context, status=status)

    return staff("record.read")(copy)


def _taken(
    request: StaffRequest, copies: Copies, record: Any, form: forms.ModelForm[Any]
) -> HttpResponse | None:
    """Do what the button says and lead on, None where it was refused: the form says why."""
    is_valid = form.is_valid()
    if request.POST.get("do") == "write" and not is_valid:
        return None
    try:
        return _act(request, copies, record, form.cleaned_data)
    except Forbidden:
        raise
    except YakubaError as refused:
        form.errors.clear()
        add_problems(form, refused)
        return None


def _act(
    request: StaffRequest, copies: Copies, record: Any, values: Mapping[str, Any]
) -> HttpResponse:
    wish, actor, typed = request.POST.get("do", ""), request.actor, request.POST.get("version", "")
    version = int(typed) if typed.isascii() and typed.isdigit() else 0
    if wish == "look":
        services.check_open(copies, record)
        payload = {"copies": copies.code, "pk": record.pk}
        title = _("伏せる候補をさがす")
        job = enqueue("masking.look", title, account=actor.account, payload=payload)
        return HttpResponseRedirect(reverse("job", kwargs={"job_id": job.pk}))
    if wish == "write":
        services.write(copies, record, values, actor=actor, version=version)
    elif wish == "release":
        copy, read = services.copy_of(copies, record), "read" in request.POST
        services.release(copies, copy, actor=actor, version=version, has_read=read)
    elif wish == "withdraw":
        copy, reason = services.copy_of(copies, record), request.POST.get("reason", "")
        services.withdraw(copies, copy, reason, actor=actor, version=version)
    messages.success(request, _("保存しました。"))
    return HttpResponseRedirect(reverse(copies.address, kwargs={"pk": record.pk}))


def _context(
    request: StaffRequest, copies: Copies, record: Any, copy: MaskedCopy
) -> dict[str, Any]:
    actor, register = request.actor, copies.register
    note_look(register, actor, record=record)
    return {
        "register": register,
        "record": record,
        "copy": copy,
        "refused": tuple(copies.problems(record)),
        "pieces": [list(services.marked(record, copy, name)) for name in copies.texts.values()],
        "standing": services.standing(copy),
        "may_write": may(actor, services.WRITE, register, record) is None,
        "may_release": may(actor, services.PUBLISH, register, record) is None,
        "is_writer": copy.writer == actor.account,
    }
