"""How local accounts sign in: allauth's flow, our limit in the database, our audit."""

import math
from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from yakuba.platform import clock
from yakuba.platform.audit.services import record
from yakuba.platform.office import limits
from yakuba.platform.office.models import Account, fold_login_name

SIGN_IN_EVENT: Final = "account.sign_in"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Closes sign-up, counts failures in the database and writes sign-ins to the audit."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return that nobody makes an account for himself."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Account | None:
        """Return the account that the credentials open, or None.

        :raises ValidationError: if there were too many failures; says how long to wait
        """
        login_name = fold_login_name(credentials.get("username", ""))
        address = request.META.get("REMOTE_ADDR", "")
        wait = limits.wait_before_sign_in(login_name, address)
        if wait:
            raise ValidationError(_wait_in_words(wait.total_seconds()), code="sign-in.wait")
        account = authenticate(request, **credentials | {"username": login_name})
        if not isinstance(account, Account):
            limits.count_failure(login_name, address)
            record("account.sign_in_failed", payload={"address": address})
            return None
        limits.forget_failures(login_name)
        return account

    def post_login(self, request: HttpRequest, user: Account, **hooks: Any) -> HttpResponse:
        """Return the way on, after noting when the session began."""
        now = clock.real_now().isoformat()
        request.session["signed_in_at"] = request.session["seen_at"] = now
        record(SIGN_IN_EVENT, account=user)
        response: HttpResponse = super().post_login(request, user, **hooks)
        return response

    def logout(self, request: HttpRequest) -> None:
        """End the session and write it to the audit."""
        if isinstance(request.user, Account):
            record("account.sign_out", account=request.user)
        super().logout(request)

    def add_message(self, *_args: Any, **_kwargs: Any) -> None:
        """Say nothing: the page itself shows that one is inside."""


def _wait_in_words(seconds: float) -> str:
    minutes = math.ceil(seconds / 60)
    words = _("続けて間違えたため、約%(minutes)s分お待ちください。そのあと、もう一度試せます。")
    return words % {"minutes": minutes}
