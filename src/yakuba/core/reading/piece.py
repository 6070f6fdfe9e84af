"""The pieces that a document is cut into."""

from dataclasses import dataclass
from enum import StrEnum

from yakuba.core.reading.document import Place
from yakuba.core.reading.marks import Mark
from yakuba.core.reading.stages import RawAction

# Ranks: a heading's level in Word is its rank; columns of tables lie below all headings.
COLUMN_RANK = 100
ITEM_RANK = 1000


class Kind(StrEnum):
    """What a line is."""

    MARK = "mark"
    TEXT = "text"
    HEAD = "head"
    LIST = "list"
    TOTAL = "total"
    OWNER = "owner"
    NOTE = "note"
    ACTION = "action"
    LABEL = "label"


@dataclass(frozen=True, slots=True)
class Piece:
    """A line, or a cell of one that has a mark of its own.

    `text` is the line without its mark; `gap` says that a blank line stood before; `owner` is the
    cell under the head 担当課, None where the line has no such cell; `tail` the last column of a
    line in columns.  `rank` is known for headings of Word and for what tables hold: smaller stands
    above; `detail` is what else a table says about the item.
    """

    kind: Kind
    text: str
    place: Place
    mark: Mark | None = None
    gap: bool = False
    owner: str | None = None
    tail: str | None = None
    rank: int | None = None
    actions: tuple[RawAction, ...] = ()
    detail: str = ""
    remark: str = ""

    @property
    def printed(self) -> str:
        """Return mark and text as printed, for measuring and for messages."""
        return self.text if self.mark is None else f"{self.mark.printed} {self.text}".rstrip()

    @property
    def is_item(self) -> bool:
        """Return whether a table says that this is an item."""
        return self.rank == ITEM_RANK
