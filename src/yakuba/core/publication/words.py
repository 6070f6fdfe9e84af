"""Words of the public pages: years, amounts and lists in the language that is being spoken."""

from collections.abc import Sequence
from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yakuba.kernel.fiscal import FiscalYear
from yakuba.platform.ui.formats import NOTHING, is_english, no_break, number, wareki

SIGNS: Final = "+-−"
FIRST_COUNTED: Final = 10  # 9つ, but 10項目


def size_of(value: str) -> str:
    """Return a signed number without its sign, with commas."""
    return number(value.lstrip(SIGNS))


def with_unit(value: str | int | None, unit: str) -> str:
    """Return a number and its unit: 98.7％, 1,284人; in English with a space before words."""
    if value is None:
        return NOTHING
    between = " " if is_english() and unit not in ("%", "") else ""
    return number(value) + between + unit


def amount(value: str | int | None, unit: str) -> SafeString:
    """Return number and unit as one unbroken piece."""
    return no_break(with_unit(value, unit))


def year_axis(fy: int) -> str:
    """Return a fiscal year under a chart: 令和3, 2021."""
    return str(fy) if is_english() else FiscalYear(fy).wareki.removesuffix("年度")


def year_short(fy: int) -> str:
    """Return a fiscal year for a narrow place: R3, ’21."""
    return f"’{fy % 100:02}" if is_english() else FiscalYear(fy).short


def years(first: int, last: int) -> str:
    """Return a span of fiscal years: 令和3～5年度, FY2021–2023."""
    if is_english():
        return f"FY{first}" if first == last else f"FY{first}–{last}"
    begin, end = year_axis(first), FiscalYear(last).wareki
    return end if first == last else f"{begin}～{end.removeprefix(begin[:2])}"


def day_tag(iso: str) -> SafeString:
    """Return a day in words inside a `time` element."""
    return format_html('<time datetime="{}">{}</time>', iso[:10], wareki(iso))


def listing(names: Sequence[str], limit: int = 5) -> SafeString:
    """Return names (escaped) as one phrase; beyond the limit it ends with "and others"."""
    between = pgettext("between names of a list", "、")
    text = format_html("{}", names[0]) if names else SafeString()
    for name in names[1:limit]:
        text = format_html("{}{}{}", text, between, name)
    return text if len(names) <= limit else format_html(_("{}など"), text)


def things(count: int) -> SafeString:
    """Return a number of items as it is said: 3つ, 16項目."""
    text = _("%(count)dつ") if count < FIRST_COUNTED else _("%(count)d項目")
    return no_break(text % {"count": count})
