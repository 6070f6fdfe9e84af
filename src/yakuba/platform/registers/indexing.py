"""Folded search without a dictionary: bigrams, exact from two characters (design, decision 19)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q

from yakuba.kernel.text import fold
from yakuba.platform.registers.declaration import Register
from yakuba.platform.registers.facts import number_name
from yakuba.platform.registers.models import SearchEntry

# Between two fields: no phrase reaches across, for no bigram has three characters.
GAP: Final = "ꙮꙮꙮ"
BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Phrase:
    """One word of a search as tokens in a row; a single character looks for beginnings."""

    tokens: tuple[str, ...]

    @property
    def is_prefix(self) -> bool:
        """Return whether it is one character."""
        return len(self.tokens[0]) == 1

    def fts5(self) -> str:
        """Return the phrase as SQLite's FTS5 asks for it; tokens hold letters and digits only."""
        return f'"{" ".join(self.tokens)}"' + ("*" if self.is_prefix else "")

    def tsquery(self) -> str:
        """Return the phrase as PostgreSQL's to_tsquery asks for it."""
        words = " <-> ".join(self.tokens)
        return f"{words}:*" if self.is_prefix else f"({words})"


def bigrams(text: str) -> list[str]:
    """Return the tokens of a text: each two neighbors, then the last character alone.

    Only letters and digits count: spaces and punctuation are written in one place and left out
    in another.
    """
    plain = "".join(character for character in fold(text) if character.isalnum())
    pairs = [plain[n : n + 2] for n in range(len(plain) - 1)]
    return [*pairs, plain[-1]] if plain else []


def phrases(text: str) -> tuple[Phrase, ...]:
    """Return what a typed search asks for: every word between spaces must stand in the record."""
    found = []
    for word in fold(text).split():
        tokens = bigrams(word)
        if tokens:
            found.append(Phrase(tuple(tokens[:-1] or tokens)))
    return tuple(found)


def search(register: Register, text: str) -> Q:
    """Return the condition for the records that hold the words; an empty text finds all."""
    wanted = phrases(text)
    if not wanted:
        return Q() if not text.strip() else Q(pk__in=[])
    hits = SearchEntry.objects.filter(register=register.code, text__phrases=wanted)
    return Q(pk__in=hits.values("record_id"))


def searched(register: Register) -> tuple[str, ...]:
    """Return the names of the fields that the search looks into: the number first."""
    number = number_name(register)
    names = (number, *register.search) if number and register.search else register.search
    return tuple(dict.fromkeys(names))


def text_of(register: Register, record: Any) -> str:
    """Return the tokens of a record."""
    texts = [bigrams(str(getattr(record, name) or "")) for name in searched(register)]
    return f" {GAP} ".join(" ".join(tokens) for tokens in texts)


def index(register: Register, record: Any) -> None:
    """Write what the search knows of a record; part of its saving."""
    if register.search:
        SearchEntry.objects.update_or_create(
            register=register.code,
            record_id=record.pk,
            defaults={"text": text_of(register, record)},
        )


def reindex(register: Register) -> int:
    """Write the search of a register anew, and return how many records it holds."""
    SearchEntry.objects.filter(register=register.code).delete()
    if not register.search:
        return 0
    count = 0
    waiting: list[SearchEntry] = []
    records = register.model._default_manager.order_by("pk").iterator(chunk_size=BATCH)
    for entry in _entries(register, records):
        waiting.append(entry)
        count += 1
        if len(waiting) == BATCH:
            SearchEntry.objects.bulk_create(waiting)
            waiting = []
    SearchEntry.objects.bulk_create(waiting)
    return count


def _entries(register: Register, records: Iterable[Any]) -> Iterable[SearchEntry]:
    for record in records:
        text = text_of(register, record)
        yield SearchEntry(register=register.code, record_id=record.pk, text=text)
