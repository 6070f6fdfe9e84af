"""Lines sorted by what they are; contents, page numbers and running titles are dropped."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from yakuba.core.reading import words
from yakuba.core.reading.document import Document, Line, Place
from yakuba.core.reading.marks import Mark, split_bare_number, split_mark
from yakuba.core.reading.piece import Kind, Piece
from yakuba.core.reading.sections import ends_with_section, is_owner_text
from yakuba.core.reading.stages import (
    RawAction,
    are_years,
    is_legend,
    take_line,
    take_pairs,
    take_trailing,
    take_unplaced,
    year_in,
)
from yakuba.core.reading.tables import Said, TableReader
from yakuba.core.reading.texts import fold, is_open, tidy, width
from yakuba.core.reading.textual import tables_in

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


@dataclass(frozen=True, slots=True)
class _Row:
    """A line on its way; `ready` is what a table has already said."""

    text: str
    place: Place
    gap: bool
    cells: tuple[str, ...] = ()
    tail: str | None = None
    level: int | None = None
    actions: tuple[RawAction, ...] = ()
    ready: Piece | None = None


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which column of the table that is open holds the sections, how many there are, its years."""

    owner: int | None
    count: int
    years: tuple[str, ...] = ()


_NO_COLUMNS: Final = _Columns(None, 0)
_WIDE_GAP: Final = re.compile(r"\s*(?:\t|  |　　| 　|　 )\s*")


