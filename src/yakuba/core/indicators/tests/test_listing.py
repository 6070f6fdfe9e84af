"""Lists show exactly what a figure counted; records say which figures counted them."""

import pytest
from django.http import QueryDict

from yakuba.core.evaluation.tests.town import FY
from yakuba.core.indicators import listing
from yakuba.core.indicators.freezing import freeze
from yakuba.core.indicators.tests.test_computed import Register, rate  # noqa: F401 (a fixture)
from yakuba.kernel.problems import YakubaError
from yakuba.platform import clock
from yakuba.platform.audit.models import Event
from yakuba.platform.office.actors import actor_of
from yakuba.platform.office.models import ClosedDay
from yakuba.platform.office.rights import Role
from yakuba.platform.office.tests.people import make_account

pytestmark = pytest.mark.django_db


def make_world_again():
    return {
        role: actor_of(make_account(f"look-{role}", role), clock.today())
        for role in (Role.AUDITOR, Role.WRITER)
    }


def all_days():
    return {str(pk) for pk in ClosedDay.objects.values_list("pk", flat=True)}


def test_live_selection_is_what_the_indicator_reads(rate):  # noqa: F811
    params = QueryDict("indicator=office.festival-share&fy=2023")

    found = listing.live_selection(Register(), params, None)

    assert set(found.keys) == all_days()
    assert found.sentence == "令和5年度の「閉庁日」がいま数えている記録"


def test_frozen_selection_keeps_its_records_after_one_is_added(rate):  # noqa: F811
    before = all_days()
    frozen = freeze(rate, FY, reason="test")
    ClosedDay.objects.create(date="2023-08-15", name="祭99")

    found = listing.frozen_selection(Register(), QueryDict(f"calculation={frozen}"), None)

    assert set(found.keys) == before


def test_each_look_of_an_auditor_is_on_record(rate):  # noqa: F811
    world = make_world_again()
    frozen = freeze(rate, FY, reason="test")
    asked = (
        (listing.live_selection, "indicator=office.festival-share&fy=2023"),
        (listing.frozen_selection, f"calculation={frozen}"),
    )

    for role in ("auditor", "writer"):
        for select, address in asked:
            select(Register(), QueryDict(address), world[role])

    events = Event.objects.filter(action="figure.list")
    assert [event.account for event in events] == [world["auditor"].account] * 2


@pytest.mark.parametrize("asked", ["c-999999", "なし", ""])
def test_unknown_calculation_is_refused(rate, asked):  # noqa: F811
    with pytest.raises(YakubaError) as refused:
        listing.frozen_selection(Register(), QueryDict(f"calculation={asked}"), None)

    assert [problem.code for problem in refused.value.problems] == ["selection.calculation"]


def test_indicator_of_another_register_is_refused(rate):  # noqa: F811
    other = Register(code="office.section")

    with pytest.raises(YakubaError) as refused:
        listing.live_selection(other, QueryDict("indicator=office.festival-share"), None)

    assert [problem.code for problem in refused.value.problems] == ["selection.register"]


def test_record_and_register_say_what_they_feed(rate):  # noqa: F811
    freeze(rate, FY, reason="test")

    of_record = list(listing.feeds_of(Register(), ClosedDay.objects.first()))
    of_register = list(listing.feeds_of(Register()))

    assert [(feed.value, feed.note) for feed in of_record] == [("83.3", "令和5年度")]
    assert [feed.title for feed in of_register] == [f"1-1-a {rate.name}"]
