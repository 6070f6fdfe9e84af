from datetime import date

import pytest

from yakuba.kernel.fiscal import FiscalYear
from yakuba.platform.audit.models import Event
from yakuba.platform.office.models import Section
from yakuba.platform.office.register import SECTIONS
from yakuba.platform.office.rights import Role
from yakuba.platform.office.tests.people import make_account, make_section, make_town
from yakuba.platform.pasts import tables
from yakuba.platform.pasts.office import Office
from yakuba.platform.pasts.services import Life, store
from yakuba.platform.registers.models import Counter
from yakuba.platform.registers.numbering import next_number

FY = FiscalYear(2024)
ROW = {"receipt_no": "R6-00061-5", "code": "roads", "name": "", "valid_from": "2024-04-01"}


@pytest.fixture
def office(db):
    make_town()
    return make_section()


def test_record_is_stored_with_the_history_that_it_would_have(office):
    clerk, head = make_account("clerk"), make_account("head")
    life = Life(Section(code="roads", name="建設課", valid_from=FY.first_day))
    life.tell(tables.instant(date(2024, 4, 1), 9, ROW), clerk.pk)
    life.record.name = "建設水道課"
    life.tell(tables.instant(date(2024, 5, 1), 14, ROW), head.pk)

    (stored,) = store(SECTIONS, [life], act="office.write", fy=FY)

    rows = stored.history.order_by("history_id")
    assert [(r.history_type, r.name, r.version, r.history_user_id) for r in rows] == [
        ("+", "建設課", 1, clerk.pk),
        ("~", "建設水道課", 2, head.pk),
    ]
    assert (Section.objects.get(code="roads").version, Counter.objects.get().last) == (2, 1)
    assert (next_number(SECTIONS, FY), Event.objects.get().count) == (2, 1)


def test_row_fills_the_fields_that_it_names(office):
    record = Section(name="総務課")

    tables.fill(record, ROW, ("code", "name", "valid_from"), Office())

    assert (record.code, record.name, record.valid_from) == ("roads", "総務課", date(2024, 4, 1))


def test_instant_has_the_minute_of_the_number():
    at = tables.instant(date(2024, 4, 1), 9, ROW)

    assert at.isoformat() == "2024-04-01T09:01:00+09:00"


def test_role_is_that_of_the_day(office):
    first = make_account("first", Role.HEAD, section=office, valid_to=date(2024, 3, 31))
    second = make_account("second", Role.HEAD, section=office, valid_from=date(2024, 4, 1))
    past = Office()

    found = [past.account(office, "head", date(2024, m, 31)) for m in (3, 5)]

    assert found == [first.pk, second.pk]
    assert past.account(office, "writer", date(2024, 5, 31)) is None
    assert past.section("税務町民課") == office
