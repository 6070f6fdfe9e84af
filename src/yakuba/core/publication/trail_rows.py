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
    """The counts of one month or quarter; hidden ones are too small to show."""

    label: str
    numerator: str
    denominator: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many records do not count, and why."""

    reason: str
    count: SafeString


@dataclass(frozen=True, slots=True)
class Trail:
    """The steps below a computed figure."""

    records: SafeString
    totals: tuple[Total, ...]
    left_out: tuple[LeftOut, ...]
    has_hidden: bool
    has_denominator: bool


def trail_of(point: Json) -> Trail | None:
    """Return the trail of a point, None where its figure was typed or imported."""
    stored = point.get("trail")
    if not stored:
        return None
    totals = tuple(_total(each) for each in stored["totals"])
    return Trail(
        records=words.amount(stored["records"], _("件")),
        totals=totals,
        left_out=tuple(
            LeftOut(each["reason"], words.amount(each["count"], _("件")))
            for each in stored["excluded"]
        ),
        has_hidden=any(total.is_hidden for total in totals),
        has_denominator=any(each["denominator"] is not None for each in stored["totals"]),
    )


def _total(stored: Json) -> Total:
    return Total(
        label=_period(stored["period"]),
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
