"""Sections come and go on 1 April; what was stays as it was called."""

from datetime import date

import pytest

from yakuba.platform.audit.models import Event
from yakuba.platform.office.actors import actor_of
from yakuba.platform.office.models import Assignment, Person, Section
from yakuba.platform.office.posts import hand_over
from yakuba.platform.office.rights import Forbidden, Role, may
from yakuba.platform.office.sections import (
    NewSection,
    SectionNames,
    YakubaError,
    merge_sections,
    rename_section,
    section_label,
    split_section,
)
from yakuba.platform.office.tests.people import give_post, make_account, make_section

pytestmark = pytest.mark.django_db

APRIL = date(2023, 4, 1)
BEFORE = date(2023, 3, 31)


@pytest.fixture
def admin():
    return actor_of(make_account("admin", Role.ADMINISTRATOR), APRIL)


def test_renamed_section_keeps_its_name_of_the_day(admin):
    old = make_section()

    new = rename_section(old, NewSection("tax", "税務課", "Tax"), on=APRIL, actor=admin)

    assert section_label(old, date(2021, 6, 1)) == "税務町民課（現 税務課）"
    assert section_label(new, date(2021, 6, 1)) == "税務町民課（現 税務課）"
    assert section_label(old, APRIL) == "税務課"
    assert section_label(new, APRIL) == "税務課"
    assert (old.valid_to, old.version, old.history.count()) == (BEFORE, 2, 2)


def test_people_move_with_a_renamed_section_and_own_what_it_left_open(admin):
    old = make_section()
    account = make_account("1042", Role.WRITER, section=old)

    new = rename_section(old, NewSection("tax", "税務課"), on=APRIL, actor=admin)

    before, after = actor_of(account, BEFORE), actor_of(account, APRIL)
    assert (before.section_name, after.section_name) == ("税務町民課", "税務課")
    assert after.section_ids == {old.pk, new.pk}
    sheet = type("Sheet", (), {"section_id": old.pk})
    assert may(after, "sheet.write", sheet) is None


def test_merged_section_is_what_both_became(admin):
    tax, town = make_section(), make_section("town", "町民課")
    make_account("1042", Role.HEAD, section=tax)
    make_account("1043", Role.HEAD, section=town)

    new = merge_sections([tax, town], NewSection("desk", "総合窓口課"), on=APRIL, actor=admin)

    names = SectionNames()
    days = (BEFORE, APRIL)
    assert [str(names.name(tax.pk, day)) for day in days] == [
        "税務町民課（現 総合窓口課）",
        "総合窓口課",
    ]
    assert str(names.name(new.pk, BEFORE)) == "総合窓口課"  # it was two: neither name is right
    assert Assignment.objects.filter(post__section=new, valid_from=APRIL).count() == 2


def test_split_section_names_both_that_came_of_it(admin):
    old = make_section()

    new = split_section(
        old, [NewSection("tax", "税務課"), NewSection("town", "町民課")], on=APRIL, actor=admin
    )

    assert section_label(old, BEFORE) == "税務町民課（現 税務課・町民課）"
    assert section_label(new[0], BEFORE) == "税務町民課（現 税務課・町民課）"


def test_names_take_two_queries_for_any_number(admin, django_assert_num_queries):
    sections = [make_section(f"s{n}", f"課{n}") for n in range(30)]

    with django_assert_num_queries(2):
        names = SectionNames()
        found = [str(names.name(section.pk, APRIL)) for section in sections]

    assert found == [f"課{n}" for n in range(30)]


def test_section_that_ended_is_not_renamed(admin):
    old = make_section(valid_to=BEFORE)

    with pytest.raises(YakubaError) as refused:
        rename_section(old, NewSection("tax", "税務課"), on=APRIL, actor=admin)

    assert [problem.code for problem in refused.value.problems] == ["section.not-standing"]
    assert Section.objects.count() == 1


def test_writer_renames_nothing():
    section = make_section()
    writer = actor_of(make_account("1042", Role.WRITER, section=section), APRIL)

    with pytest.raises(Forbidden):
        rename_section(section, NewSection("tax", "税務課"), on=APRIL, actor=writer)


def test_handed_over_post_changes_its_holder_on_the_day(admin):
    tax = make_section()
    leaver = make_account("1042", Role.HEAD, section=tax)
    post = Assignment.objects.get(person__account=leaver).post
    comer = make_account("1043")

    hand_over(post, Person.objects.get(account=comer), on=APRIL, actor=admin)

    assert actor_of(leaver, BEFORE).roles == {Role.HEAD}
    assert actor_of(leaver, APRIL).roles == frozenset()
    assert actor_of(comer, APRIL).roles == {Role.HEAD}
    assert Event.objects.get().action == "post.hand_over"


def test_post_is_not_handed_to_its_holder(admin):
    holder = make_account("1042")
    post = give_post(Person.objects.get(account=holder), Role.HEAD).post

    with pytest.raises(YakubaError, match="すでにこの職にあります"):
        hand_over(post, Person.objects.get(account=holder), on=APRIL, actor=admin)
