from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal as D

import pytest

from yakuba.core.evaluation.tests.town import FY, enter, make_indicator, make_world
from yakuba.core.indicators.freezing import freeze, recomputes
from yakuba.core.indicators.models import Actual, Status
from yakuba.core.indicators.services import Entry, check_day, check_entry, enter_actual, method_of
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.problems import YakubaError
from yakuba.platform import clock
from yakuba.platform.db import Conflict

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world(opened=False)


@pytest.fixture
def rate(world):
    return world.item().indicators.get()


def entry(**values):
    known = {"status": "provisional", "numerator": D(974), "denominator": D(1000)}
    return Entry(**known | {"source_note": "月計"} | values)


def codes(failure):
    return [(problem.code, problem.place) for problem in failure.value.problems]


def test_ratio_is_computed_from_its_two_counts_and_rounded_half_up(rate):
    actual = enter_actual(rate, FY, entry(numerator=D(97445), denominator=D(100000)), actor=None)
    half = enter_actual(rate, FY, entry(numerator=D(97450), denominator=D(100000)), actor=None)

    assert (actual.value, half.value) == (D("97.4"), D("97.5"))
    assert Actual.objects.count() == 1


def test_empty_denominator_is_not_applicable_never_zero(rate):
    empty = entry(numerator=D(0), denominator=D(0))
    with pytest.raises(YakubaError) as refused:
        enter_actual(rate, FY, empty, actor=None)
    assert codes(refused) == [("actual.nothing", "note")]

    said = replace(empty, note="調定がなかったため")
    actual = enter_actual(rate, FY, said, actor=None)

    assert (actual.value, actual.status) == (None, Status.NOT_APPLICABLE)


@pytest.mark.parametrize("unit", ["円", "人"])
def test_parts_of_a_yen_or_a_person_are_refused(world, rate, unit):
    rate.methods.update(part_unit=unit)
    method = rate.methods.get()
    count = make_indicator(world.item("1-1-b"), ratio=False, target="3")
    count.unit = unit
    count.save()

    whole = check_entry(entry(numerator=D("974.0")), method)
    parts = check_entry(entry(numerator=D("973.5")), method)
    value = check_entry(entry(numerator=None, denominator=None, value=D("2.5")),
                        count.methods.select_related("indicator").get())  # fmt: skip

    assert whole == []
    assert [(problem.code, problem.place) for problem in parts] == [("actual.whole", "numerator")]
    assert [(problem.code, problem.place) for problem in value] == [("actual.whole", "value")]


def test_zero_is_a_figure(rate):
    actual = enter_actual(rate, FY, entry(numerator=D(0)), actor=None)

    assert (actual.value, actual.status) == (D("0.0"), Status.PROVISIONAL)


@pytest.mark.parametrize("status", ["not_yet", "not_available", "not_applicable"])
def test_figure_without_a_value_keeps_none(rate, status):
    actual = enter_actual(rate, FY, entry(status=status, source_note=""), actor=None)

    assert (actual.value, actual.numerator, actual.denominator) == (None, None, None)


def test_missing_counts_and_source_are_named_at_their_places(rate):
    with pytest.raises(YakubaError) as refused:
        enter_actual(rate, FY, entry(numerator=None, denominator=None, source_note=" "), actor=None)

    assert codes(refused) == [
        ("actual.part", "numerator"),
        ("actual.part", "denominator"),
        ("actual.source", "source_note"),
    ]
    assert Actual.objects.count() == 0


def test_part_larger_than_the_whole_is_refused_unless_the_method_allows_it(rate):
    method = rate.methods.get()
    exceeding = entry(numerator=D(1001))
    assert [p.code for p in check_entry(exceeding, method)] == ["actual.exceeds"]

    method.part_may_exceed = True
    assert check_entry(exceeding, method) == []


@pytest.mark.parametrize("place", ["numerator", "denominator"])
def test_counts_below_zero_are_refused(rate, place):
    with pytest.raises(YakubaError) as failure:
        enter_actual(rate, FY, entry(**{place: D(-1)}), actor=None)

    assert codes(failure) == [("actual.negative", place)]


