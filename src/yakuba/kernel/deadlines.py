"""Deadlines: a period from a day, by the Civil Code and by the office's calendar."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum
from typing import Final

from yakuba.kernel.opendays import OpenDays
from yakuba.kernel.wareki import format_date, weekday_ja

TOKYO: Final = timezone(timedelta(hours=9), "Asia/Tokyo")
ROLLING_LAW: Final = "地方自治法第4条の2第4項"
_DAY: Final = timedelta(days=1)


class Count(StrEnum):
    """Whether the day on which a period starts counts (Civil Code, art. 140: it does not)."""

    EXCLUDED = "excluded"
    INCLUDED = "included"


class SourceKind(StrEnum):
    """What kind of text sets a period: it decides whether the end moves off closed days."""

    LAW = "law"
    ORDINANCE = "ordinance"
    GUIDELINE = "guideline"


@dataclass(frozen=True, slots=True)
class Source:
    """The text that sets a period, with its article."""

    kind: SourceKind
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Days:
    """A period of calendar days."""

    number: int

    def end(self, first: date, office: OpenDays) -> date:
        """Return the last day of the period whose first counted day is given."""
        return first + (self.number - 1) * _DAY

    @property
    def last_day_in_words(self) -> str:
        """Return how the explanation calls the last day."""
        return f"{self.number}日目"


@dataclass(frozen=True, slots=True)
class OpenDayCount:
    """A period of days on which the office is open (開庁日, 執務日)."""

    number: int

    def end(self, first: date, office: OpenDays) -> date:
        """Return the last day of the period whose first counted day is given."""
        return office.add(first - _DAY, self.number)

    @property
    def last_day_in_words(self) -> str:
        """Return how the explanation calls the last day."""
        return f"開庁日で{self.number}日目"


@dataclass(frozen=True, slots=True)
class Months:
    """A period of months by the calendar (Civil Code, art. 143)."""

    number: int

    def end(self, first: date, office: OpenDays) -> date:
        """Return the last day of the period whose first counted day is given."""
        return _end_by_calendar(first, self.number)

    @property
    def last_day_in_words(self) -> str:
        """Return how the explanation calls the last day."""
        return f"{self.number}か月の最終日"


@dataclass(frozen=True, slots=True)
class Years:
    """A period of years by the calendar (Civil Code, art. 143)."""

    number: int

    def end(self, first: date, office: OpenDays) -> date:
        """Return the last day of the period whose first counted day is given."""
        return _end_by_calendar(first, 12 * self.number)

    @property
    def last_day_in_words(self) -> str:
        """Return how the explanation calls the last day."""
        return f"{self.number}年の最終日"


Length = Days | OpenDayCount | Months | Years


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A deadline of a record: which field starts it, which ends it, and how long it is.

    `rolls` says whether an end on a closed day moves to the next open day; None leaves it to the
    kind of the source: law by Local Autonomy Act art. 4-2(4), ordinances and rules by the town's
    holiday ordinance, guidelines not at all.  `settled` names the field that holds the due date
    where each record keeps its own, by the rule of its day; its model's `why_due` says why.

    :raises ValueError: if the length is not positive, or `rolls` is None and the source's kind
        is not told
    """

    name: str
    starts: str
    ends: str
    length: Length
    first_day: Count
    rolls: bool | None
    source: Source | str
    settled: str = ""

    def __post_init__(self) -> None:
        if self.length.number < 1:
            raise ValueError(
                f"Deadline {self.name!r}: length {self.length!r}, allowed is 1 or more"
            )
        if self.rolls is None and not isinstance(self.source, Source):
            raise ValueError(
                f"Deadline {self.name!r}: rolls=None needs source=Source(kind, text), "
                f"not {self.source!r}"
            )

    def due(self, start: date, office: OpenDays) -> date:
        """Return the last day in time of a record that started on the day."""
        end = self._end(start, office)
        return office.next_open(end) if self._rolls(office) else end

    def explain(self, start: date, office: OpenDays) -> str:
        """Return the Japanese sentence that says how the due date comes about."""
        end, due = self._end(start, office), self.due(start, office)
        origin = "の翌日" if self.first_day is Count.EXCLUDED else "（当日を含む。）"
        words = f"{_in_words(start)}{origin}から数えて{self.length.last_day_in_words}は"
        words += _in_words(end)
        if due != end:
            words += f"で閉庁日に当たるため、次の開庁日の{_in_words(due)}が期限です"
        elif office.is_open(end):
            words += "で、この日が期限です"
        else:
            words += "で、この日が期限です。閉庁日ですが延びません"
        return f"{words}（{self._grounds(office, moved=due != end)}）。"

    def _end(self, start: date, office: OpenDays) -> date:
        first = start if self.first_day is Count.INCLUDED else start + _DAY
        return self.length.end(first, office)

    def _rolls(self, office: OpenDays) -> bool:
        if self.rolls is not None:
            return self.rolls
        return _kind(self.source) is SourceKind.LAW or (
            _kind(self.source) is SourceKind.ORDINANCE and office.ordinance_rolls
        )

    def _grounds(self, office: OpenDays, *, moved: bool) -> str:
        rolling = {SourceKind.LAW: ROLLING_LAW, SourceKind.ORDINANCE: office.ordinance}
        kind = _kind(self.source)
        if not moved or kind not in rolling:
            return str(self.source)
        return f"{self.source}、{rolling[kind]}"


def closes_at(due: date) -> datetime:
    """Return the instant from which a thing is late: 24:00 of its due date, Tokyo time.

    A deadline without a time ends with its day (Civil Code, art. 141).
    """
    return datetime.combine(due + _DAY, time(), tzinfo=TOKYO)


def _kind(source: Source | str) -> SourceKind | None:
    return source.kind if isinstance(source, Source) else None


def _in_words(day: date) -> str:
    return f"{format_date(day)}（{weekday_ja(day)}）"


def _end_by_calendar(first: date, months: int) -> date:
    """Return the day before the one that corresponds to the first counted day.

    Without such a day in the last month it is the end of that month (Civil Code, art. 143(2)).
    """
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    month += 1
    last = calendar.monthrange(year, month)[1]
    if first.day > last:
        return date(year, month, last)
    return date(year, month, first.day) - _DAY
