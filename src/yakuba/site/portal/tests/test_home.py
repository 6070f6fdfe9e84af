"""The staff home says what each role must do now."""

from datetime import timedelta

import pytest
from django.urls import reverse

from yakuba.core.evaluation.models import MoneyEffect, Round
from yakuba.core.evaluation.sheets import move
from yakuba.core.evaluation.tests.town import FY, TODAY, bring_to, enter, make_world
from yakuba.core.plan.models import Plan, PlanState
from yakuba.modules.voices.models import Voice
from yakuba.platform import clock, paths
from yakuba.platform.office.rights import Role
from yakuba.platform.office.tests.people import make_account

HOME = "/staff/"


@pytest.fixture(autouse=True)
def _the_day(monkeypatch):
    monkeypatch.setenv("YAKUBA_TODAY", TODAY.isoformat())


@pytest.fixture
def world(db):
    return make_world()


def home(client, world, who, query=""):
    client.force_login(world.accounts[who])
    return client.get(HOME + query).content.decode()


def heading(page):
    return page.split("<h1>")[1].split("</h1>")[0]


def test_writer_sees_due_reports_with_days_and_date(client, world):
    page = home(client, world, "writer")

    assert "2件" in heading(page)
    assert page.count("あと9日") == 2
    assert "5月31日（金）" in page
    assert "まだ書き始めていません。" in page
    assert "補助金の見直し" not in page


def test_returned_report_comes_first_with_the_reason_in_full(client, world):
    reason = "「できなかった理由」が昨年度と同じ文です。今年度に起きたことを書いてください。"
    move(bring_to(world, "submitted"), "return", actor=world.actor("secretariat"), comment=reason)

    page = home(client, world, "writer")

    assert reason in page
    assert page.index("差し戻されたもの") < page.index("期限のあるもの")
    assert "政策推進課 主事 secretariatさん" in page


@pytest.mark.parametrize(
    ("state", "who", "title"),
    [
        ("proposed", "head", "あなたの決裁を待つもの"),
        ("submitted", "secretariat", "確認を待つもの"),
        ("checked", "headquarters", "本部の了承を待つもの"),
    ],
)
def test_each_role_sees_what_waits_for_it(client, world, state, who, title):
    bring_to(world, state)

    page = home(client, world, who)

    assert title in page
    assert "1件" in heading(page)
    for other in {"head", "secretariat", "headquarters", "finance", "auditor"} - {who}:
        assert title not in home(client, world, other)


def test_finance_waits_for_the_closing_period_to_end(client, world, monkeypatch):
    enter(world.item().indicators.get())
    MoneyEffect.objects.create(
        item=world.item(),
        fy=FY,
        effect_class="revenue_up",
        gross_yen=1,
        baseline_kind="last_year",
    )
    assert "0件" in heading(home(client, world, "finance"))

    monkeypatch.setenv("YAKUBA_TODAY", "2024-06-01")
    page = home(client, world, "finance")

    assert "2件" in heading(page)
    assert "速報の数字 1件" in page
    assert "お金の効果 1件" in page


def test_late_sections_are_named_to_the_secretariat(client, world, monkeypatch):
    monkeypatch.setenv("YAKUBA_TODAY", "2024-06-05")

    page = home(client, world, "secretariat")

    assert "期限を過ぎた課" in page
    assert page.count("5日超過") == 4


def test_item_of_two_open_rounds_stands_once_among_mine(client, world):
    before = Round.objects.create(
        plan=world.plan,
        fy=FY.previous,
        scale=world.scale,
        opens_on=TODAY,
        due_on=TODAY,
        state="open",
    )
    sheet = world.sheet()
    sheet.pk, sheet.round, sheet._state.adding = None, before, True
    sheet.save()

    page = home(client, world, "writer")

    mine = page.split("わたしの項目")[1].split("</section>")[0]
    assert f"/reports/{FY.year}/1-1-a/" in mine
    assert f"/reports/{FY.previous.year}/1-1-a/" not in mine


def test_administrator_is_offered_no_report(client, world):
    tax = world.sections["tax"]
    world.accounts["admin"] = make_account("admin2", Role.ADMINISTRATOR, section=tax)

    page = home(client, world, "admin")

    assert "/reports/" not in page
    assert "わたしの項目" not in page


def test_nothing_to_do_says_when_something_comes(client, world):
    page = home(client, world, "auditor")

    assert "0件" in heading(page)
    assert "今することはありません" in page


