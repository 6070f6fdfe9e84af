"""The sample's tables and a small office, for receipts and for copies."""

from datetime import date

import pytest

from yakuba.platform import clock
from yakuba.platform.office.actors import actor_of
from yakuba.platform.office.rights import Role
from yakuba.platform.office.tests.people import make_account, make_section, make_town
from yakuba.platform.receipts.tests import sample

TODAY = date(2024, 4, 30)


@pytest.fixture(scope="package")
def sample_tables(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), sample.tables():
        yield


@pytest.fixture
def office(sample_tables, db, monkeypatch):
    """Return a section with a desk, its writer and head, and who works elsewhere."""
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    make_town()
    section, other = make_section("policy", "政策推進課"), make_section("care", "健康福祉課")
    desk = sample.LetterDesk.objects.create(
        section=section, valid_from=date(2024, 4, 1), purpose="返事", legal_basis="7条"
    )
    people = {
        name: actor_of(make_account(name, role, section=where), TODAY)
        for name, role, where in (
            ("writer", Role.WRITER, section),
            ("head", Role.HEAD, section),
            ("stranger", Role.HEAD, other),
            ("finance", Role.FINANCE, section),
        )
    }
    return {"desk": desk, "section": section} | people
