"""The tables and the office of the sample register."""

import pytest

from yakuba.platform.registers.tests import sample
from yakuba.platform.registers.tests.conftest import office

__all__ = ["office"]


@pytest.fixture(scope="module")
def sample_tables(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), sample.tables():
        yield
