"""Who may do what: roles of the posts held today, the section's own things, the own draft."""

from datetime import date
from types import SimpleNamespace

import pytest

from yakuba.platform.office.actors import Actor, HeldPost, actor_of, may_approve
from yakuba.platform.office.models import Person, Section
from yakuba.platform.office.rights import (
    TABLE,
    DataClass,
    Forbidden,
    Role,
    Scope,
    may,
    require,
    scope_of,
    visible_to,
)
from yakuba.platform.office.tests.people import give_post, make_account, make_section, make_town

TODAY = date(2024, 6, 10)


def acting(*posts):
    """Return an actor, without a database, who holds posts given as (section id, roles …)."""
    held = [
        HeldPost(n, "主事", section, f"課{section}", roles, frozenset({section}))
        for n, (section, *roles) in enumerate(posts)
    ]
    return Actor(SimpleNamespace(pk=7, login_name="1042"), None, tuple(held))


def sheet(section):
    return SimpleNamespace(section_id=section)


def code(problem):
    return problem and problem.code


def test_table_never_names_the_public_nor_a_host_operator():
    named = {role for scopes in TABLE.values() for role in scopes}

    assert named == set(Role) - {Role.PUBLIC, Role.HOST}


def test_administrator_reaches_no_content():
    content = [action for action in TABLE if action.split(".")[0] in {"sheet", "effect", "actual"}]

    assert {scope_of(Role.ADMINISTRATOR, action) for action in content} == {Scope.NONE}


def test_secretariat_cannot_write_a_sections_words():
    secretariat = acting((1, Role.SECRETARIAT))

    assert code(may(secretariat, "sheet.write", sheet(1))) == "right.missing"
    assert may(secretariat, "sheet.write_on_behalf", sheet(1)) is None


def test_writer_writes_only_the_own_sections_sheet_and_reads_all():
    writer = acting((1, Role.WRITER))

    assert may(writer, "sheet.write") is None
    assert may(writer, "sheet.write", sheet(1)) is None
    assert code(may(writer, "sheet.write", sheet(2))) == "right.other-section"
    assert may(writer, "sheet.read", sheet(2)) is None


def test_roles_add_up_but_each_stays_in_its_section():
    both = acting((1, Role.WRITER), (2, Role.HEAD))

    assert may(both, "sheet.write", sheet(1)) is None
    assert may(both, "sheet.submit", sheet(2)) is None
    assert code(may(both, "sheet.submit", sheet(1))) == "right.other-section"


def test_thing_of_several_sections_is_own_to_each_of_them():
    thing = SimpleNamespace(section_ids=(3, 2))

    assert may(acting((2, Role.HEAD)), "sheet.submit", thing) is None


def test_thing_without_a_section_belongs_to_nobody():
    writer = acting((1, Role.WRITER))

    assert code(may(writer, "sheet.write", SimpleNamespace())) == "right.other-section"
    assert code(may(acting((None, Role.WRITER)), "sheet.write", sheet(None))) is not None


def test_own_record_is_that_of_the_account():
    writer = acting((1, Role.WRITER))

    assert may(writer, "job.read", SimpleNamespace(account_id=7)) is None
    assert code(may(writer, "job.read", SimpleNamespace(account_id=8))) == "right.other-section"


def test_personal_data_stays_in_its_section():
    file = SimpleNamespace(section_id=1, data_class=DataClass.PERSONAL)

    assert may(acting((1, Role.WRITER)), "file.read", file) is None
    assert code(may(acting((2, Role.WRITER)), "file.read", file)) == "right.other-section"
    assert code(may(acting((1, Role.SECRETARIAT)), "file.read", file)) == "right.other-section"
    assert may(acting((None, Role.AUDITOR)), "file.read", file) is None


def test_require_raises_what_may_says():
    with pytest.raises(Forbidden) as refused:
        require(acting((1, Role.COUNCIL)), "sheet.read")

    assert str(refused.value).endswith(
        "できる役割：担当者・所属長・事務局・財政担当・推進本部・監査委員"
    )


def test_unknown_action_is_an_error():
    with pytest.raises(KeyError):
        may(acting((1, Role.WRITER)), "sheet.dance")


@pytest.mark.django_db
class TestInTheDatabase:
    """Actors as the database has them."""

    def test_rights_are_those_of_posts_held_on_the_day(self):
        tax = make_section()
        account = make_account(
            "1042", Role.HEAD, section=tax, valid_from=date(2024, 4, 1), valid_to=TODAY
        )

        assert actor_of(account, TODAY).roles == {Role.HEAD}
        assert actor_of(account, date(2024, 6, 11)).roles == frozenset()
        assert actor_of(account, date(2024, 3, 31)).roles == frozenset()

    def test_actor_takes_two_queries(self, django_assert_num_queries):
        account = make_account("1042", Role.HEAD, section=make_section(), name="佐藤 花")

        with django_assert_num_queries(2):
            actor = actor_of(account, TODAY)

        assert str(actor) == "税務町民課 主事 佐藤 花"

    def test_chosen_section_counts_only_if_it_is_ones_own(self):
        tax, welfare = make_section(), make_section("welfare", "健康福祉課")
        account = make_account("1042", Role.WRITER, section=tax)
        give_post(Person.objects.get(), Role.HEAD, section=welfare)

        chosen = actor_of(account, TODAY, welfare.pk)

        assert chosen.section_name == "健康福祉課"
        assert actor_of(account, TODAY, 999).section_name == "税務町民課"
        assert chosen.roles == {Role.WRITER, Role.HEAD}

    def test_visible_rows_are_those_of_the_scope(self):
        tax, welfare = make_section(), make_section("welfare", "健康福祉課")

        def seen(*roles):
            actor = acting((tax.pk, *roles))
            rows = Section.objects.filter(visible_to(actor, "sheet.write", section_field="pk"))
            return set(rows)

        assert seen(Role.WRITER) == {tax}
        assert seen(Role.HEAD) == set()
        everything = visible_to(acting((tax.pk, Role.AUDITOR)), "sheet.read", section_field="pk")
        assert set(Section.objects.filter(everything)) == {tax, welfare}

    def test_own_draft_is_approved_only_in_a_one_person_section(self):
        town = make_town()
        actor = acting((1, Role.WRITER, Role.HEAD))

        assert code(may_approve(actor, 7)) == "approve.own-draft"
        assert may_approve(actor, 8) is None
        town.one_person_section = True
        town.save()
        assert may_approve(actor, 7) is None
