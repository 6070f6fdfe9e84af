"""Lines sorted by what they are; contents, page numbers and running titles are dropped."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from yakuba.core.reading import words
from yakuba.core.reading.document import Document, Line, Place
from yakuba.core.reading.marks import Mark, split_bare_number, split_mark
from yakuba.core.reading.sections import ends_with_section
from yakuba.core.reading.texts import fold, is_open, tidy, width

_NOT_A_TITLE: Final = re.compile("から|まで|及び|又は|[～〜]")
_SENTENCE: Final = re.compile("。|、$|，$")
_NARROW_PER_CENT: Final = 75
_RUNNING: Final = 3
# Lines of an item at most; characters of a line that may be a head, a total or contents.
_LONGEST_ROW: Final = 12
_LONGEST_LINE: Final = 200
# Marks that a title broken anywhere may seem to begin with: (…コメン|ト）の推進.
_BARE_FAMILIES: Final = frozenset({"letter", "kana", "kanji", "digits"})
_SPREAD_PER_CENT: Final = 70


class Kind(StrEnum):
    """What a line is."""

    MARK = "mark"
    TEXT = "text"
    HEAD = "head"
    LIST = "list"
    TOTAL = "total"
    OWNER = "owner"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Piece:
    """A line, or a cell of one that has a mark of its own.

    `text` is the line without its mark; `gap` says that a blank line stood before; `owner` is the
    cell under the head 担当課, None where the line has no such cell.
    """

    kind: Kind
    text: str
    place: Place
    mark: Mark | None = None
    gap: bool = False
    owner: str | None = None

    @property
    def printed(self) -> str:
        """Return mark and text as printed, for measuring and for messages."""
        return self.text if self.mark is None else f"{self.mark.printed} {self.text}".rstrip()


@dataclass(frozen=True, slots=True)
class _Row:
    text: str
    place: Place
    gap: bool
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which column of the table that is open holds the sections, and how many there are."""

    owner: int | None
    count: int


_NO_COLUMNS: Final = _Columns(None, 0)


