"""Marks on views: who may open an address.  Every address carries one; a test looks."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, Final, ParamSpec, cast
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform import clock
from yakuba.platform.drafts import unsent
from yakuba.platform.office.actors import Actor, actor_of
from yakuba.platform.office.models import Account
from yakuba.platform.office.rights import TABLE, Forbidden, Role, may
from yakuba.platform.ui.sentences import spoken_problem

# trust.md 7: idle 30 minutes (the cookie's age), 12 hours in all.
ABSOLUTE_LIMIT: Final = timedelta(hours=12)
_TOUCH_AFTER: Final = timedelta(minutes=1)

PUBLIC: Final = "public"
SIGN_IN: Final = "sign-in"
SIGNED_IN: Final = "signed-in"

P = ParamSpec("P")
View = Callable[Concatenate[Any, P], HttpResponseBase]
MarkedView = Callable[Concatenate[Any, P], HttpResponse]


class StaffRequest(HttpRequest):
    """A request behind `@staff`: who acts is known."""

    user: Account
    actor: Actor


def public(view: View[P]) -> MarkedView[P]:
    """Mark a page for everybody; it must not touch the session (a test looks)."""
    return _marked(view, PUBLIC)


def sign_in_page(view: View[P]) -> MarkedView[P]:
    """Mark a page on the way in: open to everybody, with a session, never stored."""

    @wraps(view)
    def page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        return _not_stored(view(request, *args, **kwargs))

    return _marked(page, SIGN_IN)


def signed_in(view: View[P]) -> MarkedView[P]:
    """Mark a page for everybody with an account, such as the change of the own password."""
    return _guarded(view, None)


def staff(action: str) -> Callable[[View[P]], MarkedView[P]]:
    """Mark a page for those whom the rights table allows the action on anything.

    The view asks `may` or `visible_to` again for the thing at hand.

    :raises KeyError: if the action is not in the rights table (when the view is defined)
    """
    TABLE[action]
    return lambda view: _guarded(view, action)


def _guarded(view: View[P], action: str | None) -> MarkedView[P]:
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        away = _turned_away(request, action)
        if away is not None:
            return _not_stored(away)
        try:
            return _not_stored(_noted(request, view(request, *args, **kwargs)))
        except Forbidden as refused:
            return _not_stored(refuse(request, refused.problems[0]))
        except YakubaError as refused:  # a view that did not show it beside a field
            return _not_stored(refuse(request, refused.problems[0], status=422))

    return _marked(guarded, action or SIGNED_IN)


def refuse(request: HttpRequest, problem: Problem, *, status: int = 403) -> HttpResponse:
    """Return the page that says why something is not done, and what to do."""
    actor = getattr(request, "actor", None)
    is_host = actor is not None and actor.roles == {Role.HOST}
    context = {"problem": spoken_problem(problem), "is_host": is_host}
    return render(request, "office/refused.html", context, status=status)


def keep_words(request: HttpRequest) -> HttpResponse:
    """Return where a sent form can be sent again: with the account, else after signing in.

    For a form that stands on this site, but could not be handled.
    """
    back = _page_sent_from(request)
    sealed = unsent.seal(request, page=back)
    if not sealed:
        return HttpResponseRedirect(back)
    if isinstance(request.user, Account) and unsent.keep(request.user, sealed):
        return HttpResponseRedirect(reverse("draft-unsent"))
    return cast(HttpResponse, _not_stored(_sign_in_page(request, back, sealed)))


def choose_section(request: HttpRequest, section_id: int) -> None:
    """Keep in the session for which section one acts; ignored if the section is not one's own."""
    request.session["acting_section"] = section_id


def _turned_away(request: HttpRequest, action: str | None) -> HttpResponse | None:
    if not request.user.is_authenticated or _session_is_over(request):
        return _to_sign_in(request, carry=action is not None)  # pages for all ask for passwords
    account = request.user
    if account.must_change_password and action is not None:
        return _redirect(request, reverse("account_change_password"))
    chosen = request.session.get("acting_section")
    actor = actor_of(account, clock.today(), chosen)
    request.actor = actor  # type: ignore[attr-defined]
    problem = may(actor, action) if action else None
    return refuse(request, problem) if problem else None


def _noted(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Return the answer; words that were kept through signing in are in its hands now."""
    key = request.POST.get(unsent.FIELD) if request.method == "POST" else None
    if key and response.status_code == HTTPStatus.FOUND:
        unsent.drop(cast(Account, request.user), key)
    return response


def _session_is_over(request: HttpRequest) -> bool:
    """Return whether the absolute limit has passed; else keep the idle limit from running out."""
    now = clock.real_now()
    began = _stamp(request, "signed_in_at", now)
    if now - began > ABSOLUTE_LIMIT:
        logout(request)
        return True
    if now - _stamp(request, "seen_at", now) > _TOUCH_AFTER:
        request.session["seen_at"] = now.isoformat()
    return False


def _stamp(request: HttpRequest, key: str, now: datetime) -> datetime:
    stored = request.session.get(key)
    if stored is None:
        request.session[key] = stored = now.isoformat()
    return datetime.fromisoformat(stored)


def _to_sign_in(request: HttpRequest, *, carry: bool) -> HttpResponse:
    """Return the way to the sign-in page; with `carry` that page itself, holding typed words."""
    back = request.get_full_path() if request.method == "GET" else _page_sent_from(request)
    sealed = unsent.seal(request, page=back) if carry and request.method == "POST" else ""
    if sealed and not getattr(request, "htmx", False):
        return _sign_in_page(request, back, sealed)
    if getattr(request, "htmx", False):
        back = request.htmx.current_url_abs_path or back  # type: ignore[attr-defined]
    return _redirect(request, f"{reverse('account_login')}?{urlencode({'next': back})}")


def _sign_in_page(request: HttpRequest, back: str, sealed: str) -> HttpResponse:
    from yakuba.platform.office.forms import SignInForm  # it needs all apps

    form = SignInForm(request=request)
    context = {"form": form, "next": back, "unsent": sealed}
    return render(request, "office/sign_in.html", context, status=HTTPStatus.FORBIDDEN)


def _page_sent_from(request: HttpRequest) -> str:
    """Return the staff page whose form was sent: its draft is there after signing in again."""
    came = urlsplit(request.headers.get("Referer", ""))
    is_ours = came.netloc == request.get_host() and came.path.startswith(("/staff/", "/en/staff/"))
    return urlunsplit(("", "", came.path, came.query, "")) if is_ours else reverse("staff-home")


def _redirect(request: HttpRequest, address: str) -> HttpResponse:
    """Return a redirect of the whole page, also when htmx asked for a part of it."""
    if getattr(request, "htmx", False):
        return HttpResponseClientRedirect(address)
    return HttpResponseRedirect(address)


def _marked(view: View[P], right: str) -> MarkedView[P]:
    view.right = right  # type: ignore[attr-defined]
    return cast(MarkedView[P], view)


def _not_stored(response: HttpResponseBase) -> HttpResponseBase:
    response["Cache-Control"] = "no-store"
    return response
