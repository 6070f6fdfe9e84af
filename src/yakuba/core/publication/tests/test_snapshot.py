"""The snapshot holds what is accepted and nothing else, and breaks no rule."""

import copy
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yakuba.core.indicators.freezing import freeze
from yakuba.core.indicators.models import Calculation, Indicator, TargetKind
from yakuba.core.indicators.targets import set_target
from yakuba.core.plan.models import Item, Lineage, LineageKind, Node
from yakuba.core.publication import canonical
from yakuba.core.publication.snapshot import Cover, build, check, outline
from yakuba.core.publication.snapshot.totals import sources_of
from yakuba.core.publication.tests import sample
from yakuba.core.publication.tests import town as towns
from yakuba.kernel.fiscal import FiscalYear
from yakuba.platform.office.actors import actor_of
from yakuba.platform.office.rights import Role
from yakuba.platform.office.sections import NewSection, rename_section
from yakuba.platform.office.tests.people import make_account

pytestmark = pytest.mark.django_db

DECIDED = date(2021, 3, 1)
COVER = Cover(FiscalYear(2021), 1, date(2022, 9, 8), datetime(2022, 9, 8, 1, tzinfo=UTC), late={})


@pytest.fixture
def town():
    made = towns.found()
    towns.report(made)
    towns.show(made)
    return made


def point_of(snapshot, key, fy):
    item = next(item for item in snapshot["items"] if item["key"] == key)
    return next(point for point in item["indicators"][0]["points"] if point["fy"] == fy)


def test_snapshot_of_a_reported_year_breaks_no_rule(town):
    assert check(build(town.plan, COVER)) == []


def test_figures_come_from_the_frozen_calculation(town):
    frozen = Calculation.objects.filter(indicator__code="2-a-1").latest("pk")
    town.indicator("2-a").actuals.update(value=1, numerator=1)

    point = point_of(build(town.plan, COVER), "2-a", 2021)

    assert point["value"] == "98.3"
    assert (point["numerator"], point["denominator"]) == (558150200, 567800000)
    assert (point["calculation"], point["digest"]) == (str(frozen), frozen.digest)
    assert (point["gap"], point["attainment"], point["grade"]) == ("-0.2", "-0.2", "near")
    assert point["source_note"] == "決算書 12頁"


def test_year_to_come_shows_its_target_and_when_it_was_set(town):
    point = point_of(build(town.plan, COVER), "2-a", 2023)

    assert (point["target"], point["value"], point["status"]) == ("98.5", None, "not_yet")
    assert point["target_set_on"] == "2021-03-01"


def test_counts_and_money_are_those_of_the_items(town):
    snapshot = build(town.plan, COVER)

    assert snapshot["counts"] == [
        {
            "fy": 2021,
            "items": 3,
            "grades": {"done": 1, "near": 1, "miss": 0},
            "no_indicator": 1,
            "not_rated": 0,
            "excluded": 0,
        }
    ]
    assert snapshot["effects_totals"] == [
        {
            "fy": 2021,
            "revenue_up": 3320500,
            "expenditure_down": 0,
            "cash": 3320500,
            "avoided": 0,
            "staff_time": 350400,
        }
    ]


def test_late_item_has_a_reason_and_no_words(town):
    towns.report(town, FiscalYear(2022), late=("2-b",))
    towns.show(town, FiscalYear(2022))
    cover = Cover(
        FiscalYear(2022),
        1,
        date(2023, 9, 8),
        datetime(2023, 9, 8, 1, tzinfo=UTC),
        late={"2-b": "担当者の急病"},
    )

    snapshot = build(town.plan, cover)
    item = next(item for item in snapshot["items"] if item["key"] == "2-b")
    year = next(year for year in item["years"] if year["fy"] == 2022)

    assert (year["state"], year["late_reason"]) == ("late", "担当者の急病")
    assert (year["done"], year["grade"], year["actions"]) == ("", None, [])
    assert point_of(snapshot, "2-b", 2022)["value"] is None
    assert check(snapshot) == []


