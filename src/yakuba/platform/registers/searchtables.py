"""The full-text index beside the search entries, for both databases."""

from typing import Final

# An FTS5 table that reads its text from the entries; triggers keep it in step with them.
_SQLITE: Final = (
    """CREATE VIRTUAL TABLE registers_searchtext USING fts5(
        text, content='registers_searchentry', content_rowid='id',
        tokenize='unicode61 remove_diacritics 0')""",
    """CREATE TRIGGER registers_searchtext_insert AFTER INSERT ON registers_searchentry BEGIN
        INSERT INTO registers_searchtext(rowid, text) VALUES (new.id, new.text);
    END""",
    """CREATE TRIGGER registers_searchtext_delete AFTER DELETE ON registers_searchentry BEGIN
        INSERT INTO registers_searchtext(registers_searchtext, rowid, text)
        VALUES ('delete', old.id, old.text);
    END""",
    """CREATE TRIGGER registers_searchtext_update AFTER UPDATE ON registers_searchentry BEGIN
        INSERT INTO registers_searchtext(registers_searchtext, rowid, text)
        VALUES ('delete', old.id, old.text);
        INSERT INTO registers_searchtext(rowid, text) VALUES (new.id, new.text);
    END""",
)
_SQLITE_DROP: Final = (
    "DROP TRIGGER IF EXISTS registers_searchtext_insert",
    "DROP TRIGGER IF EXISTS registers_searchtext_delete",
    "DROP TRIGGER IF EXISTS registers_searchtext_update",
    "DROP TABLE IF EXISTS registers_searchtext",
)
_POSTGRESQL: Final = (
    """ALTER TABLE registers_searchentry ADD COLUMN vector tsvector
        GENERATED ALWAYS AS (to_tsvector('simple', text)) STORED""",
    "CREATE INDEX registers_searchtext ON registers_searchentry USING gin (vector)",
)
_POSTGRESQL_DROP: Final = (
    "DROP INDEX IF EXISTS registers_searchtext",
    "ALTER TABLE registers_searchentry DROP COLUMN IF EXISTS vector",
)


def put_on(vendor: str) -> tuple[str, ...]:
    """Return the statements that create the index."""
    return _SQLITE if vendor == "sqlite" else _POSTGRESQL


def take_off(vendor: str) -> tuple[str, ...]:
    """Return the statements that drop it."""
    return _SQLITE_DROP if vendor == "sqlite" else _POSTGRESQL_DROP
