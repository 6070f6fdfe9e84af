"""The rows of a list as they are drawn: a line of the table, a card on a phone.

In Python, not in a template: a page draws some 2,000 cells, and a template takes 20 µs for each.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from yakuba.platform.registers.cells import WRAPS, Cell
from yakuba.platform.ui import formats

_NONE: Final = SafeString("")
_BETWEEN: Final = "　"


@dataclass(frozen=True)
class Row:
    """One record of the list: its cells, and the same as a card for a phone."""

    record: Any
    href: str
    cells: list[Cell]

    @cached_property
    def card_title(self) -> Cell:
        """Return the cell that names the record: the first with words, else the first."""
        return next((c for c in self.cells if c.css == WRAPS), self.cells[0])

    @property
    def card_marks(self) -> list[Cell]:
        """Return the cells that speak for themselves: state, section, deadline."""
        return [c for c in self._others if _speaks(c)]

    @property
    def card_cells(self) -> list[Cell]:
        """Return the cells that need their title."""
        return [c for c in self._others if not _speaks(c)]

    @property
    def line(self) -> SafeString:
        """Return the row of the table; its first cell is the head and leads to the record."""
        first, *others = self._drawn
        head = '<th scope="row"{}><a href="{}">{}</a></th>'
        parts = ((_css(cell), html) for cell, html in others)
        return format_html(head, _css(first[0]), self.href, first[1]) + format_html_join(
            "", "<td{}>{}</td>", parts
        )

    @property
    def card(self) -> SafeString:
        """Return the card: its title leads to the record, then marks, then titled cells."""
        drawn = {id(cell): html for cell, html in self._drawn}
        marks = _joined("{}", ((drawn[id(c)],) for c in self.card_marks))
        titled = ((c.title, drawn[id(c)]) for c in self.card_cells)
        cells = _joined('<span class="yk-nb">{} {}</span>', titled)
        return (
            format_html('<a href="{}"><b>{}</b></a>', self.href, self.card_title.words)
            + (format_html("<p>{}</p>", marks) if marks else _NONE)
            + (format_html('<p class="yk-quiet">{}</p>', cells) if cells else _NONE)
        )

    @cached_property
    def _drawn(self) -> list[tuple[Cell, SafeString]]:
        return [(cell, cell.html) for cell in self.cells]

    @cached_property
    def _others(self) -> list[Cell]:
        shown = [c for c in self.cells if c is not self.card_title]
        return [c for c in shown if c.words != formats.NOTHING]


def _speaks(cell: Cell) -> bool:
    return cell.color is not None or cell.css == ""


def _css(cell: Cell) -> SafeString:
    return format_html(' class="{}"', cell.css) if cell.css else _NONE


def _joined(shape: str, parts: Iterable[tuple[Any, ...]]) -> SafeString:
    return format_html_join(_BETWEEN, shape, parts)
