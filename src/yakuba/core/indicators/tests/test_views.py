"""The auditor's pages."""

from decimal import Decimal as D

import pytest
from django.urls import reverse

from yakuba.core.evaluation.tests.town import FY, enter, make_world
from yakuba.core.indicators import auditing
from yakuba.core.indicators.freezing import freeze
from yakuba.core.indicators.models import Actual, Calculation
from yakuba.platform.audit.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def frozen():
    world = make_world()
    enter(world.item().indicators.get())
    return world, freeze(world.item().indicators.get(), FY, reason="test")


def test_unchanged_figure_compares_equal(frozen):
    world, calculation = frozen

    sight = auditing.look(calculation, actor=world.actor("auditor"))

    assert sight.is_whole
    assert sight.is_traceable
    assert sight.changes == ()
    assert {each.gap for each in sight.compared} == {D(0)}
    assert Event.objects.filter(action="figure.look").count() == 1


def test_changed_record_is_shown_with_old_and_new(frozen):
    world, calculation = frozen
    actual = Actual.objects.get(indicator=calculation.indicator, fy=FY)
    actual.numerator -= 1
    actual.save()

    sight = auditing.look(calculation, actor=world.actor("auditor"))

    assert sight.is_whole
    assert len(sight.changes) == 1
    assert sight.changes[0].before != sight.changes[0].after
    assert [each.gap for each in sight.compared if each.name.startswith("収入済額")] == [D(-1)]


def test_auditor_reads_and_a_clerk_is_turned_away(frozen, client):
    world, calculation = frozen
    address = reverse("figure", kwargs={"calculation": calculation.pk})

    client.force_login(world.accounts["auditor"])
    seen = client.get(address, secure=True)
    listed = client.get(reverse("figure-list", kwargs={"fy": FY.year}), secure=True)
    client.force_login(world.accounts["writer"])
    refused = client.get(address, secure=True)

    assert (seen.status_code, listed.status_code, refused.status_code) == (200, 200, 403)
    assert calculation.digest in seen.content.decode()


def test_figures_open_the_year_with_changed_records(frozen, client):
    world, calculation = frozen
    Calculation.objects.filter(pk=calculation.pk).update(fy=FY.previous)
    freeze(world.item().indicators.get(), FY, reason="test")
    client.force_login(world.accounts["auditor"])

    response = client.get(reverse("figures"), secure=True)

    assert response.headers["Location"] == reverse("figure-list", kwargs={"fy": FY.previous.year})


def test_year_taken_over_from_papers_is_marked_and_not_opened(frozen, client):
    world, _calculation = frozen
    freeze(world.item().indicators.get(), FY.next, reason="import")
    client.force_login(world.accounts["auditor"])

    response = client.get(reverse("figures"), secure=True)
    listed = client.get(response.headers["Location"], secure=True).content.decode()

    assert response.headers["Location"] == reverse("figure-list", kwargs={"fy": FY.year})
    assert "（計画の前）" in listed
    assert "手入力は1件" in listed


def test_typed_figure_says_who_typed_it_and_when(frozen):
    _world, calculation = frozen

    origin = auditing.origin_of(calculation)

    newest = calculation.rows.get().history_id
    entry_ = Actual.history.get(history_id=newest)
    assert (origin.register, origin.typed_at) == ("", entry_.history_date)


def test_years_lead_to_the_newest(frozen, client):
    world, _calculation = frozen
    client.force_login(world.accounts["auditor"])

    response = client.get(reverse("figures"), secure=True)

    assert response.headers["Location"] == reverse("figure-list", kwargs={"fy": FY.year})
