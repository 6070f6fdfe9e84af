"""What the pages share: which register an address means, and whose page it is."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.module_loading import import_string

from yakuba.platform.office.access import StaffRequest, staff
from yakuba.platform.registers.declaration import Register
from yakuba.platform.registers.registry import find
from yakuba.platform.registers.scope import require, rows

View = Callable[..., HttpResponseBase]


def register_page(name: str = "") -> Callable[[View], View]:
    """Hand the view its register, once the actor may read it; a module may replace a named page.

    The view that replaces it takes the same: request, register, and the parts of the address.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def page(request: StaffRequest, code: str, **parts: Any) -> HttpResponseBase:
            register = found(code)
            require(request.actor, register.actions.read, register)
            replaced = register.pages.get(name)
            chosen = import_string(replaced) if replaced else view
            answer: HttpResponseBase = chosen(request, register, **parts)
            return answer

        return staff("staff.home")(page)

    return wrap


def found(code: str) -> Register:
    """Return the register of an address.

    :raises Http404: if there is none
    """
    register = find(code)
    if register is None:
        raise Http404
    return register


def record_of(request: StaffRequest, register: Register, pk: int) -> Any:
    """Return a record that the actor may see.

    :raises Http404: if there is none, or it is not for the actor's eyes
    """
    return get_object_or_404(rows(register, request.actor), pk=pk)
