"""Which words at the end of a row are sections of the town."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from yakuba.core.reading.texts import fold
from yakuba.core.reading.words import EVERY_SECTION, NAME, STRONG_SECTION, WEAK_SECTION

_BETWEEN: Final = re.compile(r"[、，,・･／/;；＆&]|及び|並びに|と(?=[^\s]{2,}[課室局])")
_BRACKETED: Final = re.compile(r"(.*?)[（(\[【〔<＜]([^（）()\[\]【】〔〕]+)[）)\]】〕>＞]")
_LABEL: Final = re.compile(r"(?:担当|所管|主管)(?:課|部署|課等)?\s*[:：]\s*")
_SUFFIX: Final = re.compile("(?:ほか|外|他)$")
_GLUE: Final = re.compile(
    r"(.+?)\s*(?:[,，、:：;；／/]|…+|‥+|・{3,}|\.{3,})\s*([^,，、:：;；／/…‥]+)"
)
_LEADERS: Final = re.compile(r"…+|‥+|・{3,}|\.{3,}|─+")


@dataclass(frozen=True, slots=True)
class Owners:
    """Sections in the order printed, and whether "whoever is concerned" stood among them."""

    names: tuple[str, ...] = ()
    every: bool = False
    uncertain: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.names) or self.every

    def __add__(self, other: "Owners") -> "Owners":
        names = self.names + tuple(name for name in other.names if name not in self.names)
        return Owners(names, self.every or other.every, self.uncertain + other.uncertain)

    def settled(self) -> "Owners":
        """Return the same without doubt where a name is beside one that is sure."""
        sure = self.every or len(self.names) > len(self.uncertain)
        return replace(self, uncertain=()) if sure else self


@dataclass(frozen=True, slots=True)
class Book:
    """The names that this document uses: those sure by ending, and those that repeat."""

    known: frozenset[str] = frozenset()

    def owners(self, token: str, *, beside: bool = False) -> Owners | None:
        """Return the sections that a token names, or None if it names none.

        A weak ending counts beside another section or when the name repeats; else it is uncertain.
        """
        whole = self._one(token, beside=beside)
        if whole is not None:
            return whole
        parts = [part for part in _BETWEEN.split(token) if part]
        if len(parts) < 2:
            return None
        found = [self._one(part, beside=True) for part in parts]
        if not all(found):
            return None
        return sum((owners for owners in found if owners), start=Owners())

    def _one(self, token: str, *, beside: bool) -> Owners | None:
        if EVERY_SECTION.fullmatch(fold(token)):
            return Owners(every=True)
        name = _SUFFIX.sub("", token)
        core = re.sub(r"[（(].*[）)]$", "", name)
        if name in self.known or core in self.known or STRONG_SECTION.fullmatch(core):
            return Owners((name,))
        if WEAK_SECTION.fullmatch(core):
            return Owners((name,), uncertain=() if beside else (name,))
        return None

    def take(self, text: str, *, is_whole: bool = False) -> tuple[str, Owners]:
        """Return a line's title and the sections at its end.

        `is_whole` says that the line may be nothing but sections; else its first word is title.
        """
        tokens = _LEADERS.sub(" ", text).split()
        owners, keep = Owners(), 0 if is_whole else 1
        while len(tokens) > keep:
            found = self.owners(tokens[-1], beside=bool(owners))
            if found is None:
                break
            owners = found + owners
            tokens.pop()
        if owners or not tokens:
            return " ".join(tokens), owners.settled()
        title, owners = self._take_attached(text)
        return (title, owners) if owners else (text, owners)

    def _take_attached(self, text: str) -> tuple[str, Owners]:
        """Return title and sections where no space parts them: （総務課）, ：総務課, 、総務課."""
        bracketed = _BRACKETED.fullmatch(text)
        if bracketed is not None:
            inside = _LABEL.sub("", bracketed[2]).split()
            found = [self.owners(token, beside=len(inside) > 1) for token in inside]
            if all(found) and bracketed[1]:
                return bracketed[1].strip(), sum((o for o in found if o), start=Owners())
        owners = Owners()
        while (glued := _GLUE.fullmatch(text)) is not None:
            one = self._one(glued[2].strip(), beside=False)
            if one is None or one.uncertain:
                break
            text, owners = glued[1].rstrip(" ,，、:：;；／/"), one + owners
        return text, owners

    def is_name(self, token: str) -> bool:
        """Return whether the token is a name seen whole in this document."""
        return token in self.known


def looks_like_row(text: str) -> bool:
    """Return whether a line ends in something that is surely a section."""
    title, owners = Book().take(text)
    return bool(title and owners) and not owners.uncertain


def book_of(rows: Iterable[Iterable[str]]) -> Book:
    """Return the names in the rows: each row its lines, the first with its title."""
    sure: set[str] = set()
    maybe: Counter[str] = Counter()
    for lines in rows:
        for number, line in enumerate(lines):
            _, owners = Book().take(line, is_whole=number > 0)
            sure.update(name for name in owners.names if name not in owners.uncertain)
            last = line.split()[-1:] if number == 0 and len(line.split()) > 1 else []
            maybe.update(owners.uncertain or last)
    repeated = {name for name, times in maybe.items() if times > 1 and NAME.fullmatch(name)}
    return Book(frozenset(sure | repeated))
