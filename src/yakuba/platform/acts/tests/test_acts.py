from datetime import date

import pytest
from django import forms
from django.db.models import Q

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform.acts import Act, Page, grouped
from yakuba.platform.acts.fields import PartsField
from yakuba.platform.acts.handovers import MOST, problems
from yakuba.platform.acts.services import note, refuse
from yakuba.platform.audit.models import Event
from yakuba.platform.db import Conflict
from yakuba.platform.office.actors import actor_of
from yakuba.platform.office.models import Section
from yakuba.platform.office.register import SECTIONS
from yakuba.platform.office.rights import Role
from yakuba.platform.office.tests.people import make_account, make_section, make_town

DAY = date(2024, 4, 30)
RENAME = Act("rename", "名前を変える", None, {"name": forms.CharField()}, action="office.write")
CLOSE = Act("close", "閉じる", lambda record, *, actor: None, step="close")
PAGE = Page(register=SECTIONS, acts=(RENAME, CLOSE), template="-", address="-", home="-")


@pytest.fixture
def town(db):
    make_town()
    section = make_section()
    return {role: actor_of(make_account(role, role, section=section), DAY) for role in Role} | {
        "section": section
    }


def test_act_has_a_form_of_its_fields_or_none():
    first = RENAME.form(first={"name": "総務課", "code": "x"})
    typed = RENAME.form({"name": " "})

    assert (first.initial, list(first.fields)) == ({"name": "総務課"}, ["name"])
    assert typed.errors.keys() == {"name"}
    assert CLOSE.form() is None


def test_act_is_offered_by_its_step_or_by_the_rights(town):
    admin, writer = town[Role.ADMINISTRATOR], town[Role.WRITER]

    offers = [PAGE.offers(RENAME, town["section"], who, set()) for who in (admin, writer)]

    assert offers == [True, False]
    assert [PAGE.offers(CLOSE, town["section"], writer, s) for s in ({"close"}, set())] == [
        True,
        False,
    ]


def test_act_that_makes_no_sense_now_is_not_offered(town):
    page = Page(
        **{f: getattr(PAGE, f) for f in ("register", "acts", "template", "address")},
        home="-",
        allows=lambda record, name: name != "rename",
    )

    assert not page.offers(RENAME, town["section"], town[Role.ADMINISTRATOR], set())


def test_note_is_the_next_version_with_history_and_audit(town):
    section, admin = town["section"], town[Role.ADMINISTRATOR]

    note(section, {"name_en": "Tax"}, "office.write", actor=admin)

    stored = Section.objects.get()
    assert (stored.name_en, stored.version) == ("Tax", 2)
    assert stored.history.first().history_user == admin.account
    assert Event.objects.get().action == "office.write"


def test_note_on_a_record_that_somebody_else_stored_is_refused(town):
    stale = Section.objects.get()
    note(town["section"], {"name_en": "Tax"}, "office.write", actor=None)

    with pytest.raises(Conflict):
        note(stale, {"name_en": "Taxes"}, "office.write", actor=None)


def test_groups_count_all_and_show_the_first(db):
    for number in range(3):
        make_section(f"s{number}", f"課{number}")

    found = grouped(
        Section.objects.order_by("code"),
        ("全部", "ない", Q()),
        ("ひとつ", "ない", Q(code="s1")),
        ("なし", "ありません", Q(code="x")),
        most=2,
    )

    assert [(g.title, len(g.records), g.total) for g in found] == [
        ("全部", 2, 3),
        ("ひとつ", 1, 1),
        ("なし", 0, 0),
    ]


def test_text_is_parted_at_empty_lines_and_may_not_be_empty():
    field = PartsField(max_length=20)

    assert field.clean("除雪\r\n二行目\r\n\r\n税金") == ["除雪\n二行目", "税金"]
    for wrong in ("", "あ" * 21):
        with pytest.raises(forms.ValidationError):
            field.clean(wrong)


@pytest.mark.parametrize(
    ("done", "how", "places"),
    [
        (0, {"changes": True, "by_desk": False, "reason": "道の件"}, []),
        (0, {"changes": False, "by_desk": False, "reason": ""}, ["section", "comment"]),
        (MOST, {"changes": True, "by_desk": False, "reason": "道の件"}, ["section"]),
        (MOST, {"changes": True, "by_desk": True, "reason": "道の件"}, []),
    ],
)
def test_handover_needs_a_reason_and_ends_after_two(done, how, places):
    assert [problem.place for problem in problems(done, **how)] == places


def test_problems_refuse_and_none_do_not():
    refuse(())

    with pytest.raises(YakubaError):
        refuse(iter([Problem("a", "b")]))
