"""What is due of a record by the periods of its day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from yakuba.kernel.deadlines import Count, Deadline, Length, Source, SourceKind
from yakuba.kernel.opendays import OpenDays


@dataclass(frozen=True, slots=True)
class Due:
    """The last day in time, and the sentence that says by which rule."""

    day: date
    why: str


def dues(
    rules: Mapping[str, Deadline], starts: Mapping[str, Any], office: OpenDays
) -> dict[str, Due]:
    """Return what is due by name; a period without its first day has not begun."""
    return {
        name: Due(rule.due(start, office), rule.explain(start, office))
        for name, rule in rules.items()
        if (start := starts.get(rule.starts)) is not None
    }


def by_guideline(guideline: str, name: str, length: Length, article: int, *fields: str) -> Deadline:
    """Return a period that an article of a guideline sets, from the day after its start on.

    `fields` are those of the start, of the end, and of the settled due date.
    """
    starts, ends, settled = fields
    return Deadline(
        name=name,
        starts=starts,
        ends=ends,
        length=length,
        first_day=Count.EXCLUDED,
        rolls=None,
        source=Source(SourceKind.GUIDELINE, f"{guideline}第{article}条"),
        settled=settled,
    )
