"""A workbook of a register: protected where it is only read, told how to come back."""

import io
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from yakuba.platform import clock
from yakuba.platform.registers.declaration import Register
from yakuba.platform.sheets.columns import ID_TITLE, VERSION_TITLE, Columns

FORM: Final = "yakuba-register-1"
NEW_ROWS: Final = 100
MOST_LISTED: Final = 200
A4_COLUMNS: Final = 9
A4, A3 = 9, 8  # numbers of the paper in the file format
DAY: Final = '[$-411]ggge"年"m"月"d"日"'
NUMBER: Final = "#,##0"
TEXT: Final = "@"
# The workbook is the town's own paper: Japanese, whoever asks for it.
LISTS: Final = "選択肢"
CHOOSE: Final = "一覧から選んでください。"
HEAD_COLOR, TOLD_COLOR, LINE_COLOR = "FFD9E6FF", "FFF2F2F2", "FFB3B3B3"


def workbook(register: Register, records: Iterable[Any], *, made_at: datetime) -> bytes:
    """Return the file with the records, and empty rows for new ones."""
    import openpyxl  # type: ignore[import-untyped]

    book = openpyxl.Workbook()
    work = _Work(register, book)
    count = work.write(records)
    work.lists(count)
    work.set_up(count)
    for name, value in (
        ("yakuba_form", FORM),
        ("yakuba_register", register.code),
        ("yakuba_schema", _schema(work.columns)),
        ("yakuba_made_at", made_at.isoformat(timespec="seconds")),
        ("yakuba_rows", str(count)),
    ):
        book.custom_doc_props.append(_property(name, value))
    book.properties.created = book.properties.modified = made_at.replace(tzinfo=None)
    book.properties.creator = "Yakuba"
    book.properties.title = str(register.title)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _schema(columns: Columns) -> str:
    return ",".join(columns.fields)


def _property(name: str, value: str) -> Any:
    from openpyxl.packaging.custom import StringProperty  # type: ignore[import-untyped]

    return StringProperty(name=name, value=value[:250])


