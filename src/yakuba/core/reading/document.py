"""What every source adapter makes of a file: lines with their places."""

from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the file: whichever of the parts its format has."""

    line: int | None = None
    page: int | None = None
    sheet: str | None = None
    cell: str | None = None
    paragraph: int | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the parts that are known, page and sheet before line and cell."""
        parts = {field.name: getattr(self, field.name) for field in fields(self)}
        order = ("page", "sheet", "line", "cell", "paragraph")
        return {name: parts[name] for name in order if parts[name] is not None}

    def __str__(self) -> str:
        words = []
        if self.page is not None:
            words.append(f"{self.page}ページ")
        if self.sheet is not None:
            words.append(f"シート「{self.sheet}」")
        if self.line is not None:
            words.append(f"{self.line}行目")
        if self.cell is not None:
            words.append(f"セル{self.cell}")
        if self.paragraph is not None:
            words.append(f"{self.paragraph}段落目")
        return "".join(words)


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed cell of a table; a merged one covers `height` rows and `width` columns."""

    row: int
    column: int
    text: str
    place: Place
    height: int = 1
    width: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table by its printed cells."""

    cells: tuple[Cell, ...]
    height: int
    width: int

    def grid(self) -> list[list[Cell | None]]:
        """Return rows of cells; a merged cell stands in every place that it covers."""
        grid: list[list[Cell | None]] = [[None] * self.width for _ in range(self.height)]
        for cell in self.cells:
            for row in range(cell.row, min(cell.row + cell.height, self.height)):
                for column in range(cell.column, min(cell.column + cell.width, self.width)):
                    grid[row][column] = cell
        return grid


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text as it stands.

    `cells` where the source knows the columns of a table; `level` the level of a heading, where
    the source has headings; `table` on the first line of a table that the source knows whole: the
    lines of its other rows have `is_in_table` only.
    """

    text: str
    place: Place
    cells: tuple[str, ...] = ()
    level: int | None = None
    table: Table | None = None
    is_in_table: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A file as lines, empty ones included; `notes` are doubts of its adapter."""

    name: str
    lines: tuple[Line, ...]
    notes: tuple[tuple[str, Place, str], ...] = ()


def lines_of_table(table: Table) -> list[Line]:
    """Return a table as lines: one per row, the first with the table itself."""
    lines: list[Line] = []
    rows: list[list[Cell]] = [[] for _ in range(table.height)]
    for cell in sorted(table.cells, key=lambda cell: cell.column):
        rows[cell.row].append(cell)
    for number, row in enumerate(rows):
        texts = tuple(cell.text for cell in row)
        place = row[0].place if row else Place()
        text = "\t".join(" ".join(text.split()) for text in texts)
        first = table if number == 0 else None
        lines.append(Line(text, place, texts, table=first, is_in_table=True))
    return lines
