"""The day on which the tests of the yearly round play, and a town that stands in it."""

import pytest

from yakuba.core.evaluation.tests.town import TODAY, make_world


@pytest.fixture(autouse=True)
def _the_day(monkeypatch):
    monkeypatch.setenv("YAKUBA_TODAY", TODAY.isoformat())


@pytest.fixture
def world(db):
    """Return a town whose round for FY2023 is open."""
    return make_world()
