"""What headquarters accepted stands still; what is published changes by a correction only."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from yakuba.core.evaluation.models import MoneyEffect, Sheet, YearlyAction
from yakuba.core.evaluation.sheets import save_sheet
from yakuba.core.publication.tests import town as towns
from yakuba.core.publication.tests.test_services import FIRST, SECOND, codes, publish
from yakuba.kernel.problems import YakubaError

pytestmark = pytest.mark.django_db

STANDING = ["accepted", "in_council", "opined", "published", "corrected"]


@pytest.fixture
def town():
    made = towns.found()
    towns.report(made)
    return made


@pytest.mark.parametrize("state", STANDING)
def test_accepted_and_published_texts_are_not_rewritten(town, state):
    Sheet.objects.update(state=state)
    sheet = town.sheet("2-a")

    with pytest.raises(YakubaError) as refused:
        save_sheet(
            sheet,
            {"done_text": "書きかえ"},
            actor=town.actors["clerk"],
            expected_version=sheet.version,
        )

    assert codes(refused) == ["sheet.state"]
    assert town.sheet("2-a").done_text == sheet.done_text


@pytest.mark.parametrize("state", STANDING)
def test_accepted_and_published_money_and_plans_are_not_rewritten(town, state):
    MoneyEffect.objects.update(status="provisional")
    effect = MoneyEffect.objects.filter(effect_class="revenue_up").get()
    action = YearlyAction.objects.filter(item=effect.item).get()
    new = MoneyEffect(item=effect.item, fy=FIRST, effect_class="avoided", gross_yen=1)
    moved = MoneyEffect.objects.get(pk=effect.pk)
    moved.fy = SECOND
    rows = [effect, moved, new, action]
    Sheet.objects.update(state="returned")
    for row in rows:
        row.clean()
    Sheet.objects.update(state=state)

    for row in rows:
        with pytest.raises(ValidationError):
            row.clean()


@pytest.mark.parametrize(
    ("row", "change", "harmless"),
    [
        ("indicator", {"attainment": "ratio"}, {"name_en": "Rate"}),
        ("indicator", {"base_value": Decimal(90)}, {"why": "町税の柱"}),
        ("method", {"decimals": 2}, {"definition_en": "collected / assessed"}),
    ],
)
def test_published_figures_keep_how_they_were_made_and_judged(town, row, change, harmless):
    indicator = town.indicator("2-a")
    stored = indicator if row == "indicator" else indicator.methods.get()

    def changed(values):
        again = type(stored).objects.get(pk=stored.pk)
        for name, value in values.items():
            setattr(again, name, value)
        return again

    changed(change).clean()
    publish(town)

    changed(harmless).clean()
    with pytest.raises(ValidationError):
        changed(change).clean()
