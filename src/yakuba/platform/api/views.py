"""The addresses of the API.  What stands behind them is loaded with the first question."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render
from django.urls import URLResolver
from django.urls.resolvers import RegexPattern
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET

from yakuba.kernel.problems import YakubaError
from yakuba.platform.api import problems
from yakuba.platform.office.access import MarkedView, StaffRequest, public, staff
from yakuba.platform.registers.registry import all_registers, find
from yakuba.platform.registers.scope import require

View = Callable[..., HttpResponse]


@public
def front(request: HttpRequest) -> HttpResponse:
    """Say what the API offers, in words."""
    opened = [register for register in all_registers() if register.open_data]
    return render(request, "api/front.html", {"opened": opened})


@public
def description(request: HttpRequest) -> HttpResponse:
    """Hand out the OpenAPI document."""
    from yakuba.platform.api import building

    found = building.description(tuple(all_registers()))
    return JsonResponse(found, json_dumps_params=problems.JAPANESE)


def in_json(view: View) -> View:
    """Answer every refusal with problems as JSON."""

    @wraps(view)
    def page(request: HttpRequest, **parts: Any) -> HttpResponse:
        try:
            return view(request, **parts)
        except (Http404, YakubaError) as refused:
            return problems.refusal(refused)

    return page


def signed_in(view: View) -> MarkedView[...]:
    """Let staff in by the session; a change must prove by its token that it is theirs."""
    guarded = staff("staff.home")(in_json(view))

    @wraps(guarded)
    def page(request: HttpRequest, **parts: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return problems.answer(401, problems.sign_in())
        if _Csrf(_nothing).reason(request) is not None:
            return problems.answer(403, problems.forged())
        answer = guarded(request, **parts)
        if answer.headers.get("Content-Type", "").startswith("application/json"):
            return answer
        known = {302: (401, problems.sign_in()), 405: (405, problems.no_such_act())}
        refused = known.get(answer.status_code)
        return problems.answer(*(refused or (403, problems.not_yours())))

    return cast(MarkedView[...], csrf_exempt(page))


@public
@require_GET
@in_json
def open_records(request: HttpRequest, code: str) -> HttpResponse:
    """Hand out the open columns of a register."""
    return _asked(request, f"open/{code}", code)


@public
@require_GET
@in_json
def open_record(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """Hand out the open columns of a record."""
    return _asked(request, f"open/{code}/{number}", code)


@signed_in
def records(request: HttpRequest, code: str) -> HttpResponse:
    """List the records of a register, or take a new one."""
    return _asked(request, code, code)


@signed_in
def record(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Hand out a record, or take a change of it."""
    return _asked(request, f"{code}/{pk}", code)


def _asked(request: HttpRequest, path: str, code: str) -> HttpResponse:
    """Return what the operation behind a path answers.

    :raises Http404: if there is none
    :raises Forbidden: if the caller may change nothing of the register
    """
    from yakuba.platform.api import building

    register = find(code)
    if register is None:
        raise Http404
    if request.method in {"POST", "PATCH"}:
        actor = cast(StaffRequest, request).actor
        require(actor, register.actions.write, register)
    patterns = building.api_of(tuple(all_registers())).urls[0]
    found = URLResolver(RegexPattern(r""), patterns).resolve(path)
    answer: HttpResponse = found.func(request, *found.args, **found.kwargs)
    return answer


class _Csrf(CsrfViewMiddleware):
    """Django's own check, asked by hand: its refusal would be a page, not JSON."""

    def reason(self, request: HttpRequest) -> Any:
        """Return why the request is not trusted, None if it is."""
        self.process_request(request)
        return self.process_view(request, _nothing, (), {})

    def _reject(self, request: HttpRequest, reason: str) -> Any:
        return reason


def _nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse()
