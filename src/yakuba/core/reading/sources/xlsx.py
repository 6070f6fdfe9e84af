"""Workbooks: every visible sheet as one table, merged cells kept."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from yakuba.core.reading.document import Cell, Document, Line, Place, Table, lines_of_table
from yakuba.core.reading.sources import refusals

_MOST_ROWS: Final = 20_000
_MOST_COLUMNS: Final = 200
_DAY_AND_MONTH: Final = re.compile(r"m.{0,3}d", re.IGNORECASE)


def read_xlsx(data: bytes, name: str) -> Document:
    """Return the sheets of a workbook as tables.

    :raises UnreadableDocument: if it is no workbook, or all cells are empty
    """
    import openpyxl  # type: ignore[import-untyped]
    from openpyxl.utils.exceptions import (  # type: ignore[import-untyped]
        InvalidFileException,
    )

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
        raise refusals.damaged(name, "Excelのブック") from error
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    tables = [(sheet.title, list(_cells(sheet))) for sheet in sheets]
    cut = tuple(
        ("sheet-cut", Place(sheet=sheet.title, cell=f"A{_MOST_ROWS + 1}"), str(_MOST_ROWS))
        for sheet in sheets
        if sheet.max_row > _MOST_ROWS
    )
    return replace(document_of_sheets(name, tables), notes=cut)


def document_of_sheets(name: str, sheets: Iterable[tuple[str, list[Cell]]]) -> Document:
    """Return sheets, each given by its cells, as one document."""
    lines: list[Line] = []
    for _, cells in sheets:
        table = _compact(cells)
        if table is not None:
            lines += [*lines_of_table(table), Line("", Place())]
    if not lines:
        raise refusals.empty(name)
    return Document(name, tuple(lines))


def _cells(sheet: Any) -> Iterator[Cell]:
    spans = {(r.min_row, r.min_col): (r.size["rows"], r.size["columns"]) for r in _merged(sheet)}
    hidden = {n for n, row in sheet.row_dimensions.items() if row.hidden}
    for row in sheet.iter_rows(
        max_row=min(sheet.max_row, _MOST_ROWS), max_col=min(sheet.max_column, _MOST_COLUMNS)
    ):
        for cell in row:
            place = (cell.row, cell.column)
            if cell.row in hidden or (cell.value in (None, "") and place not in spans):
                continue
            height, width = spans.get(place, (1, 1))
            where = Place(sheet=sheet.title, cell=cell.coordinate)
            text = printed(cell.value, cell.number_format)
            yield Cell(cell.row - 1, cell.column - 1, text, where, height, width)


def _merged(sheet: Any) -> Iterable[Any]:
    merged = getattr(sheet, "merged_cells", None)
    return merged.ranges if merged else ()


def printed(value: Any, number_format: str = "") -> str:
    """Return a value as the sheet shows it: whole numbers without a point, 1-2 as it was typed."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (date, datetime)):
        short = _DAY_AND_MONTH.search(number_format) and "y" not in number_format.lower()
        return (
            f"{value.month}-{value.day}" if short else f"{value.year}年{value.month}月{value.day}日"
        )
    return str(value).strip("\r\n ")


def _compact(cells: list[Cell]) -> Table | None:
    """Return the table without empty rows and columns; None without any text."""
    written = [cell for cell in cells if cell.text.strip()]
    if not written:
        return None
    rows = {r: n for n, r in enumerate(sorted({c.row for c in written}))}
    columns = {c: n for n, c in enumerate(sorted({c.column for c in written}))}
    kept = tuple(
        Cell(
            rows[c.row],
            columns[c.column],
            c.text,
            c.place,
            max(1, sum(r in rows for r in range(c.row, c.row + c.height))),
            max(1, sum(n in columns for n in range(c.column, c.column + c.width))),
        )
        for c in written
    )
    return Table(kept, len(rows), len(columns))
