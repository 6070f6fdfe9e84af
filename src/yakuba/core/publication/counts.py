"""What the home page counts, as plain JSON: a large plan's page need not read its items."""

from typing import Final

from yakuba.core.publication.edition import Edition, Goal, Group, Json, Tally

REACHED: Final = "done"
NAMED: Final = 6  # one more than a sentence names: it must know that there are more
NAMES: Final = ("short", "short_en")


def counts_of(edition: Edition) -> Json:
    """Return the counts of the published year, as a slice brought them or counted now.

    `tally` is a list of [grade code, number of items], best grade first; `change` the number of
    items that reached their target more than the year before, null where the rules differ or
    there was no such year.
    """
    known: Json | None = edition.whole.get("counts")
    return known or _count(edition)


def _count(edition: Edition) -> Json:
    fy = edition.fy
    counted = edition.counted(edition.items, fy)
    missed = [item for item in counted if edition.standing(item, fy).mark == "miss"]
    return {
        "total": len(counted),
        "tally": _tally(edition, edition.items),
        "change": _change(edition, counted),
        "missed": len(missed),
        "missed_names": [{name: item.get(name) for name in NAMES} for item in missed[:NAMED]],
        "goals": [_goal(edition, goal) for goal in edition.goals],
    }


def _tally(edition: Edition, items: list[Json]) -> list[list[str | int]]:
    return [[tally.grade.code, tally.count] for tally in edition.tally(items, edition.fy)]


def _change(edition: Edition, counted: list[Json]) -> int | None:
    """Return the change of the same items, None if there is nothing to compare with."""
    fy = edition.fy or 0
    before = edition.scale_version(fy - 1)
    if before is None or before != edition.scale_version(fy):
        return None
    both = edition.counted(counted, fy - 1)
    return _reached(edition, both, fy) - _reached(edition, both, fy - 1)


def _reached(edition: Edition, items: list[Json], fy: int) -> int:
    return sum(edition.standing(item, fy).mark == REACHED for item in items)


def _goal(edition: Edition, goal: Goal) -> Json:
    return {
        "key": goal.node["key"],
        "number": goal.number,
        "tally": _tally(edition, goal.items),
        "groups": [_group(edition, group) for group in goal.groups],
    }


def _group(edition: Edition, group: Group) -> Json:
    return {
        "node": group.node["key"] if group.node else None,
        "items": len(group.items),
        "tally": _tally(edition, list(group.items)),
    }


def reached(tallies: list[Tally]) -> int:
    """Return how many items reached their target."""
    return sum(tally.count for tally in tallies if tally.grade.mark == REACHED)
