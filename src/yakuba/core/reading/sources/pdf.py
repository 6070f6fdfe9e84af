"""PDF files: lines by where they stand, ruled tables whole with their merged cells."""

import io
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Final

from yakuba.core.reading.document import Cell, Document, Line, Place, Table, lines_of_table
from yakuba.core.reading.sources import refusals
from yakuba.core.reading.words import PAGE_NUMBER

_MOST_PAGES: Final = 400
# In heights of a letter: what parts two words, and what parts two columns.
_WORD_GAP, _COLUMN_GAP = 0.35, 1.6
_SAME_LINE: Final = 0.5
_SAME_EDGE: Final = 2.0
# Tables with fewer rows or columns are frames around text.
_LEAST: Final = 2
_FURTHER: Final = 1.9

_SILENT: Final = "\ufffc"  # stands for a page that is one picture

Letter = dict[str, Any]


def read_pdf(data: bytes, name: str) -> Document:
    """Return the pages of a PDF as lines and tables.

    :raises UnreadableDocument: if it is protected, broken, or holds pictures of pages only
    """
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(io.BytesIO(data)) as paper:
            if len(paper.pages) > _MOST_PAGES:
                raise refusals.too_long(name)
            lines = tuple(_lines(paper.pages))
    except PdfminerException as error:
        cause = error.args[0] if error.args else error
        if isinstance(cause, PDFPasswordIncorrect):
            raise refusals.encrypted(name, "PDF") from error
        if b"/Encrypt" in data:
            raise refusals.encrypted(name, "PDF") from error
        raise refusals.damaged(name, "PDF") from error
    if not any(line.text.strip() for line in lines):
        fix = "文字を選べるPDFか、元のWordやExcelのファイルを使ってください。"
        raise refusals.refusal("no-text", name, "文字のないPDF（紙を写した画像）です", fix)
    silent = tuple(("page-without-text", line.place, "") for line in lines if line.text == _SILENT)
    return Document(name, tuple(line for line in lines if line.text != _SILENT), silent)


@dataclass(frozen=True, slots=True)
class _Found:
    """A table on a page: its box, and where its columns begin and end."""

    box: Sequence[float]
    edges: Sequence[float]
    table: Table

    def goes_on_in(self, other: "_Found") -> bool:
        """Return whether a table on the next page is the rest of this one."""
        beside = abs(self.box[0] - other.box[0]) + abs(self.box[2] - other.box[2])
        return beside <= 2 * _SAME_EDGE and _first_row(self.table) != _first_row(other.table)

    def with_rest(self, other: "_Found") -> "_Found":
        """Return this table with the rows of another below its own."""
        edges = _merged(self.edges, other.edges)
        cells = [
            replace(
                cell,
                row=cell.row + below,
                column=_index(edges, found.edges[cell.column]),
                width=_index(edges, found.edges[cell.column + cell.width])
                - _index(edges, found.edges[cell.column]),
            )
            for found, below in ((self, 0), (other, self.table.height))
            for cell in found.table.cells
        ]
        height = self.table.height + other.table.height
        return _Found(self.box, edges, Table(tuple(cells), height, len(edges) - 1))


def _first_row(table: Table) -> list[str]:
    return [cell.text for cell in table.cells if cell.row == 0]


def _lines(pages: Iterable[Any]) -> Iterator[Line]:
    """Yield the lines of all pages; a table that a page breaks is one table."""
    pending: _Found | None = None
    held: list[Line] = []  # page numbers between the two parts of a broken table
    for page in pages:
        is_top = True
        for block in _page(page):
            if isinstance(block, Line):
                quiet = not block.text.strip() or bool(PAGE_NUMBER.fullmatch(_plain(block.text)))
                is_top = is_top and quiet
                if pending is not None and quiet:
                    held.append(block)
                    continue
            elif pending is not None and is_top and pending.goes_on_in(block):
                pending, is_top = pending.with_rest(block), False
                continue
            yield from _closed(pending)
            yield from held
            pending, held = None, []
            if isinstance(block, Line):
                yield block
            else:
                pending, is_top = block, False
        page.close()
    yield from _closed(pending)
    yield from held


def _closed(found: _Found | None) -> Iterator[Line]:
    if found is None:
        return
    lines = lines_of_table(found.table)
    if found.table.height >= _LEAST:
        yield from lines
    else:
        yield from (Line("  ".join(line.cells), line.place) for line in lines)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text.strip())


