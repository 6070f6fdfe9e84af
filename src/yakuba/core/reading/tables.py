"""Tables of items as pieces: one for each level cell that begins, one for each item."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from yakuba.core.reading import words
from yakuba.core.reading.cards import pieces_of_cards
from yakuba.core.reading.document import Cell, Place, Table
from yakuba.core.reading.heads import Grid, Layout, Role, layout_of
from yakuba.core.reading.marks import Mark, mark_of_cell, split_bare_number, split_mark
from yakuba.core.reading.piece import COLUMN_RANK, ITEM_RANK, Kind, Piece
from yakuba.core.reading.stages import RawAction, are_years, year_in
from yakuba.core.reading.texts import fold, join, tidy

_WIDE_PER_CENT: Final = 60
_TALLEST_SCHEDULE: Final = 3


@dataclass(frozen=True, slots=True)
class Said:
    """A row that is a line of text: a title, a heading or a note above or between the items."""

    text: str
    place: Place


class TableReader:
    """Reads the tables of a document; one without a head goes on with the head before it."""

    def __init__(self) -> None:
        self.layout: Layout | None = None

    def read(self, table: Table) -> list[Piece | Said] | None:
        """Return what a table says, or None where nobody can say what its columns hold."""
        grid = table.grid()
        cards = pieces_of_cards(grid)
        if cards is not None:
            return [*cards]
        layout = layout_of(table, grid)
        if layout is None:
            schedule = schedule_of(grid)
            if schedule:
                return [Piece(Kind.ACTION, "", schedule[0].place, actions=schedule)]
            if self.layout is None or len(self.layout.roles) != table.width:
                return None
            layout = Layout(self.layout.roles, self.layout.years, self.layout.head, 0)
        if Role.TITLE not in layout.roles:
            return None
        self.layout = layout
        above = grid[: max(layout.first_row - len(layout.head), 0)]
        return [*_lines(above), *_Rows(grid, layout).pieces()]


def _lines(rows: Grid) -> Iterator[Said]:
    for row in rows:
        cells = _printed(row)
        if cells:
            yield Said(" ".join(_line(cell.text) for cell in cells), cells[0].place)


def _printed(row: Sequence[Cell | None]) -> list[Cell]:
    """Return the written cells of a row, each merged one once."""
    found: list[Cell] = []
    for cell in row:
        if cell is not None and cell.text.strip() and cell not in found:
            found.append(cell)
    return found


def _line(text: str) -> str:
    return join(tidy(part) for part in text.split("\n"))


class _Rows:
    """Walks through the rows below a head."""

    def __init__(self, grid: Grid, layout: Layout) -> None:
        self.grid = grid
        self.layout = layout
        self.title = layout.columns(Role.TITLE)[0]
        self.levels = layout.columns(Role.LEVEL)
        codes = layout.columns(Role.CODE)
        below = grid[layout.first_row :]
        own = len(codes) == 1 and len({cell.text for row in below if (cell := row[codes[0]])})
        is_of_items = bool(own) and own * 10 >= 8 * sum(
            row[self.title] is not None for row in below
        )
        self.code_of = {
            column: code
            for code in codes
            for column in [self._coded(code, is_of_items=is_of_items)]
        }
        self._kinds = self._item_kinds()

    def _coded(self, code: int, *, is_of_items: bool) -> int:
        """Return the column whose marks a column of codes holds."""
        if is_of_items:
            return self.title
        return next((c for c in [*self.levels, self.title] if c > code), self.title)

    def pieces(self) -> Iterator[Piece | Said]:
        heads = [tuple(fold(text) for text in head) for head in self.layout.head]
        for number in range(self.layout.first_row, len(self.grid)):
            row = self.grid[number]
            printed = [cell for cell in _printed(row) if cell.row == number or number == 0]
            if not printed or tuple(fold(c.text) for c in _printed(row)) in heads:
                continue
            yield from self._row(row, number, printed)

    def _row(
        self, row: Sequence[Cell | None], number: int, printed: Sequence[Cell]
    ) -> Iterator[Piece | Said]:
        line = " ".join(_line(cell.text) for cell in printed)
        if words.TOTAL_LINE.fullmatch(fold(line)):
            yield Piece(Kind.TOTAL, line, printed[0].place)
        elif self._is_text(row, printed) or self._is_heading(row, number):
            yield Said(line, printed[0].place)
        else:
            yield from self._levels(row, number)
            yield from self._item(row, number)

    def _is_text(self, row: Sequence[Cell | None], printed: Sequence[Cell]) -> bool:
        """Return whether a row is one wide cell, or one alone outside the columns of items."""
        if len(printed) > 1:
            return False
        cell = printed[0]
        wide = cell.width * 100 > len(row) * _WIDE_PER_CENT or (
            cell.width > 1 and cell.column <= self.title < cell.column + cell.width - 1
        )
        above = [c for c in _printed(row) if c is not cell]
        alone = not above and cell.column not in (*self.levels, self.title)
        return wide or (alone and self.layout.roles[cell.column] is not Role.OWNER)

    def _is_heading(self, row: Sequence[Cell | None], number: int) -> bool:
        """Return whether a row has a mark and a title only, of another kind than the items."""
        if self.levels or not self._kinds or not self._is_bare(row, number):
            return False
        mark, title = self._mark(row, self.title, number)
        return bool(mark and title) and mark is not None and mark.family not in self._kinds

    def _is_bare(self, row: Sequence[Cell | None], number: int) -> bool:
        roles = (Role.OWNER, Role.TEXT, Role.NOTE)
        said = any((self._text(row, role, number) or "").strip() for role in roles)
        return not said and not any(a.said.strip() for a in self._actions(row, number))

    def _item_kinds(self) -> frozenset[str]:
        """Return the kinds of marks of the rows with sections."""
        kinds = set()
        for number in range(self.layout.first_row, len(self.grid)):
            row = self.grid[number]
            mark = self._mark(row, self.title, number)[0] if row[self.title] else None
            if mark is not None and self._text(row, Role.OWNER, number):
                kinds.add(mark.family)
        return frozenset(kinds)

    def _levels(self, row: Sequence[Cell | None], number: int) -> Iterator[Piece]:
        for rank, column in enumerate(self.levels):
            cell = row[column]
            if cell is None or not cell.text.strip() or (cell.row != number and number):
                continue
            if cell.column != column:
                continue
            mark, text = self._mark(row, column, number)
            yield Piece(Kind.MARK, text, cell.place, mark, rank=COLUMN_RANK + rank)

    def _mark(
        self, row: Sequence[Cell | None], column: int, number: int
    ) -> tuple[Mark | None, str]:
        """Return the mark of a cell and its text: from the column of codes, else from itself."""
        cell = row[column]
        text = _line(cell.text) if cell else ""
        coded = [row[code] for code, mine in self._codes() if mine == column]
        own = next((c for c in coded if c is not None and c.text.strip()), None)
        if own is not None and (own.row == number or not number):
            return mark_of_cell(own.text), text
        return mark_in(text)

    def _codes(self) -> list[tuple[int, int]]:
        return [(code, column) for column, code in self.code_of.items()]

    def _item(self, row: Sequence[Cell | None], number: int) -> Iterator[Piece]:
        cell = row[self.title]
        is_new = cell is not None and bool(cell.text.strip()) and (cell.row == number or not number)
        owner = self._text(row, Role.OWNER, number)
        actions = self._actions(row, number)
        remark = self._text(row, Role.NOTE, number) or ""
        detail = self._text(row, Role.TEXT, number) or ""
        place = next((c.place for c in row if c is not None and c.row == number), Place())
        if not is_new or cell is None:
            yield from self._more(row, number, owner, actions, place)
            return
        mark, text = self._mark(row, self.title, number)
        yield Piece(
            Kind.MARK, text, cell.place, mark, owner=owner or "", rank=ITEM_RANK,
            actions=actions, detail=detail, remark=remark,
        )  # fmt: skip

    def _more(
        self,
        row: Sequence[Cell | None],
        number: int,
        owner: str | None,
        actions: tuple[RawAction, ...],
        place: Place,
    ) -> Iterator[Piece]:
        """Yield what a row without a title of its own adds to the item above."""
        code = next((row[c] for c in self.layout.columns(Role.CODE) if row[c] is not None), None)
        if code is not None and code.row == number and code.text.strip() and owner:
            mark = mark_of_cell(code.text)
            yield Piece(Kind.MARK, "", place, mark, owner=owner, rank=ITEM_RANK, actions=actions)
            return
        if owner:
            yield Piece(Kind.OWNER, owner, place)
        if any(action.said.strip() for action in actions):
            yield Piece(Kind.ACTION, "", place, actions=actions)

    def _text(self, row: Sequence[Cell | None], role: Role, number: int) -> str | None:
        texts = [
            cell.text
            for column in self.layout.columns(role)
            if (cell := row[column]) is not None and (cell.row == number or not number)
            and cell.column == column
        ]  # fmt: skip
        text = "\n".join(text for text in texts if text.strip())
        return text or None

    def _actions(self, row: Sequence[Cell | None], number: int) -> tuple[RawAction, ...]:
        found = []
        for column in self.layout.columns(Role.WHEN):
            when, said = row[column], self._text(row, Role.TEXT, number)
            if when is not None and year_in(when.text):
                found.append(RawAction(year_in(when.text) or "", said or "", when.place))
        for column in self.layout.columns(Role.YEAR):
            cell, year = row[column], self.layout.years[column]
            if cell is not None and year and (cell.row == number or not number):
                found.append(RawAction(year, cell.text, cell.place))
        return tuple(found)


def schedule_of(grid: Grid) -> tuple[RawAction, ...]:
    """Return the years of a small table that holds nothing else: years above, stages below."""
    if not 2 <= len(grid) <= _TALLEST_SCHEDULE:
        return ()
    cells = [cell for cell in grid[0] if cell is not None and year_in(cell.text)]
    if not are_years([cell.text for cell in cells]) or len(cells) < len(_printed(grid[0])) - 1:
        return ()
    below = [(year, grid[1][year.column]) for year in cells]
    return tuple(
        RawAction(year_in(year.text) or "", cell.text, cell.place)
        for year, cell in below
        if cell is not None
    )


def mark_in(text: str) -> tuple[Mark | None, str]:
    """Return the mark at the start of a cell, and the rest."""
    found = split_mark(text) or split_bare_number(text)
    return (found[0], tidy(found[1])) if found and found[1] else (None, tidy(text))
