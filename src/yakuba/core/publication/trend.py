"""One indicator on the item page: its figure, its course over the years, where it comes from."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext

from yakuba.core.publication import charts, words
from yakuba.core.publication.axes import Chart, Spot
from yakuba.core.publication.edition import (
    Edition,
    Grade,
    Json,
    gap_unit_of,
    section_names,
    unit_of,
)
from yakuba.core.publication.figures import (
    ATTAINMENTS,
    before_sentence,
    gap_cell,
    gap_sentence,
    result_words,
    status_word,
    target_amount,
)
from yakuba.core.publication.links import PublicLinks
from yakuba.core.publication.trail_rows import Trail, trail_of
from yakuba.platform.ui.formats import number, plain_text_of, text_of, wareki_fy

MISSING = {
    "not_yet": gettext_noop("まだ"),
    "not_available": gettext_noop("記録なし"),
    "not_applicable": gettext_noop("対象外"),
}
SOURCES = {
    "manual": gettext_noop("資料を見て手で入力"),
    "imported": gettext_noop("過去の資料から取り込み"),
    "computed": gettext_noop("このしくみの記録から計算"),
}
ATTAINMENT_UNITS = {"ratio": "％", "progress": "％"}


@dataclass(frozen=True, slots=True)
class Part:
    """Numerator or denominator: its name and amount."""

    name: SafeString | str
    amount: SafeString


@dataclass(frozen=True, slots=True)
class TableRow:
    """One fiscal year in the table beside the chart."""

    fy: int
    target: str
    earlier: tuple[str, ...]
    value: str
    gap: str
    grade: Grade | None
    words: str
    corrected: bool
    now: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file behind a figure; no address means that it is not part of the release."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where one figure comes from, and how far it can be followed."""

    how: str
    kind: str
    note: SafeString | str
    section: SafeString
    evidence: tuple[Evidence, ...]
    attainment: str
    attained: SafeString | None
    trail: Trail | None


@dataclass(frozen=True, slots=True)
class IndicatorBlock:
    """Everything the item page shows of one indicator."""

    indicator: Json
    code: str
    name: SafeString | str
    plain_name: str
    fy: int
    point: Json | None
    unit: str
    gap_unit: str
    value: str
    status: str
    result: Grade | None
    target: SafeString | None
    says: tuple[SafeString, ...]
    parts: tuple[Part, ...]
    source: Source | None
    chart: SafeString | None
    is_line: bool
    from_zero: bool
    rows: tuple[TableRow, ...]
    changes: tuple[SafeString, ...]
    breaks: tuple[SafeString, ...]


def block(edition: Edition, item: Json, indicator: Json, *, links: PublicLinks) -> IndicatorBlock:
    """Return what the page shows of an indicator."""
    fy = shown_year(edition, indicator)
    point = edition.point_of(indicator, fy)
    drawn = chart_of(edition, indicator)
    result = result_words(edition, item, point) if point else None
    has_value = point is not None and point["value"] is not None
    return IndicatorBlock(
        indicator=indicator,
        code=_code(indicator),
        name=text_of(indicator, "name"),
        plain_name=plain_text_of(indicator, "name"),
        fy=fy,
        point=point,
        unit=unit_of(indicator),
        gap_unit=gap_unit_of(indicator),
        value=number(point["value"]) if point else "",
        status=status_word(point) if point else "",
        result=result if isinstance(result, Grade) else None,
        target=_target(indicator, point),
        says=tuple(_says(edition, indicator, point)),
        parts=tuple(parts_of(indicator, point)) if point and has_value else (),
        source=source_of(edition, item, point, links=links) if point and has_value else None,
        chart=charts.draw(drawn) if drawn else None,
        is_line=drawn.is_line if drawn else True,
        from_zero=drawn.starts_at_zero if drawn else True,
        rows=tuple(table_rows(edition, item, indicator)),
        changes=tuple(target_changes(indicator)),
        breaks=tuple(break_notes(indicator)),
    )


def _code(indicator: Json) -> str:
    return "i-" + "".join(char if char.isalnum() else "-" for char in str(indicator["id"]))


def _target(indicator: Json, point: Json | None) -> SafeString | None:
    if point is None or point["target"] is None:
        return None
    return target_amount(indicator, point["target"])


def _says(edition: Edition, indicator: Json, point: Json | None) -> list[SafeString]:
    if point is None:
        return []
    said = [gap_sentence(indicator, point)]
    if point["value"] is not None:
        said.append(before_sentence(edition, indicator, point))
    return [sentence for sentence in said if sentence]


def shown_year(edition: Edition, indicator: Json) -> int:
    """Return the year whose figure is shown large: the published one, else what comes first."""
    if edition.fy is not None:
        return edition.fy
    due = edition.snapshot.get("due") or {}
    first = next((point["fy"] for point in indicator["points"] if point["target"]), None)
    return int(due.get("fy") or first or edition.plan["start_fy"])


def parts_of(indicator: Json, point: Json) -> list[Part]:
    """Return denominator, numerator and base value, as far as there are any."""
    unit = _(indicator["part_unit"]) if indicator["part_unit"] else ""
    found = [
        Part(text_of(indicator, f"{name}_name"), words.amount(point[name], unit))
        for name in ("denominator", "numerator")
        if point.get(name) is not None
    ]
    if indicator.get("base") is not None and indicator.get("base_fy") is not None:
        name = _("はじめの値（%(year)s）") % {"year": wareki_fy(indicator["base_fy"])}
        found.append(Part(name, words.amount(indicator["base"], unit_of(indicator))))
    return found


