"""Open data of an edition as CSV.  Source of files and columns: domain reference 1, section 12.

UTF-8 with BOM, CRLF, a header row, ISO dates, numbers without commas and with the same digits as
the pages; the column `page` leads from the file to the item's page.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import Any, Final

from yakuba.core.evaluation.rules import Totals, total_effects
from yakuba.core.publication.links import Page
from yakuba.core.publication.snapshot.totals import UNRATED, counts_of, effects_of, sources_of
from yakuba.kernel.numbers import round_half_up

Json = dict[str, Any]
Row = dict[str, Any]

NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")
# What a spreadsheet would take for a formula or a command (trust.md, rule 11).
DANGEROUS: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def tables(snapshot: Json) -> dict[str, bytes]:
    """Return the CSV files of an edition by name."""
    return {name: _file(list(make(snapshot)), heads) for name, (heads, make) in FILES.items()}


def cell(value: object) -> str:
    """Return a value as a CSV cell: numbers as they are, texts never as a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    text = str(value)
    if NUMBER.fullmatch(text) or not text.startswith(DANGEROUS):
        return text
    return "'" + text


def _file(rows: Iterable[Row], heads: str) -> bytes:
    names = heads.split()
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([cell(row.get(name)) for name in names] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _head(snapshot: Json, item: Json) -> Row:
    return {
        "municipality_code": snapshot["town"]["code"],
        "item_key": item["key"],
        "page": f"../ja/{Page('item', item['key']).file_name}",
    }


def _items(snapshot: Json) -> Iterator[Row]:
    titles = {node["key"]: node["title"] for node in snapshot["nodes"]}
    for item in snapshot["items"]:
        path = _path(snapshot, item["parent"])
        year = item["years"][-1] if item["years"] else {"lead": None, "joint": []}
        yield _head(snapshot, item) | {
            "plan_no": snapshot["plan"]["slug"],
            "plan_version": snapshot["plan"]["version"],
            "printed_code": item["code"],
            "goal": titles.get(path[0]) if path else "",
            "measure": titles.get(path[-1]) if len(path) > 1 else "",
            "title": item["title"],
            "short_name": item["short"],
            "lead_section": year["lead"]["name"] if year["lead"] else "",
            "joint_sections": "、".join(section["name"] for section in year["joint"]),
            "every_section": bool(year.get("every_section")),
            "start_fy": item["start_fy"],
            "end_fy": item["end_fy"],
            "state": item["state"],
            "closing_kind": item["closing_kind"],
            "predecessor_keys": " ".join(item["predecessors"]),
        }


def _path(snapshot: Json, key: str | None) -> list[str]:
    parents = {node["key"]: node["parent"] for node in snapshot["nodes"]}
    path: list[str] = []
    while key is not None:
        path.insert(0, key)
        key = parents[key]
    return path


def _actuals(snapshot: Json) -> Iterator[Row]:
    for item in snapshot["items"]:
        for indicator in item["indicators"]:
            for point in indicator["points"]:
                yield _head(snapshot, item) | _actual(indicator, point)


def _actual(indicator: Json, point: Json) -> Row:
    same = ("unit", "direction", "base_fy", "base", "numerator_name", "denominator_name")
    old = [was["value"] for was in point["target_was"]]
    return (
        {name: indicator[name] for name in same}
        | point
        | {
            "indicator_id": indicator["id"],
            "indicator_name": indicator["name"],
            "target_before": old[-1] if old else None,
            "method_version": point["method"],
            "value_before": point["was"]["value"] if point["was"] else None,
        }
    )


def _trails(snapshot: Json) -> Iterator[Row]:
    """Yield what stands below each computed figure: its totals, and the records left out."""
    for item in snapshot["items"]:
        for indicator in item["indicators"]:
            for point in indicator["points"]:
                if point["trail"]:
                    head = {"indicator_id": indicator["id"], "fy": point["fy"]}
                    head |= {"calculation": point["calculation"]}
                    for row in _trail(point["trail"]):
                        yield _head(snapshot, item) | head | row


def _trail(trail: Json) -> Iterator[Row]:
    yield {"what": "records", "count": trail["records"]}
    for each in trail["excluded"]:
        yield each | {"what": "excluded"}
    for each in trail["totals"]:
        yield each | {"what": trail["by"]}
    for each in trail["sections"]:
        yield each | {"what": "section"}


def _ratings(snapshot: Json) -> Iterator[Row]:
    for item in snapshot["items"]:
        for year in item["years"]:
            yield _head(snapshot, item) | {
                "fy": year["fy"],
                "scale_version": year["scale_version"],
                "suggested": year["suggested"],
                "self": year["grade"],
                "headquarters": year["headquarters_grade"],
                "council": None,
                "override": year["grade"] != year["suggested"],
                "reason_public": year["override_reason"],
                "state": year["state"],
                "submitted_on": year["submitted_on"],
                "accepted_on": year["accepted_on"],
                "done": year["done"],
                "not_done": year["not_done"],
                "next": year["next"],
            }


def _effects(snapshot: Json) -> Iterator[Row]:
    for item in snapshot["items"]:
        for each in item["effects"]:
            row = _head(snapshot, item) | each
            yield row | {"once_or_continuing": each["continuity"]}


def _corrections(snapshot: Json) -> Iterator[Row]:
    items = {item["key"]: item for item in snapshot["items"]}
    for each in snapshot["corrections"]:
        publication = f"{each['release_fy']}-r{each['release']}"
        yield _head(snapshot, items[each["item"]]) | each | {"publication": publication}


def _summary(snapshot: Json) -> Iterator[Row]:
    """Yield the counts and sums of the pages, so that each of their numbers is in a file."""
    for row in snapshot["counts"]:
        yield from _counts(row, "")
        for goal, items in _goals(snapshot).items():
            yield from _counts(counts_of(items, row["fy"], row["grades"]), goal)
        for code, count in sources_of(snapshot["items"], row["fy"]).items():
            if code != "fy":
                head = {"fy": row["fy"], "what": "figures", "code": code}
                yield head | {"value": count, "unit": "件"}
    for row in snapshot["effects_totals"]:
        effects = effects_of(snapshot["items"], row["fy"])
        yield from _sums(row["fy"], "", total_effects(effects))
        for kind in ("once", "continuing"):
            own = [each for each in effects if each.is_continuing == (kind == "continuing")]
            yield from _sums(row["fy"], kind, total_effects(own))


def _counts(row: Json, goal: str) -> Iterator[Row]:
    amounts = {**row["grades"], **{key: row[key] for key in ("items", *UNRATED)}}
    for code, count in amounts.items():
        head = {"fy": row["fy"], "what": "items", "goal": goal}
        yield head | {"code": code, "value": count, "unit": "件"}


def _goals(snapshot: Json) -> dict[str, list[Json]]:
    """Return the items of each goal by its title, in document order."""
    titles = {node["key"]: node["title"] for node in snapshot["nodes"]}
    found: dict[str, list[Json]] = {}
    for item in snapshot["items"]:
        path = _path(snapshot, item["parent"])
        if path:
            found.setdefault(titles[path[0]], []).append(item)
    return found


def _sums(fy: int, kind: str, totals: Totals) -> Iterator[Row]:
    """Yield each sum in yen, and in thousand yen as the year pages round it: half up, once."""
    for code in ("revenue_up", "expenditure_down", "cash", "avoided", "staff_time"):
        yen = getattr(totals, code)
        head = {"fy": fy, "what": "effect", "once_or_continuing": kind, "code": code}
        yield head | {"value": yen, "unit": "円"}
        yield head | {"value": round_half_up(Fraction(yen, 1000)), "unit": "千円"}


FILES: Final[dict[str, tuple[str, Callable[[Json], Iterator[Row]]]]] = {
    "items.csv": (
        "municipality_code plan_no plan_version item_key printed_code goal measure title"
        " short_name lead_section joint_sections every_section start_fy end_fy state"
        " closing_kind predecessor_keys page",
        _items,
    ),
    "actuals.csv": (
        "municipality_code item_key indicator_id indicator_name unit direction fy base_fy base"
        " target target_kind target_before numerator_name numerator denominator_name denominator"
        " value value_before status as_of method_version gap attainment_kind attainment grade"
        " source source_note calculation digest page",
        _actuals,
    ),
    "ratings.csv": (
        "municipality_code item_key fy scale_version suggested self headquarters council override"
        " reason_public state submitted_on accepted_on done not_done next page",
        _ratings,
    ),
    "effects.csv": (
        "municipality_code item_key fy class once_or_continuing gross_yen cost_yen net_yen"
        " baseline_kind status overlap_group counted note page",
        _effects,
    ),
    "corrections.csv": (
        "municipality_code publication item_key indicator fy field label old new unit cause date"
        " page",
        _corrections,
    ),
    "trails.csv": (
        "municipality_code item_key indicator_id fy what period section reason numerator"
        " denominator hidden count calculation page",
        _trails,
    ),
    "summary.csv": ("fy what goal once_or_continuing code value unit", _summary),
}
