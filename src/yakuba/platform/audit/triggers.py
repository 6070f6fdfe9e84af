"""The triggers that make the audit append-only, for both databases.

Deleting a payload stays possible: erasing the words is allowed, forgetting the act is not.
"""

from typing import Final

from django.db import connection

_TABLES: Final = ("audit_event", "audit_block")
_WORDS: Final = "the audit is append-only"

_SQLITE: Final = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{words}'); END
"""
_POSTGRESQL_FUNCTION: Final = """
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{words}'; END $$
"""
_POSTGRESQL: Final = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()
"""


def put_on(vendor: str) -> list[str]:
    """Return the statements that create the triggers."""
    if vendor == "sqlite":
        return [
            _SQLITE.format(table=table, verb=verb, words=_WORDS)
            for table in _TABLES
            for verb in ("UPDATE", "DELETE")
        ]
    return [_POSTGRESQL_FUNCTION.format(words=_WORDS)] + [
        _POSTGRESQL.format(table=table, verb=verb)
        for table in _TABLES
        for verb in ("UPDATE", "DELETE", "TRUNCATE")
    ]


def take_off(vendor: str) -> list[str]:
    """Return the statements that drop the triggers."""
    if vendor == "sqlite":
        return [
            f"DROP TRIGGER IF EXISTS {table}_no_{verb}"
            for table in _TABLES
            for verb in ("UPDATE", "DELETE")
        ]
    return [
        f"DROP TRIGGER IF EXISTS {table}_no_{verb} ON {table}"
        for table in _TABLES
        for verb in ("UPDATE", "DELETE", "TRUNCATE")
    ]


def run(statements: list[str]) -> None:
    """Execute statements one by one."""
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def are_on() -> bool:
    """Return whether every trigger stands in the database."""
    query = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'audit_%'"
    if connection.vendor != "sqlite":
        query = "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'audit\\_%\\_no\\_%'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        (found,) = cursor.fetchone()
    return int(found) == sum(" TRIGGER " in text for text in put_on(connection.vendor))
