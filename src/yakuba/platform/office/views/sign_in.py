"""Signing in and out, and passwords."""

from typing import cast

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters

from yakuba.kernel.problems import YakubaError
from yakuba.platform.drafts import unsent
from yakuba.platform.office import passwords
from yakuba.platform.office.access import StaffRequest, refuse, sign_in_page, signed_in
from yakuba.platform.office.forms import ChangePasswordForm, NewPasswordForm, SignInForm
from yakuba.platform.office.models import Account


@sign_in_page
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the sign-in page, or sign in and go on to `next`."""
    if request.user.is_authenticated:
        return _words_kept(request) or redirect(_next(request))
    if settings.SESSION_COOKIE_SECURE and not request.is_secure():
        return render(request, "office/needs_https.html")
    form = SignInForm(request.POST if request.method == "POST" else None, request=request)
    if form.is_valid():
        signed_in = cast(HttpResponse, form.login(request, redirect_url=_next(request)))
        return _words_kept(request) or signed_in
    context = {"form": form, "next": _next(request), "unsent": request.POST.get(unsent.FIELD, "")}
    return render(request, "office/sign_in.html", context)


@sign_in_page
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ask whether to sign out, or do it."""
    if request.method == "POST":
        get_adapter().logout(request)
        return redirect("public-home")
    return render(request, "office/sign_out.html")


@sign_in_page
def inactive(request: HttpRequest) -> HttpResponse:
    """Say that the account is closed."""
    return render(request, "office/inactive.html", status=403)


@signed_in
@sensitive_post_parameters("present", "new", "again")
def change_password(request: StaffRequest) -> HttpResponse:
    """Change the own password; the first one given on paper must be changed."""
    form = ChangePasswordForm(_posted(request), account=request.user)
    if form.is_valid():
        passwords.change_password(request.user, form.cleaned_data["new"])
        update_session_auth_hash(request, request.user)
        return redirect("staff-home")
    return render(request, "office/password.html", {"form": form, "account": request.user})


@sign_in_page
@sensitive_post_parameters("new", "again")
def reset(request: HttpRequest, token: str) -> HttpResponse:
    """Set a new password by the link on a slip."""
    try:
        account = passwords.find_reset_link(token).account
        form = NewPasswordForm(_posted(request), account=account)
        if form.is_valid():
            passwords.use_reset_link(token, form.cleaned_data["new"])
            return redirect("account_login")
    except YakubaError as refused:
        return refuse(request, refused.problems[0])
    return render(request, "office/reset.html", {"form": form, "account": account})


def _posted(request: HttpRequest) -> object:
    return request.POST if request.method == "POST" else None


def _words_kept(request: HttpRequest) -> HttpResponse | None:
    """Return the way to what was typed before signing in; None without such words."""
    sealed = request.POST.get(unsent.FIELD, "")
    if not sealed or not isinstance(request.user, Account):
        return None
    return redirect("draft-unsent") if unsent.keep(request.user, sealed) else None


def _next(request: HttpRequest) -> str:
    """Return the address to go on to: only one of this installation, else the staff home."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if safe else reverse("staff-home")
