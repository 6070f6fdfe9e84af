"""Figures computed from records: closed days of the office stand in for a service's register."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal as D

import pytest

from yakuba.core.evaluation.tests.town import FY, make_world
from yakuba.core.evidence import definitions
from yakuba.core.evidence.definitions import Better, Selected, indicator
from yakuba.core.indicators.freezing import freeze, recomputes
from yakuba.core.indicators.models import Actual, CalculationRow, Status
from yakuba.core.indicators.records import destroy, lost_of
from yakuba.core.indicators.services import refresh
from yakuba.core.indicators.shares import share_of_year
from yakuba.core.indicators.trail import trails_of
from yakuba.core.indicators.verification import differences_of, is_traceable, verify
from yakuba.kernel.evidence import IN, NOT_IN, excluded, share
from yakuba.kernel.problems import YakubaError
from yakuba.platform.audit.models import Event
from yakuba.platform.office.models import ClosedDay

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Register:
    code: str = "office.closedday"


def valid_share(values, scope):
    places = {"祭": IN, "休": NOT_IN}
    return share(places.get(name[0], excluded("ほかの日")) for _day, name in values)


@pytest.fixture
def rate():
    @indicator(
        "office.festival-share",
        register=Register(),
        title="閉庁日",
        definition="閉庁日のうち祭の日の割合",
        unit="%",
        better=Better.UP,
        rule=valid_share,
        month_of="date",
    )
    def festivals(scope):
        days = ClosedDay.objects.filter(date__range=scope.year.span)
        return Selected(days, ("date", "name"))

    found = make_world(opened=False).item().indicators.get()
    found.computed_by = "office.festival-share"
    found.save()
    for number in range(1, 21):
        name = "祭" if number % 4 else ("休" if number % 8 else "ほか")
        ClosedDay.objects.create(date=date(2023, 4 + number % 2, number), name=f"{name}{number}")
    yield found
    del definitions.DEFINITIONS["office.festival-share"]


def test_computed_figure_comes_from_the_records(rate):
    live = refresh(rate, FY)

    actual = Actual.objects.get(indicator=rate, fy=FY)
    assert (actual.numerator, actual.denominator) == (D(15), D(18))
    assert actual.value == D("83.3")
    assert actual.source_kind == "computed"
    assert len(live.rows) == 20


def test_refreshing_without_a_change_writes_nothing(rate):
    refresh(rate, FY)

    refresh(rate, FY)

    assert Actual.objects.get(indicator=rate, fy=FY).history.count() == 1


def test_nothing_to_measure_is_not_applicable(rate):
    ClosedDay.objects.all().delete()

    refresh(rate, FY)

    actual = Actual.objects.get(indicator=rate, fy=FY)
    assert (actual.value, actual.status) == (None, Status.NOT_APPLICABLE)


def test_frozen_figure_keeps_the_very_values_and_recomputes(rate):
    frozen = freeze(rate, FY, reason="test")

    first = frozen.rows.order_by("pk")[0]
    assert frozen.rows.count() == 20
    assert first.values == [["date", "2023-05-01"], "祭1"]
    assert (first.part, first.register) == ("numerator", "office.closedday")
    assert recomputes(frozen)
    assert is_traceable(frozen)


def test_changed_value_breaks_the_recomputation(rate):
    frozen = freeze(rate, FY, reason="test")
    row = frozen.rows.filter(part="numerator")[0]
    CalculationRow.objects.filter(pk=row.pk).update(values=[row.values[0], "休9"])

    assert not recomputes(frozen)
    assert [problem.code for problem in verify(FY).broken] == ["figure.broken"]


def test_changed_record_is_listed_with_old_and_new(rate):
    frozen = freeze(rate, FY, reason="test")
    day = ClosedDay.objects.get(name="祭1")
    day.name = "休1"
    day.save()

    found = differences_of(frozen)

    assert [(each.before[1], each.after[1]) for each in found] == [("祭1", "休1")]
    assert recomputes(frozen)
    assert len(verify(FY).changed) == 1


def test_new_and_vanished_records_are_listed(rate):
    frozen = freeze(rate, FY, reason="test")
    ClosedDay.objects.get(name="祭1").delete()
    ClosedDay.objects.create(date=date(2023, 8, 15), name="祭99")

    found = differences_of(frozen)

    assert [(each.before is None, each.after is None) for each in found] == [
        (False, True),
        (True, False),
    ]


def test_destroyed_history_leaves_the_figure_recomputed_but_not_traceable(rate):
    frozen = freeze(rate, FY, reason="test")
    ClosedDay.objects.get(name="祭1").delete()
    ClosedDay.history.filter(name="祭1").delete()

    assert recomputes(frozen)
    assert not is_traceable(frozen)


def test_records_destroyed_by_a_decision_leave_the_figure_whole_and_say_so(rate):
    frozen = freeze(rate, FY, reason="test")
    over = ClosedDay.objects.filter(name__startswith="祭")
    count, event = over.count(), Event.objects.count()

    made = destroy(
        "office.closedday", over, decision_no="総務第12号", decided_on=date(2027, 4, 1), actor=None
    )

    assert recomputes(frozen)
    assert not is_traceable(frozen)
    assert [(lost.decision, lost.count) for lost in lost_of(frozen.rows.all())] == [(made, count)]
    assert ClosedDay.history.filter(name__startswith="祭").count() == 0
    assert ClosedDay.objects.count() == 5
    assert differences_of(frozen) == []
    assert verify(FY).broken == []
    assert Event.objects.count() == event + 1


def test_history_lost_without_a_decision_is_told_apart(rate):
    frozen = freeze(rate, FY, reason="test")
    ClosedDay.objects.get(name="祭1").delete()
    ClosedDay.history.filter(name="祭1").delete()

    assert [(lost.decision, lost.count) for lost in lost_of(frozen.rows.all())] == [(None, 1)]


def test_nothing_is_destroyed_without_the_number_of_a_decision(rate):
    with pytest.raises(YakubaError):
        destroy(
            "office.closedday", ClosedDay.objects.all(),
            decision_no=" ", decided_on=date(2027, 4, 1), actor=None,
        )  # fmt: skip

    assert ClosedDay.objects.count() == 20


def test_nothing_to_measure_says_why(rate):
    ClosedDay.objects.all().delete()

    refresh(rate, FY)

    actual = Actual.objects.get(indicator=rate, fy=FY)
    assert actual.note == "「閉庁日」に入る記録が1件もないため、計算する値がありません。"


def test_share_counts_the_newest_figure_of_each_indicator(rate):
    freeze(rate, FY, reason="test")
    freeze(rate, FY, reason="again")

    share = share_of_year(FY)

    assert (share.computed, share.typed, share.count) == (1, 0, 1)
    assert share.computed_percent == D("100.0")


def test_trail_adds_up_by_section_and_hides_a_second_one(rate):
    frozen = freeze(rate, FY, reason="test")
    for number, row in enumerate(frozen.rows.order_by("part", "pk")):
        row.section = ("東", "西", "南")[number % 3] if row.part == "numerator" else "北"
        row.save()

    sections = trails_of([frozen])[frozen.pk]["sections"]

    shown = {each["section"]: each["numerator"] for each in sections}
    assert sorted(shown) == ["北", "南", "東", "西"]
    assert [each["section"] for each in sections if each["hidden"]] == ["北", "南"]
    assert (shown["東"], shown["西"]) == ("5", "5")


def test_trail_leaves_sections_out_where_most_would_be_hidden(rate):
    frozen = freeze(rate, FY, reason="test")
    for number, row in enumerate(frozen.rows.order_by("pk")):
        row.section = ("東", "西", "北")[number % 3]
        row.save()

    assert trails_of([frozen])[frozen.pk]["sections"] == []


def test_trail_adds_up_by_month_and_hides_small_cells(rate):
    frozen = freeze(rate, FY, reason="test")

    trail = trails_of([frozen])[frozen.pk]

    assert trail["records"] == 18
    assert trail["excluded"] == [{"reason": "ほかの日", "count": None, "hidden": True}]
    assert trail["by"] == "quarter"
    assert trail["totals"] == [
        {"period": "2023-Q2", "numerator": None, "denominator": None, "hidden": True}
    ]


def test_a_later_freeze_follows_the_records(rate):
    freeze(rate, FY, reason="test")
    ClosedDay.objects.filter(name__startswith="休").delete()

    frozen = freeze(rate, FY, reason="again")

    assert frozen.value == D(100)
    assert verify(FY).changed == []
