"""How a computed figure is followed down on its page: totals, records left out, how many."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from yakuba.core.publication import words
from yakuba.kernel.wareki import format_date
from yakuba.platform.ui.formats import is_english, number

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Total:
    """The counts of a month, a quarter or a section; hidden ones are too small to show."""

    label: str
    numerator: str
    denominator: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Totals that add up to the figure: by period, or by section."""

    caption: str
    head: str
    rows: tuple[Total, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many records do not count, and why."""

    reason: str
    count: SafeString | str


@dataclass(frozen=True, slots=True)
class Trail:
    """The steps below a computed figure."""

    records: SafeString
    breakdowns: tuple[Breakdown, ...]
    left_out: tuple[LeftOut, ...]
    has_hidden: bool
    has_denominator: bool


def trail_of(point: Json) -> Trail | None:
    """Return the trail of a point, None where its figure was typed or imported."""
    stored = point.get("trail")
    if not stored:
        return None
    breakdowns = tuple(part for part in (_periods(stored), _sections(stored)) if part.rows)
    rows = [*stored["totals"], *stored["sections"]]
    return Trail(
        records=words.amount(stored["records"], _("件")),
        breakdowns=breakdowns,
        left_out=tuple(map(_left_out, stored["excluded"])),
        has_hidden=any(row["hidden"] for row in (*rows, *stored["excluded"])),
        has_denominator=any(row["denominator"] is not None for row in rows),
    )


def _periods(stored: Json) -> Breakdown:
    rows = tuple(_total(_period(each["period"]), each) for each in stored["totals"])
    return Breakdown(_("期間ごとの合計"), _("期間"), rows)


def _sections(stored: Json) -> Breakdown:
    rows = tuple(_total(each["section"] or _("課なし"), each) for each in stored["sections"])
    return Breakdown(_("課ごとの合計"), _("課"), rows)


def _left_out(stored: Json) -> LeftOut:
    count = _("5件未満") if stored["hidden"] else words.amount(stored["count"], _("件"))
    return LeftOut(stored["reason"], count)


def _total(label: str, stored: Json) -> Total:
    return Total(
        label=label,
        numerator=number(stored["numerator"]),
        denominator=number(stored["denominator"]),
        is_hidden=stored["hidden"],
    )


def _period(period: str) -> str:
    """Return 2023-04 and 2023-Q2 in words."""
    if not period:
        return _("日付なし")
    year, _dash, part = period.partition("-")
    if part.startswith("Q"):
        first = 3 * int(part[1:]) - 2
        text = _("{year}年{first}月〜{last}月")
        return text.format(year=_year(int(year), first), first=first, last=first + 2)
    return _("{year}年{month}月").format(year=_year(int(year), int(part)), month=int(part))


def _year(year: int, month: int) -> str:
    """Return the year as the page counts it: 令和4, or 2022 in English."""
    return str(year) if is_english() else format_date(date(year, month, 1)).partition("年")[0]