class _Work:
    """A workbook under way."""

    def __init__(self, register: Register, book: Any) -> None:
        from openpyxl.styles import (  # type: ignore[import-untyped]
            Alignment,
            Border,
            Font,
            PatternFill,
            Protection,
            Side,
        )

        self.columns = Columns(register)
        self.register = register
        self.book = book
        self.sheet = book.active
        self.sheet.title = _sheet_name(str(register.title))
        self.names = list(self.columns.fields)
        self.titles = [
            ID_TITLE,
            VERSION_TITLE,
            *self.columns.titles.values(),
            *self.columns.told_titles,
        ]
        side = Side(style="thin", color=LINE_COLOR)
        self.border = Border(left=side, right=side, top=side, bottom=side)
        self.top = Alignment(vertical="top", wrap_text=True)
        self.figure = Alignment(vertical="top", horizontal="right")
        self.open = Protection(locked=False)
        self.head_font = Font(bold=True)
        self.head_fill = PatternFill("solid", start_color=HEAD_COLOR)
        self.told_fill = PatternFill("solid", start_color=TOLD_COLOR)
        self.middle = Alignment(vertical="center", wrap_text=True)

    def write(self, records: Iterable[Any]) -> int:
        """Write head, records and empty rows; return how many records."""
        for number, title in enumerate(self.titles, 1):
            self._head(self.sheet.cell(1, number), title)
        count = 0
        for record in records:
            count += 1
            self._record(count + 1, record)
        for row in range(count + 2, count + 2 + NEW_ROWS):
            self._cells(row, [None] * len(self.names), [""] * len(self.columns.told))
        return count

    def _head(self, cell: Any, title: str) -> None:
        _say(cell, title)
        cell.font, cell.fill = self.head_font, self.head_fill
        cell.alignment, cell.border = self.middle, self.border

    def _record(self, row: int, record: Any) -> None:
        self.sheet.cell(row, 1, record.pk)
        self.sheet.cell(row, 2, record.version)
        told = [self.columns.told_value(record, column) for column in self.columns.told]
        self._cells(row, [self.columns.value(record, name) for name in self.names], told)

    def _cells(self, row: int, values: list[Any], told: list[str]) -> None:
        for number, (name, value) in enumerate(zip(self.names, values, strict=True), 3):
            self._input(self.sheet.cell(row, number), name, value)
        for number, text in enumerate(told, 3 + len(values)):
            cell = self.sheet.cell(row, number)
            _say(cell, text)
            cell.fill, cell.border, cell.alignment = self.told_fill, self.border, self.top

    def _input(self, cell: Any, name: str, value: Any) -> None:
        cell.protection, cell.border = self.open, self.border
        if self.columns.is_day(name):
            cell.value, cell.number_format, cell.alignment = value, DAY, self.figure
        elif self.columns.is_number(name):
            whole = not isinstance(value, Decimal) or value == value.to_integral()
            cell.number_format = NUMBER if whole else f"{NUMBER}.####"
            cell.value, cell.alignment = value, self.figure
        else:
            _say(cell, "" if value is None else str(value))
            cell.alignment = self.top

    def lists(self, count: int) -> None:
        """Offer the words of each choice in its column, where they are few."""
        from openpyxl.worksheet.datavalidation import (  # type: ignore[import-untyped]
            DataValidation,
        )

        shown = {n: w for n, w in self.columns.labels.items() if 0 < len(w) <= MOST_LISTED}
        if not shown:
            return
        listed = self.book.create_sheet(LISTS)
        listed.sheet_state = "hidden"
        listed.protection.sheet = True
        for number, (name, words) in enumerate(shown.items(), 1):
            for row, word in enumerate(words.values(), 1):
                _say(listed.cell(row, number), word)
            column = _letter(number)
            area = f"'{listed.title}'!${column}$1:${column}${len(words)}"
            rule = DataValidation(type="list", formula1=area, allow_blank=True)
            rule.showErrorMessage = True
            rule.errorTitle = self.columns.titles[name][:32]
            rule.error = CHOOSE
            target = _letter(3 + self.names.index(name))
            rule.add(f"{target}2:{target}{count + 1 + NEW_ROWS}")
            self.sheet.add_data_validation(rule)

    def set_up(self, count: int) -> None:
        """Freeze, filter, protect and prepare the sheet for printing."""
        sheet, last = self.sheet, _letter(len(self.titles))
        sheet.freeze_panes = "C2"
        sheet.auto_filter.ref = f"C1:{last}{count + 1 + NEW_ROWS}"
        for letter in "AB":
            sheet.column_dimensions[letter].hidden = True
        for number in range(3, len(self.titles) + 1):
            sheet.column_dimensions[_letter(number)].width = self._width(number)
        sheet.row_dimensions[1].height = 30
        guard = sheet.protection
        guard.sheet = True
        guard.autoFilter = guard.sort = guard.formatColumns = guard.formatRows = False
        page = sheet.page_setup
        page.orientation = "landscape"
        page.paperSize = A4 if len(self.titles) - 2 <= A4_COLUMNS else A3
        page.fitToWidth, page.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.print_title_rows = "1:1"
        sheet.print_area = f"C1:{last}{count + 1}"
        sheet.oddHeader.left.text = str(self.register.title).replace("&", "&&")
        sheet.oddFooter.left.text = f"{clock.today():%Y-%m-%d}"
        sheet.oddFooter.right.text = "&P / &N"

    def _width(self, number: int) -> float:
        """Return a width by the longest of head and first rows, wide characters counted twice."""
        cells = self.sheet.iter_rows(2, 60, number, number, values_only=True)
        said = [self.titles[number - 1], *(str(v) for (v,) in cells if v not in (None, ""))]
        longest = max(sum(2 if ord(c) > 255 else 1 for c in words) for words in said)
        is_day = number - 3 < len(self.names) and self.columns.is_day(self.names[number - 3])
        return 18 if is_day else min(max(longest + 4, 9), 44)


def _say(cell: Any, text: str) -> None:
    """Write a text that no spreadsheet runs (trust.md rule 11)."""
    cell.value = text or None
    if text:
        cell.data_type = "s"
    cell.number_format = TEXT


def _letter(number: int) -> str:
    from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]

    return str(get_column_letter(number))


def _sheet_name(title: str) -> str:
    return "".join("_" if c in "[]:*?/\\" else c for c in title)[:31]
