"""Lists of facilities and of unit costs, read from CSV; every fault has a place."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.numbers import parse_number
from yakuba.kernel.problems import Problem, YakubaError
from yakuba.kernel.text import normalize_key, quote, to_half_width
from yakuba.kernel.wareki import parse_fiscal_year
from yakuba.modules.facilities.rules.estimate import Building

STOCK_COLUMNS: Final = ("name", "use", "area_m2", "built_fy")
COST_COLUMNS: Final = ("use", "repair_yen_m2", "rebuild_yen_m2")
EARLIEST_FY: Final = 1868

_ENCODINGS: Final = ("utf-8-sig", "cp932")
_AS_CSV: Final = "UTF-8かシフトJISのCSVで保存し直してください。"

UnitCosts = Mapping[str, tuple[Fraction, Fraction]]


class Row:
    """A record of a file, with its place: file, first physical line, cell per column."""

    def __init__(self, file: str, line: int, cells: Mapping[str, str]) -> None:
        self.file, self.line, self.cells = file, line, cells

    def problem(self, column: str, code: str, message: str, fix: str) -> Problem:
        """Return a problem of a cell that says file, line and column."""
        place = f"{self.file}:{self.line}:{column}"
        words = f"{quote(self.file)}の{self.line}行目の {column}：{message}"
        return Problem(f"facilities.{code}", words, fix, place=place)

    def read(self, column: str, parse: Callable[[str], Any]) -> Any:
        """Return what a cell means.

        :raises YakubaError: if it cannot be read, with its place
        """
        text = self.cells[column].strip()
        try:
            return parse(text)
        except YakubaError as error:
            inner = error.problems[0]
            raise YakubaError(self.problem(column, "cell", inner.message, inner.fix)) from error


def read_costs(data: bytes, file: str) -> UnitCosts:
    """Return the unit costs of a file by use: yen per m² for a repair and for a rebuild.

    :raises YakubaError: if the file or a cell cannot be read
    """
    costs: dict[str, tuple[Fraction, Fraction]] = {}
    problems: list[Problem] = []
    for row in _rows(data, file, COST_COLUMNS):
        try:
            use, pair = _cost(row)
            if use in costs:
                words = f"用途{quote(use)}が2回あります。"
                raise YakubaError(row.problem("use", "use-twice", words, "1行にしてください。"))
            costs[use] = pair
        except YakubaError as error:
            problems += error.problems
    _refuse(problems)
    return costs


def read_stock(data: bytes, file: str, costs: UnitCosts, *, start: FiscalYear) -> list[Building]:
    """Return the buildings of a file with their unit costs; all of them or none.

    :raises YakubaError: if the file or a cell cannot be read, a use has no cost, an area is not
        above 0, or a year lies before 1868 or after the start
    """
    stock: list[Building] = []
    problems: list[Problem] = []
    for row in _rows(data, file, STOCK_COLUMNS):
        try:
            stock.append(_building(row, costs, start))
        except YakubaError as error:
            problems += error.problems
    _refuse(problems)
    return stock


def _refuse(problems: Sequence[Problem]) -> None:
    """Name the first problem, and say how many others there are."""
    if not problems:
        return
    first = problems[0]
    more = f"（ほかに{len(problems) - 1}か所）" if len(problems) > 1 else ""
    raise YakubaError(Problem(first.code, first.message, first.fix + more, place=first.place))


def _cost(row: Row) -> tuple[str, tuple[Fraction, Fraction]]:
    use = normalize_key(row.cells["use"])
    if not use:
        raise YakubaError(row.problem("use", "empty", "空です。", "用途を書いてください。"))
    pair = tuple(Fraction(row.read(column, parse_number)) for column in COST_COLUMNS[1:])
    for column, cost in zip(COST_COLUMNS[1:], pair, strict=True):
        if cost < 0:
            words = f"単価が負の数です（{row.cells[column].strip()}）。"
            raise YakubaError(row.problem(column, "cost", words, "0以上の円にしてください。"))
    return use, (pair[0], pair[1])


def _building(row: Row, costs: UnitCosts, start: FiscalYear) -> Building:
    use = normalize_key(row.cells["use"])
    if use not in costs:
        words = f"用途{quote(row.cells['use'])}の単価がありません。"
        fix = "単価の表に用途を足すか、用途の名前を直してください。"
        raise YakubaError(row.problem("use", "use", words, fix))
    area = Fraction(row.read("area_m2", parse_number))
    if area <= 0:
        words = f"面積が0より大きくありません（{row.cells['area_m2'].strip()}）。"
        raise YakubaError(row.problem("area_m2", "area", words, "平方メートルで書いてください。"))
    return Building(row.cells["name"].strip(), area, _built(row, start), *costs[use])


def _built(row: Row, start: FiscalYear) -> int:
    built: FiscalYear = row.read("built_fy", parse_fiscal_year)
    if EARLIEST_FY <= built.year <= start.year:
        return built.year
    words = f"建築年度（{built}）が{EARLIEST_FY}〜{start}の外です。"
    raise YakubaError(
        row.problem("built_fy", "built", words, "建築年度か開始年度を直してください。")
    )


def _rows(data: bytes, file: str, columns: Sequence[str]) -> Iterator[Row]:
    """Yield the records of a CSV below its head; blank lines are passed over.

    :raises YakubaError: if it is no CSV, has no such columns, no records, or cells too many
    """
    reader = csv.reader(io.StringIO(_decode(data, file), newline=""), strict=True)
    names: list[str] = []
    count = line = 0
    for cells in _records(reader, file):
        line, begins = reader.line_num, line + 1
        if not any(cell.strip() for cell in cells):
            continue
        if not names:
            names = _head(cells, file, begins, columns)
            continue
        count += 1
        if any(cell.strip() for cell in cells[len(names) :]):
            words = f"{quote(file)}の{begins}行目は、見出しより列が多くなっています。"
            fix = 'コンマのある値は引用符（"）で囲んでください。'
            raise YakubaError(Problem("facilities.cells", words, fix, place=f"{file}:{begins}"))
        padded = [*cells, *[""] * len(names)]
        yield Row(file, begins, dict(zip(names, padded, strict=False)))
    if not count:
        words = f"{quote(file)}に行がありません。"
        raise YakubaError(
            Problem("facilities.empty", words, "中身を確かめてください。", place=file)
        )


def _records(reader: Any, file: str) -> Iterator[list[str]]:
    try:
        yield from reader
    except csv.Error as error:
        words = f"{quote(file)}の{reader.line_num}行目は CSV として読めません。"
        place = f"{file}:{reader.line_num}"
        fix = '引用符（"）の閉じ忘れを確かめてください。'
        raise YakubaError(Problem("facilities.csv", words, fix, place=place)) from error


def _head(cells: Sequence[str], file: str, line: int, columns: Sequence[str]) -> list[str]:
    names = [to_half_width(cell).strip().lower() for cell in cells]
    for column in columns:
        if names.count(column) != 1:
            fault = "がありません" if column not in names else "が2つあります"
            words = f"{quote(file)}の{line}行目の見出しに {column} {fault}。"
            fix = f"1行目を {','.join(columns)} にしてください。"
            raise YakubaError(
                Problem("facilities.head", words, fix, place=f"{file}:{line}:{column}")
            )
    return names


def _decode(data: bytes, file: str) -> str:
    for encoding in _ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    words = f"{quote(file)}は文字として読めません。"
    raise YakubaError(Problem("facilities.encoding", words, _AS_CSV, place=file))