def test_both_open_years_and_the_contact_stand_on_the_page(client, world):
    page = home(client, world, "writer")

    assert "令和5年度（5月31日まで）" in page
    assert "令和6年度" in page
    assert "政策推進課 内線210" in page


def test_year_with_an_open_round_stays_after_its_books_are_closed(client, world, monkeypatch):
    monkeypatch.setenv("YAKUBA_TODAY", "2024-06-10")

    page = home(client, world, "writer")

    years = page.split("開いている年度")[1].split("</div>")[0]
    assert ">令和5年度</a>" in years
    assert ">令和6年度</a>" in years


def test_only_the_asked_year_is_shown(client, world):
    assert "あと9日" in home(client, world, "writer", "?fy=2023")
    assert "あと9日" not in home(client, world, "writer", "?fy=2024")
    assert "あと9日" in home(client, world, "writer", "?fy=x")


def test_age_of_the_backup_is_told(client, world):
    assert "まだ控えがありません" in home(client, world, "administrator")

    paths.backup().mkdir(parents=True)
    stamp = clock.real_now().astimezone(clock.TOKYO)
    (paths.backup() / f"yakuba-{stamp:%Y%m%d-%H%M%S}.tar.gz").touch()
    assert "取れています" in home(client, world, "administrator")

    for file in paths.backup().iterdir():
        file.unlink()
    old = stamp - timedelta(days=3)
    (paths.backup() / f"yakuba-{old:%Y%m%d-%H%M%S}.tar.gz").touch()
    assert "控えが古くなっています" in home(client, world, "administrator")


def test_age_of_the_backup_is_told_to_nobody_who_cannot_make_one(client, world):
    assert "控え" not in home(client, world, "writer").replace("控えめ", "")


@pytest.mark.parametrize("who", ["writer", "head", "secretariat", "finance", "headquarters"])
def test_home_takes_the_same_queries_for_any_number_of_reports(
    client, world, django_assert_max_num_queries, who
):
    client.force_login(world.accounts[who])
    bring_to(world, "proposed")
    client.get(HOME)
    with django_assert_max_num_queries(20) as many:
        client.get(HOME)
    world.round.sheets.filter(item__item_key__in=["1-1-c", "1-1-d"]).delete()
    with django_assert_max_num_queries(20) as few:
        client.get(HOME)
    assert len(few) == len(many)


@pytest.mark.parametrize(
    ("typed", "key"),
    [("1-1-b", "1-1-b"), ("(1)-①-b", "1-1-b"), ("窓口", "1-1-b"), ("１-１-ｃ", "1-1-c")],
)
def test_jump_opens_the_one_report_that_fits(client, world, typed, key):
    client.force_login(world.accounts["writer"])

    response = client.get(reverse("staff-jump"), {"q": typed})

    assert response.headers["Location"] == f"/staff/reports/2023/{key}/"


@pytest.mark.parametrize("typed", ["見直し", "どこにもない", ""])
def test_jump_that_fits_none_or_several_leads_to_the_list(client, world, typed):
    client.force_login(world.accounts["writer"])

    response = client.get(reverse("staff-jump"), {"q": typed})

    assert response.headers["Location"] == "/staff/reports/2023/?all=1"


@pytest.mark.parametrize(("who", "count"), [("headquarters", 1), ("secretariat", 0)])
def test_plan_waits_on_the_home_of_those_who_decide(client, db, who, count):
    world = make_world(opened=False)
    Plan.objects.update(state=PlanState.DRAFTING)

    page = home(client, world, who)

    assert page.count("決定を待つ計画") == count
    assert f"{count}件" in heading(page)


def test_due_records_are_one_block_with_a_link_to_their_page(client, world):
    section = world.sections["tax"]
    for number in range(7):
        voice = Voice(
            desk=section, receipt_no=f"R5-{number}", section=section, channel="phone", text="声"
        )
        voice.received_on = TODAY - timedelta(days=30 + number)
        voice.receipt_by = voice.received_on + timedelta(days=1)
        voice.save()

    page = home(client, world, "writer")

    assert page.count("台帳の期限") == 1
    assert page.count("R5-") == 5
    assert 'href="/staff/due/"' in page
    assert "9件" in heading(page)


@pytest.mark.django_db
def test_browser_that_asks_for_the_old_name_finds_the_sign(client):
    response = client.get("/favicon.ico")

    assert response.status_code == 301
    assert response["Location"].startswith("/static/ui/favicon")
