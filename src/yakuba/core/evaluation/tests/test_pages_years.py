"""Years that no plan holds, due dates of another year, printed codes, counts of nothing."""

from datetime import date
from decimal import Decimal as D

import pytest
from django.urls import reverse

from yakuba.core.evaluation.changes import changes_since
from yakuba.core.evaluation.sheets import move
from yakuba.core.evaluation.tests.pages import at, decide, of_year, text_of
from yakuba.core.evaluation.tests.town import FY, bring_to, enter, make_indicator
from yakuba.core.indicators.models import Actual
from yakuba.core.indicators.services import Entry, enter_actual

YEARLY = ("report-list", "board-list", "acceptance-list", "finance-list", "round-open", "owners")


@pytest.mark.parametrize("name", YEARLY)
@pytest.mark.parametrize("fy", [1, 1900, 2090, 9999])
def test_year_far_from_every_plan_is_not_found(as_, world, name, fy):
    who = {"acceptance-list": "headquarters", "finance-list": "finance"}.get(name, "secretariat")

    response = as_(who).get(reverse(name, kwargs={"fy": fy}))

    assert response.status_code == 404
    assert "/staff/" in text_of(response)


def test_year_of_a_plan_and_years_near_today_have_a_page(as_, world):
    client = as_("secretariat")
    addresses = [reverse("board-list", kwargs={"fy": fy}) for fy in (2021, 2023, 2027)]

    assert [client.get(address).status_code for address in addresses] == [200, 200, 200]


def test_due_date_of_another_year_names_the_year(as_, world, monkeypatch):
    client = as_("secretariat")
    this_year = text_of(client.get(of_year("board-list")))
    monkeypatch.setenv("YAKUBA_TODAY", "2025-01-06")

    page = text_of(client.get(of_year("board-list")))

    assert "令和6年5月31日（金）" in page
    assert "令和6年5月31日" not in this_year


def test_round_page_proposes_today_as_the_first_day(as_, world):
    page = as_("secretariat").get(reverse("round-open", kwargs={"fy": 2022}))

    assert page.context["form"].initial["opens_on"] == date(2024, 5, 22)


def test_finance_names_items_by_their_printed_code(as_, world):
    enter(world.item().indicators.get())

    page = text_of(as_("finance").get(reverse("finance-list", kwargs={"fy": FY.year})))

    assert "(1)-①-a 町税収納率" in page
    assert "1-1-a 町税" not in page


def test_denominator_of_zero_says_why_there_is_no_rate(as_, world):
    nothing = Entry(
        status="provisional",
        as_of=date(2024, 4, 30),
        numerator=D(0),
        denominator=D(0),
        source_note="税務の月計 4月",
        note="この年度は課税がない。",
    )
    enter_actual(world.item().indicators.get(), FY, nothing, actor=world.actor("writer"))

    paper = text_of(as_("auditor").get(at("sheet-paper")))

    assert "調定額が0のため、割合はありません" in paper
    assert "この年度は課税がない。" in paper


def test_changed_figure_names_its_parts(world):
    sheet = bring_to(world, "submitted")
    sheet = move(sheet, "return", actor=world.actor("secretariat"), comment="確かめてください。")
    Actual.objects.update(numerator=D(980), value=D("98.0"))

    (change,) = changes_since(sheet)

    assert change.old == "分子 974、分母 1000、値 97.4"
    assert change.new == "分子 980、分母 1000、値 98"


# the council's stages, a setting of the town


def with_council(world):
    town = type(world.sections["tax"])._meta.apps.get_model("office", "Town").objects.get()
    town.council_stages = True
    town.save()


def test_without_the_setting_acceptance_is_the_last_stage(world):
    assert bring_to(world, "accepted").state == "accepted"


def test_with_the_setting_acceptance_leads_into_the_council(as_, world):
    with_council(world)
    bring_to(world, "checked")

    decide(as_("headquarters"), world, "accept", page="acceptance-sheet", remark="")

    assert world.sheet().state == "in_council"
    assert [step.name for step in world.sheet().steps.order_by("pk")][-2:] == ["accept", "refer"]
    assert "いまは審議会の番です。" in text_of(as_("headquarters").get(at("acceptance-sheet")))


def test_secretariat_writes_what_the_council_said(as_, world):
    with_council(world)
    bring_to(world, "checked")
    decide(as_("headquarters"), world, "accept", page="acceptance-sheet", remark="")
    client = as_("secretariat")

    page = text_of(client.get(at("board-sheet")))
    empty = decide(client, world, "opine", page="board-sheet")
    decide(client, world, "opine", page="board-sheet", comment="案内の時期を早めること。")

    assert "委員が入力する画面は、まだありません。" in page
    assert empty.status_code == 422
    assert "審議会の意見が書かれていません。" in text_of(empty)
    assert world.sheet().state == "opined"
    assert world.sheet().steps.order_by("-pk").first().comment == "案内の時期を早めること。"


def test_headquarters_take_an_acceptance_back_before_the_council(as_, world):
    with_council(world)
    bring_to(world, "checked")
    client = as_("headquarters")
    decide(client, world, "accept", page="acceptance-sheet", remark="")

    decide(client, world, "reopen", page="acceptance-sheet", remark="数字が動きました。")

    assert world.sheet().state == "returned"


def test_number_without_indicator_is_counted_in_items(as_, world):
    make_indicator(world.item("1-1-b"), "desks", ratio=False)

    page = text_of(as_("writer").get(at("sheet", key="1-1-b")))

    assert "1件の数字のうち、0件が入っています。" in page
    assert "足りないところが3件あります。" in page
