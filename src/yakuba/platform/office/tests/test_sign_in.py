"""Signing in: the limit, the sessions' ends, first passwords and the audit."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from yakuba.platform import clock
from yakuba.platform.audit.models import Event
from yakuba.platform.office import limits, passwords
from yakuba.platform.office.actors import actor_of
from yakuba.platform.office.models import Account, FailedSignIn, Person
from yakuba.platform.office.rights import Role
from yakuba.platform.office.tests.people import make_account, make_section, make_town

pytestmark = [pytest.mark.django_db, pytest.mark.urls("yakuba.platform.office.tests.urls")]

PASSWORD = "紅葉の頃に総会を開く"
NOON = datetime(2024, 6, 10, 3, 0, tzinfo=UTC)


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


def sign_in(client, login_name="1042", password=PASSWORD, **more):
    form = {"login": login_name, "password": password} | more
    return client.post(reverse("account_login"), form)


def actions():
    return list(Event.objects.values_list("action", flat=True))


def test_sign_in_leads_to_the_page_that_was_asked_for(client, clerk):
    asked = client.get("/staff/?fy=2023")
    answer = sign_in(client, next="/staff/?fy=2023")

    assert asked.url == "/accounts/login/?next=%2Fstaff%2F%3Ffy%3D2023"
    assert answer.url == "/staff/?fy=2023"
    assert client.get("/staff/").content.decode() == "税務町民課 主事 佐藤 花"
    assert actions() == ["account.sign_in"]


def test_sign_in_reads_a_staff_number_typed_in_full_width(client, clerk):
    assert sign_in(client, "１０４２ ").status_code == 302


def test_sign_in_never_leads_to_another_host(client, clerk):
    assert sign_in(client, next="https://evil.example/staff/").url == "/staff/"


def test_wrong_password_says_one_sentence_and_is_counted(client, clerk):
    answer = sign_in(client, password="違う合い言葉です")

    assert "職員番号かパスワードが違います。" in answer.content.decode()
    assert FailedSignIn.objects.count() == 2
    assert actions() == ["account.sign_in_failed"]


def test_eleventh_try_waits_even_with_the_right_password(client, clerk):
    for _n in range(10):
        sign_in(client, password="違う合い言葉です")

    answer = sign_in(client)

    assert "続けて間違えたため、約1分お待ちください。" in answer.content.decode()
    assert sign_in(client, "9999", "x").status_code == 200
    FailedSignIn.objects.update(at=clock.real_now() - timedelta(minutes=10))
    assert sign_in(client).status_code == 302


@pytest.mark.parametrize(
    ("count", "wait"), [(9, 0), (10, 10), (11, 20), (13, 80), (16, 600), (40, 600)]
)
def test_delay_doubles_from_the_limit_on(count, wait):
    failures = [NOON] * count

    assert limits.delay(failures, NOON, limit=10) == timedelta(seconds=wait)


def test_delay_ends_with_the_window():
    failures = [NOON - limits.WINDOW] * 40

    assert limits.delay(failures, NOON, limit=10) == timedelta(0)


def test_sign_in_without_https_says_why_instead_of_looping(client, clerk, settings):
    settings.SESSION_COOKIE_SECURE = True

    answer = client.get(reverse("account_login"))

    assert "このままではログインできません" in answer.content.decode()
    assert answer.cookies == {}


def test_inactive_account_does_not_sign_in(client, clerk):
    clerk.is_active = False
    clerk.save()

    sign_in(client)

    assert client.get("/staff/").status_code == 302


def test_sign_out_is_asked_first_and_written_down(client, clerk):
    client.force_login(clerk)

    client.get(reverse("account_logout"))
    inside = client.get("/staff/").status_code
    client.post(reverse("account_logout"))

    assert (inside, client.get("/staff/").status_code) == (200, 302)
    assert actions() == ["account.sign_out"]


def test_session_ends_after_twelve_hours_however_busy(client, clerk):
    sign_in(client)
    session = client.session
    session["signed_in_at"] = (clock.real_now() - timedelta(hours=12, minutes=1)).isoformat()
    session.save()

    assert client.get("/staff/").status_code == 302
    assert client.get("/staff/").status_code == 302


def test_busy_session_is_kept_from_running_out(client, clerk):
    sign_in(client)
    session = client.session
    session["seen_at"] = (clock.real_now() - timedelta(minutes=20)).isoformat()
    session.save()

    client.get("/staff/")

    seen = datetime.fromisoformat(client.session["seen_at"])
    assert clock.real_now() - seen < timedelta(minutes=1)


def test_staff_pages_are_never_stored(client, clerk):
    client.force_login(clerk)

    assert client.get("/staff/")["Cache-Control"] == "no-store"
    assert client.get("/staff/write/")["Cache-Control"] == "no-store"
    assert client.get("/accounts/login/")["Cache-Control"] == "no-store"


def test_page_of_another_role_says_who_may_open_it(client, clerk):
    client.force_login(clerk)

    answer = client.get("/staff/write/")

    assert answer.status_code == 403
    assert "できる役割：システム管理者" in answer.content.decode()


def test_refused_page_says_each_thing_once(client, clerk):
    client.force_login(clerk)

    page = client.get("/staff/write/").content.decode()

    assert page.count("この操作は、いまの役割に含まれていません") == 1
    assert "いまの役割に含まれていません。" not in page
    assert "運用事業者の役割でできること" not in page


def test_host_operator_reads_what_the_role_may_do_and_how_more_is_asked_for(client):
    client.force_login(make_account("host", Role.HOST))

    answer = client.get("/staff/")

    assert answer.status_code == 403
    page = answer.content.decode()
    assert "運用事業者の役割でできること" in page
    assert "監査記録に残ります" in page
    assert "ログアウト" in page


@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        ("http://testserver/staff/reports/?fy=2023", "%2Fstaff%2Freports%2F%3Ffy%3D2023"),
        ("http://testserver/trust", "%2Fstaff%2F"),
        ("https://evil.example/staff/reports/", "%2Fstaff%2F"),
        ("", "%2Fstaff%2F"),
    ],
)
def test_form_sent_after_the_session_ended_leads_back_to_its_page(client, came_from, back):
    answer = client.post("/staff/", headers={"Referer": came_from})

    assert answer.url == f"/accounts/login/?next={back}"


def test_htmx_request_of_an_ended_session_moves_the_whole_page(client):
    answer = client.get(
        "/staff/",
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/staff/sheets/3/"},
    )

    assert answer["HX-Redirect"] == "/accounts/login/?next=%2Fstaff%2Fsheets%2F3%2F"


def test_public_page_sets_no_cookie(client):
    answer = client.get("/")

    assert (answer.cookies, "Vary" in answer) == ({}, False)


@pytest.fixture
def admin():
    return actor_of(make_account("admin", Role.ADMINISTRATOR), clock.today())


def test_first_password_must_be_changed_before_anything_else(client, clerk, admin):
    (slip,) = passwords.issue_first_passwords([Person.objects.get(account=clerk)], actor=admin)
    sign_in(client, password=slip.password)

    answer = client.get("/staff/")
    form = {"present": slip.password, "new": PASSWORD + "春", "again": PASSWORD + "春"}
    changed = client.post(answer.url, form)

    assert answer.url == "/accounts/password/"
    assert changed.url == "/staff/"
    assert client.get("/staff/").status_code == 200
    assert Account.objects.get(pk=clerk.pk).check_password(PASSWORD + "春")


def test_short_or_differing_password_is_refused(client, clerk):
    client.force_login(clerk)

    answer = client.post(
        reverse("account_change_password"), {"present": PASSWORD, "new": "abc", "again": "abd"}
    )

    assert set(answer.context["form"].errors) == {"new"}
    assert Account.objects.get(pk=clerk.pk).check_password(PASSWORD)


def test_first_password_is_not_given_to_somebody_who_is_inside(clerk, admin):
    clerk.last_login = NOON
    clerk.save()

    with pytest.raises(passwords.YakubaError) as refused:
        passwords.issue_first_passwords([Person.objects.get(account=clerk)], actor=admin)

    assert [problem.code for problem in refused.value.problems] == ["account.in-use"]


def test_reset_link_works_once(client, clerk, admin):
    token = passwords.issue_reset_link(clerk, actor=admin).token
    address = reverse("account-reset", args=[token])
    form = {"new": "新しい合い言葉を決めた", "again": "新しい合い言葉を決めた"}

    first, second = client.post(address, form), client.post(address, form)

    assert (first.status_code, second.status_code) == (302, 403)
    assert Account.objects.get(pk=clerk.pk).check_password(form["new"])


@pytest.mark.parametrize("spoil", ["old", "forged", "replaced"])
def test_reset_link_is_refused(client, clerk, admin, spoil):
    slip = passwords.issue_reset_link(clerk, actor=admin)
    token = slip.token
    if spoil == "old":
        clerk.resetlink_set.update(expires_at=clock.real_now())
    elif spoil == "forged":
        token = token[:-1] + ("a" if token[-1] != "a" else "b")
    else:
        passwords.issue_reset_link(clerk, actor=admin)

    assert client.get(reverse("account-reset", args=[token])).status_code == 403


@pytest.mark.parametrize("demo", ["0", "1"])
def test_cookies_are_kept_as_the_rules_say(demo):
    code = (
        "from yakuba.site import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME,"
        "s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY,"
        "s.CSRF_COOKIE_HTTPONLY, s.SESSION_COOKIE_SAMESITE, s.CSRF_COOKIE_SAMESITE,"
        "s.SESSION_COOKIE_AGE, s.SESSION_SAVE_EVERY_REQUEST)"
    )
    environment = os.environ | {"YAKUBA_DEMO": demo}
    environment.pop("YAKUBA_TODAY", None)

    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )

    names = (
        "yakuba yakuba-form False False"
        if demo == "1"
        else ("__Host-yakuba __Host-yakuba-form True True")
    )
    assert done.stdout == f"{names} True True Lax Lax 1800 False\n"


def test_session_cookie_of_a_real_town_is_bound_to_its_host(client, clerk, settings):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SESSION_COOKIE_NAME = "__Host-yakuba"

    form = {"login": "1042", "password": PASSWORD}
    cookie = client.post(reverse("account_login"), form, secure=True).cookies["__Host-yakuba"]

    assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax")
    assert (cookie["path"], cookie["domain"], cookie["max-age"]) == (
        "/",
        "",
        "",
    )  # until the browser closes


def test_session_ends_after_thirty_idle_minutes(client, clerk):
    sign_in(client)
    inside = client.get("/staff/").status_code
    Session.objects.update(expire_date=clock.real_now() - timedelta(seconds=1))

    assert (inside, client.get("/staff/").status_code) == (200, 302)
    left = Session.objects.all()
    assert [s for s in left if s.expire_date > clock.real_now() + timedelta(minutes=30)] == []
