"""Building the snapshot of an edition from the stored rows."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import translation

from yakuba import __version__
from yakuba.core.evaluation.models import GradeBand, Scale
from yakuba.core.plan.models import Plan
from yakuba.core.publication import canonical
from yakuba.core.publication.models import Correction
from yakuba.core.publication.snapshot.items import items_of, nodes_of
from yakuba.core.publication.snapshot.rows import Cover, Rows, read
from yakuba.core.publication.snapshot.totals import counts_of, effects_totals_of, sources_of
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform import consistent
from yakuba.platform.office.models import Town

Json = dict[str, Any]

SCHEMA = "yakuba.snapshot/1"


def build(plan: Plan, cover: Cover) -> Json:
    """Return the snapshot of an edition, read in one transaction, from its published reports.

    Figures come from the calculations that the sheets point to, and from nowhere else.
    """
    with consistent.reading():
        rows = read(plan, cover.fy, late=cover.late)
    with translation.override("ja"):
        return _plain(_edition(rows, cover))


def outline(plan: Plan) -> Json:
    """Return a plan of which nothing is published yet in the shape of a snapshot."""
    with consistent.reading():
        rows = read(plan, None)
    with translation.override("ja"):
        body = _body(rows)
    empty: Json = {"release": None, "made_at": None, "corrections": [], "changes": []}
    return _plain(body | empty)


def _plain(content: Json) -> Json:
    """Return the content as it is read back from its bytes: what is tested is what is stored."""
    plain: Json = canonical.decode(canonical.encode(content))
    return plain


def _edition(rows: Rows, cover: Cover) -> Json:
    body = _body(rows)
    return body | {
        "made_at": cover.made_at,
        "release": {
            "fy": cover.fy,
            "number": cover.number,
            "published_on": cover.published_on,
            "sample": rows.town.is_sample,
            "reason": cover.reason,
            "reason_en": cover.reason_en,
        },
        "proof": cover.proof,
        "corrections": [_correction(rows, each) for each in rows.corrections],
        "changes": _changes(rows, cover, body["items"]),
    }


def _body(rows: Rows) -> Json:
    items = [_plain(item) for item in items_of(rows)]
    return {
        "schema": SCHEMA,
        "software": __version__,
        "town": _town(rows.town),
        "plan": _plan(rows),
        "scales": [_scale(rows, each) for each in rows.scales],
        "nodes": nodes_of(rows),
        "items": items,
        "counts": [counts_of(items, fy.year, _grades(rows, fy)) for fy in rows.years],
        "sources": [sources_of(items, fy.year) for fy in rows.years],
        "effects_totals": [_effects_totals(items, fy) for fy in rows.years],
    }


def _effects_totals(items: list[Json], fy: FiscalYear) -> Json:
    try:
        return effects_totals_of(items, fy.year)
    except ValueError as twice:
        message = f"{fy.wareki}の効果額に、同じ組や同じ続きの効果が2回数えられています。"
        fix = f"効果額の表で、数えるものを1件にしてください（{twice}）。"
        raise YakubaError(Problem("snapshot.14", message, fix)) from twice


def _town(town: Town) -> Json:
    names = ("code", "name", "name_en", "prefecture", "prefecture_en", "contact", "contact_en")
    return {name: getattr(town, name) for name in names}


def _plan(rows: Rows) -> Json:
    plan = rows.plan
    return {
        "slug": plan.slug,
        "title": plan.title,
        "title_en": plan.title_en,
        "ordinal": plan.ordinal,
        "start_fy": plan.start_fy,
        "end_fy": plan.end_fy,
        "version": rows.version.number,
        "legal_basis": plan.legal_basis,
        "decided_by": plan.decided_by,
        "decided_on": plan.decided_on,
        "levels": [
            {"depth": each.depth, "name": each.name, "name_en": each.name_en}
            for each in rows.levels
        ],
    }


def _scale(rows: Rows, scale: Scale) -> Json:
    bands = rows.bands.get(scale.pk, [])
    return {
        "code": scale.code,
        "version": scale.number,
        "from_fy": scale.from_fy,
        "breaks": scale.breaks_series,
        "title": scale.name,
        "title_en": scale.name_en,
        "grades": [
            {
                "code": grade.code,
                "word": grade.word,
                "word_en": grade.word_en,
                "mark": grade.mark,
                "order": grade.position,
                "rule": grade.rule,
                "rule_en": grade.rule_en,
                "bands": [_band(band) for band in bands if band.grade_id == grade.pk],
            }
            for grade in rows.grades.get(scale.pk, [])
        ],
    }


def _band(band: GradeBand) -> Json:
    return {"attainment": band.attainment, "low": _end(band.low), "high": _end(band.high)}


def _end(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"


def _grades(rows: Rows, fy: FiscalYear) -> list[str]:
    """Return the codes of the scale that a year was rated by, best first."""
    scale_id = next(
        (row.round.scale_id for row in rows.sheets.values() if row.round.fy == fy), None
    )
    return [grade.code for grade in rows.grades.get(scale_id or 0, [])]


def _correction(rows: Rows, row: Correction) -> Json:
    return {
        "no": row.number,
        "date": row.corrected_on,
        "fy": row.fy,
        "release_fy": row.fy,
        "release": _first_release(rows, row),
        "item": row.item.item_key,
        "indicator": row.indicator.code if row.indicator else None,
        "field": row.field,
        "label": row.label,
        "label_en": row.label_en,
        "old": row.old,
        "new": row.new,
        "unit": row.unit,
        "cause": row.cause,
        "cause_en": row.cause_en,
    }


def _first_release(rows: Rows, row: Correction) -> int:
    """Return the release of the correction's year that first carries it, perhaps the next one."""
    carried = [each.number for each in row.releases.all() if each.fy == row.fy]
    existing = [each.number for each in rows.releases if each.fy == row.fy]
    return min(carried) if carried else max(existing, default=0) + 1


