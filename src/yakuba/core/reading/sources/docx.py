"""Word files: paragraphs with their printed numbers, headings with their level, tables whole."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any, Final

from yakuba.core.reading.document import Cell, Document, Line, Place, Table, lines_of_table
from yakuba.core.reading.sources import refusals
from yakuba.core.reading.sources.numbering import Numbering, numbering_of, place_in_list

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING: Final = re.compile(r"(?:heading|見出し)\s*([1-9１-９])", re.IGNORECASE)
_CONTENTS: Final = re.compile(r"(?:toc|目次)\s*[0-9]?", re.IGNORECASE)


def read_docx(data: bytes, name: str) -> Document:
    """Return the paragraphs and tables of a Word file in their order.

    :raises UnreadableDocument: if it is no Word file, or holds no letter
    """
    import docx
    from docx.opc.exceptions import OpcError

    try:
        paper = docx.Document(io.BytesIO(data))
    except (OpcError, zipfile.BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise refusals.damaged(name, "Wordの文書") from error
    lines = tuple(_Reader(paper).lines())
    if not any(line.text.strip() for line in lines):
        raise refusals.empty(name)
    return Document(name, lines)


class _Reader:
    """Walks through the body and counts the paragraphs as a person does, tables included."""

    def __init__(self, paper: Any) -> None:
        self.paper = paper
        self.numbering: Numbering = numbering_of(paper)
        self.count = 0

    def lines(self) -> Iterator[Line]:
        for element in self._body(self.paper.element.body):
            if element.tag == f"{_W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{_W}tbl":
                table = self._table(element)
                if table.cells:
                    yield from lines_of_table(table)

    def _body(self, body: Any) -> Iterator[Any]:
        for element in body:
            if element.tag == f"{_W}sdt":
                content = element.find(f"{_W}sdtContent")
                yield from self._body(content if content is not None else ())
            else:
                yield element

    def _paragraph(self, element: Any) -> Iterator[Line]:
        paragraph, text, place = self._read(element)
        style = paragraph.style.name if paragraph.style is not None else ""
        if _CONTENTS.fullmatch(style or ""):
            return
        level = _level(paragraph, style or "")
        first, *rest = text.split("\n")
        yield Line(first, place, level=level if first.strip() else None)
        for line in rest:
            yield Line(line, place)

    def _read(self, element: Any) -> tuple[Any, str, Place]:
        from docx.text.paragraph import Paragraph

        self.count += 1
        paragraph = Paragraph(element, self.paper._body)
        text = paragraph.text
        listed = place_in_list(paragraph) if text.strip() else None
        if listed is not None:
            label = self.numbering.label(*listed)
            text = f"{label} {text}" if label else text
        return paragraph, text, Place(paragraph=self.count)

    def _table(self, element: Any) -> Table:
        found: list[list[Any]] = []
        open_above: dict[int, list[Any]] = {}
        width = 0
        rows = element.tr_lst
        for r, row in enumerate(rows):
            for tc in row.tc_lst:
                column, span = tc.grid_offset, tc.grid_span
                width = max(width, column + span)
                above = open_above.get(column)
                if tc.vMerge == "continue" and above is not None:
                    above[3] += 1
                    self.count += len(tc.p_lst)
                    continue
                text, place = self._cell(tc)
                open_above[column] = [r, column, (text, place), 1, span]
                found.append(open_above[column])
        cells = tuple(Cell(r, c, t, p, height, span) for r, c, (t, p), height, span in found)
        return Table(cells, len(rows), width)

    def _cell(self, tc: Any) -> tuple[str, Place]:
        texts, place = [], Place(paragraph=self.count + 1)
        for element in tc.iter(f"{_W}p"):
            texts.append(self._read(element)[1])
        return "\n".join(texts).strip("\n"), place


def _level(paragraph: Any, style: str) -> int | None:
    """Return the level of a heading: by the name of its style, or by its outline level."""
    match = _HEADING.fullmatch(style)
    if match:
        return int(match[1])
    for properties in (paragraph._p.pPr, paragraph.style.element.find(f"{_W}pPr")):
        outline = None if properties is None else properties.find(f"{_W}outlineLvl")
        if outline is not None and int(outline.get(f"{_W}val")) < 9:
            return int(outline.get(f"{_W}val")) + 1
    return None