def test_snapshot_is_its_own_canonical_form(town):
    snapshot = build(town.plan, COVER)

    assert canonical.decode(canonical.encode(snapshot)) == snapshot
    assert canonical.encode(snapshot) == canonical.encode(build(town.plan, COVER))


def test_outline_promises_without_a_release(town):
    snapshot = outline(town.plan)

    assert snapshot["release"] is None
    assert [item["years"][0]["state"] for item in snapshot["items"]] == ["open"] * 3
    assert point_of(snapshot, "2-a", 2021)["value"] is None


def test_queries_do_not_grow_with_items(town):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            build(town.plan, COVER)
        return len(captured)

    before = queries()
    version = town.plan.versions.get()
    for number in range(20):
        item = Item.objects.create(
            plan=town.plan,
            item_key=f"3-{number}",
            short_name="増えた項目",
            start_fy=FiscalYear(2021),
            end_fy=FiscalYear(2023),
            state="active",
        )
        Node.objects.create(
            plan_version=version,
            item=item,
            depth=2,
            position=100 + number,
            key=f"3-{number}",
            title="増えた項目",
        )
        Indicator.objects.create(item=item, code=f"3-{number}-1", name="数", unit="件")

    assert queries() == before


def broken(snapshot, change):
    spoiled = copy.deepcopy(snapshot)
    change(spoiled)
    return [problem.code for problem in check(spoiled)]


def tax(snapshot):
    return next(item for item in snapshot["items"] if item["key"] == "2-a")


SPOILED = {
    "snapshot.2": lambda s: tax(s)["indicators"][0]["points"][0].update(digest=""),
    "snapshot.4": lambda s: tax(s)["indicators"][0]["points"][0].update(value="98.4"),
    "snapshot.5": lambda s: s["counts"][0].update(items=4),
    "snapshot.6": lambda s: tax(s).update(relisted_of="1-a"),
    "snapshot.7": lambda s: s["counts"][0].update(score="71.5"),
    "snapshot.8": lambda s: tax(s)["indicators"][0]["points"][0].update(
        target_was=[{"value": "98.6", "set_on": "2021-05-01", "reason": ""}]
    ),
    "snapshot.9": lambda s: tax(s)["years"][0].update(grade="done"),
    "snapshot.3": lambda s: tax(s)["indicators"][0]["points"][0].update(grade="done"),
    "snapshot.14": lambda s: s["effects_totals"][0].update(cash=3670900),
    "snapshot.17": lambda s: tax(s)["effects"][0].update(cost_yen=0),
    "snapshot.16": lambda s: tax(s)["years"][0].update(lead=None),
}


@pytest.mark.parametrize("code", SPOILED)
def test_each_rule_finds_what_breaks_it(town, code):
    assert code in broken(build(town.plan, COVER), SPOILED[code])


def first_point(snapshot):
    return tax(snapshot)["indicators"][0]["points"][0]


ALSO_SPOILED = [
    ("snapshot.2", lambda s: first_point(s).update(status="expected")),
    ("snapshot.2", lambda s: first_point(s).update(status="not_available")),
    ("snapshot.2", lambda s: first_point(s).update(value=None)),
    ("snapshot.2", lambda s: first_point(s).update(calculation=None)),
    ("snapshot.4", lambda s: first_point(s).update(denominator=None)),
    ("snapshot.4", lambda s: first_point(s).update(numerator=567800001, value="100.0")),
    ("snapshot.4", lambda s: first_point(s).update(denominator=0)),
    ("snapshot.5", lambda s: s["counts"][0]["grades"].update(done=2, near=0)),
    ("snapshot.5", lambda s: s["counts"][0].update(no_indicator=0, excluded=1)),
    ("snapshot.5", lambda s: s["items"].append(s["items"][0] | {"key": "1-z"})),
    ("snapshot.6", lambda s: s["items"].append(s["items"][0])),
    ("snapshot.14", lambda s: s["effects_totals"][0].update(staff_time=0)),
    ("snapshot.14", lambda s: tax(s)["effects"].append(dict(tax(s)["effects"][0]))),
    ("snapshot.14", lambda s: [each.update(overlap_group="x") for each in tax(s)["effects"]]),
    ("snapshot.14", lambda s: [each.update(chain="x") for each in tax(s)["effects"]]),
    ("snapshot.17", lambda s: tax(s)["effects"][0].update(gross_yen=4520500.0)),
]


