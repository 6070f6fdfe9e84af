"""One walk through the served demo town without a browser: what `make test` looks at last."""

import re
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ITEM = re.compile(r'href="(/plans/3rd-2021/items/[^"#?]+)"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@pytest.fixture
def visitor(demo):
    """Return how a visitor opens an address: status, words, and the cookies kept so far."""
    jar = CookieJar()
    opener = build_opener(HTTPCookieProcessor(jar))

    def visit(path, form=None):
        data = urlencode(form).encode() if form else None
        headers = {"Origin": demo.url, "Referer": demo.url + path}
        with opener.open(Request(demo.url + path, data, headers), timeout=10) as answer:  # noqa: S310 (our own server)
            return (
                answer.status,
                answer.read().decode(errors="replace"),
                [cookie.name for cookie in jar],
            )

    return visit


def test_resident_goes_from_the_home_page_to_an_item_and_its_numbers(visitor, demo):
    status, home, _ = visitor("/")
    items = sorted(set(ITEM.findall(home)))

    pages = [visitor(item) for item in items]
    published = sorted(
        {link for _, words, _ in pages for link in re.findall(r'href="(/published/[^"#]+)"', words)}
    )
    files = [visitor(link) for link in published[:3]]

    assert (status, len(items)) == (200, 27)
    assert {code for code, _, _ in [*pages, *files]} == {200}
    assert {len(cookies) for _, _, cookies in [*pages, *files]} == {0}
    assert visitor("/en/")[0] == 200


def test_secretariat_signs_in_and_sees_what_to_do(visitor, demo):
    _, page, _ = visitor("/accounts/login/")
    form = {
        "csrfmiddlewaretoken": TOKEN.search(page).group(1),
        "login": "secretariat",
        "password": demo.password,
    }

    visitor("/accounts/login/", form)
    status, home, cookies = visitor("/staff/")

    assert status == 200
    assert "見本 めぐみ" in home
    assert "yakuba" in cookies
