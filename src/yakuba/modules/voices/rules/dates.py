"""When a voice must be received, assigned, looked into and answered.

No law sets a period for opinions: the town fixes it.  The section's five open days are those of
石岡市, the other lengths are the product's defaults (domain reference 4, sections 6.1 and 6.3).  A
guideline does not move an end off closed days unless it says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from yakuba.kernel.deadlines import Count, Days, Deadline, OpenDayCount, Source, SourceKind
from yakuba.kernel.opendays import OpenDays

GUIDELINE: Final = "お客さまのこえ取扱要綱（案）"


def rule(name: str, *, number: int, unit: str, source: Source, rolls: bool | None) -> Deadline:
    """Return a town's rule as a deadline; the unit is `open` (days of the office) or `days`.

    :raises KeyError: if there is no deadline of that name
    """
    starts, ends, settled = FIELDS[name]
    return Deadline(
        name=name,
        starts=starts,
        ends=ends,
        length=OpenDayCount(number) if unit == "open" else Days(number),
        first_day=Count.EXCLUDED,
        rolls=rolls,
        source=source,
        settled=settled,
    )


# Name: the day that starts it, the day that ends it, where a voice keeps its due date.  Only a
# voice that wants a reply has the day on which the period of the answer starts.
FIELDS: Final[Mapping[str, tuple[str, str, str]]] = MappingProxyType(
    {
        "receipt": ("received_on", "receipted_on", "receipt_by"),
        "assignment": ("received_on", "assigned_on", "assign_by"),
        "view": ("assigned_on", "drafted_on", "view_by"),
        "answer": ("asked_on", "answered_on", "answer_by"),
    }
)


def _default(name: str, number: int, unit: str, article: int) -> Deadline:
    source = Source(SourceKind.GUIDELINE, f"{GUIDELINE}第{article}条")
    return rule(name, number=number, unit=unit, source=source, rolls=None)


RECEIPT: Final = _default("receipt", 1, "open", 3)
ASSIGNMENT: Final = _default("assignment", 1, "open", 4)
VIEW: Final = _default("view", 5, "open", 5)
ANSWER: Final = _default("answer", 14, "days", 6)
DEFAULTS: Final = (RECEIPT, ASSIGNMENT, VIEW, ANSWER)


@dataclass(frozen=True, slots=True)
class Due:
    """The last day in time, and the sentence that says by which rule."""

    day: date
    why: str


def dues(
    rules: Mapping[str, Deadline], starts: Mapping[str, date | None], office: OpenDays
) -> dict[str, Due]:
    """Return what is due of a voice, by name; a period without its first day has not begun."""
    return {
        name: Due(rule.due(start, office), rule.explain(start, office))
        for name, rule in rules.items()
        if (start := starts.get(rule.starts)) is not None
    }
