"""What the document says about itself: its title and which plan of the town it is."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from yakuba.core.reading.findings import Findings
from yakuba.core.reading.marks import value_of
from yakuba.core.reading.piece import Kind, Piece
from yakuba.core.reading.texts import fold, join, width
from yakuba.core.reading.words import PLAN_WORD

_ORDINAL: Final = re.compile("第([0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:次|期)")
_REFORM: Final = re.compile("改革|行革|行財政")
# What stands before or around a title without being part of it.
_NO_TITLE: Final = re.compile(
    r"^[【\[（(]?(?:資料|別紙|別添|参考)\s?[0-9０-９－-]*[】\]）)]?\s+|[「」『』]"
)
_LIST_TITLE: Final = re.compile(
    "(.*(?:改革|行革|健全化).*(?:一覧表?|体系表?|項目表?|進行表|工程表)(?:[（(].*[）)])?)"
)
_WIDEST_TITLE: Final = 90
_MOST_LINES: Final = 3
_FIRST_PIECES: Final = 12


def front_of(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the lines before the first mark or table: the cover."""
    furniture = (Kind.MARK, Kind.HEAD)
    return list(takewhile(lambda piece: piece.kind not in furniture, pieces))


def title_of(pieces: Sequence[Piece], findings: Findings) -> str | None:
    """Return the plan's title, or None when no line looks like one."""
    front = front_of(pieces)
    title = _from_line(front, findings) or _from_several(front, findings)
    if title is None:
        rest = [piece for piece in pieces if piece.kind is Kind.TEXT]
        title = next((t for p in rest if _REFORM.search(t := _title_in(p.text) or "")), None)
    if title is None:
        lists = (_LIST_TITLE.fullmatch(piece.text) for piece in pieces[:_FIRST_PIECES])
        title = next((match[1] for match in lists if match), None)
    if title is None and pieces:
        findings.add("plan-title-missing", pieces[0].place)
    return title


def ordinal_of(pieces: Sequence[Piece], title: str | None) -> int | None:
    """Return 3 for a third plan (第３次, 第三次, 第３期), None when none is printed."""
    if title is None:
        return None
    cover = [piece.text for piece in front_of(pieces) if width(piece.text) <= _WIDEST_TITLE]
    return next((n for text in (title, *cover) if (n := number_of_plan(text)) is not None), None)


def number_of_plan(text: str) -> int | None:
    """Return the number in 第３次, or None."""
    match = _ORDINAL.search(fold(text))
    return value_of(match[1]) if match else None


def _from_line(front: Sequence[Piece], findings: Findings) -> str | None:
    titles = [(index, t) for index, piece in enumerate(front) if (t := _title_in(piece.text))]
    if not titles:
        return None
    index, title = next(((i, t) for i, t in titles if _REFORM.search(t)), titles[0])
    before = front[index - 1] if index else None
    if before is None or number_of_plan(title) or not number_of_plan(before.text):
        return title
    if _title_in(before.text) or "。" in before.text or before.text.startswith(("（", "(")):
        return title
    title = join([before.text, title])
    findings.add("title-joined", before.place, title)
    return title


def _from_several(front: Sequence[Piece], findings: Findings) -> str | None:
    for count in range(2, _MOST_LINES + 1):
        for index in range(len(front) - count + 1):
            lines = front[index : index + count]
            title = _title_in(join(line.text for line in lines))
            if title is not None:
                findings.add("title-joined", lines[0].place, title)
                return title
    return None


def _title_in(text: str) -> str | None:
    """Return the line, or its first words, if they end like the name of a plan."""
    if "。" in text or width(text) > _WIDEST_TITLE:
        return None
    words = _NO_TITLE.sub("", text).split()
    for count in range(len(words), 0, -1):
        title = " ".join(words[:count])
        if PLAN_WORD.fullmatch(unicodedata.normalize("NFKC", title)):
            return title
    return None
