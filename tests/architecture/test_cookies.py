"""Only /staff/ and /accounts/ set cookies (contracts §2)."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation
from tests.architecture.addresses import addresses
from tests.architecture.things import Asked, make_setting, parts_of

from yakuba.platform.office.access import PUBLIC, public


def leaks(response) -> list[str]:
    """Return the headers by which an answer shows that it looked at a cookie or set one."""
    found = list(response.cookies)
    return found + [
        f"Vary: {v}" for v in response.headers.get("Vary", "").split(",") if "Cookie" in v
    ]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_public_address_sets_or_reads_a_cookie(db, language):
    asked = Asked(make_setting(), None, own=True)
    client, found = Client(), {}

    for address in addresses():
        if address.right == PUBLIC:
            with translation.override(language):
                parts = parts_of(address.name, address.parts, asked)
                target = reverse(address.name, kwargs=parts)
            found[target] = leaks(client.get(target))

    assert {target: headers for target, headers in found.items() if headers} == {}


@pytest.mark.parametrize("target", ["/nowhere", "/en/nowhere", "/plans/none/"])
def test_page_that_does_not_exist_sets_no_cookie(db, client, target):
    answer = client.get(target)

    assert (answer.status_code, leaks(answer)) == (404, [])


def test_sign_in_page_shows_that_the_test_sees_cookies(db, client, settings):
    settings.SESSION_COOKIE_SECURE = False

    assert leaks(client.get("/accounts/login/")) == [settings.CSRF_COOKIE_NAME, "Vary: Cookie"]


def test_public_page_that_sets_a_cookie_is_seen():
    @public
    def page(request):
        response = HttpResponse()
        response.set_cookie("seen", "1")
        return response

    assert leaks(page(RequestFactory().get("/"))) == ["seen"]
