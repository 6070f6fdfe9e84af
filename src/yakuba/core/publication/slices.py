"""The part of an edition that one page needs, so that a page costs the same in a large plan.

A slice is a function of the snapshot and has its shape.  Its key `slice` keeps what can only be
known from the whole: how many items there are, the published years, the scale of each.
"""

from collections.abc import Callable, Iterable
from typing import Final

from yakuba.core.publication import canonical
from yakuba.core.publication.counts import counts_of
from yakuba.core.publication.edition import Edition, Json
from yakuba.core.publication.links import Kind, Page
from yakuba.core.publication.tables import FILES

FOLDER: Final = "parts/"
PAST: Final = 2
# What only the item's own page prints.
LONG: Final = ("done", "not_done", "next", "causes", "causes_en", "actions")
NAMED: Final = (
    *("key", "parent", "code", "title", "title_en", "short", "short_en"),
    *("relisted_of", "start_fy", "end_fy"),
)


def file_name(page: Page) -> str:
    """Return where the slice of a page lies in a release: parts/items/2-1-a.json."""
    return FOLDER + page.file_name.removesuffix(".html") + ".json"


def slice_of(edition: Edition, page: Page) -> Json | None:
    """Return what the page needs of an edition; None where it needs the whole of it."""
    if edition.fy is None:
        return None
    parts = SLICERS[page.kind](edition, page)
    if parts is None:
        return None
    known = edition.snapshot | {"counts": [], "effects_totals": [], "changes": []} | parts
    return known | {"slice": _known(edition) | parts.get("slice", {})}


def _known(edition: Edition) -> Json:
    years = edition.published_years
    return {
        "items": edition.item_count,
        "years": years,
        "scales": {str(fy): edition.scale_version(fy) for fy in years},
    }


def _item(edition: Edition, page: Page) -> Json | None:
    """Return the item whole and its neighbours by name; an item printed twice needs the other."""
    item = edition.item_of[page.key]
    if item.get("relisted_of"):
        return None
    place = edition.place_of[page.key]
    near = edition.items[max(0, place - 1) : place + 2]
    return {
        "items": [each if each is item else _name(each) for each in near],
        "corrections": _corrections(edition, {page.key}),
    }


def _name(item: Json) -> Json:
    return _only(item, NAMED) | {"years": [], "indicators": [], "effects": []}


def _only(record: Json, names: Iterable[str]) -> Json:
    return {name: record[name] for name in names if name in record}


def _corrections(edition: Edition, keys: set[str]) -> list[Json]:
    rows = edition.snapshot.get("corrections", [])
    return [row for row in rows if row["item"] in keys]


def _home(edition: Edition, page: Page) -> Json:
    changes = edition.snapshot.get("changes", [])
    fy = edition.fy or 0
    if not edition.is_large:
        return {"items": [_line(edition, item, fy) for item in edition.items], "changes": changes}
    told = {row["item"] for row in (*changes, *edition.snapshot.get("corrections", []))}
    shown = [item for item in edition.items if item is edition.example or item["key"] in told]
    return {
        "items": [_name(item) | {"indicators": _main(edition, item, fy)} for item in shown],
        "changes": changes,
        "slice": {"counts": counts_of(edition)},
    }


def _line(edition: Edition, item: Json, fy: int) -> Json:
    """Return an item as far as a line of a board or table needs it."""
    newest = edition.newest_year(item)
    years = [year for year in item["years"] if fy - PAST <= year["fy"] <= fy or year is newest]
    return _name(item) | {
        "years": [{k: v for k, v in year.items() if k not in LONG} for year in years],
        "indicators": _main(edition, item, fy),
        "effects": [effect for effect in item["effects"] if effect["fy"] == fy],
    }


def _main(edition: Edition, item: Json, fy: int) -> list[Json]:
    main = edition.main_indicator(item)
    if main is None:
        return []
    points = [point for point in main["points"] if point["fy"] == fy]
    plain = {name: value for name, value in main.items() if name != "methods"}
    return [plain | {"points": points}]


def _goal(edition: Edition, page: Page) -> Json:
    goal = next(goal for goal in edition.goals if goal.node["key"] == page.key)
    keys = {item["key"] for item in goal.items}
    keys |= {item.get("relisted_of") or "" for item in goal.items}
    fy = edition.fy or 0
    items = [_line(edition, item, fy) for item in edition.items if item["key"] in keys]
    return {"items": items, "corrections": []}


def _year(edition: Edition, page: Page) -> Json:
    fy = int(page.key)
    rows = edition.snapshot.get("corrections", [])
    return {
        "items": [_line(edition, item, fy) for item in edition.items],
        "corrections": [row for row in rows if row["fy"] == fy],
    }


def _data(edition: Edition, page: Page) -> Json:
    rows = {name: sum(1 for _row in make(edition.snapshot)) for name, (_, make) in FILES.items()}
    return {"items": [], "corrections": [], "slice": {"rows": rows}}


def _trust(edition: Edition, page: Page) -> Json:
    corrected = {row["item"] for row in edition.snapshot.get("corrections", [])}
    return {
        "items": [_name(edition.item_of[key]) for key in edition.item_of if key in corrected],
        "slice": {
            "kinds": sorted(edition.attainment_kinds),
            "digest": canonical.digest(canonical.encode(edition.snapshot)),
        },
    }


SLICERS: Final[dict[Kind, Callable[[Edition, Page], Json | None]]] = {
    "home": _home,
    "item": _item,
    "goal": _goal,
    "year": _year,
    "data": _data,
    "trust": _trust,
}
