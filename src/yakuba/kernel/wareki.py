"""Dates and fiscal years as people write them, in and out."""

import re
from datetime import date, timedelta
from typing import Final

from yakuba.kernel.eras import ERAS, Era, era_of, year_in_words
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.problems import Problem, YakubaError
from yakuba.kernel.sentences import Sentence, sentence
from yakuba.kernel.text import quote, to_half_width

_ERA_NAMES: Final = {name: era for era in ERAS for name in era.names}
_ERA: Final = "|".join(sorted(_ERA_NAMES, key=len, reverse=True))
_YEAR: Final = rf"(?P<era>{_ERA})?(?P<year>元|[0-9]{{1,4}})"
_SEPARATOR: Final = "[-./‐−]"
_DATE: Final = re.compile(
    rf"{_YEAR}(?:年|{_SEPARATOR})(?P<month>[0-9]{{1,2}})(?:月|{_SEPARATOR})"
    rf"(?P<day>[0-9]{{1,2}})日?(?:\((?P<weekday>[月火水木金土日])\))?"
)
_COMPACT: Final = re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
_PLAIN_YEAR: Final = re.compile(rf"(?:FY)?{_YEAR}(?:年度?)?")
_TWO_WAYS: Final = re.compile(r"(?P<one>[^()]+)\((?P<other>[^()]+)\)(?P<tail>年度?)?")
_WEEKDAYS: Final = "月火水木金土日"
_PLAUSIBLE_YEARS: Final = range(1868, 2200)

# Excel, 1900 system: serial 60 is 29 February 1900, a day that never was (kept from Lotus 1-2-3).
SERIALS: Final = range(1, 2_958_466)
_FALSE_LEAP_DAY: Final = 60

_DATE_FIX: Final = sentence("「令和3年4月1日」「R3.4.1」「2021-04-01」のように入力してください。")
_YEAR_FIX: Final = sentence("「令和3」「R3」「2021」のように入力してください。")
_YEAR_KIND: Final = sentence("年")
_FISCAL_YEAR_KIND: Final = sentence("年度")
_DAY_NAMES: Final = (
    *(sentence("月曜日"), sentence("火曜日"), sentence("水曜日"), sentence("木曜日")),
    *(sentence("金曜日"), sentence("土曜日"), sentence("日曜日")),
)


def parse_date(text: str | int) -> date:
    """Return the day that a text or an Excel serial number means.

    A whole number is a serial of the 1900 system, 1 to 2,958,465 without 60; a larger one of eight
    digits is read like 20210401.  A year of an era is accepted after the era's end (平成31年6月1日
    is 2019-06-01), as old papers have it.

    :raises YakubaError: if it is no day
    """
    if isinstance(text, int):
        return _from_number(text)
    written = _tidy(text)
    match = _DATE.fullmatch(written) or _COMPACT.fullmatch(written)
    if match is None:
        message = sentence("%(text)sは日付として読めません。", text=quote(text))
        raise _refusal("date-unreadable", message, _DATE_FIX)
    parts = match.groupdict()
    year = _western_year(parts.get("era"), parts["year"], text)
    day = _day(year, int(parts["month"]), int(parts["day"]), text)
    _check_weekday(day, parts.get("weekday"), text)
    return day


def parse_year(text: str | int, near: int | None = None, *, kind: str = _YEAR_KIND) -> int:
    """Return the western year that a text means: 令和3年, R3, 2021; `kind` names it in refusals.

    Years that an era never reached are accepted: 平成33年 is 2021.  So is a year written in both
    ways, 令和3（2021）年, if the two agree.  A year without era (３年) is the one nearest to
    `near`; without `near` it is refused.

    :raises YakubaError: if it is no year from 1868 to 2199
    """
    written = _tidy(str(text))
    if both := _TWO_WAYS.fullmatch(written):
        one, other = (parse_year(both[name], near, kind=kind) for name in ("one", "other"))
        return _agreed(one, other, kind)
    match = _PLAIN_YEAR.fullmatch(written)
    if match is None:
        message = sentence("%(text)sは%(kind)sとして読めません。", text=quote(text), kind=kind)
        raise _refusal("year-unreadable", message, _YEAR_FIX)
    era, number = match["era"], match["year"]
    if near is not None and era is None and len(number) < 3:
        return _nearest(_era_year(number, text), near)
    year = _western_year(era, number, str(text))
    if year not in _PLAUSIBLE_YEARS:
        message = sentence("%(text)sは%(kind)sの範囲を外れています。", text=quote(text), kind=kind)
        raise _refusal("year-out-of-range", message, _YEAR_FIX)
    return year