def pieces_of(document: Document) -> tuple[Piece, ...]:
    """Return the lines that say something, each with what it is."""
    rows = _with_meaning_gaps(list(_without_furniture(_rows(document.lines))))
    widths = sorted(width(row.text) for row in rows if row.ready is None)
    narrow = widths[len(widths) * 95 // 100] * _NARROW_PER_CENT // 100 if widths else 0
    pieces: list[Piece] = []
    columns = _NO_COLUMNS
    heads = _repeated_heads([row for row in rows if row.ready is None])
    for row in rows:
        if row.ready is not None:
            pieces.append(row.ready)
            continue
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


def _rows(lines: Sequence[Line]) -> Iterator[_Row]:
    reader = TableReader()
    gap, said = False, False
    for line in tables_in(lines):
        if line.is_in_table and line.table is None and said:
            continue
        told = reader.read(line.table) if line.table is not None else None
        said = told is not None
        if told is not None:
            yield from map(_told, told)
            continue
        row = _row(line, gap=gap)
        gap = row is None
        if row is not None:
            yield row


def _told(said: Piece | Said) -> _Row:
    if isinstance(said, Piece):
        return _Row(said.printed, said.place, False, ready=said)
    return _row(Line(said.text, said.place), gap=False) or _Row("", said.place, False)


def _row(line: Line, *, gap: bool) -> _Row | None:
    """Return a line without its years and stages; None if it says nothing."""
    if not line.text.strip() or is_legend(line.text):
        return None
    rest, actions = take_pairs(line.text, line.place)
    columns = [column for column in _WIDE_GAP.split(rest.strip()) if column]
    tail = columns[-1] if len(columns) > 1 else None
    cells = line.cells if not actions else ()
    text = tidy(rest)
    if not text and not actions:
        return None
    ready = Piece(Kind.ACTION, "", line.place, actions=actions) if not text else None
    dated = take_line(text, line.place) if not actions and line.level is None else None
    if dated is not None:
        ready = Piece(Kind.ACTION, text, line.place, actions=(dated,))
    return _Row(text, line.place, gap, cells, tail, line.level, actions, ready)


def _with_meaning_gaps(rows: list[_Row]) -> list[_Row]:
    """Return the rows, without gaps where nearly every line has one and they say nothing."""
    gaps = sum(row.gap for row in rows if row.ready is None)
    if gaps * 100 < len(rows) * _SPREAD_PER_CENT:
        return rows
    return [replace(row, gap=False) for row in rows]


def _without_furniture(rows: Iterable[_Row]) -> Iterator[_Row]:
    """Yield the rows that are no contents, page number or running title."""
    rows = [row for row in _without_contents(list(rows)) if row.text or row.ready]
    counts = Counter(row.text for row in rows)
    first = rows[0].text if rows else ""
    seen: set[str] = set()
    for row in rows:
        if row.ready is not None:
            yield row
            continue
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
        if row.ready is not None:
            inside = False
            yield row
            continue
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
    years = tuple(cell for cell in _cells(row) if year_in(cell))
    return _Columns(owner, len(row.cells), years if are_years(years) else ())


def _sorted_row(row: _Row, narrow: int, *, columns: _Columns) -> Iterator[Piece]:
    """Yield the row, cut before every cell that begins with a mark."""
    if columns.years and not row.actions:
        found = take_trailing(row.text, columns.years, row.place)
        if found is None:
            found = take_unplaced(row.text, row.place)
        if found[1]:
            row = replace(row, text=found[0], actions=found[1], tail=None, cells=())
    owner = _owner(row, columns)
    cells = row.cells[: columns.owner] if owner is not None else row.cells
    texts = _cut(cells) if row.cells else [row.text]
    for number, text in enumerate(texts, start=1):
        last = number == len(texts)
        piece = _piece(text, row, narrow=narrow, owner=owner if last else None)
        if last and piece.kind in (Kind.MARK, Kind.TEXT):
            piece = replace(piece, actions=row.actions, tail=row.tail)
        yield piece


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
    if row.level is not None:
        return _heading(text, row)
    found = _mark_of(text, narrow)
    special = _special(text, found)
    if special is not None:
        return Piece(*special, row.place, gap=row.gap)
    closed = found is not None and text[len(found[0].printed) :].startswith(("）", ")"))
    if found is not None and _is_heading(*found, within_row=narrow == 0, closed=closed):
        return Piece(Kind.MARK, tidy(found[1]), row.place, found[0], row.gap, owner)
    if owner is not None:
        return Piece(Kind.TEXT, tidy(text), row.place, None, row.gap, owner)
    return Piece(*_kind(text), row.place, gap=row.gap)


def _mark_of(text: str, narrow: int) -> tuple[Mark, str] | None:
    """Return the mark of a line and the rest; a bullet before a number is only decoration."""
    found = split_mark(text)
    if found is None and width(text) <= narrow and not _SENTENCE.search(text):
        found = split_bare_number(text)
    if found is None:
        return None
    behind = split_mark(found[1])
    if not found[0].parts and behind and behind[0].parts and behind[1]:
        return behind
    if found[0].family in _BARE_FAMILIES and behind and behind[0].is_path:
        return behind
    return found


def _special(text: str, found: tuple[Mark, str] | None) -> tuple[Kind, str] | None:
    """Return what a line with a mark is where it is no heading: a title, a label, sections."""
    if found is None:
        return None
    mark, rest = found
    if not mark.parts and words.PLAN_WORD.fullmatch(rest):
        return Kind.TEXT, rest
    if not mark.parts and words.TEXT_LABEL.match(rest):
        return Kind.LABEL, text
    owner = _labelled_owner(rest)
    return None if owner is None else (Kind.OWNER, owner)


def _heading(text: str, row: _Row) -> Piece:
    """Return a heading of Word with its level, its mark split off."""
    found = split_mark(text) or split_bare_number(text)
    mark, title = (found[0], tidy(found[1])) if found else (None, text)
    return Piece(Kind.MARK, title, row.place, mark, row.gap, rank=row.level)


def _labelled_owner(text: str) -> str | None:
    """Return the sections behind a label: 担当課：総務課, 【担当】総務課, 担当 総務課."""
    match = words.OWNER_LABEL.fullmatch(text)
    if match is not None:
        return match[1]
    match = words.OWNER_FIRST.fullmatch(text)
    if match is not None and is_owner_text(match[1]):
        return match[1]
    match = words.OWNER_LABEL_SPACED.fullmatch(text)
    return match[1] if match is not None and is_owner_text(match[1]) else None


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
    owner = _labelled_owner(text)
    if owner is not None:
        return Kind.OWNER, owner
    if words.TEXT_LABEL.match(text):
        return Kind.LABEL, text
    if words.TOTAL_LINE.fullmatch(fold(text)):
        return Kind.TOTAL, text
    if words.NOTE.match(text):
        return Kind.NOTE, text
    if words.LIST_HEADING.fullmatch(_undecorated(text)):
        return Kind.LIST, text
    return Kind.TEXT, text
