"""Tables of the sample register, a small town, and its people."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client

from yakuba.platform import clock
from yakuba.platform.office.actors import actor_of
from yakuba.platform.office.rights import Role
from yakuba.platform.office.tests.people import make_account, make_section, make_town
from yakuba.platform.registers import services
from yakuba.platform.registers.tests import sample
from yakuba.platform.registers.tests.sample import VOICES

TODAY = date(2024, 6, 10)


@pytest.fixture(scope="package")
def sample_tables(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), sample.tables():
        yield


@dataclass
class Office:
    """Two sections; a writer and a head in each, a secretariat, an auditor, an administrator."""

    tax: object
    welfare: object
    accounts: dict

    def actor(self, name):
        return actor_of(self.accounts[name], TODAY)

    def client(self, name):
        client = Client()
        client.force_login(self.accounts[name])
        return client

    def voice(self, subject="除雪で寄せた雪が出入口をふさぐ", by="writer", **values):
        """Return a stored voice of the writer's section, by the one way in."""
        section = self.welfare if by == "other" else self.tax
        known = {"received_on": date(2024, 6, 3), "subject": subject, "section": section}
        return services.create(VOICES, known | values, actor=self.actor(by))


@pytest.fixture
def office(db, sample_tables, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    make_town()
    tax, welfare = make_section(), make_section("welfare", "健康福祉課")
    accounts = {
        "writer": make_account("w-1", Role.WRITER, section=tax, name="高橋 舞"),
        "head": make_account("h-1", Role.HEAD, section=tax, name="佐藤 恵"),
        "other": make_account("w-2", Role.WRITER, section=welfare, name="鈴木 一"),
        "secretariat": make_account("s-1", Role.SECRETARIAT, section=welfare),
        "auditor": make_account("a-1", Role.AUDITOR),
        "admin": make_account("admin", Role.ADMINISTRATOR),
        "council": make_account("c-1", Role.COUNCIL),
    }
    return Office(tax, welfare, accounts)
