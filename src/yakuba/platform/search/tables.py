"""The full-text index beside the search entries, for both databases."""

from typing import Final

# An FTS5 table that reads its text from the entries; triggers keep it in step with them.
_SQLITE: Final = (
    """CREATE VIRTUAL TABLE search_text USING fts5(
        text, content='search_searchentry', content_rowid='id',
        tokenize='unicode61 remove_diacritics 0')""",
    """CREATE TRIGGER search_text_insert AFTER INSERT ON search_searchentry BEGIN
        INSERT INTO search_text(rowid, text) VALUES (new.id, new.text);
    END""",
    """CREATE TRIGGER search_text_delete AFTER DELETE ON search_searchentry BEGIN
        INSERT INTO search_text(search_text, rowid, text)
        VALUES ('delete', old.id, old.text);
    END""",
    """CREATE TRIGGER search_text_update AFTER UPDATE ON search_searchentry BEGIN
        INSERT INTO search_text(search_text, rowid, text)
        VALUES ('delete', old.id, old.text);
        INSERT INTO search_text(rowid, text) VALUES (new.id, new.text);
    END""",
)
_SQLITE_DROP: Final = (
    "DROP TRIGGER IF EXISTS search_text_insert",
    "DROP TRIGGER IF EXISTS search_text_delete",
    "DROP TRIGGER IF EXISTS search_text_update",
    "DROP TABLE IF EXISTS search_text",
)
_POSTGRESQL: Final = (
    """ALTER TABLE search_searchentry ADD COLUMN vector tsvector
        GENERATED ALWAYS AS (to_tsvector('simple', text)) STORED""",
    "CREATE INDEX search_text ON search_searchentry USING gin (vector)",
)
_POSTGRESQL_DROP: Final = (
    "DROP INDEX IF EXISTS search_text",
    "ALTER TABLE search_searchentry DROP COLUMN IF EXISTS vector",
)


def put_on(vendor: str) -> tuple[str, ...]:
    """Return the statements that create the index."""
    return _SQLITE if vendor == "sqlite" else _POSTGRESQL


def take_off(vendor: str) -> tuple[str, ...]:
    """Return the statements that drop it."""
    return _SQLITE_DROP if vendor == "sqlite" else _POSTGRESQL_DROP
