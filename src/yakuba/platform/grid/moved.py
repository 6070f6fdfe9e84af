"""Addresses of tables that became registers lead to the grid."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from yakuba.platform.office.access import MarkedView, StaffRequest, staff


def moved(code: str, action: str) -> MarkedView[...]:
    """Return the view of an old address, for those who may write the register."""

    def old_address(request: StaffRequest, **_parts: Any) -> HttpResponse:
        return HttpResponseRedirect(reverse("register-grid", kwargs={"code": code}))

    return staff(action)(old_address)
