"""The office's pages: who is who, moves, pasted staff, slips."""

from datetime import date

import pytest
from django.urls import reverse

from yakuba.platform import clock
from yakuba.platform.audit.models import Event
from yakuba.platform.office.actors import actor_of
from yakuba.platform.office.calendar import office_days
from yakuba.platform.office.models import Account, Assignment, Person, Section, Town
from yakuba.platform.office.rights import Role
from yakuba.platform.office.tests.people import give_post, make_account, make_section, make_town

pytestmark = [pytest.mark.django_db, pytest.mark.urls("yakuba.platform.office.tests.urls")]


@pytest.fixture
def admin(client):
    make_town()
    account = make_account("admin", Role.ADMINISTRATOR, name="管理 者")
    client.force_login(account)
    return account


def ticked(name):
    """Return the box of the three empty rows as a browser sends it."""
    return {f"new-{n}-{name}": "on" for n in range(3)}


def text(answer):
    return answer.content.decode()


def test_office_page_shows_todays_holders(client, admin):
    tax = make_section()
    make_account("1042", Role.HEAD, Role.HEADQUARTERS, section=tax, name="佐藤 花")
    make_account("1001", Role.HEAD, section=tax, name="鈴木 一", valid_to=date(2024, 3, 31))

    page = text(client.get(reverse("office-home")))

    assert "佐藤 花" in page
    assert "所属長、推進本部" in page
    assert "鈴木 一" not in page


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        (Role.ADMINISTRATOR, {"paste", "passwords", "sections", "closed-days", "town"}),
        (Role.SECRETARIAT, {"closed-days"}),
        (Role.WRITER, set()),
    ],
)
def test_office_page_links_only_to_what_the_role_may_open(client, role, shown):
    make_town()
    client.force_login(make_account("9001", role, section=make_section(), name="見本 一"))

    page = text(client.get(reverse("office-home")))

    names = {"paste", "passwords", "sections", "closed-days", "town"}
    assert {n for n in names if f'href="{reverse("office-" + n)}"' in page} == shown


def test_town_settings_are_saved_with_history(client, admin):
    form = {
        "code": "063231",
        "name": "朝日町",
        "prefecture": "山形県",
        "one_person_section": "on",
        "closing_period": "on",
        "holiday_article": "町の休日を定める条例3条",
    }

    answer = client.post(reverse("office-town"), form)

    town = Town.objects.get()
    assert answer.status_code == 302
    assert (town.one_person_section, town.holiday_ordinance, town.version) == (True, False, 2)
    assert town.history.count() == 2


def test_town_code_with_a_wrong_check_digit_is_refused(client, admin):
    answer = client.post(
        reverse("office-town"), {"code": "063232", "name": "朝日町", "prefecture": "山形県"}
    )

    assert "検査数字）が合いません" in text(answer)
    assert Town.objects.get().code == "063231"


def test_post_is_handed_over_with_one_button(client, admin):
    leaver = make_account("1042", Role.HEAD, section=make_section())
    comer = make_account("1043", name="新任 課長")
    post = Assignment.objects.get(person__account=leaver).post
    person = Person.objects.get(account=comer)
    form = {"post": post.pk, "person": person.pk, "on": "令和6年4月1日", "kind": "main"}

    answer = client.post(reverse("office-hand-over"), form)

    assert answer.url == reverse("office-home")
    assert actor_of(leaver, date(2024, 4, 1)).roles == frozenset()
    assert actor_of(comer, date(2024, 4, 1)).roles == {Role.HEAD}


def test_section_is_renamed_from_the_page(client, admin):
    old = make_section()
    form = {"kind": "rename", "sections": [old.pk], "new": "210 税務課", "on": "R6.4.1"}

    answer = client.post(reverse("office-section-change"), form)

    assert answer.status_code == 302
    assert list(Section.objects.values_list("code", "name")) == [
        ("210", "税務課"),
        ("tax", "税務町民課"),
    ]


@pytest.mark.parametrize(
    ("kind", "new", "message"),
    [
        ("rename", "税務課", "コードと名称の両方"),
        ("rename", "210 税務課\n220 町民課", "改称は1から1"),
        ("merge", "210 税務課", "統合は2以上から1"),
        ("split", "210 税務課", "分割は1から2以上"),
    ],
)
def test_change_that_does_not_suit_its_kind_is_refused(client, admin, kind, new, message):
    old = make_section()
    form = {"kind": kind, "sections": [old.pk], "new": new, "on": "R6.4.1"}

    answer = client.post(reverse("office-section-change"), form)

    assert message in text(answer)
    assert Section.objects.count() == 1


