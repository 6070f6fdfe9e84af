"""The tree of the plan while it grows: from the branches, completed from the items' codes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from yakuba.core.reading.document import Place
from yakuba.core.reading.marks import Mark, Part
from yakuba.core.reading.outline import Branch
from yakuba.core.reading.rows import (
    Resolved,
    lines_of,
    resolve_heading,
    resolve_item,
    tails_of,
)
from yakuba.core.reading.sections import Book, book_of
from yakuba.core.reading.stages import RawAction
from yakuba.core.reading.trunk import Trunk


@dataclass(slots=True, eq=False)
class Twig:
    """A node or item to be.

    `is_implied` says that no heading is printed: the twig is known from the codes of its items.
    """

    place: Place
    code: str | None
    value: int | None
    said: Resolved
    mark: Mark | None = None
    is_item: bool = False
    is_implied: bool = False
    actions: list[RawAction] = field(default_factory=list)
    children: list["Twig"] = field(default_factory=list)

    @property
    def title(self) -> str:
        """Return the title as far as it is known."""
        return self.said.title

    def walk(self) -> Iterator["Twig"]:
        """Yield the twig and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def items(self) -> list["Twig"]:
        """Return the items below."""
        return [twig for twig in self.walk() if twig.is_item]


def grow(trunk: Trunk, *, page_width: int, with_items: bool = True) -> Twig:
    """Return the tree at a trunk; without items for chapters that only explain."""
    grower = _Grower(trunk, page_width, with_items=with_items)
    root = Twig(trunk.root.place, None, trunk.root.value, Resolved(""), trunk.root.mark)
    root.children = grower.children(trunk.root)
    if with_items:
        _fill(root, level=first_level(trunk))
    return root


class _Grower:
    def __init__(self, trunk: Trunk, page_width: int, *, with_items: bool) -> None:
        self.items = set(map(id, trunk.items)) if with_items else set()
        self.book = book_of(lines_of(trunk.items), tails_of(trunk.items)) if with_items else Book()
        self.page_width = page_width
        self.deepest = trunk.depth
        self.is_told = with_items and any(
            item.is_item or item.owners or item.actions for item in trunk.items
        )
        self.is_list = with_items and bool(trunk.coded or trunk.owned)

    def children(self, branch: Branch, depth: int = 1) -> list[Twig]:
        found: list[Twig] = []
        for child in branch.children:
            if not child.lines and id(child) not in self.items:
                found += self.children(child, depth)
            elif self._is_twig(child, depth):
                found.append(self._twig(child, depth))
        return found

    def _is_twig(self, branch: Branch, depth: int) -> bool:
        """Return whether the branch belongs in the tree; what lies deeper than items does not."""
        if id(branch) in self.items or any(id(below) in self.items for below in branch.walk()):
            return True
        if self.items and depth == 1 and not self._is_beside_goals(branch):
            return False
        if self.is_told and not self._is_empty_goal(branch):
            return False
        return depth < self.deepest and not branch.is_row if self.items else not branch.is_row

    def _is_beside_goals(self, branch: Branch) -> bool:
        """Return whether a heading without items is of a kind with those that have some."""
        beside = branch.parent.children if branch.parent else []
        reaching = (b for b in beside if any(id(i) in self.items for i in b.walk()))
        return (branch.family, branch.rank) in {(b.family, b.rank) for b in reaching}

    def _is_empty_goal(self, branch: Branch) -> bool:
        """Return whether a heading without items is a goal that lacks them, and no chapter."""
        alike = [b for b in (branch.parent.children if branch.parent else ()) if b is not branch]
        beside = any(
            b.family == branch.family and any(id(i) in self.items for i in b.walk()) for b in alike
        )
        return beside and bool(branch.mark) and len(branch.lines) < 2 and not branch.text

    def _twig(self, branch: Branch, depth: int) -> Twig:
        mark = branch.mark
        code = (mark.printed or None) if mark else None
        twig = Twig(branch.place, code, branch.value, Resolved(""), mark)
        if id(branch) in self.items:
            twig.is_item = True
            twig.actions = [action for below in branch.walk() for action in below.actions]
            twig.said = resolve_item(branch, self.book, page_width=self.page_width)
        else:
            in_list = self.is_list
            twig.said = resolve_heading(branch, page_width=self.page_width, in_list=in_list)
            twig.children = self.children(branch, depth + 1)
        return twig


def first_level(trunk: Trunk) -> int:
    """Return how many parts of the codes name something above the tree: 1 for 3-(1)-①-a in 3."""
    paths = [item.mark for item in trunk.items if item.mark and item.mark.is_path]
    if not paths or trunk.root.value is None:
        return 0
    longer = all(len(mark.parts) > trunk.depth for mark in paths)
    return int(longer and {mark.parts[0].value for mark in paths} == {trunk.root.value})


def _fill(twig: Twig, *, level: int) -> None:
    """Put items whose codes name more levels than stand above them under implied twigs."""
    filled: list[Twig] = []
    for child in twig.children:
        part = _missing_part(child, level)
        last = filled[-1] if filled else None
        if part is None:
            follows = last is not None and last.is_implied and child.is_item
            (last.children if follows and last else filled).append(child)
            continue
        home = next((t for t in filled if not t.is_item and t.value == part.value), None)
        if home is None:
            home = _implied(part, child.place)
            filled.append(home)
        home.children.append(child)
    twig.children = _split_lost(filled, level)
    for child in twig.children:
        if not child.is_item:
            _fill(child, level=level + 1)


def _missing_part(twig: Twig, level: int) -> Part | None:
    """Return the part of an item's code that should be a heading on this level."""
    if not twig.is_item or twig.mark is None or len(twig.mark.parts) <= level + 1:
        return None
    return twig.mark.parts[level]


def _implied(part: Part, place: Place) -> Twig:
    return Twig(place, part.printed, part.value, Resolved(""), is_implied=True)


def _split_lost(nodes: Iterable[Twig], level: int) -> list[Twig]:
    """Return the nodes, cut where the items' codes go on to the next one without its heading."""
    split: list[Twig] = []
    nodes = list(nodes)
    values = {node.value for node in nodes}
    for node in nodes:
        split.append(node)
        while (cut := _cut(split[-1], level, values)) is not None:
            following = split[-1].children[cut:]
            del split[-1].children[cut:]
            mark = following[0].mark
            if mark is None:
                break
            split.append(_implied(mark.parts[level], following[0].place))
            split[-1].children = following
    return split


def _cut(node: Twig, level: int, values: set[int | None]) -> int | None:
    """Return the index of the first item that belongs to the next node, or None."""
    for index, item in enumerate(node.children):
        mark = item.mark
        if not item.is_item or mark is None or len(mark.parts) != level + 2 or index == 0:
            continue
        value = mark.parts[level].value
        if node.value is None or value != node.value + 1 or value in values:
            continue
        if mark.value == 1:
            return index
    return None
