import pytest

from yakuba.core.evaluation.tests.town import FY, make_world
from yakuba.core.plan.models import OwnerRole
from yakuba.core.plan.owners import owners_of, settle, unsettled
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.problems import YakubaError

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world(opened=False, lead_for_all=False, indicator=False)


def named(world, key, fy=FY):
    owners = owners_of(world.plan, fy)[world.item(key).pk]
    lead = owners.lead.name if owners.lead else None
    return lead, [section.name for section in owners.joint], owners.every_section


def test_first_printed_section_leads_and_the_others_join(world):
    assert named(world, "1-1-a") == ("税務町民課", [], False)
    assert named(world, "1-1-c") == ("総務課", ["税務町民課"], False)
    assert named(world, "1-1-d") == (None, [], True)


def test_item_of_every_section_is_unsettled_until_a_lead_is_named(world):
    assert [(p.code, p.place) for p in unsettled(world.plan, FY)] == [("owner.lead", "1-1-d")]

    settle(world.item("1-1-d"), FY, lead=world.sections["policy"])

    assert unsettled(world.plan, FY) == []
    assert len(unsettled(world.plan, FiscalYear(2022))) == 1


def test_two_leads_are_named_in_the_problem(world):
    item = world.item("1-1-a")
    item.ownerships.create(
        section=world.sections["policy"], role=OwnerRole.LEAD, start_fy=FY, end_fy=FY
    )

    problem = next(p for p in unsettled(world.plan, FY) if p.place == "1-1-a")

    assert "税務町民課、政策推進課" in problem.message


def test_settling_one_year_leaves_the_years_around_it(world):
    item, middle = world.item("1-1-c"), FiscalYear(2022)

    settle(item, middle, lead=world.sections["policy"], joint=[world.sections["tax"]])

    assert named(world, "1-1-c", FiscalYear(2021)) == ("総務課", ["税務町民課"], False)
    assert named(world, "1-1-c", middle) == ("政策推進課", ["税務町民課"], False)
    assert named(world, "1-1-c", FY) == ("総務課", ["税務町民課"], False)


def test_settling_again_replaces_and_the_rule_itself_stays(world):
    item = world.item("1-1-d")
    settle(item, FY, lead=world.sections["policy"], joint=[world.sections["tax"]])

    settle(item, FY, lead=world.sections["tax"], joint=[world.sections["tax"]])

    assert named(world, "1-1-d") == ("税務町民課", [], True)
    assert item.ownerships.filter(section=None).count() == 1
    assert item.ownerships.filter(is_resolved=True).count() == 1


def test_year_outside_the_item_is_refused(world):
    with pytest.raises(YakubaError) as refused:
        settle(world.item(), FiscalYear(2024), lead=world.sections["tax"])

    assert [p.code for p in refused.value.problems] == ["owner.year"]


def test_owners_take_one_query(world, django_assert_num_queries):
    with django_assert_num_queries(1):
        owners_of(world.plan, FY)
