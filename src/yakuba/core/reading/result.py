"""What comes out of a reading."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from yakuba.core.reading.document import Line, Place
from yakuba.core.reading.stages import Action
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.problems import YakubaError


class UnreadableDocument(YakubaError):  # noqa: N818  (named for what staff see)
    """The file cannot be read as text at all."""

    exit_code = 2


class Level(StrEnum):
    """How much a finding weighs: an error stands against loading the plan."""

    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a clerk should look at, with its place."""

    level: Level
    place: Place
    code: str
    message: str

    def as_json(self) -> dict[str, Any]:
        """Return the finding in the shape of contracts §3."""
        place = self.place.as_json()
        return {"level": self.level, "place": place, "code": self.code, "message": self.message}


@dataclass(frozen=True, slots=True)
class ReadNode:
    """A goal or measure.

    `code` is the printed mark, None when none is printed; `text` the paragraph that explains it,
    empty where the document has none.
    """

    depth: int
    key: str
    code: str | None
    title: str
    parent: str | None
    place: Place
    text: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the node in the shape of contracts §3."""
        names = ("depth", "key", "code", "title", "parent")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True, slots=True)
class ReadItem(ReadNode):
    """An item: a node of the lowest level, with the sections as printed."""

    sections: tuple[str, ...] = ()
    every_section: bool = False
    actions: tuple[Action, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the item in the shape of contracts §3; `actions` where the document has some."""
        item = ReadNode.as_json(self)
        item |= {"sections": list(self.sections), "every_section": self.every_section}
        actions = [{"fy": int(a.fy), "stage": a.stage, "text": a.text} for a in self.actions]
        return item | {"actions": actions} if actions else item


@dataclass(frozen=True, slots=True)
class Reading:
    """A plan document as a tree, with everything that is uncertain about it.

    None stands for what the document does not say.  `lines` are those of the file, for showing the
    tree beside the text it came from.
    """

    title: str | None
    ordinal: int | None
    start_fy: FiscalYear | None
    end_fy: FiscalYear | None
    nodes: tuple[ReadNode, ...] = ()
    items: tuple[ReadItem, ...] = ()
    findings: tuple[Finding, ...] = ()
    lines: tuple[Line, ...] = field(default=(), repr=False)

    @property
    def exit_code(self) -> int:
        """Return 1 when no plan was found or an error stands, else 0."""
        errors = any(finding.level is Level.ERROR for finding in self.findings)
        return int(errors or not self.items)

    def as_json(self) -> dict[str, Any]:
        """Return the document of contracts §3."""
        return {
            "title": self.title,
            "ordinal": self.ordinal,
            "start_fy": None if self.start_fy is None else int(self.start_fy),
            "end_fy": None if self.end_fy is None else int(self.end_fy),
            "nodes": [node.as_json() for node in self.nodes],
            "items": [item.as_json() for item in self.items],
            "findings": [finding.as_json() for finding in self.findings],
        }
