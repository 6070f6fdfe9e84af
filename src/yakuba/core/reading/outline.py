"""The outline of a whole document: every marked line under the mark that it belongs to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from yakuba.core.reading.document import Place
from yakuba.core.reading.marks import Mark
from yakuba.core.reading.piece import COLUMN_RANK, Kind, Piece
from yakuba.core.reading.sections import looks_like_row
from yakuba.core.reading.stages import RawAction


@dataclass(slots=True, eq=False)
class Branch:
    """A marked line with what stands below it.

    `lines` are the line itself and those that may continue it; `text` is what certainly does not.
    The root and a list's heading have no mark.
    """

    place: Place
    mark: Mark | None = None
    lines: list[Piece] = field(default_factory=list)
    text: list[Piece] = field(default_factory=list)
    owners: list[Piece] = field(default_factory=list)
    totals: list[Piece] = field(default_factory=list)
    parent: "Branch | None" = None
    children: list["Branch"] = field(default_factory=list)
    actions: list[RawAction] = field(default_factory=list)
    rank: int | None = None
    is_item: bool = False
    is_row: bool = False
    is_closed: bool = False

    @property
    def family(self) -> str:
        """Return the family of the mark; empty without one."""
        return self.mark.family if self.mark else ""

    @property
    def value(self) -> int | None:
        """Return the number of the mark."""
        return self.mark.value if self.mark else None

    @property
    def heading(self) -> str:
        """Return the line itself, without its mark and what continues it."""
        return self.lines[0].text if self.lines else ""

    def walk(self) -> Iterator["Branch"]:
        """Yield the branch and all below it, in the order of the document."""
        yield self
        for child in self.children:
            yield from child.walk()

    def ancestors(self) -> Iterator["Branch"]:
        """Yield the branches above, the nearest first."""
        if self.parent is not None:
            yield self.parent
            yield from self.parent.ancestors()


_TOP: Final = Place(line=1)


def outline_of(pieces: Iterable[Piece]) -> Branch:
    """Return the root of the document's outline."""
    builder = _Builder(list(pieces))
    return builder.build()


def _is_row_like(piece: Piece) -> bool:
    return bool(piece.actions or piece.owner) or looks_like_row(piece.text)


