"""The tables of the sample register, for tests that look whether the suite can fail."""

import pytest

from yakuba.platform.registers.tests import sample


@pytest.fixture(scope="module")
def sample_tables(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), sample.tables():
        yield
