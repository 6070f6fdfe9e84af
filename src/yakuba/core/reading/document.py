"""What every source adapter makes of a file: lines with their places."""

from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the file: whichever of the parts its format has."""

    line: int | None = None
    page: int | None = None
    sheet: str | None = None
    cell: str | None = None
    paragraph: int | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the parts that are known, page and sheet before line and cell."""
        parts = {field.name: getattr(self, field.name) for field in fields(self)}
        order = ("page", "sheet", "line", "cell", "paragraph")
        return {name: parts[name] for name in order if parts[name] is not None}

    def __str__(self) -> str:
        words = []
        if self.page is not None:
            words.append(f"{self.page}ページ")
        if self.sheet is not None:
            words.append(f"シート「{self.sheet}」")
        if self.line is not None:
            words.append(f"{self.line}行目")
        if self.cell is not None:
            words.append(f"セル{self.cell}")
        if self.paragraph is not None:
            words.append(f"{self.paragraph}段落目")
        return "".join(words)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text as it stands; `cells` where the source knows the columns of a table."""

    text: str
    place: Place
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A file as lines, empty ones included."""

    name: str
    lines: tuple[Line, ...]