class _Builder:
    """Holds the open branches while the pieces come by."""

    def __init__(self, pieces: list[Piece]) -> None:
        self.pieces = pieces
        self.marks = [index for index, piece in enumerate(pieces) if piece.mark]
        self.headings = self._path_headings()
        self.root = Branch(_TOP)
        self.top = self.root
        self.after_head = False

    def _path_headings(self) -> frozenset[str]:
        """Return the kinds of paths that are headings: 1-(1) where ① follows nearly each."""
        counts: dict[str, list[bool]] = {}
        for n, after in zip(self.marks, [*self.marks[1:], None], strict=False):
            piece, mark = self.pieces[n], self.pieces[n].mark
            if mark is None or not mark.is_path or piece.rank is not None:
                continue
            below = self.pieces[after].mark if after is not None else None
            begins = below is not None and below.value == 1 and not below.is_path
            counts.setdefault(mark.family, []).append(begins and not _is_row_like(piece))
        return frozenset(f for f, begun in counts.items() if 3 * sum(begun) > 2 * len(begun))

    def build(self) -> Branch:
        for index, piece in enumerate(self.pieces):
            if piece.rank is not None:
                self._open_ranked(piece)
            elif piece.mark is None:
                self._add(piece)
            elif self.top.is_row and not piece.mark.parts:
                self._add_bullet(piece, piece.mark)
            elif not self._is_repeated(piece):
                self._open(index, piece, mark=piece.mark)
        return self.root

    def _open_ranked(self, piece: Piece) -> None:
        """Open what a table or a heading of Word has placed by itself."""
        rank = piece.rank or 0
        chain = (self.top, *self.top.ancestors())
        if not piece.is_item and any(
            b.rank == rank and b.mark == piece.mark and b.heading == piece.text for b in chain
        ):
            return
        parent = next((b for b in chain if self._stands_above(b, rank)), self.root)
        self.top = Branch(piece.place, piece.mark, [piece], parent=parent, rank=rank)
        self.top.is_item = self.top.is_row = piece.is_item
        self.top.is_closed = rank >= COLUMN_RANK
        self.top.actions.extend(piece.actions)
        for text, kind in ((piece.detail, Kind.TEXT), (piece.remark, Kind.NOTE)):
            if text:
                self.top.text.append(Piece(kind, text, piece.place))
        parent.children.append(self.top)
        self.after_head = False

    def _stands_above(self, branch: Branch, rank: int) -> bool:
        if branch.rank is not None:
            return branch.rank < rank
        return rank >= COLUMN_RANK and not branch.is_row and branch.parent is not None

    def _add_bullet(self, piece: Piece, mark: Mark) -> None:
        """Continue a row with a bullet: it may be part of the title (学校|・地域の協働)."""
        text = replace(piece, kind=Kind.TEXT, mark=None, text=mark.printed + piece.text)
        self._add_text(text)

    def _is_repeated(self, piece: Piece) -> bool:
        """Return whether a table repeats the heading that is open, row after row."""
        open_branches = (self.top, *self.top.ancestors())
        return any(
            branch.mark is not None
            and branch.mark == piece.mark
            and not branch.mark.is_path
            and branch.heading == piece.text != ""
            for branch in open_branches
        )

    def _open(self, index: int, piece: Piece, *, mark: Mark) -> None:
        chain = (self.top, *self.top.ancestors())
        self.top = next((b for b in chain if (b.rank or 0) < COLUMN_RANK), self.root)
        parent = self._parent(index, mark)
        row = (mark.is_path or mark.family == "added") and mark.family not in self.headings
        self.top = Branch(piece.place, mark, [piece], parent=parent, is_row=row)
        self.top.actions.extend(piece.actions)
        parent.children.append(self.top)
        self.after_head = self.after_head and row

    def _parent(self, index: int, mark: Mark) -> Branch:
        if mark.family == "added":
            return self._parent_of_added()
        chain = [self.top, *self.top.ancestors()]
        piece = self.pieces[index]
        same = [b for b in chain if b.family == mark.family and self._is_alike(b, piece)]
        for branch in same:
            if branch.parent is not None and self._continues(branch, mark):
                return branch.parent
        if self._continues_chapters(mark):
            return self.root
        if not same:
            return self._below_top(mark)
        return self._parent_of_restart(index, mark, same=same)

    def _is_alike(self, branch: Branch, piece: Piece) -> bool:
        """Return whether two marks of one family are of one level by their look.

        They are not where both differ: the width of their digits, and whether sections or years
        stand with them.
        """
        if branch.mark is None or piece.mark is None or piece.mark.family != "digits":
            return True
        widths = {mark.printed.isascii() for mark in (branch.mark, piece.mark)}
        rows = {_is_row_like(line) for line in (branch.lines[0], piece)}
        return len(widths) == 1 or len(rows) == 1

    def _parent_of_added(self) -> Branch:
        leaf = self.top.parent is not None and not self.top.children
        return self.top.parent if leaf and self.top.is_row and self.top.parent else self.top

    def _below_top(self, mark: Mark | None = None) -> Branch:
        """Return the parent of a new level: rows take none, but for a longer path than theirs."""
        for branch in (self.top, *self.top.ancestors()):
            shorter = branch.mark and mark and 1 < len(branch.mark.parts) < len(mark.parts)
            if not branch.is_row or shorter:
                return branch
        return self.root

    def _continues(self, branch: Branch, mark: Mark) -> bool:
        if mark.value is None or branch.value is None:
            return True
        return mark.is_path or mark.value == branch.value + 1

    def _continues_chapters(self, mark: Mark) -> bool:
        chapters = [c for c in self.root.children if c.family == mark.family]
        return (
            bool(chapters) and self.top is not chapters[-1] and self._continues(chapters[-1], mark)
        )

    def _parent_of_restart(self, index: int, mark: Mark, *, same: list[Branch]) -> Branch:
        """Return where a number goes that does not continue: a lower level, a new list or a gap."""
        nearest = same[0]
        parent = nearest.parent or self.root
        if mark.value != 1 or nearest.value == 1:
            return parent
        if self.top is not nearest and (
            self._starts_lower_level(index, mark)
            or self._comes_back(index, mark, nearest)
            or self._repeats_below(index, mark)
        ):
            return self._below_top(mark)
        return self._new_list(self.pieces[index].place)

    def _starts_lower_level(self, index: int, mark: Mark) -> bool:
        if looks_like_row(self.pieces[index].text):
            return True
        following = next((self.pieces[n].mark for n in self.marks if n > index), None)
        return following is not None and following.family == mark.family

    def _comes_back(self, index: int, mark: Mark, nearest: Branch) -> bool:
        """Return whether the row of the nearest goes on later: then 1 began a level below it."""
        before = mark.value
        for n in self.marks:
            other = self.pieces[n].mark
            if n <= index or other is None or other.family != mark.family:
                continue
            if other.value == (nearest.value or 0) + 1 and other.value != (before or 0) + 1:
                return True
            before = other.value
        return False

    def _repeats_below(self, index: int, mark: Mark) -> bool:
        """Return whether the next heading like the open one is followed by a 1 of this kind too."""
        after = [self.pieces[n].mark for n in self.marks if n > index]
        for number, other in enumerate(after[:-1]):
            if other is not None and other.family == self.top.family:
                follows = after[number + 1]
                return follows is not None and follows.family == mark.family and follows.value == 1
        return False

    def _new_list(self, place: Place) -> Branch:
        group = Branch(place, parent=self.root)
        self.root.children.append(group)
        return group

    def _add(self, piece: Piece) -> None:
        match piece.kind:
            case Kind.LIST:
                self.top = self._new_list(piece.place)
                self.top.lines.append(piece)
                self.top.is_closed = True
                self.after_head = False
            case Kind.HEAD:
                self.top.is_closed = self.top.is_closed or not self.top.is_row
                self.after_head = True
            case Kind.TOTAL:
                self.top.totals.append(piece)
                self.top.is_closed = True
            case Kind.OWNER:
                self.top.owners.append(piece)
            case Kind.ACTION:
                self._add_action(piece)
            case Kind.NOTE | Kind.LABEL:
                self.top.text.append(piece)
                self.top.is_closed = True
            case _:
                self._add_text(piece)

    def _add_action(self, piece: Piece) -> None:
        self.top.actions.extend(piece.actions)
        if piece.text:
            self.top.text.append(piece)
        self.top.is_closed = True

    def _add_text(self, piece: Piece) -> None:
        if self._is_unmarked_row(piece):
            parent = self._below_top()
            self.top = Branch(piece.place, None, [piece], parent=parent, is_row=True)
            self.top.actions.extend(piece.actions)
            parent.children.append(self.top)
        elif self.top.is_closed or self.top is self.root:
            self.top.text.append(piece)
        else:
            self.top.lines.append(piece)
            self.top.actions.extend(piece.actions)

    def _is_unmarked_row(self, piece: Piece) -> bool:
        """Return whether a line under a table's head is an item without a printed code."""
        if not self.after_head or (self.top.is_row and self.top.mark is not None):
            return False
        return piece.owner is not None or looks_like_row(piece.text)
