"""Conduct and measures: who sees them, who decides, and that each has an end."""

from datetime import date

import pytest

from yakuba.kernel.problems import YakubaError
from yakuba.platform import clock
from yakuba.platform.conduct import rules, services
from yakuba.platform.conduct.models import Conduct, Grade
from yakuba.platform.conduct.register import CONDUCTS, MEASURES
from yakuba.platform.office.actors import actor_of
from yakuba.platform.office.rights import Forbidden, Role
from yakuba.platform.office.tests.people import make_account, make_section, make_town
from yakuba.platform.registers import services as registers
from yakuba.platform.registers.scope import rows

TODAY = date(2024, 4, 30)


@pytest.fixture
def office(db, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    make_town()
    sections = {code: make_section(code, code) for code in ("policy", "roads", "care")}
    people = {
        f"{code}-{role}": actor_of(make_account(f"{code}-{role}", role, section=section), TODAY)
        for code, section in sections.items()
        for role in (Role.WRITER, Role.HEAD)
    }
    return sections | people


def places(refused):
    return [problem.place for problem in refused.value.problems]


def conduct_of(office):
    return Conduct.objects.create(
        section=office["roads"], happened_on=TODAY, minutes=95, staff_count=3, facts="机をたたいた"
    )


def test_measure_needs_a_head_a_second_person_and_an_end(office):
    said = {
        "conduct": conduct_of(office),
        "grade": Grade.TIME,
        "reason": "3回、2時間の電話",
        "starts_on": TODAY,
        "expires_on": date(2024, 9, 30),
    }
    with pytest.raises(Forbidden):
        registers.create(MEASURES, said, actor=office["roads-writer"])
    with pytest.raises(YakubaError) as endless:
        registers.create(
            MEASURES, said | {"expires_on": date(2025, 9, 30)}, actor=office["roads-head"]
        )
    measure = registers.create(MEASURES, said, actor=office["roads-head"])
    with pytest.raises(Forbidden):
        registers.move(MEASURES, measure, "confirm", actor=office["roads-head"])
    measure.refresh_from_db()
    before = list(services.in_force(TODAY))

    registers.move(MEASURES, measure, "confirm", actor=office["roads-writer"])

    assert (places(endless), before) == (["expires_on"], [])
    assert measure.second == office["roads-writer"].account
    assert list(services.in_force(TODAY)) == [measure]
    assert list(services.in_force(date(2024, 10, 1))) == []
    registers.move(MEASURES, measure, "end", actor=office["roads-head"])
    assert (measure.reviewed_on, list(services.in_force(TODAY))) == (TODAY, [])


def test_conduct_is_seen_by_its_section_only_and_has_no_open_column(office):
    conduct = conduct_of(office)

    seen = [
        k
        for k in ("roads-writer", "roads-head", "policy-head", "care-writer")
        if rows(CONDUCTS, office[k]).filter(pk=conduct.pk).exists()
    ]

    assert seen == ["roads-writer", "roads-head"]
    assert (CONDUCTS.open_data, MEASURES.open_data) == ((), ())


def test_measure_needs_a_reason_and_an_end_within_half_a_year():
    start = date(2024, 4, 1)

    def places(expires, reason):
        return [problem.place for problem in rules.measure(start, expires, reason)]

    assert places(date(2024, 10, 1), "大声") == []
    assert places(date(2024, 10, 2), "大声") == ["expires_on"]
    assert places(None, " ") == ["reason", "expires_on"]
    assert places(start, "大声") == ["expires_on"]