def test_figure_of_a_day_to_come_is_refused_unless_it_is_expected():
    today, tomorrow = clock.today(), clock.today() + timedelta(days=1)

    problems = check_day(entry(as_of=tomorrow))

    assert [(problem.code, problem.place) for problem in problems] == [("actual.future", "as_of")]
    assert check_day(entry(as_of=tomorrow, status="expected")) == []
    assert check_day(entry(as_of=today)) == check_day(entry(as_of=None)) == []


def test_attached_file_stands_for_a_source_note(rate):
    method = rate.methods.get()

    assert check_entry(entry(source_note=""), method, has_file=True) == []
    assert [p.code for p in check_entry(entry(source_note=""), method)] == ["actual.source"]


def test_plain_figure_needs_its_value_and_is_rounded(world):
    count = make_indicator(world.item("1-1-b"), ratio=False, target="3")
    with pytest.raises(YakubaError) as refused:
        enter_actual(count, FY, Entry(status="confirmed", source_note="帳票"), actor=None)
    assert codes(refused) == [("actual.value", "value")]

    given = Entry(status="confirmed", value=D("2.5"), source_note="帳票")
    assert enter_actual(count, FY, given, actor=None).value == D("3")


def test_year_before_the_first_method_is_refused(rate):
    with pytest.raises(YakubaError) as refused:
        enter_actual(rate, FiscalYear(2020), entry(), actor=None)

    assert codes(refused) == [("actual.method", None)]


def test_newest_method_that_had_begun_holds(rate):
    first = rate.methods.get()
    second = rate.methods.create(number=2, from_fy=FiscalYear(2023), definition="新しい式")
    rows = [first, second]

    assert method_of(rows, FiscalYear(2022)) == first
    assert method_of(rows, FY) == second
    assert method_of(rows, FiscalYear(2020)) is None


def test_second_writer_of_a_figure_meets_a_conflict(world, rate):
    seen = enter(rate).version
    enter_actual(rate, FY, entry(numerator=D(980)), actor=None, expected_version=seen)

    with pytest.raises(Conflict):
        enter_actual(rate, FY, entry(numerator=D(970)), actor=None, expected_version=seen)

    assert Actual.objects.get().value == D("98.0")


def test_frozen_figure_holds_its_counts_its_rule_and_recomputes(rate):
    enter(rate)

    frozen = freeze(rate, FY, reason="submit")

    assert (frozen.value, frozen.numerator, frozen.denominator) == (D("97.4"), D(974), D(1000))
    assert frozen.parameters == {
        "fy": 2023,
        "method": 1,
        "mode": "half_up",
        "decimals": 1,
        "source_note": "税務の月計 4月",
        "source_note_en": "",
        "files": [],
    }
    frozen.refresh_from_db()
    assert recomputes(frozen)
    assert [row.values for row in frozen.rows.all()] == [["974", "1000", "97.4"]]


@pytest.mark.parametrize(
    ("field", "value"), [("value", D("97.5")), ("numerator", D(975)), ("as_of", date(2024, 5, 1))]
)
def test_changed_frozen_figure_does_not_recompute(rate, field, value):
    enter(rate)
    frozen = freeze(rate, FY, reason="submit")

    setattr(frozen, field, value)

    assert not recomputes(frozen)


def test_frozen_ratio_that_lost_a_count_does_not_recompute(rate):
    enter(rate)
    frozen = freeze(rate, FY, reason="submit")

    frozen.denominator = None

    assert not recomputes(frozen)


def test_freezing_again_is_a_new_row_and_leaves_the_old_one(rate):
    enter(rate)
    first = freeze(rate, FY, reason="submit")
    enter(rate, 980)

    second = freeze(rate, FY, reason="submit")

    first.refresh_from_db()
    assert (first.value, second.value) == (D("97.4"), D("98.0"))
    assert first.pk != second.pk


def test_figure_nobody_entered_freezes_as_not_yet_known(rate):
    frozen = freeze(rate, FY, reason="submit")

    assert (frozen.value, frozen.status, frozen.rows.count()) == (None, Status.NOT_YET, 0)
