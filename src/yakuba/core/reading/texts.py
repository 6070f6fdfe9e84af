"""Small operations on Japanese text."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from yakuba.core.reading.document import Place

_SPACES: Final = re.compile(r"\s+")
_LATIN: Final = re.compile(r"[0-9A-Za-z]")
_OPEN: Final = "（(「『【［[〔"
_CLOSED: Final = "）)」』】］]〕"


def fold(text: str) -> str:
    """Return the text for comparing: NFKC, without any space."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text))


def tidy(text: str) -> str:
    """Return the text with each run of spaces made one."""
    return _SPACES.sub(" ", text.strip("\ufeff \u3000\t\x0c")).strip()


def join(parts: Iterable[str]) -> str:
    """Return the parts of a broken line as one; a space only stays between two Latin words."""
    joined = ""
    for part in parts:
        latin = joined and part and _LATIN.match(joined[-1]) and _LATIN.match(part[0])
        joined += f" {part}" if latin else part
    return joined


def width(text: str) -> int:
    """Return how wide the text is printed: 2 for a full-width character, 1 for a half."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def is_open(text: str) -> bool:
    """Return whether a bracket was opened and not closed."""
    return sum(text.count(c) for c in _OPEN) > sum(text.count(c) for c in _CLOSED)


@dataclass(frozen=True, slots=True)
class Run:
    """Folded lines in one string, so that an expression broken over lines is found."""

    text: str
    starts: tuple[int, ...]
    places: tuple[Place, ...]

    @classmethod
    def of(cls, lines: Iterable[tuple[str, Place]]) -> "Run":
        """Return the lines folded and joined."""
        text, starts, places = "", [], []
        for line, place in lines:
            starts.append(len(text))
            places.append(place)
            text += fold(line)
        return cls(text, tuple(starts), tuple(places))

    def place_at(self, offset: int) -> Place:
        """Return the place of the line that holds the character at the offset."""
        return self.places[bisect_right(self.starts, offset) - 1]