def parse_fiscal_year(text: str | int, near: FiscalYear | None = None) -> FiscalYear:
    """Return the fiscal year that a text means: 令和3年度, R3, 2021; as `parse_year`.

    :raises YakubaError: if it is no fiscal year
    """
    return FiscalYear(parse_year(text, near.year if near else None, kind=_FISCAL_YEAR_KIND))


def format_date(day: date) -> str:
    """Return a day in words: 令和6年6月10日."""
    era = era_of(day)
    year = str(day.year) if era is None else era.name + year_in_words(day.year - era.base)
    return f"{year}年{day.month}月{day.day}日"


def format_date_short(day: date) -> str:
    """Return a day for narrow columns: R6.6.10."""
    era = era_of(day)
    year = str(day.year) if era is None else f"{era.letter}{day.year - era.base}"
    return f"{year}.{day.month}.{day.day}"


def weekday_ja(day: date) -> str:
    """Return the day of the week as one character: 月."""
    return _WEEKDAYS[day.weekday()]


def _tidy(text: str) -> str:
    return "".join(to_half_width(text).split()).upper()


def _refusal(code: str, message: Sentence, fix: Sentence) -> YakubaError:
    return YakubaError(Problem(code, message, fix))


def _from_number(number: int) -> date:
    if number > SERIALS[-1] and len(str(number)) == 8:
        return parse_date(str(number))
    if number not in SERIALS or number == _FALSE_LEAP_DAY:
        message = sentence(
            "%(number)sは日付の通し番号（1〜%(last)d、60を除く）ではありません。",
            number=quote(number),
            last=SERIALS[-1],
        )
        fix = sentence("セルの書式を日付にして入力し直してください。")
        raise _refusal("date-serial", message, fix)
    start = date(1899, 12, 31) if number < _FALSE_LEAP_DAY else date(1899, 12, 30)
    return start + timedelta(days=number)


def _era_year(year: str, text: str | int) -> int:
    number = 1 if year == "元" else int(year)
    if number == 0:
        message = sentence("%(text)sの年が正しくありません。", text=quote(text))
        fix = sentence("元号の年は元年（1年）から数えて入力してください。")
        raise _refusal("era-year", message, fix)
    return number


def _western_year(era: str | None, year: str, text: str) -> int:
    if era is None:
        if year == "元" or len(year) < 4:
            message = sentence("%(text)sは元号か西暦か分かりません。", text=quote(text))
            raise _refusal("era-missing", message, _YEAR_FIX)
        return int(year)
    return _ERA_NAMES[era].base + _era_year(year, text)


def _day(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        message = sentence("%(text)sはありません。", text=quote(text))
        fix = sentence("日付を直してください。")
        raise _refusal("date-impossible", message, fix) from None


def _check_weekday(day: date, weekday: str | None, text: str) -> None:
    if weekday is not None and weekday != weekday_ja(day):
        true = _DAY_NAMES[day.weekday()]
        message = sentence("%(text)sは%(true)sで、曜日が合いません。", text=quote(text), true=true)
        raise _refusal("date-weekday", message, sentence("日付か曜日を直してください。"))


def _agreed(one: int, other: int, kind: str) -> int:
    if one != other:
        message = sentence(
            "%(kind)sの2つの書き方が、%(one)d%(kind)sと%(other)d%(kind)sとで合いません。",
            kind=kind,
            one=one,
            other=other,
        )
        raise _refusal("year-disagrees", message, sentence("どちらかを直してください。"))
    return one


def _nearest(number: int, near: int) -> int:
    def distance(era: Era) -> tuple[int, int]:
        return abs(era.base + number - near), -era.base

    return min(ERAS, key=distance).base + number
