"""Making a file of words: they go in as data and are never pasted into a template."""

import json
from collections.abc import Mapping
from datetime import datetime, time
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from django.utils import timezone

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform import clock
from yakuba.platform.office.town import find_town


def word(template: Path, words: Mapping[str, Any]) -> bytes:
    """Return a Word file."""
    from docxtpl import DocxTemplate

    document, made = DocxTemplate(template), BytesIO()
    document.render(dict(words), autoescape=True)
    document.save(made)
    return made.getvalue()


def pdf(template: Path, words: Mapping[str, Any], fonts: Mapping[str, Path]) -> bytes:
    """Return a tagged PDF; beside the words the template is given the names of the families.

    :raises YakubaError: if the compiler warns, of a character without a glyph for example
    """
    text = json.dumps({**words, "fonts": list(fonts)}, ensure_ascii=False)
    noon = timezone.make_aware(datetime.combine(clock.today(), time(12)))
    compiler = _compiler(template.parent, tuple(map(str, fonts.values())))
    content, warnings = compiler.compile_with_warnings(
        input=str(template),
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"words": text},
        timestamp=int(noon.timestamp()),
    )
    if warnings:
        said = "、".join(str(each.message) for each in warnings)
        raise YakubaError(Problem("letters.paper", f"PDFを組めませんでした：{said}"))
    return bytes(content)


def sender() -> str:
    """Return the name of the town as it stands on papers, empty if it has none yet."""
    town = find_town()
    return f"{town.prefecture}{town.name}" if town else ""


@cache
def _compiler(root: Path, folders: tuple[str, ...]) -> Any:
    """Return the compiler, kept in the process: loading the typefaces takes longest."""
    import typst

    return typst.Compiler(root=str(root), font_paths=list(folders), ignore_system_fonts=True)
