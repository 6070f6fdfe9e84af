"""Forms for residents.  They carry no authority, so no cookie guards them (contracts §2).

What guards them instead: the browser's word that the form comes from this site, a signed token
(purpose, time of issue, random id = idempotency key, 24 hours) and a limit per address and 60
minutes.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Final

from django.core import signing
from django.db import transaction
from django.db.models import F, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from yakuba.kernel.problems import Problem
from yakuba.platform import clock
from yakuba.platform.office.access import public
from yakuba.platform.ui.models import SendCount
from yakuba.platform.ui.once import new_key

TOKEN: Final = "form_token"  # noqa: S105 (the name of a field)
SALT: Final = "yakuba.public-form"
LIFE: Final = timedelta(hours=24)
MINUTE: Final = timedelta(minutes=1)
KEPT: Final = timedelta(hours=2)

View = Callable[..., HttpResponse]


def form_token(purpose: str, key: str = "") -> str:
    """Return a signed token for a form; with `key` it stays the same form on its next page."""
    return signing.dumps({"purpose": purpose, "key": key or new_key()}, salt=SALT)


def public_form(purpose: str, *, per_hour: int = 30) -> Callable[[View], View]:
    """Mark a view that takes a resident's form; a POST reaches it only when it may be handled.

    The view finds the idempotency key in `request.form_key`; pages write `{% form_token %}`.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST":
                if not is_same_origin(request):
                    problem = {"problem": _other_site()}
                    return render(request, "ui/form_refused.html", problem, status=403)
                key = _key(request.POST.get(TOKEN, ""), purpose)
                if key is None:
                    return _again(request, _expired(), purpose, status=400)
                if times_within_hour(request, purpose) > per_hour:
                    return _again(request, _too_often(), purpose, status=429)
                request.form_key = key  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

        return public(csrf_exempt(guarded))

    return decorate


def is_same_origin(request: HttpRequest) -> bool:
    """Return whether the browser says that the form stands on this site; silence is a no."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def _key(token: str, purpose: str) -> str | None:
    """Return the idempotency key of a token, None if it is not valid for this form any more."""
    try:
        said = signing.loads(token, salt=SALT, max_age=LIFE)
    except signing.BadSignature:
        return None
    return str(said["key"]) if said["purpose"] == purpose else None


def times_within_hour(request: HttpRequest, purpose: str) -> int:
    """Return how often this form came from this address within 60 minutes, this time included.

    Minutes are counted, so that one sent a little more than 60 minutes ago may still count.  The
    address is kept as a digest with its minute: two rows cannot be told to be of one sender.
    """
    now = clock.real_now().replace(second=0, microsecond=0)
    keys = [_sender(request, purpose, now - minutes * MINUTE) for minutes in range(61)]
    with transaction.atomic():
        SendCount.objects.filter(minute__lt=now - KEPT).delete()
        row, _made = SendCount.objects.get_or_create(key=keys[0], defaults={"minute": now})
        SendCount.objects.filter(pk=row.pk).update(count=F("count") + 1)
        found = SendCount.objects.filter(key__in=keys).aggregate(times=Sum("count"))
    return int(found["times"])


def _sender(request: HttpRequest, purpose: str, minute: datetime) -> str:
    place = f"{purpose} {request.META.get('REMOTE_ADDR', '')} {minute.isoformat()}"
    return salted_hmac(SALT, place, algorithm="sha256").hexdigest()


def _again(request: HttpRequest, problem: Problem, purpose: str, *, status: int) -> HttpResponse:
    """Return a page that keeps what was typed and sends it again at one press."""
    typed = [(n, v) for n, vs in request.POST.lists() if n != TOKEN for v in vs]
    context = {"problem": problem, "typed": typed, "token": form_token(purpose)}
    return render(request, "ui/form_again.html", context, status=status)


def _other_site() -> Problem:
    message = _("この送信は、このサイトの画面からのものか確かめられませんでした。")
    fix = _("もう一度このサイトで画面を開いて、送ってください。")
    return Problem("form.origin", message, fix)


def _expired() -> Problem:
    message = _("画面を開いてから24時間を過ぎたか、画面が新しくなったため、まだ送られていません。")
    fix = _("書いた内容は残っています。「もう一度送る」を押してください。")
    return Problem("form.expired", message, fix)


def _too_often() -> Problem:
    message = _("短い時間に続けて送られたため、まだ受け付けていません。")
    fix = _("書いた内容は残っています。1時間ほどしてから「もう一度送る」を押してください。")
    return Problem("form.too-often", message, fix)
