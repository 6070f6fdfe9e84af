"""Tables in plain text: lines of cells below a head with years, made whole."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from yakuba.core.reading.document import Cell, Line, Table
from yakuba.core.reading.heads import LEVEL_WORD, folded_head, is_head_word
from yakuba.core.reading.stages import are_years, year_in


def tables_in(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines; the first of each table in plain text carries it whole.

    Only tables with years or columns of levels are: of others the lines say enough.
    """
    width = 0
    index = 0
    while index < len(lines):
        line = lines[index]
        if line.is_in_table or len(line.cells) < 2:
            yield line
            index += 1
            continue
        width = len(line.cells) if _is_head(line.cells) else width
        block = _block(lines, index, width)
        if not width or not block:
            yield line
            index += 1
            continue
        yield replace(block[0], table=_table(block, width), is_in_table=True)
        yield from (replace(other, is_in_table=True) for other in block[1:])
        index += len(block)


def _is_head(cells: Sequence[str]) -> bool:
    years = [cell for cell in cells if year_in(cell) and not is_head_word(cell)]
    heads = sum(map(is_head_word, cells))
    levels = sum(LEVEL_WORD.fullmatch(folded_head(cell)) is not None for cell in cells)
    return heads > 1 and (are_years(years) or (levels > 0 and heads == len(cells) > 2))


def _block(lines: Sequence[Line], start: int, width: int) -> list[Line]:
    """Return the lines from here on that are rows of a table so wide, up to the next head."""
    block: list[Line] = []
    for line in lines[start:]:
        if not 2 <= len(line.cells) <= width or (block and _is_head(line.cells)):
            break
        block.append(line)
    return block


def _table(block: Sequence[Line], width: int) -> Table:
    cells = tuple(
        Cell(row, column, text, line.place)
        for row, line in enumerate(block)
        for column, text in enumerate(line.cells)
        if text
    )
    return Table(cells, len(block), width)
