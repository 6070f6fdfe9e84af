"""The plain tables of the year and of indicators."""

import pytest
from django.urls import reverse

from yakuba.core.evaluation.models import MoneyEffect
from yakuba.core.evaluation.tests.pages import text_of
from yakuba.core.evaluation.tests.town import FY


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


def row_of(effect, **typed):
    known = {
        "item": effect.item_id,
        "fy": "令和5年度",
        "effect_class": effect.effect_class,
        "continuity": "once",
        "gross_yen": "1,000",
        "cost_yen": "0",
        "baseline_kind": "last_year",
        "is_counted": "on",
        "version": effect.version,
    }
    row = f"row-{effect.pk}"
    empty = {"continuity": "once", "cost_yen": "0", "is_counted": "on"}
    new = {f"new-{number}-{n}": v for number in range(3) for n, v in empty.items()}
    changed = {f"{row}-{n}": v for n, v in (known | typed).items()}
    return {"do": "save", "row": effect.pk} | new | changed


def test_effect_of_the_own_section_is_changed_until_it_is_confirmed(as_, world, effect):
    client = as_("writer")
    client.post(reverse("effect-table"), row_of(effect))
    effect.refresh_from_db()
    assert effect.gross_yen == 1000

    MoneyEffect.objects.update(status="confirmed")
    page = text_of(client.post(reverse("effect-table"), row_of(effect, gross_yen="2,000")))

    effect.refresh_from_db()
    assert effect.gross_yen == 1000
    assert "決算で確認した効果は書きかえられません。" in page


def test_effects_of_other_sections_are_not_listed(as_, effect):
    client = as_("other")

    assert "12,340,000" not in text_of(client.get(reverse("effect-table")))


def test_target_of_a_year_that_began_is_not_changed_in_place(as_, world):
    target = world.item().indicators.get().targets.get()
    row = f"row-{target.pk}"
    typed = {
        "indicator": target.indicator_id,
        "fy": "R5",
        "kind": "annual",
        "value": "97",
        "set_on": "R3.4.1",
        "version": target.version,
    }

    page = text_of(
        as_("secretariat").post(
            reverse("target-table"),
            {"do": "save", "row": target.pk} | {f"{row}-{n}": v for n, v in typed.items()},
        )
    )

    target.refresh_from_db()
    assert target.value == 99
    assert "年度が始まった目標は書きかえられません。" in page


def test_index_lists_the_tables_of_the_role(as_):
    pages = {who: text_of(as_(who).get(reverse("tables"))) for who in ("writer", "secretariat")}

    assert reverse("effect-table") in pages["writer"]
    assert reverse("scale-table") not in pages["writer"]
    assert reverse("scale-table") in pages["secretariat"]
    assert "あなたが直せる表はありません" in text_of(as_("auditor").get(reverse("tables")))


@pytest.mark.parametrize("name", ["scale", "grade"])
def test_scales_are_written_in_the_grid(as_, effect, name):
    found = as_("secretariat").get(reverse(f"{name}-table"))

    assert found["Location"] == f"/staff/r/evaluation.{name}/grid"
