"""The list of items completed from the chapters that present the same goals."""

from collections.abc import Sequence

from yakuba.core.reading.findings import Findings
from yakuba.core.reading.rows import Resolved
from yakuba.core.reading.texts import fold, join
from yakuba.core.reading.tree import Twig


def merge(tree: Twig, chapters: Twig, findings: Findings) -> None:
    """Give nodes of the list their paragraphs, and what the list leaves out, from the chapters.

    Codes and titles of the list win; a title that differs by more than spaces is a finding.
    """
    nodes = [child for child in tree.children if not child.is_item]
    if not nodes:
        return
    pairs = _pairs(nodes, chapters.children)
    for node, chapter in pairs:
        _complete(node, chapter, findings)
        merge(node, chapter, findings)
    _insert_missing(tree, chapters.children, pairs)


def _pairs(nodes: Sequence[Twig], chapters: Sequence[Twig]) -> list[tuple[Twig, Twig]]:
    """Return node and chapter that are the same: by title and number, by title, by number."""
    pairs: list[tuple[Twig, Twig]] = []
    left, rest = list(nodes), list(chapters)
    for is_pair in (_same_in_all, _same_title, _same_number):
        for node in tuple(left):
            chapter = next((c for c in rest if is_pair(node, c)), None)
            if chapter is not None:
                left.remove(node)
                rest.remove(chapter)
                pairs.append((node, chapter))
    return pairs


def _same_in_all(node: Twig, chapter: Twig) -> bool:
    return _same_number(node, chapter) and _same_title(node, chapter)


def _same_title(node: Twig, chapter: Twig) -> bool:
    return bool(node.title) and _is_same(node.title, chapter.said)


def _same_number(node: Twig, chapter: Twig) -> bool:
    return node.value == chapter.value


def _is_same(title: str, said: Resolved) -> bool:
    """Return whether the titles are equal but for spaces and for where a line broke."""
    wanted, begun = fold(title), fold(said.title)
    whole = fold(join([said.title, *(line.text for line in said.text[:2])]))
    return wanted == begun or (
        bool(begun) and wanted.startswith(begun) and whole.startswith(wanted)
    )


def _complete(node: Twig, chapter: Twig, findings: Findings) -> None:
    said = node.said
    said.text = [*chapter.said.text, *said.text]
    if node.is_implied:
        node.code, node.said.title, node.is_implied = chapter.code, chapter.title, False
        node.said.doubts.extend(chapter.said.doubts)
    elif not _is_same(node.title, chapter.said):
        findings.add("title-differs", node.place, chapter.title)


def _insert_missing(
    tree: Twig, chapters: Sequence[Twig], pairs: Sequence[tuple[Twig, Twig]]
) -> None:
    """Put chapters that the list lacks after the node of the chapter before them."""
    nodes = {id(chapter): node for node, chapter in pairs}
    index = 0
    for chapter in chapters:
        node = nodes.get(id(chapter))
        if node is None:
            tree.children.insert(index, chapter)
            index += 1
        else:
            index = tree.children.index(node) + 1
