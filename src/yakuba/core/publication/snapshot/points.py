"""Indicators of an edition: definitions, and one point a year from its frozen calculation."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any

from yakuba.core.evaluation.rules import Band, suggest
from yakuba.core.indicators import rules
from yakuba.core.indicators.models import Calculation, Indicator, Method, Status, Target, TargetKind
from yakuba.core.indicators.services import method_of
from yakuba.core.indicators.targets import Aim, aim_of, due_value
from yakuba.core.publication.snapshot.rows import Rows
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.numbers import Mode
from yakuba.platform import clock
from yakuba.platform.files.models import StoredFile

Json = dict[str, Any]

MODES = {
    Mode.HALF_UP: ("四捨五入", "rounded half up"),
    Mode.DOWN: ("切捨て", "rounded down"),
    Mode.UP: ("切上げ", "rounded up"),
    Mode.HALF_EVEN: ("偶数丸め", "rounded half to even"),
}


def indicators_of(rows: Rows, item_id: int) -> list[Json]:
    """Return an item's indicators in their order."""
    return [_indicator(rows, row) for row in rows.indicators.get(item_id, [])]


def _indicator(rows: Rows, row: Indicator) -> Json:
    methods = rows.methods.get(row.pk, [])
    newest = method_of(methods, rows.years[-1] if rows.years else rows.plan.start_fy)
    decimals = newest.decimals if newest else 0
    return {
        "id": row.code,
        "main": row.is_main,
        "name": row.name,
        "name_en": row.name_en,
        "why": row.why,
        "kind": row.kind,
        "unit": row.unit,
        "unit_en": row.unit_en,
        "direction": row.direction,
        "time_rule": row.time_rule,
        "attainment_kind": row.attainment,
        "base": number(row.base_value, decimals),
        "base_fy": row.base_fy,
        **_definition(newest),
        "methods": [{"number": each.number, **_definition(each)} for each in methods],
        "points": list(_points(rows, row)),
    }


def _definition(method: Method | None) -> Json:
    names = (
        "definition",
        "definition_en",
        "numerator_name",
        "numerator_name_en",
        "denominator_name",
        "denominator_name_en",
        "part_unit",
    )
    known: Json = {name: getattr(method, name) if method else "" for name in names}
    words = rounding_words(method) if method else ("", "")
    known |= {"rounding": words[0], "rounding_en": words[1]}
    known["from_fy"] = method.from_fy if method else None
    known["decimals"] = method.decimals if method else 0
    known["mode"] = method.mode if method else ""
    known["part_may_exceed"] = bool(method and method.part_may_exceed)
    return known


def rounding_words(method: Method) -> tuple[str, str]:
    """Return how a computed figure is rounded, in both languages; nothing for a plain count."""
    if not method.is_ratio:
        return "", ""
    japanese, english = MODES[Mode(method.mode)]
    place = method.decimals + 1
    one = "" if method.decimals == 1 else "s"
    return (
        f"小数第{place}位を{japanese}",
        f"{english} to {method.decimals} decimal{one}",
    )


def number(value: Decimal | None, decimals: int) -> str | None:
    """Return a number with the indicator's decimals; digits that are there are never dropped."""
    if value is None:
        return None
    own = -int(value.normalize().as_tuple().exponent)
    return f"{value:.{max(own, decimals)}f}"


def part(value: Decimal | None) -> int | str | None:
    """Return a count: a whole number, or a decimal string where it is none."""
    if value is None:
        return None
    return int(value) if value == int(value) else f"{value.normalize():f}"


def _points(rows: Rows, row: Indicator) -> Iterator[Json]:
    for earlier in rows.past.get(row.pk, []):
        yield _point(rows, row, earlier.fy, earlier)
    for fy in FiscalYear.range(rows.plan.start_fy, rows.plan.end_fy):
        if row.retired_fy is not None and fy >= row.retired_fy:
            return
        pointer = rows.figures.get((row.pk, fy))
        frozen = pointer.calculation if pointer else None
        point = _point(rows, row, fy, frozen)
        if frozen is not None or point["target"] is not None or fy in rows.years:
            yield point


def _point(rows: Rows, row: Indicator, fy: FiscalYear, frozen: Calculation | None) -> Json:
    methods = rows.methods.get(row.pk, [])
    method = frozen.method if frozen else method_of(methods, fy)
    decimals = method.decimals if method else 0
    aim = _aim(rows, row, fy, decimals)
    value = frozen.value if frozen else None
    return {
        "fy": fy,
        **_target(rows, aim, fy, decimals),
        "value": number(value, decimals),
        "numerator": part(frozen.numerator) if frozen else None,
        "denominator": part(frozen.denominator) if frozen else None,
        "status": frozen.status if frozen else Status.NOT_YET,
        **_source(frozen, _evidence(rows, frozen)),
        **_judgment(rows, row, value, aim=aim, fy=fy, decimals=decimals),
        "method": method.number if method else None,
        **_break(method, fy),
        "was": _was(rows, row, fy),
        "trail": rows.trails.get(frozen.pk) if frozen else None,
    }


