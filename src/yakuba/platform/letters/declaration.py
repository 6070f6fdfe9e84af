"""What a module says of a paper that it makes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.utils.functional import Promise

from yakuba.platform.office.rights import DataClass

if TYPE_CHECKING:
    from yakuba.platform.office.models import Section


@dataclass(frozen=True, slots=True)
class Made:
    """The words of a paper, the name of its file without the ending, and whose file it is."""

    words: Mapping[str, Any]
    name: str
    section: "Section | None" = None
    data_class: DataClass = DataClass.OFFICE


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper: its templates by ending (docx, pdf), and the function that gives its words.

    `words` is called with what the job was given, by name; `fonts` returns the families of the
    PDF in their order, each with its folder.
    """

    code: str
    done: str | Promise
    templates: Mapping[str, Path]
    words: Callable[..., Made]
    fonts: Callable[[], Mapping[str, Path]]


DECLARED: Final[dict[str, Paper]] = {}


def declare_paper(paper: Paper) -> Paper:
    """Make a paper known to the worker and return it.

    :raises ValueError: if the code is declared twice
    """
    if paper.code in DECLARED:
        raise ValueError(f"Paper({paper.code!r}) is declared twice")
    DECLARED[paper.code] = paper
    return paper
