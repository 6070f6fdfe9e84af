"""Which words at the end of a row are sections of the town."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from yakuba.core.reading.texts import fold
from yakuba.core.reading.words import EVERY_SECTION, NAME, STRONG_SECTION, WEAK_SECTION

_BETWEEN: Final = re.compile(r"[、，,・･／/;；＆&]|及び|並びに|と(?=[^\s]{2,}[課室局])")
_BRACKETED: Final = re.compile(r"(.*?)[（(\[［【〔<＜]([^（）()\[\]［］【】〔〕]+)[）)\]］】〕>＞]")
_AROUND: Final = re.compile(r"[（(\[［【〔<＜]([^（）()\[\]［］【】〔〕]+)[）)\]］】〕>＞]")
_SIGNED: Final = re.compile(r"(.+?)\s*[,，:：／/]\s*(.+)")
_LABEL: Final = re.compile(r"(?:担当|所管|主管)(?:課|部署|課等)?\s*[:：]\s*")
_PREFIX: Final = re.compile("^(?:ほか|他|その他|及び)")
_SUFFIX: Final = re.compile("(?:ほか|外|他)$")
_GLUE: Final = re.compile(r"(.+?)\s*([,，、:：;；／/])\s*([^,，、:：;；／/]+)")
_FEWEST: Final = 3
_LONGEST_LINE: Final = 400
_LEADERS: Final = re.compile(r"…+|‥+|・{3,}|\.{3,}|─+")


@dataclass(frozen=True, slots=True)
class Owners:
    """Sections in the order printed, and whether "whoever is concerned" stood among them.

    `uncertain` are names with a weak ending, `repeated` those believed only because they repeat.
    """

    names: tuple[str, ...] = ()
    every: bool = False
    uncertain: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.names) or self.every

    def __add__(self, other: "Owners") -> "Owners":
        names = self.names + tuple(name for name in other.names if name not in self.names)
        uncertain, repeated = self.uncertain + other.uncertain, self.repeated + other.repeated
        return Owners(names, self.every or other.every, uncertain, repeated)


@dataclass(frozen=True, slots=True)
class Book:
    """The names that this document uses: those sure by ending, and those that repeat."""

    known: frozenset[str] = frozenset()
    repeated: frozenset[str] = frozenset()

    def owners(self, token: str) -> Owners | None:
        """Return the sections that a token names, or None if it names none.

        A name with a weak ending, or with ほか behind it, is uncertain.
        """
        parts = [part for part in _BETWEEN.split(token) if part]
        found = [self._one(part) for part in parts]
        if parts and all(found):
            return sum((owners for owners in found if owners), start=Owners())
        return self._one(token)

    def _one(self, token: str) -> Owners | None:
        if EVERY_SECTION.fullmatch(_PREFIX.sub("", fold(token))):
            return Owners(every=True)
        name = _SUFFIX.sub("", token)
        core = re.sub(r"[（(].*[）)]$", "", name)
        if name in self.known or core in self.known or STRONG_SECTION.fullmatch(core):
            return Owners((name,), uncertain=() if name == token else (token,))
        if name in self.repeated:
            return Owners((name,), repeated=(name,))
        if WEAK_SECTION.fullmatch(core):
            return Owners((name,), uncertain=(token,))
        return None

    def take(self, text: str, *, is_whole: bool = False) -> tuple[str, Owners]:
        """Return a line's title and the sections at its end.

        `is_whole` says that the line may be nothing but sections; else its first word is title.
        """
        if len(text) > _LONGEST_LINE:
            return text, Owners()
        text = _LEADERS.sub(" ", text)
        tokens = text.split()
        owners, keep = Owners(), 0 if is_whole else 1
        while len(tokens) > keep:
            found = self.owners(_bare(tokens[-1]))
            if found is None:
                break
            owners = found + owners
            tokens.pop()
        title = " ".join(tokens) if owners else text
        title, attached = self._take_attached(title, beside=bool(owners))
        return title, attached + owners

    def _take_attached(self, text: str, *, beside: bool) -> tuple[str, Owners]:
        """Return title and sections where no space parts them: （総務課）, ：総務課, ／総務課."""
        for pattern in (_BRACKETED, _SIGNED):
            parted = None if beside else pattern.fullmatch(text)
            owners = self._all(_LABEL.sub("", parted[2])) if parted and parted[1] else None
            if parted and owners:
                return parted[1].strip(), owners
        owners = Owners()
        while (glued := _GLUE.fullmatch(text)) is not None:
            one = self._one(glued[3].strip())
            if one is None or one.uncertain or not self._is_glue(glued[2], one):
                break
            text, owners = glued[1].rstrip(" ,，、:：;；／/"), one + owners
        return text, owners

    def _all(self, text: str) -> Owners | None:
        """Return the sections of a text that is nothing but sections, else None."""
        found = [self.owners(token) for token in text.split()]
        return sum((o for o in found if o), start=Owners()) if all(found) else None

    def _is_glue(self, glue: str, owners: Owners) -> bool:
        """Return whether a sign parts title and section; 、 stands in titles too."""
        return glue != "、" or owners.every or all(self.is_name(name) for name in owners.names)

    def is_name(self, token: str) -> bool:
        """Return whether the token is a name seen whole in this document, or "everyone"."""
        return token in self.known or EVERY_SECTION.fullmatch(fold(token)) is not None


def _bare(token: str) -> str:
    """Return a word without separators and brackets around it: 【総務課】."""
    token = token.strip(",，、;；")
    whole = _AROUND.fullmatch(token)
    return whole[1] if whole else token


def looks_like_row(text: str) -> bool:
    """Return whether a line ends in something that is surely a section."""
    title, owners = Book().take(text)
    return bool(title and owners) and not owners.uncertain


def ends_with_section(text: str) -> bool:
    """Return whether the last word of a line is a section, or may be one."""
    return bool(Book().take(text, is_whole=True)[1])


def book_of(rows: Iterable[Iterable[str]], tails: Sequence[str | None] = ()) -> Book:
    """Return the names in the rows: each row its lines, the first with its title.

    `tails` are the last columns of the rows where the lines stand in columns.
    """
    sure: set[str] = set()
    maybe: Counter[str] = Counter()
    for lines in rows:
        for number, line in enumerate(lines):
            _, owners = Book().take(line, is_whole=number > 0)
            sure.update(owners.names if not owners.uncertain else ())
            last = line.split()[-1:] if number == 0 and len(line.split()) > 1 else []
            maybe.update(owners.uncertain or last)
    repeated = frozenset(
        name
        for name, times in maybe.items()
        if times > 1 and NAME.fullmatch(name) and not any(other.startswith(name) for other in sure)
    )
    column = _names_in_column(tails, sure)
    return Book(frozenset(sure | column), repeated - sure - column)


def _names_in_column(tails: Sequence[str | None], sure: set[str]) -> set[str]:
    """Return short names (総務, 企財) from a last column that holds nothing but names.

    Nearly every row must have one, and most of them must come again or be sure.
    """
    written = [tail for tail in tails if tail]
    if len(written) < _FEWEST or len(written) * 5 < len(tails) * 4:
        return set()
    names = [name for tail in written for word in tail.split() for name in _BETWEEN.split(word)]
    names = [_SUFFIX.sub("", name) for name in names if name and not EVERY_SECTION.fullmatch(name)]
    if not all(NAME.fullmatch(name) for name in names):
        return set()
    counts = Counter(names)
    believed = sum(1 for name in names if counts[name] > 1 or name in sure)
    return set(names) if 2 * believed >= len(names) else set()


def is_owner_text(text: str) -> bool:
    """Return whether a text is nothing but names of sections."""
    title, owners = Book().take(" ".join(text.split()), is_whole=True)
    return not title and bool(owners)
