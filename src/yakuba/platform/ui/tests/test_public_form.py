import re
from datetime import UTC, datetime

import pytest
from django.core import signing
from django.test import Client

from yakuba.platform.ui import once, public_form
from yakuba.platform.ui.models import SendCount

pytestmark = [pytest.mark.urls("yakuba.platform.ui.tests.urls"), pytest.mark.django_db]

SAME = {"sec-fetch-site": "same-origin"}
TYPED = {"words": "除雪の山が<出入口>をふさぐ"}


@pytest.fixture
def strict():
    """Return a client that checks forms as a browser's visit is checked."""
    return Client(enforce_csrf_checks=True)


def token(purpose="test.say", **more):
    """Return a fresh token."""
    return {"form_token": public_form.form_token(purpose, **more)}


def test_form_sent_from_its_own_page_is_handled_without_a_cookie(strict):
    page = strict.get("/say")
    written = re.search(r'name="form_token" value="([^"]+)"', page.content.decode())[1]

    answer = strict.post("/say", TYPED | {"form_token": written}, headers=SAME)

    assert (answer.status_code, len(answer.content.decode().split()[0])) == (200, 22)
    assert not page.cookies
    assert not answer.cookies


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://testserver"}, 200),
        ({"sec-fetch-site": "same-origin", "origin": "http://testserver"}, 200),
        ({"origin": "https://testserver"}, 403),
        ({"origin": "http://evil.example"}, 403),
        ({"sec-fetch-site": "cross-site", "origin": "http://testserver"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({}, 403),
    ],
)
def test_form_is_taken_only_from_this_site(strict, headers, status):
    answer = strict.post("/say", TYPED | token(), headers=headers)

    assert answer.status_code == status


def test_expired_token_keeps_what_was_typed_and_offers_to_send_again(strict, monkeypatch):
    old = token()
    monkeypatch.setattr(signing.time, "time", lambda: 24 * 3600 + 60 + 2_000_000_000)

    answer = strict.post("/say", TYPED | old, headers=SAME)
    page = answer.content.decode()
    again = re.search(r'name="form_token" value="([^"]+)"', page)[1]

    assert answer.status_code == 400
    assert 'name="words" value="除雪の山が&lt;出入口&gt;をふさぐ"' in page
    assert strict.post("/say", TYPED | {"form_token": again}, headers=SAME).status_code == 200


@pytest.mark.parametrize("wrong", [{}, {"form_token": "x:y:z"}, token("another.form")])
def test_token_of_another_form_or_none_is_refused(strict, wrong):
    assert strict.post("/say", TYPED | wrong, headers=SAME).status_code == 400


def test_form_sent_twice_has_the_same_key(strict):
    same = TYPED | token()

    first, second = (strict.post("/say", same, headers=SAME).content for _time in range(2))

    assert first == second
    assert first != strict.post("/say", TYPED | token(), headers=SAME).content


def test_limit_per_hour_counts_each_address(strict):
    answers = [strict.post("/say", TYPED | token(), headers=SAME) for _time in range(4)]
    other = strict.post("/say", TYPED | token(), headers=SAME, REMOTE_ADDR="192.0.2.7")

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert other.status_code == 200
    assert "127.0.0.1" not in "".join(SendCount.objects.values_list("key", flat=True))


def test_limit_holds_for_sixty_minutes_whatever_the_clock_shows(strict, monkeypatch):
    def sent_at(hour, minute):
        now = datetime(2024, 4, 30, hour, minute, 30, tzinfo=UTC)
        monkeypatch.setattr(public_form.clock, "real_now", lambda: now)
        monkeypatch.setattr(signing.time, "time", now.timestamp)
        return strict.post("/say", TYPED | token(), headers=SAME).status_code

    before = [sent_at(10, 50) for _time in range(3)]

    assert (before, sent_at(11, 10), sent_at(11, 50)) == ([200] * 3, 429, 429)
    assert [sent_at(11, 51), sent_at(11, 52), sent_at(11, 53)] == [200, 429, 429]
    assert SendCount.objects.count() == 6
    assert sent_at(13, 54) == 200
    assert SendCount.objects.count() == 1


def test_key_is_new_only_once():
    key = once.new_key()

    assert [once.first_time(key), once.first_time(key)] == [True, False]
