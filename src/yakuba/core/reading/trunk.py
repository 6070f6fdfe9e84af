"""Which part of an outline is the tree of the plan: the list of items, else the best chapter."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from yakuba.core.reading.outline import Branch
from yakuba.core.reading.sections import looks_like_row
from yakuba.core.reading.texts import fold
from yakuba.core.reading.words import (
    CHAPTER_TITLE,
    CONTAINER_TITLE,
    OTHER_PAPER_TITLE,
    PLAN_WORD,
)

_HALF: Final = Fraction(1, 2)
_FLAT: Final = Fraction(1, 4)
_ALONE: Final = Fraction(9, 10)
_FITTING: Final = Fraction(6, 5)


@dataclass(frozen=True, slots=True)
class Trunk:
    """A branch taken as the root of the plan's tree, and which branches below it are items.

    `reach` is the share of its children that lead to an item, `coded` and `owned` the shares of
    items with a path for code and with a section.
    """

    root: Branch
    items: tuple[Branch, ...]
    depth: int
    reach: Fraction
    coded: Fraction
    owned: Fraction
    goals: tuple[Branch, ...] = ()

    @property
    def score(self) -> Fraction:
        """Return how well this part fits as the tree; only comparison within a document counts."""
        evidence = (1 + self.coded) * (1 + self.owned)
        return len(self.items) * self.reach**2 * evidence * self._shape() * self._titles()

    def _shape(self) -> Fraction:
        if self.depth < 2 and not self.coded and not self.owned:
            return _FLAT
        lengths = {len(item.mark.parts) for item in self.items if item.mark and item.mark.is_path}
        return _FITTING if self.depth in lengths else Fraction(1)

    def _titles(self) -> Fraction:
        chapters = sum(1 for child in self.goals if CHAPTER_TITLE.search(child.heading))
        alone = len(self.goals) == 1 and bool(CONTAINER_TITLE.search(self.goals[0].heading))
        unmarked = alone and self.goals[0].mark is None and self.goals[0].rank is None
        return _HALF ** (chapters + unmarked) * (_ALONE if alone else 1)

    @property
    def is_plan(self) -> bool:
        """Return whether there is enough to call it the tree of a plan."""
        titles = [child.heading for child in self.root.children]
        if sum(1 for title in titles if OTHER_PAPER_TITLE.search(title)) > 1:
            return False
        if self.coded:
            return True
        if self.owned >= _HALF and len(self.items) > 1:
            return True
        return self.depth > 1 and self.reach >= _HALF and len(self.items) > 1


def best_trunk(outline: Branch) -> Trunk | None:
    """Return the part that fits best, or None when the outline has no branches at all."""
    told = _without_overview([branch for branch in outline.walk() if branch.is_item])
    if told:
        return trunk_at(_root_of(told, outline))
    owned = _evident(outline)
    if owned and len(owned) * 5 >= 4 * sum(map(_is_owned, outline.walk())):
        return trunk_at(_root_of(owned, outline))
    trunks = [trunk_at(branch) for branch in outline.walk() if branch.children]
    return max(trunks, key=lambda trunk: trunk.score, default=None)


def _without_overview(items: Sequence[Branch]) -> list[Branch]:
    """Return the items, without those of a table that only shows what others say in full."""
    titles = Counter(fold(item.heading) for item in items)
    twice = [item for item in items if titles[fold(item.heading)] > 1]
    if 2 * len(twice) < len(items):
        return list(items)
    kept = [item for item in items if titles[fold(item.heading)] == 1 or _says_more(item)]
    told = {fold(item.heading) for item in kept}
    if any(fold(item.heading) not in told for item in twice):
        return list(items)
    left = set(map(id, kept))
    for item in items:
        item.is_item = id(item) in left
    return kept


def _says_more(item: Branch) -> bool:
    return bool(item.actions or item.owners or (item.lines and item.lines[0].owner))


def _root_of(items: Sequence[Branch], outline: Branch) -> Branch:
    """Return what holds the levels of items that tables tell: what they share, but no goal."""
    shared = list(items[0].ancestors())
    for item in items[1:]:
        above = set(map(id, item.ancestors()))
        shared = [branch for branch in shared if id(branch) in above]
    for branch in shared:
        if branch is outline or not branch.lines or _holds(branch.heading, branch):
            return branch
    return outline


def _holds(heading: str, branch: Branch) -> bool:
    """Return whether a heading is no goal but the place where the goals stand."""
    is_chapter = branch.family.startswith("ordinal") and "章" in branch.family
    if is_chapter or CONTAINER_TITLE.search(heading) or PLAN_WORD.fullmatch(heading):
        return True
    beside = branch.parent.children if branch.parent else []
    chapters = [b for b in beside if b.mark and b.family == branch.family and b is not branch]
    return bool(chapters)


def trunk_at(root: Branch) -> Trunk:
    """Return the branch taken as the tree's root, with its items."""
    items = _rows_below(root) or _evident(root) or _at_depth(root, _item_depth(root))
    chosen = set(map(id, items))
    reaching = [child for child in root.children if any(id(b) in chosen for b in child.walk())]
    kinds = {(child.family, child.rank) for child in reaching}
    beside = [child for child in root.children if (child.family, child.rank) in kinds]
    return Trunk(
        root,
        tuple(items),
        max((_depth(item, root) for item in items), default=0),
        Fraction(len(reaching), len(beside)) if beside else Fraction(0),
        Fraction(sum(1 for item in items if item.mark and item.mark.is_path), len(items)),
        Fraction(sum(1 for item in items if item.is_item or has_owner(item)), len(items)),
        tuple(beside),
    )


