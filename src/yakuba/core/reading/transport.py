"""A document as JSON and back: how it leaves the process that parsed a foreign file."""

import json
from dataclasses import asdict
from typing import Any

from yakuba.core.reading.document import Cell, Document, Line, Place, Table


def to_json(document: Document) -> str:
    """Return the document as one JSON text."""
    lines = [_line(line) for line in document.lines]
    notes = [[code, place.as_json(), detail] for code, place, detail in document.notes]
    found = {"name": document.name, "lines": lines, "notes": notes}
    return json.dumps(found, ensure_ascii=False)


def from_json(text: str) -> Document:
    """Return the document that was written by `to_json`."""
    found = json.loads(text)
    notes = tuple((code, Place(**place), detail) for code, place, detail in found["notes"])
    return Document(found["name"], tuple(map(_as_line, found["lines"])), notes)


def _line(line: Line) -> dict[str, Any]:
    return {
        "text": line.text,
        "place": line.place.as_json(),
        "cells": line.cells,
        "level": line.level,
        "table": None if line.table is None else asdict(line.table),
        "is_in_table": line.is_in_table,
    }


def _as_line(found: dict[str, Any]) -> Line:
    table = found["table"]
    return Line(
        found["text"],
        Place(**found["place"]),
        tuple(found["cells"]),
        found["level"],
        None if table is None else _as_table(table),
        found["is_in_table"],
    )


def _as_table(found: dict[str, Any]) -> Table:
    cells = tuple(Cell(**{**cell, "place": Place(**cell["place"])}) for cell in found["cells"])
    return Table(cells, found["height"], found["width"])
