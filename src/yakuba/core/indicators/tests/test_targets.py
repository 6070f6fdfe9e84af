from datetime import date
from decimal import Decimal as D

import pytest
from django.core.exceptions import ValidationError

from yakuba.core.evaluation.tests.town import FY, make_indicator, make_world
from yakuba.core.indicators.models import TargetKind
from yakuba.core.indicators.targets import aim_of, set_target
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.problems import YakubaError

pytestmark = pytest.mark.django_db

FIRST = FiscalYear(2021)


@pytest.fixture
def rate():
    world = make_world(opened=False, indicator=False)
    return make_indicator(world.item(), target=None)


def aim(indicator, fy=FY, *, decimals=1):
    return aim_of(indicator.targets.all(), fy, first_fy=FIRST, decimals=decimals)


def test_annual_target_is_due_in_its_year_alone(rate):
    set_target(rate, FY, value=D(99), on=date(2021, 4, 1))

    assert aim(rate).value == D(99)
    assert aim(rate, FiscalYear(2022)) is None


def test_cumulative_target_is_due_in_equal_parts(rate):
    set_target(rate, FY, value=D(100), on=date(2021, 4, 1), kind=TargetKind.CUMULATIVE)

    values = [aim(rate, year, decimals=0).value for year in FiscalYear.range(FIRST, FY)]

    assert values == [D(33), D(67), D(100)]


def test_final_target_is_due_in_the_last_year_only(rate):
    set_target(rate, FY, value=D(100), on=date(2021, 4, 1), kind=TargetKind.FINAL)

    assert aim(rate, FiscalYear(2022)) is None
    assert aim(rate).value == D(100)


def test_target_changed_before_its_year_is_replaced_silently(rate):
    first = set_target(rate, FY, value=D(99), on=date(2021, 4, 1))

    again = set_target(rate, FY, value=D(98), on=date(2023, 3, 31))

    assert (again.pk, aim(rate).value, aim(rate).before) == (first.pk, D(98), ())


def test_target_changed_in_its_year_needs_a_reason_and_keeps_the_old_one(rate):
    old = set_target(rate, FY, value=D(99), on=date(2021, 4, 1))
    with pytest.raises(YakubaError) as refused:
        set_target(rate, FY, value=D(98), on=date(2023, 4, 1), reason=" ")
    assert [p.code for p in refused.value.problems] == ["target.reason"]

    set_target(rate, FY, value=D(98), on=date(2023, 4, 1), reason="制度の変更")
    set_target(rate, FY, value=D("97.5"), on=date(2023, 9, 1), reason="災害")

    assert aim(rate).value == D("97.5")
    assert [row.value for row in aim(rate).before] == [D(99), D(98)]
    assert aim(rate).before[0] == old


def test_same_value_changes_nothing(rate):
    first = set_target(rate, FY, value=D(99), on=date(2021, 4, 1))

    assert set_target(rate, FY, value=D(99), on=date(2023, 9, 1)) == first
    assert rate.targets.count() == 1


def test_cumulative_target_binds_from_the_first_year_of_the_plan(rate):
    kind = {"kind": TargetKind.CUMULATIVE}
    set_target(rate, FY, value=D(100), on=date(2021, 3, 1), **kind)
    set_target(rate, FY, value=D(90), on=date(2021, 3, 31), **kind)
    with pytest.raises(YakubaError) as refused:
        set_target(rate, FY, value=D(60), on=date(2022, 9, 1), **kind)
    assert [p.code for p in refused.value.problems] == ["target.reason"]

    set_target(rate, FY, value=D(60), on=date(2022, 9, 1), reason="災害", **kind)

    assert aim(rate, FiscalYear(2022), decimals=0).value == D(40)
    assert [row.value for row in aim(rate).before] == [D(90)]


@pytest.mark.parametrize(
    "change", [{"value": D(97)}, {"fy": FiscalYear(2022)}, {"kind": TargetKind.FINAL}]
)
def test_target_of_a_year_that_began_keeps_value_year_and_kind(rate, monkeypatch, change):
    target = set_target(rate, FY, value=D(99), on=date(2021, 4, 1))
    for name, value in change.items():
        setattr(target, name, value)

    monkeypatch.setenv("YAKUBA_TODAY", "2021-04-30")
    target.clean()
    monkeypatch.setenv("YAKUBA_TODAY", "2023-04-01")
    with pytest.raises(ValidationError):
        target.clean()


def test_cumulative_target_is_not_changed_in_place_once_the_plan_began(rate, monkeypatch):
    target = set_target(rate, FY, value=D(99), on=date(2021, 3, 1), kind=TargetKind.CUMULATIVE)
    target.value = D(60)

    monkeypatch.setenv("YAKUBA_TODAY", "2021-04-01")
    with pytest.raises(ValidationError):
        target.clean()
