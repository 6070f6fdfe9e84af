"""The three steps of a resident's form, the page that follows a receipt, the intake by staff."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from yakuba.kernel.problems import YakubaError
from yakuba.platform.office.access import StaffRequest
from yakuba.platform.office.rights import Forbidden
from yakuba.platform.receipts import qr
from yakuba.platform.receipts.forms import FollowForm
from yakuba.platform.ui import once
from yakuba.platform.ui.fieldgroups import add_problems
from yakuba.platform.ui.links import AppLinks

SEND, EDIT = "send", "edit"
PAGES_PER_HOUR: Final = 600  # what comes above its own limit is held; this only stops floods

Taken = tuple[Any, str]  # the record and its secret


def write_check_send(
    request: HttpRequest,
    form: Any,
    *,
    folder: str,
    compose: Callable[[Mapping[str, Any]], Any],
    receive: Callable[[Any, str], Taken],
    status_page: str,
    context: Mapping[str, Any],
) -> HttpResponse:
    """Show the form (new.html), what will be sent (check.html), then the receipt (receipt.html).

    `compose` makes a record of the form's `values()` and stores nothing; `receive` stores it by the
    key of the form.  The receipt shows the code of the page that `status_page` names.
    """
    wish = request.POST.get("do", "")
    if request.method != "POST" or wish == EDIT or not form.is_valid():
        return shown(request, f"{folder}/new.html", {"form": form, **context})
    try:
        record = compose(form.values())
        if wish == SEND:
            record, secret = receive(record, request.form_key)  # type: ignore[attr-defined]
            address = request.build_absolute_uri(AppLinks(request).page(status_page))
            found = {"record": record, "secret": secret, "code": qr.drawn(address)}
            return shown(request, f"{folder}/receipt.html", found)
    except YakubaError as refused:
        add_problems(form, refused)
        return shown(request, f"{folder}/new.html", {"form": form, **context})
    request.form_key = ""  # type: ignore[attr-defined]  # what is sent now is one of its own
    return shown(request, f"{folder}/check.html", {"form": form, "record": record})


def followed(form: FollowForm, find: Callable[[str, str], Any]) -> Any | None:
    """Return the record whose number and secret were typed, None with the reason in the form."""
    if not form.is_bound or not form.is_valid():
        return None
    record = find(form.cleaned_data["number"], form.cleaned_data["secret"])
    if record is None:
        form.add_error(None, _("この受付番号とあいことばの組み合わせは見つかりません。"))
    return record


def take_in(
    request: StaffRequest,
    form: forms.BaseForm,
    *,
    folder: str,
    take: Callable[..., Taken],
) -> HttpResponse:
    """Show the form of staff who write down what somebody said (intake.html), then taken.html."""
    key = request.POST.get("key") or once.new_key()
    if request.method == "POST" and form.is_valid():
        try:
            record, secret = take(form.cleaned_data, key=key)
            return render(request, f"{folder}/taken.html", {"record": record, "secret": secret})
        except Forbidden:
            raise
        except YakubaError as refused:
            add_problems(form, refused)
    status = 422 if request.method == "POST" else 200
    return render(request, f"{folder}/intake.html", {"form": form, "key": key}, status=status)


def shown(request: HttpRequest, template: str, context: Mapping[str, Any]) -> HttpResponse:
    """Return a page that no machine on the way keeps: it may hold what a resident wrote."""
    response = render(request, template, context)
    response["Cache-Control"] = "no-store"
    return response
