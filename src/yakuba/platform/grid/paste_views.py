"""A block from Excel: what it would change is shown, and stored when somebody says so."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform.grid.pasting import Pasting
from yakuba.platform.office.access import StaffRequest
from yakuba.platform.registers.declaration import Register
from yakuba.platform.registers.facts import has_grid, key_of, label
from yakuba.platform.registers.scope import require
from yakuba.platform.registers.services import LONGEST_REASON
from yakuba.platform.registers.views.common import register_page


@register_page()
def paste(request: StaffRequest, register: Register) -> HttpResponse:
    """Show what a block would change in a register, or store it."""
    if not has_grid(register):
        raise Http404
    require(request.actor, register.actions.write, register)
    if request.method != "POST":
        return HttpResponseRedirect(_grid(register))
    pasting = Pasting(register, request.actor, request.POST.get("block", ""))
    if request.POST.get("do") != "apply":
        return _page(request, pasting)
    try:
        count = pasting.store(
            seen=request.POST.get("digest", ""),
            reason=request.POST.get("reason", "").strip(),
            key=request.POST.get("once", "") or pasting.key,
        )
    except YakubaError as refused:
        return _page(request, pasting, refused.problems)
    if count is None:  # stored before, or somebody else wrote in the meantime: look again
        return _page(request, pasting)
    messages.success(request, _("%(count)s行を保存しました。") % {"count": count})
    return HttpResponseRedirect(_grid(register))


def _page(
    request: StaffRequest, pasting: Pasting, problems: tuple[Problem, ...] = ()
) -> HttpResponse:
    found = pasting.found
    wrong = problems or tuple(found.problems)
    context = {
        "register": pasting.register,
        "found": found,
        "problems": wrong,
        "pasting": pasting,
        "block_key": [label(pasting.register, name) for name in key_of(pasting.register)],
        "reason": request.POST.get("reason", ""),
        "longest": LONGEST_REASON,
        "back": _grid(pasting.register),
        "has_errors": bool(wrong),
    }
    return render(request, "grid/paste.html", context, status=422 if wrong else 200)


def _grid(register: Register) -> str:
    return reverse("register-grid", kwargs={"code": register.code})