def counterpart(outline: Branch, trunk: Trunk) -> Trunk | None:
    """Return the chapters that present the same goals as the list, or None.

    They must share at least half of the titles on the first level; where the list prints no
    headings at all, as many goals.
    """
    titles = [fold(child.heading) for child in trunk.root.children if not child.is_row]
    inside = set(map(id, trunk.root.walk())) | set(map(id, trunk.root.ancestors()))
    others = [b for b in outline.walk() if b.children and id(b) not in inside]
    found = [branch for branch in others if _shares(branch, titles, trunk=trunk)]
    return max(map(trunk_at, found), key=lambda other: other.score, default=None)


def _shares(branch: Branch, titles: Sequence[str], *, trunk: Trunk) -> bool:
    theirs = [fold(child.heading) for child in branch.children]
    if not titles:
        numbers = {
            item.mark.parts[0].value for item in trunk.items if item.mark and item.mark.parts
        }
        return numbers <= {c.value for c in branch.children} and trunk_at(branch).depth > 1
    shared = sum(1 for title in titles if any(_alike(title, other) for other in theirs))
    return 2 * shared >= len(titles)


def _alike(title: str, other: str) -> bool:
    return bool(other) and (title == other or title.startswith(other) or other.startswith(title))


def has_owner(branch: Branch) -> bool:
    """Return whether a section stands with the branch, by a look at its lines."""
    if branch.owners or any(line.owner for line in branch.lines):
        return True
    return any(looks_like_row(f"題 {line.text}") for line in branch.lines if line.text)


def _rows_below(root: Branch) -> list[Branch]:
    """Return the rows of a list; of paths those with the most parts."""
    below = [branch for branch in root.walk() if branch is not root]
    told = [branch for branch in below if branch.is_item]
    if told:
        return told
    rows = [branch for branch in below if branch.is_row]
    longest = max((len(row.mark.parts) for row in rows if row.mark), default=0)
    return [row for row in rows if row.mark is None or _is_item_mark(row, longest)]


def _is_item_mark(row: Branch, longest: int) -> bool:
    return row.family == "added" or (row.mark is not None and len(row.mark.parts) == longest)


def _evident(root: Branch) -> list[Branch]:
    """Return the branches of the kind that has sections or years with it; none if none has."""
    below = [branch for branch in root.walk() if branch is not root]
    owned = [branch for branch in below if _is_owned(branch)]
    if len(owned) < 2:
        return []
    kinds = Counter((branch.family, branch.rank, _depth(branch, root)) for branch in owned)
    kind = kinds.most_common(1)[0][0]
    return [b for b in below if (b.family, b.rank, _depth(b, root)) == kind]


def _item_depth(root: Branch) -> int:
    depth, level = 1, list(root.children)
    while 2 * sum(1 for branch in level if branch.children and not _is_owned(branch)) >= len(level):
        depth += 1
        level = [child for branch in level for child in branch.children]
    return depth


def _is_owned(branch: Branch) -> bool:
    """Return whether sections or years stand with the branch itself: then it is an item."""
    return bool(branch.owners or branch.actions)


def _at_depth(root: Branch, depth: int) -> list[Branch]:
    level: Iterable[Branch] = [root]
    for _ in range(depth):
        level = [child for branch in level for child in branch.children]
    return [item for branch in level for item in _spread(branch)]


def _spread(branch: Branch) -> list[Branch]:
    """Return the branch; for a list that only begins its numbers again, what stands in it."""
    return [branch] if branch.lines or not branch.children else branch.children


def _depth(branch: Branch, root: Branch) -> int:
    above = list(branch.ancestors())
    return above.index(root) + 1
