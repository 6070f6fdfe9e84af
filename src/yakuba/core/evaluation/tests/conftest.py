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


@pytest.fixture
def as_(client, world):
    """Return a function that signs somebody in and gives the client."""

    def sign_in(name):
        client.force_login(world.accounts[name])
        return client

    return sign_in