def _page(page: Any) -> list[Line | _Found]:
    letters = [c for c in page.chars if c.get("upright", True)]
    if not any(c["text"].strip() for c in letters):
        return [Line(_SILENT, Place(page=page.page_number))] if page.images else []
    tops = sorted(row[0]["top"] for row in _rows(letters))
    tables = [found for found in _tables(page, letters, tops) if found.table.width >= _LEAST]
    outside = [c for c in letters if not any(_is_inside(c, found.box) for found in tables)]
    rows = _rows(outside)
    blocks: list[tuple[float, list[Line | _Found]]] = []
    for before, row in zip([None, *rows], rows, strict=False):
        gap = before is not None and row[0]["top"] - before[0]["bottom"] > (
            _FURTHER * (row[0]["bottom"] - row[0]["top"])
        )
        place = Place(page=page.page_number, line=bisect_right(tops, row[0]["top"]))
        blank: list[Line | _Found] = [Line("", place)] if gap else []
        blocks.append((row[0]["top"], [*blank, Line(_text(row), place)]))
    blocks += [(found.box[1], [found]) for found in tables]
    return [one for _, some in sorted(blocks, key=lambda block: block[0]) for one in some]


def _is_inside(letter: Letter, box: Sequence[float]) -> bool:
    x, y = (letter["x0"] + letter["x1"]) / 2, (letter["top"] + letter["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _rows(letters: Iterable[Letter]) -> list[list[Letter]]:
    """Return the letters line by line, each line from left to right."""
    rows: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda c: (c["top"] + c["bottom"]) / 2):
        middle = (letter["top"] + letter["bottom"]) / 2
        height = letter["bottom"] - letter["top"]
        last = rows[-1][0] if rows else None
        if last is not None:
            theirs = (last["top"] + last["bottom"]) / 2
            size = min(height, last["bottom"] - last["top"])
            if abs(middle - theirs) <= size * _SAME_LINE:
                rows[-1].append(letter)
                continue
        rows.append([letter])
    written = [row for row in rows if any(letter["text"].strip() for letter in row)]
    return [sorted(row, key=lambda c: c["x0"]) for row in written]


def _text(row: Sequence[Letter]) -> str:
    """Return a line; one space between words, two between columns."""
    written = [letter for letter in row if letter["text"].strip()]
    spaces = [letter["x0"] for letter in row if not letter["text"].strip()]
    text: str = written[0]["text"]
    for before, letter in pairwise(written):
        gap, size = letter["x0"] - before["x1"], max(letter["size"], 1)
        spaced = any(before["x0"] < x < letter["x0"] for x in spaces)
        is_word = spaced or gap > size * _WORD_GAP
        text += "  " if gap > size * _COLUMN_GAP else " " if is_word else ""
        text += letter["text"]
    return text


def _tables(page: Any, letters: Sequence[Letter], tops: Sequence[float]) -> Iterator[_Found]:
    if not (page.lines or page.rects or page.curves):
        return
    for found in page.find_tables():
        edges = _merged(
            _edges(box[0] for box in found.cells), _edges(box[2] for box in found.cells)
        )
        table = _table(found.cells, letters, page.page_number, tops)
        if table.cells:
            yield _Found(found.bbox, edges, table)


def _table(
    boxes: Sequence[Sequence[float]], letters: Sequence[Letter], page: int, tops: Sequence[float]
) -> Table:
    columns, rows = _edges(b[0] for b in boxes), _edges(b[1] for b in boxes)
    right, bottom = _edges(b[2] for b in boxes), _edges(b[3] for b in boxes)
    across, down = _merged(columns, right), _merged(rows, bottom)
    cells = []
    for box in sorted(boxes, key=lambda b: (b[1], b[0])):
        inside = [c for c in letters if _is_inside(c, box)]
        text = "\n".join(_text(row) for row in _rows(inside))
        r, c = _index(down, box[1]), _index(across, box[0])
        height, width = _index(down, box[3]) - r, _index(across, box[2]) - c
        top = inside[0]["top"] if inside else box[1]
        place = Place(page=page, line=max(1, bisect_right(tops, top + _SAME_EDGE)))
        if height and width:
            cells.append(Cell(r, c, text, place, height, width))
    return Table(tuple(cells), len(down) - 1, len(across) - 1)


def _merged(*edges: Sequence[float]) -> list[float]:
    return _edges(edge for some in edges for edge in some)


def _edges(values: Iterable[float]) -> list[float]:
    """Return the edges, those that nearly meet as one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _SAME_EDGE:
            edges.append(value)
    return edges


def _index(edges: Sequence[float], value: float) -> int:
    return min(bisect_left(edges, value - _SAME_EDGE), len(edges) - 1)
