"""Let transactional tests empty the audit's tables, which triggers forbid everywhere else."""

from typing import Any

import pytest


@pytest.fixture(autouse=True, scope="session")
def audit_can_be_flushed() -> Any:
    """Take the triggers off for the flush after a transactional test, and put them on again."""
    from django.db import connection
    from django.test import TransactionTestCase

    from yakuba.platform.audit import triggers

    flush = TransactionTestCase._fixture_teardown

    def flush_without_triggers(test: TransactionTestCase) -> None:
        triggers.run(triggers.take_off(connection.vendor))
        flush(test)
        triggers.run(triggers.put_on(connection.vendor))

    TransactionTestCase._fixture_teardown = flush_without_triggers
    yield
    TransactionTestCase._fixture_teardown = flush
