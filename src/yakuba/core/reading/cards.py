"""Sheets of one item each: labels with what they name beside or below them."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from yakuba.core.reading.document import Cell
from yakuba.core.reading.heads import (
    CODE_WORD,
    LEVEL_WORD,
    NOTE_WORD,
    OWNER_WORD,
    TITLE_WORDS,
    Grid,
    folded_head,
    is_head_word,
)
from yakuba.core.reading.marks import mark_of_cell, split_bare_number, split_mark
from yakuba.core.reading.piece import COLUMN_RANK, ITEM_RANK, Kind, Piece
from yakuba.core.reading.sections import is_owner_text
from yakuba.core.reading.stages import RawAction, are_years, is_named_year, year_in
from yakuba.core.reading.texts import join, tidy

_FEWEST: Final = 3
_DETAIL: Final = re.compile("内容|概要|目的")


class _Card:
    """What has been read of one item."""

    def __init__(self) -> None:
        self.pairs: list[tuple[str, Cell]] = []
        self.actions: list[RawAction] = []

    def has(self, word: str) -> bool:
        return any(other == word for other, _ in self.pairs)

    def is_whole(self) -> bool:
        """Return whether enough labels name enough values to believe that this is a card."""
        named = sum(len(word) > 0 for word, _ in self.pairs) + bool(self.actions)
        has_more = bool(self._value(OWNER_WORD) or self._value(CODE_WORD) or self.actions)
        return named >= _FEWEST and self.title() is not None and has_more

    def title(self) -> int | None:
        """Return which pair names the item: the surest word of titles."""
        for pattern in TITLE_WORDS:
            for number, (word, _) in enumerate(self.pairs):
                if pattern.fullmatch(word):
                    return number
        return None

    def pieces(self) -> Iterator[Piece]:
        title = self.title()
        if title is None:
            return
        rank = COLUMN_RANK
        for word, cell in self.pairs[:title]:
            if LEVEL_WORD.fullmatch(word):
                found = split_mark(_line(cell)) or split_bare_number(_line(cell))
                mark, text = found if found and found[1] else (None, _line(cell))
                yield Piece(Kind.MARK, tidy(text), cell.place, mark, rank=rank)
                rank += 1
        yield self._item(title)

    def _item(self, title: int) -> Piece:
        cell = self.pairs[title][1]
        code = self._value(CODE_WORD)
        text = _line(cell)
        mark = mark_of_cell(code) if code else None
        if not code and (found := split_mark(text)) and found[1]:
            mark, text = found[0], tidy(found[1])
        detail = "\n".join(c.text for word, c in self.pairs if _DETAIL.search(word))
        return Piece(
            Kind.MARK, text, cell.place, mark, owner=self._value(OWNER_WORD), rank=ITEM_RANK,
            actions=tuple(self.actions), detail=detail, remark=self._value(NOTE_WORD),
        )  # fmt: skip

    def _value(self, pattern: re.Pattern[str]) -> str:
        found = (cell.text for word, cell in self.pairs if pattern.fullmatch(word))
        return "\n".join(found)


def _line(cell: Cell) -> str:
    return join(tidy(part) for part in cell.text.split("\n"))


def pieces_of_cards(grid: Grid) -> list[Piece] | None:
    """Return the items of a table of labels and values, or None if it is none."""
    cards = [_Card()]
    lead: list[Piece] = []
    for number, row in enumerate(grid):
        cells = [
            c for c in dict.fromkeys(row) if c is not None and c.row == number and c.text.strip()
        ]
        years = _years(cells)
        if years:
            cards[-1].actions += _below(grid, years)
        elif len(cells) == 1 and cells[0].width == len(row) and not is_head_word(cells[0].text):
            lead.append(Piece(Kind.TEXT, _line(cells[0]), cells[0].place))
        else:
            _take_pairs(cells, cards)
    pieces = [piece for card in cards for piece in card.pieces()]
    if not pieces or not all(card.is_whole() for card in cards):
        return None
    return lead + pieces


def _years(cells: Sequence[Cell]) -> list[Cell]:
    """Return the cells of a row that are years one after the other; labels may stand before."""
    rest = [cell for cell in cells if not is_head_word(cell.text)]
    texts = [cell.text for cell in rest]
    return rest if len(rest) > 1 and are_years(texts) else []


def _below(grid: Grid, years: Sequence[Cell]) -> list[RawAction]:
    actions = []
    for year in years:
        row = year.row + year.height
        cell = grid[row][year.column] if row < len(grid) else None
        if cell is not None and not is_head_word(cell.text):
            actions.append(RawAction(year_in(year.text) or "", cell.text, cell.place))
    return actions


def _take_pairs(cells: Sequence[Cell], cards: list[_Card]) -> None:
    """Take label and value from each two cells that stand side by side."""
    for label, value in pairwise(cells):
        if is_named_year(label.text) and not is_named_year(value.text):
            cards[-1].actions.append(RawAction(year_in(label.text) or "", value.text, value.place))
        word = folded_head(label.text)
        is_value = not is_head_word(value.text) or (
            bool(OWNER_WORD.fullmatch(word)) and is_owner_text(value.text)
        )
        if not is_head_word(label.text) or not is_value:
            continue
        is_first = bool(cards[-1].pairs) and cards[-1].pairs[0][0] == word
        if is_first or (cards[-1].has(word) and _is_title(word)):
            cards.append(_Card())
        cards[-1].pairs.append((word, value))


def _is_title(word: str) -> bool:
    return any(pattern.fullmatch(word) for pattern in TITLE_WORDS)
