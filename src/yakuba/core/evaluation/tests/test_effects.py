import pytest
from django.db import IntegrityError, transaction

from yakuba.core.evaluation.effects import (
    check_effects,
    confirm_effect,
    effects_of,
    totals_of,
)
from yakuba.core.evaluation.models import MoneyEffect
from yakuba.core.evaluation.tests.town import FY
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.problems import YakubaError
from yakuba.platform.office.rights import Forbidden

SETTLED = FiscalYear(2022)


def make_effect(world, key="1-1-a", fy=FY, **values):
    known = {
        "effect_class": "expenditure_down",
        "gross_yen": 1_000_000,
        "general_fund_yen": 1_000_000,
        "baseline_kind": "last_year",
    }
    return MoneyEffect.objects.create(item=world.item(key), fy=fy, **known | values)


def hints(world):
    return [problem.code for problem in check_effects(effects_of(world.plan), settled=SETTLED)]


def test_totals_keep_the_classes_apart_and_only_cash_is_cash(world):
    make_effect(world, effect_class="revenue_up", gross_yen=5_000_000, cost_yen=2_000_000)
    make_effect(world, gross_yen=1_000_000)
    make_effect(world, effect_class="avoided", gross_yen=9_000_000)
    make_effect(world, effect_class="staff_time", gross_yen=700_000)
    make_effect(world, fy=SETTLED, gross_yen=400_000)

    totals = totals_of(effects_of(world.plan), FY)

    assert (totals.revenue_up, totals.expenditure_down) == (3_000_000, 1_000_000)
    assert (totals.avoided, totals.staff_time, totals.cash) == (9_000_000, 700_000, 4_000_000)


def test_sound_effect_gets_no_hint(world):
    make_effect(world)

    assert hints(world) == []


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"effect_class": "revenue_up"}, "effect.gross"),
        ({"fy": SETTLED, "status": "planned"}, "effect.not-settled"),
        ({"general_fund_yen": None}, "effect.general-fund"),
        ({"general_fund_yen": 1_000_001}, "effect.general-fund-exceeds"),
        ({"overlap_group": "税", "is_counted": False}, "effect.group"),
    ],
)
def test_each_way_an_effect_goes_wrong_has_its_hint(world, values, code):
    make_effect(world, **values)

    assert hints(world) == [code]


def test_same_amount_in_two_items_may_be_one_effect(world):
    make_effect(world)
    second = make_effect(world, "1-1-b")
    assert hints(world) == ["effect.twice"]

    MoneyEffect.objects.update(overlap_group="税")
    second.refresh_from_db()
    second.is_counted = False
    second.save()

    assert hints(world) == []


def test_group_that_counts_twice_is_named(world):
    make_effect(world, overlap_group="税")
    make_effect(world, "1-1-b", gross_yen=2_000_000, overlap_group="税")

    assert hints(world) == ["effect.group"]


def test_moved_baseline_and_unit_slip_between_years_are_found(world):
    make_effect(world, fy=SETTLED)
    make_effect(world, gross_yen=1_000, general_fund_yen=1_000, baseline_kind="plan_start")

    assert hints(world) == ["effect.baseline", "effect.unit"]


@pytest.mark.parametrize("values", [{"chain": "照明"}, {"chain_end_fy": FY}])
def test_continuing_effect_names_its_chain_and_its_end(world, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_effect(world, continuity="continuing", **values)

    whole = make_effect(world, continuity="continuing", chain="照明", chain_end_fy=FY)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_effect(world, "1-1-b", continuity="continuing", chain="照明", chain_end_fy=FY)
    assert list(MoneyEffect.objects.all()) == [whole]


def test_hint_names_item_year_and_class(world):
    make_effect(world, general_fund_yen=None)

    problem = check_effects(effects_of(world.plan), settled=SETTLED)[0]

    assert problem.place == "1-1-a 令和5年度 歳出の減"


def test_finance_confirms_cash_and_is_named(world):
    effect = confirm_effect(make_effect(world), actor=world.actor("finance"))

    assert (effect.status, effect.confirmed_by) == ("confirmed", world.accounts["finance"])


@pytest.mark.parametrize("effect_class", ["avoided", "staff_time"])
def test_what_no_accounts_show_cannot_be_confirmed(world, effect_class):
    effect = make_effect(world, effect_class=effect_class)

    with pytest.raises(YakubaError) as refused:
        confirm_effect(effect, actor=world.actor("finance"))

    assert [p.code for p in refused.value.problems] == ["effect.class"]
    assert MoneyEffect.objects.get().status == "provisional"


def test_nobody_but_finance_confirms_an_effect(world):
    effect = make_effect(world)

    for name in set(world.accounts) - {"finance"}:
        with pytest.raises(Forbidden):
            confirm_effect(effect, actor=world.actor(name))
