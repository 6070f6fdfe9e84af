"""Declared totals (３つの目標, 全２７項目, 小計 ４項目) as control sums."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from yakuba.core.reading.document import Place
from yakuba.core.reading.findings import Findings
from yakuba.core.reading.outline import Branch
from yakuba.core.reading.piece import Piece
from yakuba.core.reading.texts import Run, fold
from yakuba.core.reading.tree import Twig
from yakuba.core.reading.words import EARLIER_PLAN, TOTAL_LINE, TOTAL_WORDS

_ITEMS: Final = 3
_NUMBER: Final = (
    "(?P<all>全部で|全|計|合計|総数)?(?P<number>[0-9]{1,3})(?P<counter>つ|個|本|項目|件)?の?"
)
_PATTERNS: Final = [
    (re.compile(rf"(?<![0-9第]){_NUMBER}(?P<word>{words})"), level) for words, level in TOTAL_WORDS
]


def check_totals(
    tree: Twig, outline: Branch, front: Iterable[Piece], *, skip: set[int], findings: Findings
) -> None:
    """Add the declared totals that disagree with what was read."""
    counts = _counts(tree)
    runs = [Run.of((piece.text, piece.place) for piece in front)]
    runs += [
        Run.of((p.text, p.place) for p in (*branch.lines, *branch.text))
        for branch in outline.walk()
        if id(branch) not in skip
    ]
    for run in runs:
        for words, number, level, place in _declared(run):
            if counts[level] and number not in counts[level]:
                findings.add("total-differs", place, _against(words, counts[level]))
    _check_lines(tree, outline, findings)


def _against(words: str, counts: Iterable[int]) -> str:
    numbers = "、".join(str(count) for count in sorted(counts))
    return f"「{words}」とありますが、読み取った数は{numbers}"


def _counts(tree: Twig) -> dict[int, set[int]]:
    """Return how many goals, nodes of each level between, and items there are."""
    levels: list[int] = []
    nodes = [child for child in tree.children if not child.is_item]
    while nodes:
        levels.append(len(nodes))
        nodes = [child for node in nodes for child in node.children if not child.is_item]
    return {1: set(levels[:1]), 2: set(levels[1:]), _ITEMS: {len(tree.items())}}


def _declared(run: Run) -> Iterator[tuple[str, int, int, Place]]:
    taken: list[range] = []
    for pattern, level in _PATTERNS:
        for match in pattern.finditer(run.text):
            span = range(match.start("number"), match.end())
            if any(span.start in other for other in taken) or not _is_total(match):
                continue
            taken.append(span)
            yield match[0], int(match["number"]), level, run.place_at(match.start("number"))


def _is_total(match: re.Match[str]) -> bool:
    """Return whether the words count the whole of this plan: 全２７項目, not ２項目."""
    before = match.string[: match.start()].rpartition("。")[2]
    if EARLIER_PLAN.search(before) or re.search("第[0-9一-九]次", before):
        return False
    if match["word"] == "項目":
        return match["all"] is not None
    return match["all"] is not None or match["counter"] is not None


def _check_lines(tree: Twig, outline: Branch, findings: Findings) -> None:
    """Check the lines 小計 and 合計 of a list against the items above them."""
    below: dict[Place, set[int]] = {}
    for twig in tree.walk():
        if not twig.is_item:
            below.setdefault(twig.place, set()).add(len(twig.items()))
    for branch in outline.walk():
        for piece in branch.totals:
            above = [branch, *branch.ancestors()]
            counts = [below[b.place] for b in above if b.mark and b.place in below]
            allowed = set[int]().union(*counts, {len(tree.items())})
            match = TOTAL_LINE.fullmatch(fold(piece.text))
            if match is not None and int(match[2]) not in allowed:
                is_whole = match[1] in ("合計", "総計", "総数", "全", "以上", "全部で")
                nearest = counts[0] if counts and not is_whole else {len(tree.items())}
                findings.add("total-differs", piece.place, _against(piece.text, nearest))
