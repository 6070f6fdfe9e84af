"""Numbers, days and words as screens show them, in the language that is being spoken."""

import re
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.numbers import format_number, format_yen, round_half_up
from yakuba.kernel.wareki import format_date, weekday_ja
from yakuba.platform import clock

NOTHING = "―"  # nothing was measured: never shown as 0
MINUS = "−"
# A phrase may end after a comma, and after one of these before a character that is not hiragana.
_PHRASE_END = re.compile(
    r"(?<=[、。・])(?![」）])|(?<=[のをにはがでとへもやくるいた])(?=[^ぁ-ん、。・）」])"
)
SHORTEST_PHRASE = 4
MEGA = 1_000_000


def is_english() -> bool:
    """Return whether the page speaks English."""
    return (get_language() or "ja").startswith("en")


def number(value: int | Decimal | str | None, decimals: int | None = None) -> str:
    """Return the number with commas and a true minus, or a dash for None and empty text.

    A decimal string such as "98.70" keeps its digits unless `decimals` is given.
    """
    if value is None or value == "":
        return NOTHING
    exact = Decimal(value) if isinstance(value, str) else value
    return format_number(exact, decimals, minus=MINUS)


def yen(value: int | None, unit: str = "円") -> str:
    """Return an amount of yen with its unit: 1,234円 (¥1,234), 12,345千円; None is a dash."""
    if value is None:
        return NOTHING
    if is_english():
        return f"{MINUS if value < 0 else ''}¥{abs(value):,}"
    return format_yen(value, unit, minus=MINUS)


def wareki(day: date | datetime | str | None) -> str:
    """Return a day in words: 令和6年6月10日, 10 June 2024; None is a dash."""
    found = as_day(day)
    if found is None:
        return NOTHING
    return f"{found.day} {found:%B %Y}" if is_english() else format_date(found)


def month_day(day: date | datetime | str | None) -> str:
    """Return a day without its year: 6月10日, 10 June."""
    found = as_day(day)
    if found is None:
        return NOTHING
    return f"{found.day} {found:%B}" if is_english() else f"{found.month}月{found.day}日"


def weekday(day: date | datetime | str | None) -> str:
    """Return a day with its day of the week: 6月10日（月）, 10 June (Mon)."""
    found = as_day(day)
    if found is None:
        return NOTHING
    words = month_day(found)
    return f"{words} ({found:%a})" if is_english() else f"{words}（{weekday_ja(found)}）"


def due_day(day: date | datetime | str | None) -> str:
    """Return a due date: 6月10日（月）; of another year than today's: 令和7年6月10日（火）."""
    found = as_day(day)
    if found is None or found.year == clock.today().year:
        return weekday(found)
    day_of_week = f" ({found:%a})" if is_english() else f"（{weekday_ja(found)}）"
    return wareki(found) + day_of_week


def clock_time(instant: datetime | str | None) -> str:
    """Return the hour of an instant in Tokyo: 17:12.  Text is ISO with Z, as snapshots hold it."""
    if isinstance(instant, str):
        instant = datetime.fromisoformat(instant.replace("Z", "+00:00"))
    return NOTHING if instant is None else f"{timezone.localtime(instant):%H:%M}"


def wareki_fy(year: FiscalYear | int | str | None) -> str:
    """Return a fiscal year in words: 令和5年度, FY2023; None is a dash."""
    if year is None or year == "":
        return NOTHING
    western = int(year)
    return f"FY{western}" if is_english() else FiscalYear(western).wareki


def as_day(day: date | datetime | str | None) -> date | None:
    """Return the day in Tokyo; text is ISO, as snapshots hold it."""
    if not day:
        return None
    if isinstance(day, str):
        return datetime.fromisoformat(day).date() if "T" not in day else _tokyo(day)
    return timezone.localtime(day).date() if isinstance(day, datetime) else day


def _tokyo(instant: str) -> date:
    return timezone.localtime(datetime.fromisoformat(instant.replace("Z", "+00:00"))).date()


def phrases(text: str, stored: str = "") -> list[str]:
    """Return the text in phrases that may stand on lines of their own.

    `stored` is the form that the town wrote, with | between phrases; it counts only when it
    says the same words.  Without it a simple rule on particles breaks, never short pieces.
    """
    if stored and stored.replace("|", "") == text:
        return stored.split("|")
    found = [""]
    for piece in _PHRASE_END.split(text):
        if len(found[-1]) < SHORTEST_PHRASE:
            found[-1] += piece
        else:
            found.append(piece)
    if len(found) > 1 and len(found[-1]) < SHORTEST_PHRASE - 1:
        found[-2:] = [found[-2] + found[-1]]
    return found


def phrase(text: Any, stored: str = "") -> SafeString:
    """Return the text, escaped, with a possible line break between its phrases."""
    pieces = phrases(str(text), stored)
    return format_html_join(mark_safe("<wbr>"), "{}", ((piece,) for piece in pieces))


def no_break(text: Any) -> SafeString:
    """Return the text, escaped, kept on one line."""
    return format_html('<span class="yk-nb">{}</span>', text)


def text_of(thing: Any, field: str) -> str | SafeString:
    """Return a text of the town in the page's language.

    Where no English was written, the Japanese stands on the English page, marked as Japanese.
    """
    japanese = _get(thing, field)
    if not is_english() or not japanese:
        return conditional_escape(japanese)
    english = _get(thing, f"{field}_en")
    if english:
        return conditional_escape(english)
    return format_html('<span lang="ja">{}</span>', japanese)


def plain_text_of(thing: Any, field: str) -> str:
    """Return the same without marks, for titles and attributes."""
    return (is_english() and _get(thing, f"{field}_en")) or _get(thing, field)


def _get(thing: Any, field: str) -> str:
    value = thing.get(field) if isinstance(thing, dict) else getattr(thing, field, "")
    return str(value or "")


def size(octets: int) -> str:
    """Return the size of a file in words: 1.2MB, 24KB."""
    if octets >= MEGA // 10:
        return f"{round_half_up(Fraction(octets, MEGA), 1)}MB"
    return f"{max(1, int(round_half_up(Fraction(octets, 1000))))}KB"
