from datetime import date

import pytest
from django.db import IntegrityError, transaction

from yakuba.core.evaluation.tests.town import leaf, make_tree
from yakuba.core.plan.models import ItemState, Node, Plan
from yakuba.core.plan.services import (
    current_version,
    decide,
    missing_sections,
    revise,
    slug_of,
    store_tree,
    tree_of,
)
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.problems import YakubaError
from yakuba.platform.office.tests.people import make_section

pytestmark = pytest.mark.django_db
DAY = date(2021, 3, 1)


@pytest.fixture
def sections():
    return make_section("tax", "税務町民課"), make_section("general", "総務課")


def codes(failure):
    return [problem.code for problem in failure.value.problems]


def test_stored_tree_comes_back_as_it_went_in(sections):
    tree = make_tree()

    plan = store_tree(tree)

    assert tree_of(plan.versions.get()) == tree
    assert [level.name for level in plan.levels.all()] == ["目標", "方策", "項目"]


@pytest.mark.parametrize(("title", "short"), [("あ" * 24, "あ" * 24), ("あ" * 25, "あ" * 23 + "…")])
def test_short_name_is_the_title_and_says_where_it_was_cut(sections, title, short):
    plan = store_tree(make_tree(leaf("1-1-e", title, "総務課")))

    assert plan.items.get(item_key="1-1-e").short_name == short


@pytest.mark.parametrize(
    ("ordinal", "slug"),
    [
        (1, "1st-2021"),
        (2, "2nd-2021"),
        (3, "3rd-2021"),
        (4, "4th-2021"),
        (11, "11th-2021"),
        (12, "12th-2021"),
        (21, "21st-2021"),
        (111, "111th-2021"),
        (None, "plan-2021"),
    ],
)
def test_address_names_ordinal_and_first_year(ordinal, slug):
    assert slug_of({"ordinal": ordinal, "start_fy": 2021}) == slug


def test_sections_that_the_office_does_not_have_are_named_once():
    make_section("tax", "税務町民課")

    assert missing_sections(make_tree(leaf("1-1-e", "題", "総務課"))) == ["総務課"]


def test_unknown_section_stays_as_printed_and_owns_nothing(sections):
    plan = store_tree(make_tree(leaf("1-1-e", "題", "町立病院")))

    item = plan.items.get(item_key="1-1-e")
    assert (item.ownerships.count(), item.nodes.get().printed_sections) == (0, ["町立病院"])


@pytest.mark.parametrize(
    ("change", "code"),
    [({"items": []}, "plan.empty"), ({"end_fy": None}, "plan.years")],
)
def test_tree_without_items_or_years_is_refused(sections, change, code):
    with pytest.raises(YakubaError) as refused:
        store_tree(make_tree() | change)

    assert (codes(refused), Plan.objects.count()) == ([code], 0)


def test_taken_address_is_refused(sections):
    store_tree(make_tree())

    with pytest.raises(YakubaError) as refused:
        store_tree(make_tree())

    assert codes(refused) == ["plan.slug"]


def test_decided_plan_is_in_force_with_active_items_and_cannot_be_decided_twice(sections):
    plan = decide(store_tree(make_tree()), decided_by="本部", decided_on=DAY, account=None)

    assert (plan.state, plan.decided_by) == ("in_force", "本部")
    assert set(plan.items.values_list("state", flat=True)) == {ItemState.ACTIVE}
    assert plan.versions.get().decided_on == DAY
    with pytest.raises(YakubaError) as refused:
        decide(plan, decided_by="本部", decided_on=DAY, account=None)
    assert codes(refused) == ["step-not-allowed"]


def change(plan, fy, reason="国の制度が変わったため"):
    return revise(
        plan, effective_fy=FiscalYear(fy), reason=reason, decided_by="本部", decided_on=DAY
    )


def test_revised_plan_is_a_whole_copy_and_the_first_version_stays(sections):
    plan = store_tree(make_tree())
    first = plan.versions.get()

    second = change(plan, 2023)
    second.nodes.filter(key="1").update(title="変えた目標")

    assert tree_of(first) == make_tree()
    assert tree_of(second)["nodes"][0]["title"] == "変えた目標"
    assert tree_of(second)["items"] == make_tree()["items"]
    assert second.nodes.get(key="1-1").parent == second.nodes.get(key="1")


def test_version_of_a_year_is_the_newest_in_effect(sections):
    plan = store_tree(make_tree())
    change(plan, 2023)

    numbers = [current_version(plan, FiscalYear(fy)).number for fy in (2020, 2021, 2022, 2023)]

    assert numbers == [1, 1, 1, 2]


def test_change_without_a_reason_is_refused(sections):
    plan = store_tree(make_tree())

    with pytest.raises(YakubaError) as refused:
        change(plan, 2023, reason=" ")

    assert (codes(refused), plan.versions.count()) == (["plan.reason"], 1)


def test_plan_without_a_version_is_refused():
    plan = Plan.objects.create(
        slug="x", title="x", start_fy=FiscalYear(2021), end_fy=FiscalYear(2023)
    )

    with pytest.raises(YakubaError) as refused:
        current_version(plan, FiscalYear(2021))

    assert codes(refused) == ["plan.version"]


def test_key_stands_once_in_a_version_and_again_in_the_next(sections):
    plan = store_tree(make_tree(leaf("1-1-e", "題", "総務課", code="(1)-①-ｅ　")))
    first, second = plan.versions.get(), change(plan, 2023)

    for version in (first, second):
        with pytest.raises(IntegrityError), transaction.atomic():
            Node.objects.create(plan_version=version, depth=3, position=99, key="1-1-e", title="x")
        assert version.nodes.get(key="1-1-e").code == "(1)-①-ｅ　"
    with pytest.raises(IntegrityError), transaction.atomic():
        plan.items.get(item_key="1-1-e").__class__.objects.create(
            plan=plan, item_key="1-1-e", short_name="x", start_fy=2021, end_fy=2023
        )


@pytest.mark.parametrize("above", [1, 2, 3, 4, 6])
def test_each_level_of_a_stored_plan_has_a_name_of_its_own(db, above):
    keys = ["-".join(["1"] * depth) for depth in range(1, above + 1)]
    nodes = [
        {"depth": depth, "key": key, "code": None, "title": key, "parent": key[:-2] or None}
        for depth, key in enumerate(keys, 1)
    ]
    item = {"depth": above + 1, "key": f"{keys[-1]}-1", "code": None, "title": "窓口"}
    item |= {"parent": keys[-1], "sections": [], "every_section": True}
    tree = {"title": "計画", "ordinal": 1, "start_fy": 2021, "end_fy": 2023}

    plan = store_tree(tree | {"nodes": nodes, "items": [item]})

    names = list(plan.levels.order_by("depth").values_list("name", flat=True))
    assert len(names) == len(set(names)) == above + 1
    assert names[-1] == "項目"
