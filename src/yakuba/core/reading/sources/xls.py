"""Workbooks in the old format of Excel."""

import io
from collections.abc import Iterator
from typing import Any, Final

from yakuba.core.reading.document import Cell, Document, Place
from yakuba.core.reading.sources import refusals
from yakuba.core.reading.sources.xlsx import document_of_sheets, printed

_LETTERS: Final = 26


def read_xls(data: bytes, name: str) -> Document:
    """Return the sheets of an old workbook as tables.

    :raises UnreadableDocument: if it is no workbook, is protected, or all cells are empty
    """
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except calamine.PasswordError as error:
        raise refusals.encrypted(name, "Excelのブック") from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise refusals.damaged(name, "古いExcelのブック") from error
    visible = calamine.SheetVisibleEnum.Visible
    names = [sheet.name for sheet in book.sheets_metadata if sheet.visible == visible]
    sheets = [(sheet, list(_cells(book.get_sheet_by_name(sheet)))) for sheet in names]
    return document_of_sheets(name, sheets)


def _cells(sheet: Any) -> Iterator[Cell]:
    merged = {start: end for start, end in sheet.merged_cell_ranges or ()}
    for r, row in enumerate(sheet.to_python(skip_empty_area=False)):
        for c, value in enumerate(row):
            text = printed(value)
            if text:
                end = merged.get((r, c), (r, c))
                place = Place(sheet=sheet.name, cell=f"{column_name(c)}{r + 1}")
                yield Cell(r, c, text, place, end[0] - r + 1, end[1] - c + 1)


def column_name(index: int) -> str:
    """Return the letters of a column: A for 0, AB for 27."""
    letters, rest = "", index + 1
    while rest:
        rest, letter = divmod(rest - 1, _LETTERS)
        letters = chr(ord("A") + letter) + letters
    return letters
