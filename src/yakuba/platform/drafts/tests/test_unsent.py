"""Nobody loses a word: what was sent after the session had ended comes back after signing in."""

import html
import re

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseRedirect
from django.test import Client
from django.urls import include, path

from yakuba.platform.drafts import unsent
from yakuba.platform.drafts.models import Draft
from yakuba.platform.office.access import staff
from yakuba.platform.office.models import Town
from yakuba.platform.office.rights import Role
from yakuba.platform.office.tests.people import make_account, make_section, make_town

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

PASSWORD = "紅葉の頃に総会を開く"
WORDS = "広報の<b>紙面</b>を\n見直した。山田花子さんの意見を聞いた。"


@staff("office.read")
def write(request):
    """Keep what is typed in the town's name, so that the test sees whether it came."""
    Town.objects.update(contact=request.POST["done"])
    return HttpResponseRedirect("/staff/")


urlpatterns = [
    path("staff/write-down/", write, name="write-down"),
    path("", include("yakuba.platform.office.tests.urls")),
]
handler403 = "yakuba.site.errors.permission_denied"


@pytest.fixture(autouse=True)
def quick(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    make_town()


@pytest.fixture
def clerk():
    account = make_account("1042", Role.WRITER, section=make_section(), name="佐藤 花")
    account.set_password(PASSWORD)
    account.save()
    return account


@pytest.fixture
def desk(clerk):
    """Return a browser that checks form tokens, with a clerk signed in."""
    client = Client(enforce_csrf_checks=True)
    sign_in(client, client.get("/accounts/login/"))
    return client


def fields_of(page, action):
    """Return the hidden fields of the form that a page sends to an address."""
    text = page.content.decode()
    found = next(f for f in re.findall(r"<form.*?</form>", text, re.S) if f'action="{action}"' in f)
    hidden = re.findall(r'<input type="hidden"\s+name="([^"]*)"\s+value="([^"]*)"', found)
    return {name: html.unescape(value) for name, value in hidden}


def sign_in(client, page, **more):
    fields = fields_of(page, "/accounts/login/") | {"login": "1042", "password": PASSWORD} | more
    return client.post("/accounts/login/", fields)


def send(client, **more):
    """Send the form, with the token of a page that was opened before."""
    token = client.cookies[settings.CSRF_COOKIE_NAME].value
    form = {"csrfmiddlewaretoken": token, "done": WORDS, "grade": "near", "version": "3"} | more
    came = {"Referer": "http://testserver/staff/?fy=2023"}
    return client.post("/staff/write-down/", form, headers=came)


def end_session():
    Session.objects.all().delete()


def test_words_sent_after_the_session_ended_are_shown_and_sent_again(desk, clerk):
    end_session()

    asked = send(desk)
    answer = sign_in(desk, asked)
    page = desk.get(answer.url)
    sent = desk.post("/staff/write-down/", fields_of(page, "/staff/write-down/"))

    assert asked.status_code == 403
    assert "まだ保存していません。書いた内容は残っています。" in asked.content.decode()
    assert answer.url == "/staff/unsent/"
    assert "広報の&lt;b&gt;紙面&lt;/b&gt;を<br>見直した。" in page.content.decode()
    assert 'href="/staff/?fy=2023"' in page.content.decode()
    assert sent.url == "/staff/"
    assert Town.objects.get().contact.replace("\r\n", "\n") == WORDS
    assert not Draft.objects.exists()


def test_wrong_password_keeps_the_words(desk):
    end_session()

    again = sign_in(desk, send(desk), password="違う合い言葉です")
    answer = sign_in(desk, again)

    assert again.status_code == 200
    assert answer.url == "/staff/unsent/"


def test_words_stand_in_no_address_and_only_with_their_account(desk, clerk):
    end_session()
    answer = sign_in(desk, send(desk))
    other = Client()
    other.force_login(make_account("1043", Role.WRITER, section=make_section("11")))

    page = other.get("/staff/unsent/").content.decode()

    assert "山田" not in answer.url
    assert "山田" not in page
    assert "保存していない内容はありません" in page
    assert [draft.account for draft in Draft.objects.all()] == [clerk]


def test_forged_words_are_not_kept(desk):
    end_session()
    page = send(desk)
    sealed = fields_of(page, "/accounts/login/")[unsent.FIELD]

    answer = sign_in(desk, page, unsent=sealed[:-1] + ("a" if sealed[-1] != "a" else "b"))

    assert answer.url == "/staff/?fy=2023"
    assert not Draft.objects.exists()


def test_form_opened_before_signing_in_elsewhere_keeps_its_words(desk, clerk):
    page = desk.get("/staff/unsent/")
    old = desk.cookies[settings.CSRF_COOKIE_NAME].value
    desk.cookies[settings.CSRF_COOKIE_NAME] = "x" * 32  # another tab signed in again
    form = {"csrfmiddlewaretoken": old, "done": WORDS}

    here = desk.post("/staff/write-down/", form, headers={"Sec-Fetch-Site": "same-origin"})
    elsewhere = desk.post("/staff/write-down/", form, headers={"Sec-Fetch-Site": "cross-site"})

    assert page.status_code == 200
    assert (here.status_code, here.url) == (302, "/staff/unsent/")
    assert elsewhere.status_code == 403
    assert [row["typed"] for row in unsent.of(clerk)] == [[WORDS]]


def test_words_sent_in_vain_twice_are_kept_once(desk, clerk):
    end_session()
    page = desk.get(sign_in(desk, send(desk)).url)
    end_session()

    again = desk.post("/staff/write-down/", fields_of(page, "/staff/write-down/"))
    sign_in(desk, again)

    assert len(unsent.of(clerk)) == 1


def test_lost_attachment_is_named(desk):
    end_session()

    page = desk.get(sign_in(desk, send(desk, file=SimpleUploadedFile("a.txt", b"x"))).url)

    assert "添付したファイルは残っていません。" in page.content.decode()


def test_waiting_words_can_be_dropped(desk, clerk):
    end_session()
    page = desk.get(sign_in(desk, send(desk)).url)

    desk.post("/staff/unsent/", fields_of(page, "/staff/unsent/"))

    assert not Draft.objects.exists()


def test_passwords_are_never_carried(desk):
    end_session()
    token = desk.cookies[settings.CSRF_COOKIE_NAME].value

    answer = desk.post(
        "/accounts/password/", {"csrfmiddlewaretoken": token, "present": PASSWORD, "new": "x"}
    )

    assert answer.url == "/accounts/login/?next=%2Fstaff%2F"
