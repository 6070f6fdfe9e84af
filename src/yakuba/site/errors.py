"""Pages for what went wrong: the cause, the way out, and a number where the office must look."""

import logging
import secrets
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from yakuba.platform.office.access import keep_words
from yakuba.platform.ui.context import without_database
from yakuba.platform.ui.public_form import is_same_origin

log = logging.getLogger(__name__)

LETTERS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is read for another


def error_number() -> str:
    """Return a number that a person can read out on the telephone: K7F-2Q4."""
    drawn = "".join(secrets.choice(LETTERS) for _place in range(6))
    return f"{drawn[:3]}-{drawn[3:]}"


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return the page for an address that does not exist."""
    return render(request, "404.html", _place(request), status=404)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return the page for a request that cannot be read; it asks no database."""
    return _without_database(request, "400.html", 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return the page for what one may not see."""
    number = _noted(request, "denied")
    return render(request, "403.html", _place(request) | {"number": number}, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Return the page for a fault of ours; it asks no database, which may be the fault."""
    return _without_database(request, "500.html", 500)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return the page for a form whose token is not valid any more (Django's CSRF failure).

    Signing in gives every open form a token that is out of date.  Where the browser itself says
    that a staff form stands on this site, its words are carried on as after an ended session.
    """
    log.warning("form refused at %s: %s", request.path, reason)
    if _is_staff_page(request) and is_same_origin(request):
        return keep_words(request)
    return render(request, "form_expired.html", _place(request), status=403)


def _without_database(request: HttpRequest, template: str, status: int) -> HttpResponse:
    number = _noted(request, str(status))
    context = without_database(request) | _place(request) | {"number": number}
    return HttpResponse(render_to_string(template, context), status=status)


def _noted(request: HttpRequest, what: str) -> str:
    number = error_number()
    log.error("error %s: %s at %s", number, what, request.path, exc_info=True)
    return number


def _place(request: HttpRequest) -> dict[str, Any]:
    return {"path": request.path, "is_staff_page": _is_staff_page(request)}


def _is_staff_page(request: HttpRequest) -> bool:
    return "/staff/" in f"{request.path}/"
