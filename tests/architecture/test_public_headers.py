"""Every public address answers with the headers of trust.md: policy, no sniffing, no cookie."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation
from tests.architecture.addresses import addresses
from tests.architecture.things import Asked, make_setting, parts_of

from yakuba.platform.office.access import PUBLIC, SIGN_IN, public

EXPECTED = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
ABSENT = ("Set-Cookie", "Server", "X-Powered-By")


def policy(text):
    """Return the directives of a policy, in whatever order they stand."""
    return sorted(part.strip() for part in text.split(";"))


def wrong_headers(response):
    """Return what is missing or wrong in the headers of an answer."""
    found = {name: response.headers.get(name, "") for name in EXPECTED}
    wrong = [
        f"{name}: {found[name]}"
        for name, value in EXPECTED.items()
        if policy(found[name]) != policy(value)
    ]
    wrong += [name for name in ABSENT if name in response.headers]
    return wrong + [f"cookie {name}" for name in response.cookies]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_public_address_has_the_headers(db, client, language):
    asked = Asked(make_setting(), None, own=True)
    found = {}

    for address in addresses():
        if address.right == PUBLIC:
            with translation.override(language):
                parts = parts_of(address.name, address.parts, asked)
                target = reverse(address.name, kwargs=parts)
            found[target] = wrong_headers(client.get(target))

    assert {target: wrong for target, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("target", ["/nowhere", "/en/nowhere", "/plans/none/", "/plans/x/items/9"])
def test_page_that_does_not_exist_has_the_headers(db, client, target):
    answer = client.get(target)

    assert (answer.status_code, wrong_headers(answer)) == (404, [])


def test_sign_in_pages_have_the_headers_and_are_not_kept(db, client):
    for address in addresses():
        if address.right == SIGN_IN:
            target = reverse(address.name, kwargs={"token": "x"} if address.parts else {})
            answer = client.get(target)
            answer.cookies.clear()  # only here a cookie is set

            assert wrong_headers(answer) == []
            assert "no-store" in answer.headers.get("Cache-Control", ""), target


def test_answer_without_the_headers_is_seen():
    @public
    def page(request):
        response = HttpResponse()
        response.set_cookie("seen", "1")
        return response

    wrong = wrong_headers(page(RequestFactory().get("/")))

    assert wrong == [*(f"{name}: " for name in EXPECTED), "cookie seen"]
