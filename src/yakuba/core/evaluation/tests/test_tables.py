"""The plain tables of the year and of indicators."""

import pytest
from django.urls import reverse

from yakuba.core.evaluation.models import MoneyEffect
from yakuba.core.evaluation.tests.pages import text_of
from yakuba.core.evaluation.tests.town import FY
from yakuba.core.plan.models import Item


@pytest.fixture
def effect(world):
    return MoneyEffect.objects.create(
        item=world.item(),
        fy=FY,
        effect_class="revenue_up",
        gross_yen=12_340_000,
        baseline_kind="last_year",
    )


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("indicator-table", "secretariat"),
        ("method-table", "secretariat"),
        ("target-table", "writer"),
        ("scale-table", "secretariat"),
        ("grade-table", "secretariat"),
        ("band-table", "secretariat"),
        ("action-table", "secretariat"),
        ("effect-table", "writer"),
    ],
)
def test_table_opens_for_its_role_and_not_for_the_auditor(as_, effect, name, who):
    assert as_(who).get(reverse(name), follow=True).status_code == 200
    assert as_("auditor").get(reverse(name)).status_code == 403


def grid_of(code):
    return reverse("register-grid", kwargs={"code": code})


def row_of(record, **typed):
    row = f"row-{record.pk}"
    known = {"version": record.version} | typed
    return {"row": row} | {f"{row}-{name}": value for name, value in known.items()}


def effect_row(effect, **typed):
    known = {
        "item": effect.item_id,
        "fy": "令和5年度",
        "effect_class": effect.effect_class,
        "continuity": "once",
        "gross_yen": "1,000",
        "cost_yen": "0",
        "baseline_kind": "last_year",
        "is_counted": "on",
    }
    return row_of(effect, **known | typed)


def test_effect_of_the_own_section_is_changed_until_it_is_confirmed(as_, world, effect):
    client, address = as_("writer"), grid_of("evaluation.effect")
    client.post(address, effect_row(effect))
    effect.refresh_from_db()
    assert (effect.gross_yen, effect.version) == (1000, 2)

    MoneyEffect.objects.update(status="confirmed")
    page = text_of(client.post(address, effect_row(effect, gross_yen="2,000")))

    effect.refresh_from_db()
    assert effect.gross_yen == 1000
    assert "決算で確認した効果は書きかえられません。" in page


def test_effects_of_other_sections_are_read_and_not_written(as_, effect):
    client, address = as_("other"), grid_of("evaluation.effect")

    assert "12,340,000" in text_of(client.get(address))
    assert client.post(address, effect_row(effect)).status_code == 403
    effect.refresh_from_db()
    assert effect.gross_yen == 12_340_000


def test_section_of_another_year_writes_no_effect(as_, world, effect):
    effect.item.ownerships.update(end_fy=FY.previous)

    assert as_("writer").post(grid_of("evaluation.effect"), effect_row(effect)).status_code == 403


def test_effect_is_not_written_onto_an_item_of_others(as_, world, effect):
    theirs = Item.objects.create(
        plan=effect.item.plan, item_key="9-9-z", short_name="よその項目", start_fy=FY, end_fy=FY
    )

    answer = as_("writer").post(grid_of("evaluation.effect"), effect_row(effect, item=theirs.pk))

    effect.refresh_from_db()
    assert answer.status_code == 403
    assert effect.item != theirs


def test_target_of_a_year_that_began_is_not_changed_in_place(as_, world):
    target = world.item().indicators.get().targets.get()
    typed = {
        "indicator": target.indicator_id,
        "fy": "R5",
        "kind": "annual",
        "value": "97",
        "set_on": "R3.4.1",
    }

    page = text_of(as_("secretariat").post(grid_of("indicators.target"), row_of(target, **typed)))

    target.refresh_from_db()
    assert target.value == 99
    assert "年度が始まった目標は書きかえられません。" in page


def test_methods_are_pasted_by_indicator_and_number(as_, world):
    method = world.item().indicators.get().methods.get()
    head = "指標\t版\t使い始める年度\t計算の式（言葉で）"
    block = f"{head}\n{method.indicator}\t1\t{method.from_fy.wareki}\t別の式\n"
    client, address = as_("secretariat"), "/staff/r/indicators.method/paste"

    found = client.post(address, {"block": block}).context["found"]
    typed = {"block": block, "do": "apply", "digest": found.digest, "once": "k-1"}
    client.post(address, typed)

    method.refresh_from_db()
    assert (found.changed, found.added) == (1, 0)
    assert method.definition == "別の式"


def test_index_lists_the_tables_of_the_role(as_):
    pages = {who: text_of(as_(who).get(reverse("tables"))) for who in ("writer", "secretariat")}

    assert reverse("effect-table") in pages["writer"]
    assert reverse("scale-table") not in pages["writer"]
    assert reverse("scale-table") in pages["secretariat"]
    assert "あなたが直せる表はありません" in text_of(as_("auditor").get(reverse("tables")))


@pytest.mark.parametrize("name", ["scale", "grade", "band", "action", "effect"])
def test_tables_are_written_in_the_grid(as_, effect, name):
    who = "writer" if name == "effect" else "secretariat"

    found = as_(who).get(reverse(f"{name}-table"))

    assert found["Location"] == f"/staff/r/evaluation.{name}/grid"