def test_pasted_staff_is_shown_first_and_stored_when_confirmed(client, admin):
    table = "税務町民課\t佐藤 花\tサトウ ハナ\t1042\t主事\t担当者"
    form = {"table": table, "on": "2024-04-01"}

    shown = client.post(reverse("office-paste"), form | {"do": "preview"})
    before = Account.objects.count()
    stored = client.post(reverse("office-paste"), form | {"do": "store"})

    assert "まだ何も変えていません" in text(shown)
    assert (before, Account.objects.count()) == (1, 2)
    assert stored.url == reverse("office-passwords")


def test_pasted_staff_with_a_problem_names_the_row(client, admin):
    form = {"table": "税務町民課\t\t\t1\t主事\t", "on": "2024-04-01", "do": "store"}

    page = text(client.post(reverse("office-paste"), form))

    assert "1行目：氏名がありません。" in page
    assert Account.objects.count() == 1


def test_slips_open_the_accounts_they_name(client, admin):
    account = make_account("1042", Role.WRITER, section=make_section(), name="佐藤 花")
    person = Person.objects.get(account=account)

    answer = client.post(reverse("office-passwords"), {"person": [person.pk]})

    (slip,) = answer.context["slips"]
    account.refresh_from_db()
    assert slip.password in text(answer)
    assert account.check_password(slip.password)
    assert account.must_change_password
    assert answer["Cache-Control"] == "no-store"
    assert not any(slip.password in str(row) for row in Event.objects.values())


def test_slips_for_nobody_say_so(client, admin):
    assert "だれも選ばれていません。" in text(client.post(reverse("office-passwords")))


def test_reset_slip_shows_an_address_that_works(client, admin):
    account = make_account("1042")

    answer = client.post(reverse("office-reset-link", args=[account.pk]))

    (slip,) = answer.context["slips"]
    address = f"http://testserver{reverse('account-reset', args=[slip.token])}"
    assert address in text(answer)
    assert client.get(address).status_code == 200


def test_section_acted_for_is_kept_in_the_session(client):
    make_town()
    tax, welfare = make_section(), make_section("welfare", "健康福祉課")
    account = make_account("1042", Role.WRITER, section=tax, name="佐藤 花")
    give_post(Person.objects.get(), Role.WRITER, section=welfare)
    client.force_login(account)

    client.post(reverse("office-acting"), {"section": welfare.pk})

    assert text(client.get("/staff/")) == "健康福祉課 主事 佐藤 花"
    client.post(reverse("office-acting"), {"section": make_section("x", "他課").pk})
    assert text(client.get("/staff/")) == "健康福祉課 主事 佐藤 花"


@pytest.mark.parametrize(
    "name",
    ["sections", "people", "posts", "assignments", "closed-days", "accounts"],
)
def test_plain_tables_open(client, admin, name):
    give_post(Person.objects.get(), Role.WRITER, section=make_section())

    assert client.get(reverse(f"office-{name}"), follow=True).status_code == 200


def test_account_written_into_the_table_is_compared_in_half_width(client, admin):
    rows = {"do": "save", "once": "k", "new-0-login_name": "１０ａ"}

    client.post(reverse("office-accounts"), rows | ticked("is_active"))

    assert Account.objects.filter(login_name="10a").exists()


def test_old_address_of_a_register_leads_to_its_grid(client, admin):
    found = client.get(reverse("office-closed-days"))

    assert found["Location"] == "/staff/r/office.closed-day/grid"


def test_closed_day_counts_in_the_calendar(client, admin):
    day = date(2024, 6, 11)
    was_open = office_days().is_open(day)
    row = {"row": "new-0", "new-0-once": "k", "new-0-date": "R6.6.11", "new-0-name": "開町記念日"}
    grid = client.get(reverse("office-closed-days"))["Location"]

    client.post(grid, row | ticked("is_valid"))

    assert (was_open, office_days().is_open(day)) == (True, False)
    assert not office_days().is_open(date(clock.today().year, 11, 3))
    assert office_days().ordinance == "町の休日を定める条例"


def test_header_offers_the_other_section_to_act_for(client):
    make_town()
    account = make_account("1042", Role.WRITER, Role.HEAD, section=make_section(), name="佐藤 花")
    client.force_login(account)
    alone = text(client.get(reverse("office-home")))
    give_post(Person.objects.get(), Role.WRITER, section=make_section("welfare", "健康福祉課"))

    both = text(client.get(reverse("office-home")))

    assert ("健康福祉課として操作する" in alone, "健康福祉課として操作する" in both) == (
        False,
        True,
    )


def test_refusal_that_a_view_did_not_show_becomes_a_page(client):
    client.force_login(make_account("admin", Role.ADMINISTRATOR))

    answer = client.get(reverse("office-town"))

    assert answer.status_code == 422
    assert "団体がまだ登録されていません。" in text(answer)
