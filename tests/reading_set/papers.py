"""Writers of papers: a list of blocks becomes a pdf, a Word file, a workbook or a text.

A block is ("h", level, text), ("p", text) or ("t", grid); in a grid `<` continues the cell to the
left and `^` the cell above.  Files hold no time of making, so that a second run gives the same.
"""

import io
import json
import re
import zipfile
from datetime import datetime
from pathlib import Path

FONTS = Path(__file__).parents[2] / "src/yakuba/core/publication/fonts"
FIXED = datetime(2020, 4, 1)  # noqa: DTZ001 (workbooks know no zone)
MADE_AT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]+")
LEFT, ABOVE = "<", "^"


def spans(grid):
    """Yield (row, column, text, height, width) of every cell that is printed."""
    for r, line in enumerate(grid):
        for c, text in enumerate(line):
            if text in (LEFT, ABOVE):
                continue
            width = 1
            while c + width < len(line) and line[c + width] == LEFT:
                width += 1
            height = 1
            while r + height < len(grid) and grid[r + height][c] == ABOVE:
                height += 1
            yield r, c, text, height, width


def pdf(blocks, *, paper="a4", flipped=False, size=9, ruled=True):
    """Return the blocks as a pdf; without rules a table is only set in columns."""
    import typst

    parts = [
        f'#set page(paper: "{paper}", flipped: {str(flipped).lower()}, margin: 18mm, '
        f'numbering: "- 1 -")',
        f'#set text(font: "BIZ UDPGothic", size: {size}pt, lang: "ja")',
        "#set par(leading: 0.7em)",
        f"#set table(stroke: {'0.5pt' if ruled else 'none'}, inset: 3pt)",
    ]
    for block in blocks:
        parts.append(_typst(block))
    source = "\n\n".join(parts)
    return typst.compile(
        source.encode(),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        timestamp=1585699200,
    )


def _typst(block):
    kind = block[0]
    if kind == "h":
        size = {0: 15, 1: 12, 2: 11}.get(block[1], 10)
        return f"#block(text(size: {size}pt, {_quoted(block[2])}))"
    if kind == "p":
        return f"#block({_quoted(block[1])})"
    if kind == "page":
        return "#pagebreak()"
    grid, widths = block[1], (block[2] if len(block) > 2 else None)
    columns = ", ".join(f"{w}fr" for w in widths or [1] * len(grid[0]))
    cells = [
        f"table.cell(x: {c}, y: {r}, rowspan: {height}, colspan: {width})[#{_quoted(text)}]"
        for r, c, text, height, width in spans(grid)
    ]
    return f"#table(columns: ({columns},), {', '.join(cells)})"


def _quoted(text):
    return json.dumps(text, ensure_ascii=False)


def docx(blocks):
    """Return the blocks as a Word file, headings in Word's own styles."""
    import docx as word

    paper = word.Document()
    for block in blocks:
        kind = block[0]
        if kind == "h":
            paper.add_heading(block[2], block[1])
        elif kind == "p":
            paper.add_paragraph(block[1], style=block[2] if len(block) > 2 else None)
        elif kind == "t":
            _word_table(paper, block[1])
    paper.core_properties.created = paper.core_properties.modified = FIXED
    return _saved(paper)


def _word_table(paper, grid):
    table = paper.add_table(rows=len(grid), cols=len(grid[0]), style="Table Grid")
    for r, c, text, height, width in spans(grid):
        cell = table.cell(r, c)
        if height > 1 or width > 1:
            cell = cell.merge(table.cell(r + height - 1, c + width - 1))
        cell.text = text
    paper.add_paragraph("")


def xlsx(sheets):
    """Return {name of the sheet: grid} as a workbook."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, grid in sheets.items():
        sheet = book.create_sheet(name)
        for r, c, text, height, width in spans(grid):
            if text != "":
                sheet.cell(r + 1, c + 1, text)
            if height > 1 or width > 1:
                sheet.merge_cells(
                    start_row=r + 1, start_column=c + 1, end_row=r + height, end_column=c + width
                )
    book.properties.created = book.properties.modified = FIXED
    return _saved(book)


def xls(sheets):
    """Return {name of the sheet: grid} in the old format of Excel; needs xlwt."""
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    for name, grid in sheets.items():
        sheet = book.add_sheet(name)
        for r, c, text, height, width in spans(grid):
            if height > 1 or width > 1:
                sheet.write_merge(r, r + height - 1, c, c + width - 1, text)
            elif text != "":
                sheet.write(r, c, text)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _saved(paper):
    out = io.BytesIO()
    paper.save(out)
    return _without_times(out.getvalue())


def _without_times(data):
    """Return a zip with every part dated alike."""
    out = io.BytesIO()
    old = zipfile.ZipFile(io.BytesIO(data))
    with old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, (2020, 4, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, MADE_AT.sub(rb"\g<1>2020-04-01T00:00:00Z", old.read(name)))
    return out.getvalue()
