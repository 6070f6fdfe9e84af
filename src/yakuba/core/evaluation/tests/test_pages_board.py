"""The secretariat's pages: the board, rounds, owners."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse

from yakuba.core.evaluation.models import Round, RoundState, SectionDue
from yakuba.core.evaluation.tests.pages import at, decide, of_year, text_of
from yakuba.core.evaluation.tests.town import DUE, FY, bring_to, make_world
from yakuba.core.plan.owners import owners_of

# the board


def test_board_says_who_is_late_since_when(as_, world, monkeypatch):
    bring_to(world, "submitted")
    monkeypatch.setenv("YAKUBA_TODAY", "2024-06-05")

    page = text_of(as_("secretariat").get(of_year("board-list")))

    assert "4件のうち、3件が期限を過ぎています" in page
    assert page.count("5日超過") == 3
    assert "5月31日から" in page


def test_board_says_in_words_what_it_shows(as_, world):
    bring_to(world, "submitted")
    section = world.sections["tax"].pk
    client = as_("secretariat")

    page = text_of(client.get(of_year("board-list") + f"?section={section}&state=submitted"))
    late = text_of(client.get(of_year("board-list") + "?late=1"))

    assert "<b>税務町民課</b>" in page
    assert "状態が「提出済み」" in page
    assert (page.count('<th role="rowheader"'), late.count('<th role="rowheader"')) == (1, 0)
    assert "この条件に合う報告はありません" in late


def test_several_reports_are_checked_at_once_or_none(as_, world):
    first = bring_to(world, "submitted")
    second = bring_to(world, "submitted", "1-1-b")
    third = world.sheet("1-1-c")
    client = as_("secretariat")

    refused = client.post(of_year("board-list"), {"sheet": [first.pk, third.pk]})
    assert refused.status_code == 422
    assert "(1)-①-c 補助金の見直し：" in text_of(refused)
    assert world.sheet().state == "submitted"

    client.post(of_year("board-list"), {"sheet": [first.pk, second.pk], "once": "k1"})
    assert (world.sheet().state, world.sheet("1-1-b").state) == ("checked", "checked")
    assert client.post(of_year("board-list"), {"once": "k2"}).status_code == 422


def test_secretariat_checks_and_returns_one_report(as_, world):
    bring_to(world, "submitted")
    client = as_("secretariat")
    assert "事務局の確認" in text_of(client.get(at("board-sheet")))

    assert decide(client, world, "return", page="board-sheet").status_code == 422
    decide(client, world, "check", page="board-sheet")
    assert world.sheet().state == "checked"
    decide(client, world, "return", page="board-sheet", comment="数字の内訳を。")

    assert world.sheet().state == "returned"
    assert world.sheet().done_text != ""


@pytest.mark.parametrize("who", ["writer", "head", "finance", "headquarters", "auditor"])
def test_others_read_the_board_and_check_nothing(as_, world, who):
    sheet = bring_to(world, "submitted")
    client = as_(who)

    assert client.get(of_year("board-list")).status_code == 200
    assert client.get(at("board-sheet")).status_code == 403
    assert client.post(of_year("board-list"), {"sheet": [sheet.pk]}).status_code == 403
    for name in ("round-open", "board-due", "reminders", "owners"):
        assert client.get(of_year(name)).status_code == 403
    assert world.sheet().state == "submitted"


def test_board_as_csv_holds_every_row_and_no_formula(as_, world):
    world.item("1-1-b").__class__.objects.filter(item_key="1-1-b").update(short_name="=1+1")

    response = as_("secretariat").get(of_year("board-csv"))

    rows = list(csv.reader(io.StringIO(text_of(response).removeprefix("\ufeff"))))
    assert [row[1] for row in rows] == [
        "項目",
        "町税収納率向上の取組",
        "'=1+1",
        "補助金の見直し",
        "押印の見直し",
    ]
    assert rows[1][2:6] == ["税務町民課", "書き始め前", "2024-05-31", "0"]


def test_section_gets_another_due_date(as_, world):
    section = world.sections["general"]
    typed = {"section": section.pk, "due_on_year": "令和6", "due_on_month": "6", "due_on_day": "10"}

    as_("secretariat").post(of_year("board-due"), typed | {"reason": "異動"})

    row = SectionDue.objects.get()
    assert (row.section, row.due_on, row.reason) == (section, date(2024, 6, 10), "異動")
    assert as_("secretariat").post(of_year("board-due"), {}).status_code == 422


def test_due_date_of_a_section_before_the_first_day_is_refused(as_, world):
    section = world.sections["general"]
    typed = {"section": section.pk, "due_on_year": "令和6", "due_on_month": "4", "due_on_day": "9"}

    response = as_("secretariat").post(of_year("board-due"), typed)

    assert "期限が始める日より前です。" in text_of(response)
    assert SectionDue.objects.count() == 0


def test_reminder_names_what_is_missing_and_when(as_, world, monkeypatch):
    bring_to(world, "submitted")
    monkeypatch.setenv("YAKUBA_TODAY", "2024-06-05")

    page = text_of(as_("secretariat").get(of_year("reminders")))

    assert "税務町民課 御中" in page
    assert "期限の令和6年5月31日を過ぎています。" in page
    assert "・(1)-①-b 総合窓口の設置（書き始め前）" in page
    assert "・(1)-①-a" not in page


def test_board_takes_the_same_queries_for_any_number_of_reports(
    as_, world, django_assert_max_num_queries
):
    client = as_("secretariat")
    client.get(of_year("board-list"))
    with django_assert_max_num_queries(14) as many:
        client.get(of_year("board-list"))
    world.round.sheets.exclude(item__item_key="1-1-a").delete()
    with django_assert_max_num_queries(14) as few:
        client.get(of_year("board-list"))
    assert len(few) == len(many)


# opening a round


@pytest.fixture
def unopened(db):
    return make_world(opened=False, lead_for_all=False)


def dates(world):
    return {
        "scale": world.scale.pk,
        "opens_on_year": "令和6",
        "opens_on_month": "4",
        "opens_on_day": "10",
        "due_on_year": "令和6",
        "due_on_month": "5",
        "due_on_day": "31",
        "message": "去年から尺度が変わりました。",
    }


def test_round_shows_what_stands_in_its_way_and_opens_when_settled(client, unopened):
    client.force_login(unopened.accounts["secretariat"])
    address = of_year("round-open")
    assert "(1)-①-d 押印の見直しは、令和5年度の主担当がまだ決まっていません。" in text_of(
        client.get(address)
    )
    assert client.post(address, dates(unopened)).status_code == 422
    assert unopened.round.sheets.count() == 0

    lead = unopened.sections["policy"]
    item = unopened.item("1-1-d")
    joint = unopened.sections["tax"].pk
    client.post(of_year("owners"), {f"lead-{item.pk}": lead.pk, f"joint-{item.pk}": joint})
    response = client.post(address, dates(unopened))

    assert response.headers["Location"] == of_year("board-list")
    round_ = Round.objects.get()
    assert (round_.state, round_.due_on, round_.sheets.count()) == ("open", DUE, 4)
    owners = owners_of(unopened.plan, FY)[item.pk]
    assert (owners.lead, owners.joint) == (lead, [unopened.sections["tax"]])


def test_due_date_before_the_first_day_is_refused(client, unopened):
    client.force_login(unopened.accounts["secretariat"])

    response = client.post(of_year("round-open"), dates(unopened) | {"due_on_month": "3"})

    assert "期限が始める日より前です。" in text_of(response)


def test_year_outside_every_plan_says_what_to_do(client, unopened):
    client.force_login(unopened.accounts["secretariat"])

    for name in ("round-open", "owners"):
        page = text_of(client.get(reverse(name, kwargs={"fy": 2026})))
        assert "決定した計画がありません" in page


def test_owners_of_last_year_are_copied_where_nothing_is_settled(client, unopened):
    from yakuba.core.plan.owners import settle

    settle(unopened.item("1-1-d"), FY.previous, lead=unopened.sections["policy"])
    client.force_login(unopened.accounts["secretariat"])
    page = text_of(client.get(of_year("owners")))
    assert "主担当の決まっていない項目が1件あります" in page

    client.post(of_year("owners"), {"do": "copy"})

    owners = owners_of(unopened.plan, FY)
    assert owners[unopened.item("1-1-d").pk].lead == unopened.sections["policy"]
    assert owners[unopened.item("1-1-a").pk].lead == unopened.sections["tax"]


def test_owners_that_were_not_changed_are_left_alone(client, unopened):
    client.force_login(unopened.accounts["secretariat"])
    item = unopened.item("1-1-a")
    before = item.ownerships.get().pk

    client.post(of_year("owners"), {f"lead-{item.pk}": unopened.sections["tax"].pk})

    assert item.ownerships.get().pk == before


def test_round_is_closed_and_leaves_the_homes(as_, world):
    client = as_("secretariat")

    client.post(of_year("round-close"))

    world.round.refresh_from_db()
    assert world.round.state == RoundState.CLOSED
    assert "今することはありません" in text_of(as_("writer").get("/staff/"))
