"""Folded texts without a dictionary: bigrams, exact from two characters (design, decision 19)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from yakuba.kernel.text import fold

# Between two texts: no phrase reaches across, for no bigram has three characters.
GAP: Final = "ꙮꙮꙮ"


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


def tokens_of(texts: Iterable[str]) -> str:
    """Return the tokens of the texts of one record."""
    return f" {GAP} ".join(" ".join(bigrams(text)) for text in texts)
