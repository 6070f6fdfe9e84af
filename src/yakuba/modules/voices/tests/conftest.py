"""Fixtures of the voices' tests."""

import pytest

from yakuba.modules.voices.tests.office import TODAY, make_office
from yakuba.platform import clock


@pytest.fixture
def office(db, monkeypatch):
    day = {"is": TODAY}
    monkeypatch.setattr(clock, "today", lambda: day["is"])
    return {"day": day} | make_office()
