"""Where records lead: plan items and figures.  The core tells; the platform knows no plan."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from yakuba.platform.registers.declaration import Register


@dataclass(frozen=True, slots=True)
class Feed:
    """A figure or a plan item; `value` and `unit` stand beside the title where there are any."""

    title: str
    href: str
    note: str = ""
    value: str = ""
    unit: str = ""


Source = Callable[[Register, Any], Iterable[Feed]]

_sources: list[Source] = []


def register(source: Source) -> None:
    """Add a function that says what a record feeds; with None instead: what the register does.

    Call it from an app's `ready()`.
    """
    if source not in _sources:
        _sources.append(source)


def rows_of(which: Register, record: Any = None) -> list[Feed]:
    """Return what a record feeds, of a register without one what it feeds as a whole."""
    return [feed for source in _sources for feed in source(which, record)]
