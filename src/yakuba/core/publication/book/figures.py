"""One year's figure of an indicator as the report prints it."""

from dataclasses import dataclass
from typing import Any, Final

from yakuba.core.publication.edition import gap_unit_of, unit_of
from yakuba.platform.ui.formats import NOTHING, number, wareki, wareki_fy

Json = dict[str, Any]

STATUSES: Final = {
    "confirmed": "確定",
    "provisional": "速報",
    "expected": "見込",
    "corrected": "訂正",
    "not_yet": "まだわからない",
    "not_available": "記録なし",
    "not_applicable": "該当なし",
}
SOURCES: Final = {"manual": "手入力", "computed": "記録から計算", "imported": "過去の資料から"}


@dataclass(frozen=True, slots=True)
class Figure:
    """What stands in the report about one point."""

    target: str
    value: str
    row: list[str]
    parts: list[str]
    source: list[str]
    notes: list[str]


def figure(indicator: Json, point: Json | None) -> Figure:
    """Return a point in words; None is a year of which nothing is known."""
    if point is None:
        return Figure(NOTHING, NOTHING, [], [], [], [])
    unit = unit_of(indicator)
    target, value = _amount(point["target"], unit), _amount(point["value"], unit)
    shown = value if point["value"] is not None else STATUSES[point["status"]]
    row = [
        wareki_fy(point["fy"]),
        target,
        value,
        _amount(point["gap"], gap_unit_of(indicator)),
        attainment(point),
        STATUSES[point["status"]],
    ]
    return Figure(
        target, shown, row, _parts(indicator, point), _source(point), _notes(indicator, point)
    )


def _amount(value: str | None, unit: str) -> str:
    return NOTHING if value is None else f"{number(value)}{unit}"


def attainment(point: Json) -> str:
    """Return the attainment where it is a percentage; a gap stands in its own column."""
    if point["attainment"] is None or point["attainment_kind"] not in ("ratio", "progress"):
        return NOTHING
    return f"{number(point['attainment'])}％"


def _parts(indicator: Json, point: Json) -> list[str]:
    """Return numerator and denominator; nothing where the figure is no ratio."""
    if point["denominator"] is None:
        return []
    unit = indicator["part_unit"]
    return [f"{number(point['numerator'])}{unit}", f"{number(point['denominator'])}{unit}"]


def _source(point: Json) -> list[str]:
    if point["value"] is None:
        return []
    files = "、".join(each["name"] for each in point["evidence_files"])
    note = "、".join(part for part in (point["source_note"], files) if part)
    known = (wareki(point["as_of"]), SOURCES.get(point["source"], ""), note)
    return [
        wareki_fy(point["fy"]),
        "　".join(part for part in known if part),
        point["calculation"] or NOTHING,
    ]


def _notes(indicator: Json, point: Json) -> list[str]:
    """Return what must stand beside a figure: a correction, an old target, a broken series."""
    year, unit = wareki_fy(point["fy"]), unit_of(indicator)
    notes = [
        f"{year}の目標は、年度が始まった後に{number(was['value'])}{unit}から"
        f"{_amount(point['target'], unit)}に変えました（{was['reason']}）。"
        for was in point["target_was"]
    ]
    if point["was"]:
        was = number(point["was"]["value"])
        notes.append(
            f"{year}の実績は、公表した後に{was}{unit}から訂正しました"
            f"（訂正第{point['was']['correction']}号）。"
        )
    if point["breaks"]:
        note = f"（{point['break_note']}）" if point["break_note"] else ""
        notes.append(f"{year}から測り方が変わり、前の年度とはくらべられません{note}。")
    return notes