def _changes(rows: Rows, cover: Cover, items: Iterable[Json]) -> list[Json]:
    """Return what happened, the newest first."""
    found = [*_releases(rows, cover), *map(_corrected, rows.corrections)]
    found += [
        *_versions(rows, cover.published_on),
        *_targets(items, cover.published_on.isoformat()),
    ]
    return sorted(found, key=lambda change: change["date"], reverse=True)


def _change(on: date | str, item: str | None, text: str, english: str) -> Json:
    day = on if isinstance(on, str) else on.isoformat()
    return {"date": day, "item": item, "text": text, "text_en": english}


def _releases(rows: Rows, cover: Cover) -> Iterator[Json]:
    """Yield the publications; a release that only corrects is told by its correction."""
    stored = [(row.fy, row.number, row.published_on, row.reason) for row in rows.releases]
    known = {(fy, number) for fy, number, *_rest in stored}
    if (cover.fy, cover.number) not in known:
        stored.append((cover.fy, cover.number, cover.published_on, cover.reason))
    for fy, number, on, reason in reversed(stored):
        if number == 1:
            text, english = f"{fy.wareki}の評価を公表しました", f"Results of FY{fy} published"
            yield _change(on, None, text, english)
        elif reason:
            text = f"{fy.wareki}の評価を出し直しました：{reason}"
            yield _change(on, None, text, f"Results of FY{fy} published anew")


def _corrected(row: Correction) -> Json:
    english = f"Corrected: {row.label_en}" if row.label_en else ""
    return _change(row.corrected_on, row.item.item_key, f"{row.label}を訂正しました", english)


def _versions(rows: Rows, until: date) -> Iterator[Json]:
    for version in rows.versions:
        if version.number > 1 and version.decided_on and version.decided_on <= until:
            text = f"計画を変更しました：{version.reason}"
            yield _change(version.decided_on, None, text, "The plan was changed")


def _targets(items: Iterable[Json], until: str) -> Iterator[Json]:
    for item in items:
        for indicator in item["indicators"]:
            for point in indicator["points"]:
                if point["target_was"] and point["target_set_on"] <= until:
                    yield _target_changed(item, indicator, point)


def _target_changed(item: Json, indicator: Json, point: Json) -> Json:
    old, new = point["target_was"][-1]["value"], point["target"]
    fy = FiscalYear(point["fy"])
    unit = indicator["unit"]
    text = f"{fy.wareki}の目標を{old}{unit}から{new}{unit}に変えました"
    return _change(
        point["target_set_on"],
        item["key"],
        text,
        f"Target of FY{fy} changed from {old} to {new}",
    )