def pieces_of(document: Document) -> tuple[Piece, ...]:
    """Return the lines that say something, each with what it is."""
    rows = _with_meaning_gaps(list(_without_furniture(_rows(document.lines))))
    widths = sorted(width(row.text) for row in rows)
    narrow = widths[len(widths) * 95 // 100] * _NARROW_PER_CENT // 100 if widths else 0
    pieces: list[Piece] = []
    columns = _NO_COLUMNS
    heads = _repeated_heads(rows)
    for row in rows:
        within = _is_within_row(pieces)
        previous = pieces[-1].kind if pieces else None
        if row.text in heads or _is_head(row, previous):
            columns = _columns(row)
            pieces.append(Piece(Kind.HEAD, row.text, row.place, gap=row.gap))
        else:
            pieces.extend(_sorted_row(row, 0 if within else narrow, columns=columns))
    return tuple(pieces)


def _is_within_row(pieces: list[Piece]) -> bool:
    """Return whether an item's row has begun that is not complete: no section, an open bracket."""
    text = ""
    for piece in reversed(pieces[-_LONGEST_ROW:]):
        text = piece.text + text
        if piece.kind is not Kind.TEXT:
            return piece.mark is not None and piece.mark.is_path and _is_incomplete(text, pieces)
    return False


def _is_incomplete(text: str, pieces: list[Piece]) -> bool:
    return is_open(text) or (pieces[-1].owner is None and not ends_with_section(pieces[-1].text))


def _rows(lines: Iterable[Line]) -> Iterator[_Row]:
    gap = False
    for line in lines:
        text = tidy(line.text)
        if text:
            yield _Row(text, line.place, gap, line.cells)
        gap = not text


def _with_meaning_gaps(rows: list[_Row]) -> list[_Row]:
    """Return the rows, without gaps where nearly every line has one and they say nothing."""
    gaps = sum(row.gap for row in rows)
    if gaps * 100 < len(rows) * _SPREAD_PER_CENT:
        return rows
    return [replace(row, gap=False) for row in rows]


def _without_furniture(rows: Iterable[_Row]) -> Iterator[_Row]:
    """Yield the rows that are no contents, page number or running title."""
    rows = list(_without_contents(list(rows)))
    counts = Counter(row.text for row in rows)
    first = rows[0].text if rows else ""
    seen: set[str] = set()
    for row in rows:
        if words.PAGE_NUMBER.fullmatch(unicodedata.normalize("NFKC", row.text)):
            continue
        running = row.text == first or counts[row.text] >= _RUNNING
        if row.text in seen and running and words.PLAN_WORD.fullmatch(row.text):
            continue
        seen.add(row.text)
        yield row


def _without_contents(rows: list[_Row]) -> Iterator[_Row]:
    last = {fold(row.text): index for index, row in enumerate(rows)}
    inside = False
    for index, row in enumerate(rows):
        if words.CONTENTS.fullmatch(fold(row.text)):
            inside = True
            continue
        text = unicodedata.normalize("NFKC", row.text)
        short = len(text) <= _LONGEST_LINE
        if short and words.LEADERS.search(row.text) and text[-1].isdecimal():
            continue
        repeated = last[fold(row.text)] > index
        listed = short and words.CONTENTS_LINE.fullmatch(text) is not None
        inside = inside and (repeated or listed)
        if not inside:
            yield row


def _cells(row: _Row) -> tuple[str, ...]:
    return row.cells or tuple(row.text.split())


def _is_head(row: _Row, previous: Kind | None) -> bool:
    if len(row.text) > _LONGEST_LINE:
        return False
    folded = fold(row.text).strip("【】[]()〔〕<>〈〉《》")
    if words.LONE_HEAD.fullmatch(folded) or words.HEAD_ROW.fullmatch(folded):
        return True
    if previous is Kind.HEAD and words.LONE_HEAD_AFTER_HEAD.fullmatch(folded):
        return True
    cells = [fold(cell) for cell in _cells(row) if cell]
    heads = all(words.HEAD_CELL.fullmatch(cell) for cell in cells)
    return heads and len(cells) > 1 and any(words.SECTION_HEAD.fullmatch(c) for c in cells)


def _repeated_heads(rows: Sequence[_Row]) -> frozenset[str]:
    """Return heads in words of the town: lines of several words that repeat.

    Each holds a word of a table's head, or stands between a heading and an item every time.
    """
    places: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        if len(row.text) <= _LONGEST_LINE and " " in row.text:
            places.setdefault(row.text, []).append(place)
    return frozenset(
        text
        for text, found in places.items()
        if len(found) > 1
        and split_mark(text) is None
        and (_has_head_word(text) or all(_opens_table(place, rows) for place in found))
    )


def _has_head_word(text: str) -> bool:
    heads = (words.LONE_HEAD_AFTER_HEAD.fullmatch(fold(cell)) for cell in text.split())
    return any(heads) and not ends_with_section(text)


def _opens_table(place: int, rows: Sequence[_Row]) -> bool:
    if not 0 < place < len(rows) - 1:
        return False
    before, after = split_mark(rows[place - 1].text), split_mark(rows[place + 1].text)
    if before is None or after is None:
        return False
    return after[0].is_path and not before[0].is_path


def _columns(row: _Row) -> _Columns:
    columns = enumerate(row.cells)
    owner = next((n for n, cell in columns if words.SECTION_HEAD.fullmatch(fold(cell))), None)
    return _Columns(owner, len(row.cells))


def _sorted_row(row: _Row, narrow: int, *, columns: _Columns) -> Iterator[Piece]:
    """Yield the row, cut before every cell that begins with a mark."""
    owner = _owner(row, columns)
    cells = row.cells[: columns.owner] if owner is not None else row.cells
    texts = _cut(cells) if row.cells else [row.text]
    for number, text in enumerate(texts, start=1):
        last = number == len(texts)
        yield _piece(text, row, narrow=narrow, owner=owner if last else None)


def _owner(row: _Row, columns: _Columns) -> str | None:
    if columns.owner is None or not columns.owner < len(row.cells) <= columns.count:
        return None
    return row.cells[columns.owner] or None


def _cut(cells: Iterable[str]) -> list[str]:
    texts: list[str] = []
    for cell in filter(None, cells):
        mark = split_mark(cell)
        if not texts or (mark is not None and mark[0].parts):
            texts.append(cell)
        else:
            texts[-1] += f" {cell}"
    return texts or [""]


def _piece(text: str, row: _Row, *, narrow: int, owner: str | None) -> Piece:
    found = split_mark(text)
    if found is None and width(text) <= narrow and not _SENTENCE.search(text):
        found = split_bare_number(text)
    if found is not None and found[0].family in _BARE_FAMILIES:
        behind = split_mark(found[1])
        found = behind if behind and behind[0].is_path else found
    owner_label = words.OWNER_LABEL.fullmatch(found[1]) if found else None
    if owner_label is not None:
        return Piece(Kind.OWNER, owner_label[1], row.place, gap=row.gap)
    closed = found is not None and text[len(found[0].printed) :].startswith(("）", ")"))
    if found is not None and _is_heading(*found, within_row=narrow == 0, closed=closed):
        return Piece(Kind.MARK, tidy(found[1]), row.place, found[0], row.gap, owner)
    if owner is not None:
        return Piece(Kind.TEXT, tidy(text), row.place, None, row.gap, owner)
    return Piece(*_kind(text), row.place, gap=row.gap)


def _is_heading(mark: Mark, rest: str, *, within_row: bool, closed: bool) -> bool:
    """Return whether mark and rest are a heading, and not the middle of a broken row."""
    if mark.is_path:
        return True
    if within_row and mark.family in _BARE_FAMILIES and (not rest or closed):
        return False
    return not _SENTENCE.search(rest) and not _NOT_A_TITLE.match(rest)


def _undecorated(text: str) -> str:
    """Return a heading without brackets around it and years behind it."""
    return re.sub(r"\s*[（(].*[）)]$", "", text).strip("【】[]()〔〕<>〈〉《》＜＞（）「」 ")


def _kind(text: str) -> tuple[Kind, str]:
    if len(text) > _LONGEST_LINE:
        return Kind.TEXT, text
    owner = words.OWNER_LABEL.fullmatch(text)
    if owner is not None:
        return Kind.OWNER, owner[1]
    if words.TOTAL_LINE.fullmatch(fold(text)):
        return Kind.TOTAL, text
    if words.NOTE.match(text):
        return Kind.NOTE, text
    if words.LIST_HEADING.fullmatch(_undecorated(text)):
        return Kind.LIST, text
    return Kind.TEXT, text
