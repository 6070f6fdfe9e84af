"""Counts and sums of an edition, made from the very items that it prints."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from yakuba.core.evaluation.rules import Effect, Verdict, count_verdicts, total_effects

Json = dict[str, Any]

SOURCES = ("computed", "manual", "imported")
UNRATED = ("no_indicator", "not_rated", "excluded")


def verdict_of(item: Json, fy: int) -> Verdict | None:
    """Return what a year says of an item; None if the item has no such year or stands elsewhere."""
    if item.get("relisted_of"):
        return None
    year = next((each for each in item["years"] if each["fy"] == fy), None)
    if year is None:
        return None
    if year["state"] == "excluded":
        return Verdict(None, "excluded")
    grade = year["headquarters_grade"] or year["grade"]
    return Verdict(grade, "" if grade else _unrated(item))


def _unrated(item: Json) -> str:
    return "not_rated" if item["indicators"] else "no_indicator"


def counts_of(items: Iterable[Json], fy: int, grades: Iterable[str]) -> Json:
    """Return how many items have each grade; grades that nobody has are 0."""
    found = [verdict for item in items if (verdict := verdict_of(item, fy)) is not None]
    given, without = count_verdicts(found)
    return {
        "fy": fy,
        "items": len(found),
        "grades": {code: given[code] for code in (*grades, *sorted(given))},
        **{name: without[name] for name in UNRATED},
    }


def sources_of(items: Iterable[Json], fy: int) -> Json:
    """Return how many figures of a year were computed from records, typed, or imported."""
    kinds = Counter(
        point["source"]
        for item in items
        for indicator in item["indicators"]
        for point in indicator["points"]
        if point["fy"] == fy and point["value"] is not None
    )
    return {"fy": fy, "figures": kinds.total(), **{kind: kinds[kind] for kind in SOURCES}}


def effects_totals_of(items: Iterable[Json], fy: int) -> Json:
    """Return the yen of a year by class; of an overlap group one entry counts.

    :raises ValueError: if a group counts twice
    """
    totals = total_effects(effects_of(items, fy))
    return {
        "fy": fy,
        "revenue_up": totals.revenue_up,
        "expenditure_down": totals.expenditure_down,
        "cash": totals.cash,
        "avoided": totals.avoided,
        "staff_time": totals.staff_time,
    }


def effects_of(items: Iterable[Json], fy: int) -> list[Effect]:
    """Return the money effects of a year as the rules want them."""
    return [
        Effect(
            item=item["key"],
            fy=fy,
            effect_class=each["class"],
            net_yen=each["net_yen"],
            is_continuing=each["continuity"] == "continuing",
            chain=each.get("chain", ""),
            overlap_group=each["overlap_group"],
            is_counted=each["counted"],
        )
        for item in items
        for each in item["effects"]
        if each["fy"] == fy
    ]
