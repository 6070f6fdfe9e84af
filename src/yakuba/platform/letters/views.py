"""The buttons that start a paper."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.functional import Promise
from django.views.decorators.http import require_POST

from yakuba.platform.letters.declaration import Paper
from yakuba.platform.letters.services import start
from yakuba.platform.office.access import StaffRequest, staff
from yakuba.platform.registers import Register
from yakuba.platform.registers.scope import note_look
from yakuba.platform.registers.views.common import record_of

View = Callable[..., HttpResponseBase]


def letter_view(paper: Paper, register: Register, titles: Mapping[str, str | Promise]) -> View:
    """Return the view that starts a letter about a record, by the ending that the button names.

    `titles` name the job for each ending; the last one is made where the button names none.
    """

    def letter(request: StaffRequest, pk: int) -> HttpResponse:
        record = record_of(request, register, pk)
        note_look(register, request.actor, "record.export", record=record)
        wish = request.POST.get("kind", "")
        ending = wish if wish in titles else list(titles)[-1]
        return start(paper, ending, titles[ending], actor=request.actor, pk=pk)

    return require_POST(staff("record.read")(letter))


def yearly_view(paper: Paper, title: str | Promise) -> View:
    """Return the view that starts the paper on a fiscal year, by what was typed as `fy`."""

    def yearly(request: StaffRequest) -> HttpResponse:
        given: dict[str, Any] = {"fy": request.POST.get("fy", "")[:4]}
        return start(paper, "pdf", title, actor=request.actor, **given)

    return require_POST(staff("record.read")(yearly))
