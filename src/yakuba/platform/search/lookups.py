"""The search in the database's own full-text index: FTS5 on SQLite, tsvector on PostgreSQL."""

from collections.abc import Sequence
from typing import Any, Final

from django.db import models
from django.db.models import Lookup

_ROWS: Final = "SELECT rowid FROM search_text WHERE search_text MATCH %s"


class BigramField(models.TextField):  # type: ignore[type-arg]
    """Bigrams with a space between; `__phrases` finds them through the index."""

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """Return a plain text column for the migration; the index is made beside it."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs


@BigramField.register_lookup
class Phrases(Lookup[Any]):
    """Rows that hold all phrases; the right side is a tuple of `folding.Phrase`."""

    lookup_name = "phrases"
    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """Return the condition by the FTS5 table, whose rowid is the id of the entry."""
        table = compiler.quote_name_unless_alias(self.lhs.alias)
        wanted = " AND ".join(phrase.fts5() for phrase in self.rhs)
        return f"{table}.id IN ({_ROWS})", [wanted]

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """Return the condition by the tsvector beside the text."""
        table = compiler.quote_name_unless_alias(self.lhs.alias)
        wanted = " & ".join(phrase.tsquery() for phrase in self.rhs)
        return f"{table}.vector @@ to_tsquery('simple', %s)", [wanted]