def source_of(edition: Edition, item: Json, point: Json, *, links: PublicLinks) -> Source:
    """Return where a point comes from."""
    year = edition.year_of(item, point["fy"]) or edition.newest_year(item)
    files = point.get("evidence_files", [])
    return Source(
        how=_(SOURCES[point["source"]]),
        kind=point["source"],
        note=text_of(point, "source_note"),
        section=section_names(year) if year else SafeString(),
        evidence=tuple(Evidence(each["name"], links.file(each["path"])) for each in files),
        attainment=_(ATTAINMENTS[point["attainment_kind"]]),
        attained=_attained(point),
        trail=trail_of(point),
    )


def _attained(point: Json) -> SafeString | None:
    """Return the attainment of kinds that are no plain difference, which the page shows anyway."""
    unit = ATTAINMENT_UNITS.get(point["attainment_kind"])
    if unit is None or point.get("attainment") is None:
        return None
    return words.amount(point["attainment"], unit)


def span(indicator: Json) -> list[int]:
    """Return every fiscal year from the first to the last point, also those without one."""
    years = [int(point["fy"]) for point in indicator["points"]]
    return list(range(min(years), max(years) + 1)) if years else []


def table_rows(edition: Edition, item: Json, indicator: Json) -> list[TableRow]:
    """Return a row for every year, newest first; a year without record has a row too."""
    shown = shown_year(edition, indicator)
    rows = []
    for fy in reversed(span(indicator)):
        point = edition.point_of(indicator, fy)
        result = result_words(edition, item, point) if point else _(MISSING["not_available"])
        rows.append(
            TableRow(
                fy=fy,
                target=number(point["target"] if point else None),
                earlier=_earlier(point),
                value=number(point["value"] if point else None),
                gap=gap_cell(point or {}),
                grade=result if isinstance(result, Grade) else None,
                words=result if isinstance(result, str) else "",
                corrected=bool(point and point.get("was")),
                now=fy == shown,
            )
        )
    return rows


def _earlier(point: Json | None) -> tuple[str, ...]:
    changed = point.get("target_was", []) if point else []
    return tuple(number(each["value"]) for each in changed)


def target_changes(indicator: Json) -> list[SafeString]:
    """Return in words which targets were changed, from what to what, and why."""
    unit = unit_of(indicator)
    found = []
    for point in indicator["points"]:
        values = [each["value"] for each in point.get("target_was", [])] + [point["target"]]
        for index, each in enumerate(point.get("target_was", [])):
            pair = [words.amount(value, unit) for value in values[index : index + 2]]
            text = _("{}の目標は、{}から{}に変わりました。理由：{}")
            reason = text_of(each, "reason")
            found.append(format_html(text, wareki_fy(point["fy"]), *pair, reason))
    return found


def break_notes(indicator: Json) -> list[SafeString]:
    """Return in words from which years on something is counted otherwise."""
    text = _("{}から測り方が変わったため、それより前とは比べられません。{}")
    return [
        format_html(text, wareki_fy(point["fy"]), text_of(point, "break_note"))
        for point in indicator["points"]
        if point.get("breaks")
    ]


def chart_of(edition: Edition, indicator: Json) -> Chart | None:
    """Return the indicator's chart, None where there are fewer than two values to draw."""
    points = {point["fy"]: point for point in indicator["points"]}
    known = [fy for fy, point in points.items() if point["value"] is not None]
    if len(known) < 2:
        return None
    spots = tuple(_spot(edition, indicator, fy, points.get(fy)) for fy in span(indicator))
    name = plain_text_of(indicator, "name")
    return Chart(
        code=_code(indicator),
        title=_("%(name)sの実績と目標") % {"name": name},
        description=_description(spots, unit_of(indicator)),
        unit=unit_of(indicator),
        spots=spots,
    )


def _spot(edition: Edition, indicator: Json, fy: int, point: Json | None) -> Spot:
    value = point["value"] if point else None
    target = point["target"] if point else None
    return Spot(
        long=words.year_axis(fy),
        short=words.year_short(fy),
        value=Decimal(value) if value is not None else None,
        value_label=number(value) if value is not None else "",
        target=Decimal(target) if target is not None else None,
        target_label=number(target) if target is not None else "",
        missing=_missing(point, is_past=edition.fy is not None and fy <= edition.fy),
        breaks=bool(point and point.get("breaks")),
        now=fy == shown_year(edition, indicator),
    )


def _missing(point: Json | None, *, is_past: bool) -> str:
    """Return why a year has no value; nothing for a year that is still to come."""
    if not is_past or (point and point["value"] is not None):
        return ""
    return _(MISSING[point["status"] if point else "not_available"])


def _description(spots: tuple[Spot, ...], unit: str) -> str:
    between = pgettext("between names of a list", "、")
    return between.join(_spot_words(spot, unit) for spot in spots)


def _spot_words(spot: Spot, unit: str) -> str:
    values = {"year": spot.long, "value": spot.value_label, "target": spot.target_label}
    if spot.value is None:
        text = _("%(year)sは%(why)s") if spot.missing else _("%(year)sは目標%(target)s")
        return text % (values | {"why": spot.missing})
    text = (
        _("%(year)sは%(value)s（目標%(target)s）")
        if spot.target_label
        else _("%(year)sは%(value)s")
    )
    return text % values
