"""How a figure stands against its target, in words.  Numbers stay as the snapshot has them."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yakuba.core.publication import words
from yakuba.core.publication.edition import (
    NONES,
    STATUSES,
    Edition,
    Grade,
    Json,
    gap_unit_of,
    section_names,
    unit_of,
)
from yakuba.core.publication.links import PublicLinks
from yakuba.platform.ui.formats import NOTHING, is_english, number, text_of, wareki_fy

PAST_YEARS = 2
ATTAINMENTS = {
    "gap": gettext_noop("目標との差（実績 − 目標）"),
    "ratio": gettext_noop("目標に対する割合（実績 ÷ 目標）"),
    "progress": gettext_noop("基準値からの進み（（実績 − 基準値）÷（目標 − 基準値））"),
    "met": gettext_noop("目標に届いたかどうか"),
}


@dataclass(frozen=True, slots=True)
class Past:
    """The grade of an earlier year, shown small."""

    fy: int
    grade: Grade


@dataclass(frozen=True, slots=True)
class Row:
    """One item as a line of the board or of a year's table."""

    item: Json
    href: str
    name: SafeString | str
    section: SafeString
    past: tuple[Past, ...]
    grade: Grade
    value: str
    unit: str
    target: SafeString
    aim: SafeString | str

    @property
    def before(self) -> Grade | None:
        """Return the grade of the year before, None if there was none."""
        return self.past[-1].grade if self.past else None


def past_years(edition: Edition, fy: int | None = None) -> list[int]:
    """Return up to two years of the plan before the year (None: the newest published one)."""
    last = fy if fy is not None else edition.fy
    if last is None:
        return []
    return list(range(max(edition.plan["start_fy"], last - PAST_YEARS), last))


def row(edition: Edition, item: Json, fy: int | None, *, links: PublicLinks) -> Row:
    """Return the line of an item for a fiscal year."""
    source = edition.source(item)
    indicator = edition.main_indicator(source)
    point = edition.point_of(indicator, fy)
    year = edition.year_of(source, fy) or edition.newest_year(source)
    return Row(
        item=item,
        href=links.page("public-item", plan=edition.plan["slug"], key=item["key"]),
        name=text_of(item, "short" if item.get("short") else "title"),
        section=section_names(year) if year else SafeString(),
        past=tuple(
            Past(before, edition.standing(item, before)) for before in past_years(edition, fy)
        ),
        grade=edition.standing(item, fy),
        value=number(point["value"] if point else None),
        unit=unit_of(indicator) if indicator and point and point["value"] is not None else "",
        target=_row_note(indicator, point),
        aim=_aim(indicator, point),
    )


def _aim(indicator: Json | None, point: Json | None) -> SafeString | str:
    if indicator is None or point is None or point["target"] is None:
        return NOTHING
    return target_amount(indicator, point["target"])


def _row_note(indicator: Json | None, point: Json | None) -> SafeString:
    if indicator is None:
        return format_html("{}", _("測っていません"))
    if point is None:
        return format_html("{}", _("記録なし"))
    if point["value"] is None and point["target"] is None:
        return format_html("{}", status_word(point))
    return target_phrase(indicator, point)


def status_word(point: Json) -> str:
    """Return how sure a figure is: 確定, 速報, まだ出ていません."""
    return _(STATUSES[point["status"]])


def target_amount(indicator: Json, target: str) -> SafeString:
    """Return a target with its unit; where less is better it says so: 9.0％以下."""
    piece = words.amount(target, unit_of(indicator))
    return format_html(_("{}以下"), piece) if indicator["direction"] == "down" else piece


def target_phrase(indicator: Json, point: Json) -> SafeString:
    """Return 目標 99.0％, or that there is none."""
    if point["target"] is None:
        return format_html("{}", _("目標なし"))
    return format_html(_("目標 {}"), target_amount(indicator, point["target"]))


def gap_sentence(indicator: Json, point: Json) -> SafeString | None:
    """Return how far the actual is from the target, in words; None if one of them is missing."""
    if point["value"] is None or point["target"] is None or point.get("gap") is None:
        return None
    gap = Decimal(point["gap"])
    target = target_amount(indicator, point["target"])
    away = words.amount(words.size_of(point["gap"]).replace(",", ""), gap_unit_of(indicator))
    if gap == 0:
        return format_html(_("目標 {}ちょうどでした。"), target)
    return format_html(_(_gap_words(indicator["direction"], gap)), target, away)


def _gap_words(direction: str, gap: Decimal) -> str:
    if direction == "up" and gap < 0:
        return gettext_noop("目標 {}まで、<b>あと{}</b>でした。")
    if direction == "down" and gap > 0:
        return gettext_noop("目標 {}を、<b>{}</b>超えました。")
    if gap > 0:
        return gettext_noop("目標 {}を、<b>{}</b>上回りました。")
    return gettext_noop("目標 {}を、<b>{}</b>下回りました。")


def before_sentence(edition: Edition, indicator: Json, point: Json) -> SafeString | None:
    """Return the year before in words, or why it cannot be compared; None if it is unknown."""
    if point.get("breaks"):
        return format_html("{}", _("測り方が変わったため、前の年度とは比べられません。"))
    before = edition.point_of(indicator, point["fy"] - 1)
    if before is None or before["value"] is None:
        return None
    value = words.amount(before["value"], unit_of(indicator))
    return format_html(_("前の年度（{}）は{}でした。"), wareki_fy(before["fy"]), value)


def gap_cell(point: Json) -> str:
    """Return the difference for a table, with its sign; ― if there is none."""
    if point.get("gap") is None:
        return NOTHING
    return ("+" if Decimal(point["gap"]) > 0 else "") + number(point["gap"])


def result_words(edition: Edition, item: Json, point: Json) -> Grade | str:
    """Return the point's grade, or in words why it has none."""
    year = edition.year_of(item, point["fy"])
    grade = edition.grade((year or {}).get("scale_version"), point.get("grade"))
    if grade is not None:
        return grade
    if point["value"] is None:
        return status_word(point)
    return _("目標なし") if point["target"] is None else _(NONES["not_rated"])


def colon() -> str:
    """Return what stands between a label and its text."""
    return ": " if is_english() else "："
