"""What waits for somebody, in groups: the page on which a day's work begins."""

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils.functional import Promise

MOST: Final = 50


@dataclass(frozen=True, slots=True)
class Group:
    """Records that wait for the same thing; `empty` says that none does."""

    title: str | Promise
    empty: str | Promise
    records: list[Any]
    total: int


def grouped(
    found: QuerySet[Any], *each: tuple[str | Promise, str | Promise, Q], most: int = MOST
) -> list[Group]:
    """Return a group for each (title, what an empty one says, condition)."""
    made = []
    for title, empty, wanted in each:
        records = found.filter(wanted)
        made.append(Group(title, empty, list(records[:most]), records.count()))
    return made