def _aim(rows: Rows, row: Indicator, fy: FiscalYear, decimals: int) -> Aim | None:
    if fy < rows.plan.start_fy:
        return None
    targets = rows.targets.get(row.pk, [])
    return aim_of(targets, fy, first_fy=rows.plan.start_fy, decimals=decimals)


def _target(rows: Rows, aim: Aim | None, fy: FiscalYear, decimals: int) -> Json:
    if aim is None:
        return {"target": None, "target_kind": "", "target_set_on": None, "target_was": []}
    return {
        "target": number(aim.value, decimals),
        "target_kind": aim.target.kind,
        "target_set_on": aim.target.set_on,
        "target_was": list(_changed(rows, aim, fy, decimals)),
    }


def _changed(rows: Rows, aim: Aim, fy: FiscalYear, decimals: int) -> Iterator[Json]:
    """Yield the targets that were replaced after they had begun to bind, oldest first."""
    chain: list[Target] = [*aim.before, aim.target]
    for old, new in pairwise(chain):
        first = rows.plan.start_fy if old.kind == TargetKind.CUMULATIVE else fy
        if new.set_on >= first.first_day:
            was = due_value(old, fy, first_fy=rows.plan.start_fy, decimals=decimals)
            yield {
                "value": number(was, decimals),
                "set_on": old.set_on,
                "reason": new.reason,
            }


def _source(frozen: Calculation | None, files: Iterable[StoredFile]) -> Json:
    if frozen is None:
        return {
            "as_of": None,
            "source": "",
            "source_note": "",
            "source_note_en": "",
            "entered_on": None,
            "evidence_files": [],
            "calculation": None,
            "digest": "",
        }
    return {
        "as_of": frozen.as_of,
        "source": frozen.source_kind,
        "source_note": frozen.parameters.get("source_note", ""),
        "source_note_en": frozen.parameters.get("source_note_en", ""),
        "entered_on": frozen.frozen_at.astimezone(clock.TOKYO).date(),
        "evidence_files": [{"name": each.name, "path": evidence_path(each)} for each in files],
        "calculation": str(frozen),
        "digest": frozen.digest,
    }


def _evidence(rows: Rows, frozen: Calculation | None) -> list[StoredFile]:
    """Return the public files that were attached when the figure was frozen."""
    ids = frozen.parameters.get("files", []) if frozen else []
    return [rows.files[each] for each in ids if each in rows.files]


def evidence_path(file: StoredFile) -> str:
    """Return where a public file lies in a release: named by its content, in ASCII."""
    ending = PurePosixPath(file.name).suffix.lower()
    plain = ending if ending.isascii() and ending[1:].isalnum() else ""
    return f"evidence/{file.sha256[:16]}{plain}"


def _judgment(
    rows: Rows,
    row: Indicator,
    value: Decimal | None,
    *,
    aim: Aim | None,
    fy: FiscalYear,
    decimals: int,
) -> Json:
    known: Json = {"attainment_kind": row.attainment, "gap": None, "attainment": None}
    known["grade"] = None
    if value is None or aim is None:
        return known
    exact = rules.attainment(
        row.attainment, value, target=aim.value, base=row.base_value, direction=row.direction
    )
    attained = rules.shown(exact)
    known["gap"] = number(value - aim.value, decimals)
    known["attainment"] = None if attained is None else str(attained)
    known["grade"] = None if attained is None else _grade(rows, row, fy, attained)
    return known


def _grade(rows: Rows, row: Indicator, fy: FiscalYear, attained: Decimal) -> str | None:
    sheet = rows.sheets.get((row.item_id, fy))
    if sheet is None:
        return None
    bands = rows.bands.get(sheet.round.scale_id, [])
    own = [band for band in bands if band.attainment == row.attainment]
    return suggest((Band(band.grade.code, band.low, band.high) for band in own), attained)


def _break(method: Method | None, fy: FiscalYear) -> Json:
    """Return whether the year is counted otherwise than the one before."""
    if method is None or not method.breaks_series or method.from_fy != fy:
        return {"breaks": False, "break_note": ""}
    return {"breaks": True, "break_note": method.break_note}


def _was(rows: Rows, row: Indicator, fy: FiscalYear) -> Json | None:
    for each in rows.corrections:  # the newest first
        if each.indicator_id == row.pk and each.fy == fy and each.field == "value":
            return {"value": each.old, "correction": each.number}
    return None
