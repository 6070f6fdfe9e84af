"""Numbers that repeat, skip or stand in the wrong place; nodes and items that lack something."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from yakuba.core.reading.findings import Findings
from yakuba.core.reading.piece import Kind
from yakuba.core.reading.texts import fold
from yakuba.core.reading.tree import Twig

_MERGED: Final = re.compile("(?:に|へ|と)(?:統合|集約|一本化)|統合(?:した|済)")
_ENDED: Final = re.compile("(?:完了|終了|廃止|中止|休止)(?!予定|後|時|まで|年)")


def check(tree: Twig, findings: Findings, *, first_level: int) -> None:
    """Add what is doubtful about the tree; nothing in it changes."""
    running = _running_numbers(tree)
    for twig in tree.walk():
        findings.extend((code, line.place, detail) for code, line, detail in twig.said.doubts)
        _check_numbers(twig.children, running, findings)
        if twig is not tree:
            _check_node(twig, findings)
    _check_codes(tree, findings)
    for item, above in _with_ancestors(tree):
        _check_path(item, above, findings, first_level=first_level)
    _check_owners(tree.items(), findings)


def _check_node(twig: Twig, findings: Findings) -> None:
    name = " ".join(filter(None, (twig.code, twig.title)))
    if not twig.title:
        code = "heading-missing" if twig.is_implied else "title-missing"
        findings.add(code, twig.place, name)
    if not twig.is_item and not twig.children:
        findings.add("node-without-items", twig.place, name)
    if "再掲" in twig.title:
        findings.add("relisted", twig.place, twig.title)
    for piece in twig.said.text:
        if piece.kind is Kind.NOTE and _MERGED.search(piece.text):
            findings.add("item-merged", piece.place, piece.text)
        elif piece.kind is Kind.NOTE and _ENDED.search(piece.text):
            findings.add("item-ended", piece.place, piece.text)


def _check_numbers(
    siblings: Sequence[Twig], running: Mapping[int, int], findings: Findings
) -> None:
    """Add numbers that skip or repeat; items may go on from the item before, through the plan."""
    before = 0
    for twig in siblings:
        if twig.value is None or _is_added(twig):
            continue
        if twig.value == before:
            if not _is_path(twig):
                findings.add("number-repeated", twig.place, twig.code or "")
        elif twig.value != before + 1 and twig.value != running.get(id(twig)):
            findings.add("number-gap", twig.place, twig.code or "")
        before = twig.value


def _running_numbers(tree: Twig) -> dict[int, int]:
    """Return by item the number that continues the item before it."""
    items = [
        item
        for item in tree.items()
        if item.value is not None and not _is_path(item) and not _is_added(item)
    ]
    pairs = pairwise(items)
    return {id(item): before.value + 1 for before, item in pairs if before.value is not None}


def _is_path(twig: Twig) -> bool:
    return twig.mark is not None and twig.mark.is_path


def _is_added(twig: Twig) -> bool:
    return twig.mark is not None and twig.mark.family == "added"


def _check_codes(tree: Twig, findings: Findings) -> None:
    seen: set[str] = set()
    for item in tree.items():
        if item.code is None or not (_is_path(item) or _is_added(item)):
            continue
        if fold(item.code) in seen:
            findings.add("code-repeated", item.place, item.code)
        seen.add(fold(item.code))


def _with_ancestors(tree: Twig) -> Iterator[tuple[Twig, tuple[tuple[Twig, int], ...]]]:
    """Yield each item with the nodes above it, each with its place among its siblings."""

    def below(
        twig: Twig, above: tuple[tuple[Twig, int], ...]
    ) -> Iterator[tuple[Twig, tuple[tuple[Twig, int], ...]]]:
        for index, child in enumerate(twig.children, start=1):
            if child.is_item:
                yield child, above
            else:
                yield from below(child, (*above, (child, index)))

    return below(tree, ())


def _check_path(
    item: Twig, above: Sequence[tuple[Twig, int]], findings: Findings, *, first_level: int
) -> None:
    if item.mark is None or not item.mark.is_path:
        return
    named = item.mark.parts[first_level:-1]
    standing = above[len(above) - len(named) :]
    for part, (node, index) in zip(named, standing, strict=False):
        if part.value not in (node.value, index):
            findings.add("code-path-differs", item.place, item.code or "")
            return


def _check_owners(items: Sequence[Twig], findings: Findings) -> None:
    if items and not any(item.said.owners for item in items):
        findings.add("sections-none", items[0].place)
        return
    told: set[str] = set()
    for item in items:
        owners = item.said.owners
        if not owners:
            findings.add("section-missing", item.place, item.title)
        for name in dict.fromkeys((*owners.uncertain, *owners.repeated)):
            if name not in told:
                findings.add("section-uncertain", item.place, name)
        told.update(owners.uncertain, owners.repeated)
