"""Fiscal years as a column, and the lock on versions."""

import pytest
from django.core.exceptions import ValidationError

from yakuba.kernel.fiscal import FiscalYear
from yakuba.platform.db import Conflict, FiscalYearField, save_version
from yakuba.platform.office.models import Section
from yakuba.platform.office.tests.people import make_section

FIELD = FiscalYearField()


@pytest.mark.parametrize("value", [FiscalYear(2021), 2021, "2021", "令和3年度", "R3", "令和３年度"])
def test_year_is_read_in_every_form(value):
    assert FIELD.to_python(value) == FiscalYear(2021)
    assert FIELD.get_prep_value(value) == 2021


@pytest.mark.parametrize("value", [None, ""])
def test_no_year_stays_none(value):
    assert FIELD.to_python(value) is None
    assert FIELD.get_prep_value(value) is None


@pytest.mark.parametrize("value", ["来年", "3", 0])
def test_unreadable_year_is_refused(value):
    with pytest.raises(ValidationError, match="年度として読めません"):
        FIELD.to_python(value)


def test_year_comes_back_from_the_table():
    assert FIELD.from_db_value(2021) == FiscalYear(2021)
    assert FIELD.from_db_value(None) is None
    assert FIELD.get_internal_type() == "SmallIntegerField"


@pytest.mark.django_db
def test_saved_version_follows_the_one_that_was_seen():
    section = make_section()
    section.name = "税務課"

    save_version(section, 1)

    stored = Section.objects.get()
    assert (stored.name, stored.version, stored.history.count()) == ("税務課", 2, 2)


@pytest.mark.django_db
def test_second_of_two_who_saw_the_same_version_is_told():
    make_section()
    mine, theirs = Section.objects.get(), Section.objects.get()
    theirs.name = "税務課"
    save_version(theirs, 1)
    mine.name = "町民課"

    with pytest.raises(Conflict, match="ほかの人がこの内容を保存しました"):
        save_version(mine, 1)

    assert Section.objects.get().name == "税務課"


@pytest.mark.django_db
def test_without_the_lock_the_first_words_would_be_lost():
    make_section()
    mine, theirs = Section.objects.get(), Section.objects.get()
    theirs.name, mine.name = "税務課", "町民課"

    theirs.save()
    mine.save()

    assert Section.objects.get().name == "町民課"


@pytest.mark.django_db
def test_saving_some_fields_notes_when():
    section = make_section()
    before = section.updated_at

    section.save(update_fields=["name"])

    assert Section.objects.get().updated_at > before
