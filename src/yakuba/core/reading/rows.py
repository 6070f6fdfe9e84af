"""Items and headings from their lines: titles joined over line breaks, sections split off."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from yakuba.core.reading.outline import Branch
from yakuba.core.reading.piece import Piece
from yakuba.core.reading.sections import Book, Owners
from yakuba.core.reading.texts import is_open, join, width
from yakuba.core.reading.words import OTHERS, STRONG_SECTION

_FULL_PER_CENT: Final = 90
_SHORT_PER_CENT: Final = 60
_MOST_TITLE_LINES: Final = 4
_SLACK: Final = 4


@dataclass(slots=True)
class Resolved:
    """What a branch's lines say; `doubts` are (finding code, line, detail)."""

    title: str
    owners: Owners = field(default_factory=Owners)
    text: list[Piece] = field(default_factory=list)
    doubts: list[tuple[str, Piece, str]] = field(default_factory=list)


def resolve_heading(branch: Branch, *, page_width: int, in_list: bool = False) -> Resolved:
    """Return the title of a heading and the paragraph below it.

    In a list of items all lines up to the table continue the title.  Elsewhere a line does when
    the one before reached the margin, when it is too short for the beginning of a paragraph, or
    when no sentence follows at all and it gets no wider.
    """
    if not branch.lines:
        return Resolved("", text=list(branch.text))
    lines = branch.lines
    count = _title_lines(lines, page_width, in_list=in_list)
    title = join(line.text for line in lines[:count])
    resolved = Resolved(title, text=[*lines[count:], *branch.text])
    if count > (1 if lines[0].text else 2):
        resolved.doubts.append(("title-joined", lines[0], title))
    return resolved


def _title_lines(lines: Sequence[Piece], page_width: int, *, in_list: bool) -> int:
    count = 1 if lines[0].text else 2
    prose = any("。" in line.text for line in lines[count:])
    while count < min(len(lines), _MOST_TITLE_LINES):
        line, opened = lines[count], is_open(join(part.text for part in lines[:count]))
        if "。" in line.text or line.text.endswith("、"):
            break
        whole = in_list and not prose
        if not (whole or opened or _continues(lines, count, prose=prose, margin=page_width)):
            break
        count += 1
    return min(count, len(lines))


def _continues(lines: Sequence[Piece], count: int, *, prose: bool, margin: int) -> bool:
    """Return whether a line of a chapter continues its heading."""
    before, line = width(lines[count - 1].printed), lines[count]
    if not prose:
        return count < 3 and width(line.text) <= before + _SLACK
    is_full = before * 100 >= margin * _FULL_PER_CENT
    is_short = width(line.text) * 100 < margin * _SHORT_PER_CENT
    return is_full or (is_short and count + 1 < len(lines))


def resolve_item(branch: Branch, book: Book, *, page_width: int) -> Resolved:
    """Return title and sections of an item: a row broken anywhere, or a heading with prose."""
    if any("。" in line.text for line in branch.lines[1:]):
        resolved = resolve_heading(branch, page_width=page_width)
        resolved.title, resolved.owners = book.take(resolved.title)
    else:
        resolved = _resolve_row(branch, book)
    for piece in branch.owners:
        _add_label(resolved, piece, book)
    return resolved


def _resolve_row(branch: Branch, book: Book) -> Resolved:
    if not branch.lines:
        return Resolved("", text=list(branch.text))
    reader = _RowReader(book, branch.lines[0])
    for line in branch.lines:
        reader.add(line)
    resolved = reader.finish()
    resolved.text.extend(branch.text)
    return resolved


def _add_label(resolved: Resolved, piece: Piece, book: Book) -> None:
    title, owners = book.take(piece.text, is_whole=True)
    if title:
        owners = Owners(tuple(title.split())) + owners
    resolved.owners += owners


class _RowReader:
    """Takes the lines of one row, one after the other."""

    def __init__(self, book: Book, first: Piece) -> None:
        self.book = book
        self.first = first
        self.titles: list[str] = []
        self.owners = Owners()
        self.last = ""
        self.resolved = Resolved("")

    def add(self, line: Piece) -> None:
        if line.owner is not None:
            self._add_cells(line, line.owner)
            return
        text = self._mend_section(line)
        if not text:
            return
        title, owners = self.book.take(text, is_whole=bool(self.titles))
        if not title or self._takes(title, line):
            self._keep(title, owners, text)
        else:
            self.resolved.doubts.append(("line-unplaced", line, line.text))
            self.resolved.text.append(line)

    def finish(self) -> Resolved:
        self.resolved.title = join(self.titles)
        self.resolved.owners = self.owners
        if len(self.titles) > 1:
            self.resolved.doubts.insert(0, ("title-joined", self.first, self.resolved.title))
        return self.resolved

    def _keep(self, title: str, owners: Owners, text: str) -> None:
        if title:
            self.titles.append(title)
        self.owners += owners
        self.last = (text.split() or [""])[-1]

    def _takes(self, title: str, line: Piece) -> bool:
        """Return whether the line continues the title.

        After the sections only a rest that fits the title's column does: no sentence, no wider.
        """
        if not self.owners or is_open(join(self.titles)):
            return True
        fits = bool(self.titles) and width(title) <= width(self.titles[-1]) + _SLACK
        return fits and not line.gap and "。" not in title

    def _add_cells(self, line: Piece, owner: str) -> None:
        rest, found = self.book.take(owner, is_whole=True)
        whole = rest.split()
        if not any(STRONG_SECTION.fullmatch(name) for name in whole):
            rest = " ".join(part for name in whole for part in re.split("[・、,／/]", name))
        names = [name for name in rest.split() if not OTHERS.fullmatch(name)]
        more = tuple(name for name in rest.split() if OTHERS.fullmatch(name))
        owners = Owners((*names, *found.names), found.every, more + found.uncertain)
        title, before = self.book.take(line.text, is_whole=bool(self.titles))
        self._keep(title, before + owners, owner)

    def _mend_section(self, line: Piece) -> str:
        """Return the line without the end of a section's name that the line before began."""
        first, _, rest = line.text.partition(" ")
        whole = self.last + first
        if not self.titles or not self.last or not self._is_name_broken(whole):
            return line.text
        before = self.titles.pop()
        head, owners = self.book.take(before.removesuffix(self.last).rstrip())
        if before.endswith(self.last) and (head or self.titles):
            self._keep(head, owners + (self.book.owners(whole) or Owners()), whole)
            self.resolved.doubts.append(("section-joined", self.first, whole))
            return rest
        self.titles.append(before)
        return line.text

    def _is_name_broken(self, whole: str) -> bool:
        """Return whether two words are one name: known elsewhere, or begun beside a section."""
        if self.book.is_name(whole):
            return True
        words = self.titles[-1].split()
        beside = len(words) > 2 and words[-1] == self.last and self.book.owners(words[-2])
        return bool(beside and self.book.owners(whole))


def lines_of(branches: Iterable[Branch]) -> list[list[str]]:
    """Return the lines of rows as `book_of` wants them."""
    return [[line.text for line in branch.lines] for branch in branches]


def tails_of(branches: Iterable[Branch]) -> list[str | None]:
    """Return the last column of each row's first line that has columns."""
    return [next((line.tail for line in branch.lines if line.tail), None) for branch in branches]