@pytest.mark.parametrize(("code", "change"), ALSO_SPOILED)
def test_each_rule_finds_every_way_to_break_it(town, code, change):
    assert code in broken(build(town.plan, COVER), change)


def test_relisted_item_is_counted_once_and_stands_in_both_places(town):
    first, again = (town.plan.items.get(item_key=key) for key in ("2-a", "1-a"))
    before = build(town.plan, COVER)
    Lineage.objects.create(
        predecessor=first, successor=again, kind=LineageKind.RELISTED, on=DECIDED
    )

    snapshot = build(town.plan, COVER)

    assert [(item["key"], item["relisted_of"]) for item in snapshot["items"]] == [
        ("1-a", "2-a"), ("2-a", ""), ("2-b", ""),
    ]  # fmt: skip
    assert (before["counts"][0]["items"], snapshot["counts"][0]["items"]) == (3, 2)
    assert snapshot["counts"][0]["grades"] == before["counts"][0]["grades"]
    assert snapshot["effects_totals"] == before["effects_totals"]
    assert check(snapshot) == []


def test_renamed_section_is_called_as_it_was_in_its_year(town):
    new = NewSection("20", "納税課", "Tax Payment")
    admin = actor_of(make_account("admin", Role.ADMINISTRATOR), date(2022, 4, 1))
    old = build(town.plan, COVER)
    rename_section(town.sections["税務課"], new, on=date(2022, 4, 1), actor=admin)

    year = tax(build(town.plan, COVER))["years"][0]

    assert tax(old)["years"][0]["lead"] == {
        "name": "税務課", "name_en": "Tax Division", "now": None, "now_en": "",
    }  # fmt: skip
    assert year["lead"] == {
        "name": "税務課", "name_en": "Tax Division", "now": "納税課", "now_en": "Tax Payment",
    }  # fmt: skip


def test_finished_action_and_missed_target_stand_side_by_side(town):
    item = town.plan.items.get(item_key="2-a")
    item.actions.update(actual_stage="finish")
    town.sheet("2-a").figures.update(
        calculation=freeze_as(town.indicator("2-a"), Decimal(500000000))
    )

    year = tax(snapshot := build(town.plan, COVER))["years"][0]

    assert (year["stage_planned"], year["stage_actual"]) == ("run", "finish")
    assert first_point(snapshot)["grade"] == "miss"


def freeze_as(indicator, numerator):
    indicator.actuals.update(numerator=numerator, value=Decimal("88.1"))
    return freeze(indicator, FiscalYear(2021), reason="test")


def test_figures_of_a_year_are_counted_by_where_they_come_from():
    edition = sample.snapshot()
    points = [
        point
        for item in edition["items"]
        for one in item["indicators"]
        for point in one["points"]
        if point["fy"] == 2022 and point["value"] is not None
    ]
    points[0]["source"] = "computed"

    found = sources_of(edition["items"], 2022)

    assert found["figures"] == len(points) > 1
    assert (found["computed"], found["manual"]) == (1, len(points) - 1)


def test_changed_cumulative_target_shows_what_was_due_before(town):
    training = town.indicator("2-b")
    training.targets.all().delete()
    for on, value, reason in ((DECIDED, 100, ""), (date(2021, 9, 1), 60, "災害")):
        set_target(training, FiscalYear(2023), value=Decimal(value), on=on,
                   kind=TargetKind.CUMULATIVE, reason=reason)  # fmt: skip

    points = [point_of(build(town.plan, COVER), "2-b", fy) for fy in (2021, 2023)]

    assert [(point["target"], point["target_was"]) for point in points] == [
        ("20", [{"value": "33", "set_on": "2021-03-01", "reason": "災害"}]),
        ("60", [{"value": "100", "set_on": "2021-03-01", "reason": "災害"}]),
    ]
