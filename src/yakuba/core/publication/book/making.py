"""Typesetting: the words go in as JSON, the templates hold the layout alone."""

import json
import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from yakuba.core.publication.book.contents import contents
from yakuba.core.publication.book.fonts import find
from yakuba.kernel.problems import Problem, YakubaError

Json = dict[str, Any]

TEMPLATES: Final = Path(__file__).resolve().parent / "templates"
STANDARD: Final = "ua-1"
NO_GLYPH: Final = re.compile(r'the text `"(?P<text>.+?)"` could not be displayed')
GETA: Final = "〓"  # printers' mark for a character that their cases do not hold
MOST_MISSING: Final = 40


def make(snapshot: Json) -> bytes:
    """Return the report of an edition as PDF.

    The same snapshot, templates and typefaces give the same bytes: its date is the snapshot's.

    :raises YakubaError: if the typeface is missing or the report cannot be set
    """
    families = find()
    words = contents(snapshot) | {"fonts": list(families)}
    text = json.dumps(words, ensure_ascii=False, sort_keys=True)
    made_at = datetime.fromisoformat(snapshot["made_at"].replace("Z", "+00:00"))
    folders = tuple(str(folder) for folder in dict.fromkeys(families.values()))
    return _set(text, int(made_at.timestamp()), folders)


def _set(text: str, at: int, folders: tuple[str, ...]) -> bytes:
    """Set the report; a character that no typeface holds is shown as 〓."""
    from typst import TypstError

    for _attempt in range(MOST_MISSING):
        try:
            return _compile(text, at, folders)
        except TypstError as refused:
            missing = NO_GLYPH.search(str(refused))
            if missing is None:
                raise YakubaError(_refusal(str(refused))) from refused
            text = text.replace(missing["text"], GETA)
    raise YakubaError(_refusal("文字"))


def _compile(text: str, at: int, folders: tuple[str, ...]) -> bytes:
    content, warnings = _compiler(folders).compile_with_warnings(
        input=str(TEMPLATES / "book.typ"),
        format="pdf",
        pdf_standards=[STANDARD],
        sys_inputs={"words": text},
        timestamp=at,
    )
    if warnings:
        raise YakubaError(_refusal("、".join(str(each.message) for each in warnings)))
    return bytes(content)


@cache
def _compiler(folders: tuple[str, ...]) -> Any:
    """Return the compiler, kept in the process: loading the typefaces takes longest."""
    import typst

    return typst.Compiler(root=str(TEMPLATES), font_paths=list(folders), ignore_system_fonts=True)


def _refusal(words: str) -> Problem:
    return Problem(
        "book.set",
        f"報告書（PDF）を組めませんでした：{words}",
        "この文をそのまま、システム管理者に伝えてください。",
    )
