"""Read one workbook in a process of its own: `python -m yakuba.platform.sheets.extract`.

The file comes on standard input, its cells go out as JSON; a hostile file can hang or abort a
parser (trust.md rule 10), so that nothing here knows Django or the database.
"""

import io
import json
import resource
import sys
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final

from yakuba.platform.sheets import limits
from yakuba.platform.sheets.limits import Unreadable

Cells = list[dict[str, str]]
HEAD_ROWS: Final = 1


def main() -> None:
    """Write the cells of the workbook on standard input, or why it is not read."""
    cpu, memory = limits.CPU_SECONDS, limits.MEGABYTES << 20
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    try:
        found = read(sys.stdin.buffer.read())
    except Unreadable as refused:
        found = {"refused": refused.code, "place": refused.place}
    except (MemoryError, RecursionError):
        found = {"refused": "too-large", "place": ""}
    sys.stdout.write(json.dumps(found, ensure_ascii=False))


def read(data: bytes) -> dict[str, Any]:
    """Return sheet, properties, head and rows of a workbook: each cell with its place and text.

    :raises Unreadable: if the file cannot be read, or holds what would be read wrongly
    """
    import openpyxl  # type: ignore[import-untyped]

    limits.check(data)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        typed = openpyxl.load_workbook(io.BytesIO(data))
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError) as wrong:
        raise Unreadable("damaged") from wrong
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not shown:
        raise Unreadable("empty")
    sheet = shown[0]
    _check_sheet(sheet)
    formulas = typed[sheet.title]
    rows = [_row(line, formulas) for line in sheet.iter_rows()]
    head = {n: cell["text"].strip() for n, cell in rows[0].items()} if rows else {}
    return {
        "sheet": sheet.title,
        "properties": {p.name: str(p.value) for p in book.custom_doc_props.props},
        "head": head,
        "rows": [[n, row] for n, row in enumerate(rows[1:], 2) if row],
    }


def _check_sheet(sheet: Any) -> None:
    if sheet.max_row > 100_000 or sheet.max_column > limits.MOST_COLUMNS:
        raise Unreadable("too-large")
    for area in list(sheet.merged_cells.ranges):
        if area.max_row > HEAD_ROWS or area.max_col > area.min_col:
            raise Unreadable("merged", str(area))


def _row(line: Any, formulas: Any) -> dict[str, dict[str, str]]:
    """Return the cells of a row that hold something, by the letters of their column."""
    found = {}
    for cell in line:
        if cell.value is None:
            if formulas.cell(cell.row, cell.column).data_type == "f":
                raise Unreadable("formula", cell.coordinate)
            continue
        if cell.data_type == "e":
            raise Unreadable("error-value", cell.coordinate)
        text, day = _text(cell)
        if text:
            found[cell.column_letter] = {"text": text, "day": day}
    return found


def _text(cell: Any) -> tuple[str, str]:
    """Return a cell's value as text, and for a number the day that it is as a serial."""
    value = cell.value
    if isinstance(value, bool):
        return ("1" if value else "0"), ""
    if isinstance(value, int | float):
        return plain_number(value), _serial(value, cell.parent.parent.epoch)
    return plain(value), ""


def _serial(value: float, epoch: datetime) -> str:
    from openpyxl.utils.datetime import from_excel  # type: ignore[import-untyped]

    try:
        found = from_excel(value, epoch)
    except (ValueError, OverflowError):
        return ""
    return plain(found) if isinstance(found, date) else ""


def plain(value: Any) -> str:
    """Return a value as the text by which cells are compared."""
    if isinstance(value, datetime):
        return (
            value.date().isoformat()
            if value.time() == time()
            else value.isoformat(" ", timespec="minutes")
        )
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float | Decimal):
        return plain_number(value)
    return "" if value is None else str(value).replace("\r\n", "\n").replace("\r", "\n")


def plain_number(value: float | Decimal) -> str:
    """Return a number as Excel keeps it: fifteen digits, without zeros at the end."""
    found = Decimal(f"{value:.15g}")
    return f"{found:f}" if found == found.to_integral() else f"{found.normalize():f}"


if __name__ == "__main__":
    main()
