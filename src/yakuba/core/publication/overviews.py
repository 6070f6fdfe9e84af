"""A year of what people handed in, in numbers: for residents' pages and the paper on the year.

Shares and days are those of declared indicators, never counted a second time; cells are hidden
where few people stand behind them.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from yakuba.core.evidence.breakdowns import LEAST, Speed, hide_small, speed
from yakuba.core.evidence.definitions import Text, find
from yakuba.core.evidence.live import compute, scope_of
from yakuba.core.publication.shares import Share, Trend, drawn, rounded, share_of, trend_of
from yakuba.kernel.deadlines import Deadline
from yakuba.kernel.evidence import Part
from yakuba.kernel.fiscal import FiscalYear
from yakuba.platform import clock
from yakuba.platform.ui.formats import number, wareki, wareki_fy


@dataclass(frozen=True, slots=True)
class Late:
    """A record that waits too long: never its number, its words or its person."""

    section: str
    due: date
    days: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """A year in numbers; `years` are those that can be chosen."""

    year: FiscalYear
    years: list[FiscalYear]
    today: date
    received: int
    wanting: int
    shares: list[Share]
    speed: Speed
    within: list[tuple[int, int | None, Decimal | None]]
    average: Decimal | None
    middle: Decimal | None
    late: list[Late]
    tables: list[tuple[str, list[tuple[str, int | None]]]]
    rules: list[str]
    trend: Trend
    chart: SafeString | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What the overview of a register is made of.

    `day` is the field by whose fiscal year a record counts.  `received`, `shares`, `days` and
    `trend` are codes of indicators; the whole of the first share are those that want an answer;
    `days_of` tells from the values of a record under `days` how many they are.  `groups` are
    (field, choices, title); `late` narrows records to those that are late on a day; `answer`
    returns the deadline of the answer on a day.
    """

    model: Any
    day: str
    received: str
    shares: tuple[str, ...]
    days: str
    days_of: Callable[[Sequence[Any]], int]
    trend: str
    trend_title: Text
    groups: tuple[tuple[str, Any, Text], ...]
    late: Callable[[QuerySet[Any], date], QuerySet[Any]]
    answer: Callable[[date], Deadline]


def overview(of: Sources, typed: str = "") -> Overview | None:
    """Return a fiscal year in numbers (empty: that of today), None if it has no records."""
    years = _years(of, clock.today())
    year = next((year for year in years if str(year.year) == typed), None if typed else years[-1])
    if year is None:
        return None
    scope, trend_code = scope_of(year), of.trend
    records = of.model._default_manager.filter(**{f"{of.day}__range": year.span})
    shares = [share_of(compute(find(code), scope)) for code in of.shares]
    days = compute(find(of.days), scope)
    placed = zip(days.rows, days.outcome.placed, strict=True)
    found = speed([of.days_of(row.values) for row, p in placed if p.part is Part.NUMERATOR])
    trend, last = trend_of(trend_code, scope, years), min(scope.today, year.last_day)
    return Overview(
        year=year,
        years=years,
        today=scope.today,
        received=int(compute(find(of.received), scope).outcome.numerator or 0),
        wanting=shares[0].whole,
        shares=shares,
        speed=found,
        within=[_shown(*row) for row in found.within],
        average=rounded(found.average),
        middle=rounded(days.outcome.value),
        late=[_late(record, scope.today) for record in of.late(records, scope.today)],
        tables=[_table(records, *group) for group in of.groups],
        rules=[of.answer(last).explain(last, scope.office)],
        trend=trend,
        chart=drawn(trend_code.replace(".", "-"), of.trend_title, trend, now=year),
    )


def words_of(found: Overview, *, title: str, said: str) -> dict[str, Any]:
    """Return everything that the paper on the year says."""
    return {
        "title": f"{wareki_fy(found.year)}　{title}",
        "day": f"{wareki(found.today)}の時点",
        "said": said,
        "shares": [
            [s.title, number(s.percent, 1), f"{s.part_name} {s.part} ÷ {s.whole_name} {s.whole}"]
            for s in found.shares
        ],
        "trend": [
            [wareki_fy(year), number(s.percent, 1), str(s.part), str(s.whole)]
            for year, s in found.trend
        ],
        "speed": [[f"{n}日以内", _cell(part), number(share, 1)] for n, part, share in found.within],
        "days": f"平均 {number(found.average, 1)}日、中央値 {number(found.middle, 1)}日",
        "late": [[one.section, wareki(one.due), str(one.days)] for one in found.late],
        "tables": [
            {"title": name, "rows": [[word, _cell(cell)] for word, cell in rows]}
            for name, rows in found.tables
        ],
        "rules": found.rules,
    }


def _cell(count: int | None) -> str:
    return "伏せる" if count is None else str(count)


def _shown(limit: int, part: int, share: Fraction | None) -> tuple[int, int | None, Decimal | None]:
    """Return how many were done within a limit, without numbers where few people stand behind."""
    return (limit, None, None) if 0 < part < LEAST else (limit, part, rounded(share))


def _years(of: Sources, today: date) -> list[FiscalYear]:
    days = of.model._default_manager.order_by(of.day).values_list(of.day, flat=True)
    last = FiscalYear.of(today)
    return list(FiscalYear.range(min(FiscalYear.of(days.first() or today), last), last))


def _late(record: Any, today: date) -> Late:
    days = (today - record.due_on).days
    return Late(record.section.name, record.due_on, days, record.why_due("answer"))


def _table(
    records: QuerySet[Any], field: str, words: Any, title: Text
) -> tuple[str, list[tuple[str, int | None]]]:
    counts = Counter(records.order_by().values_list(field, flat=True))
    cells = hide_small([counts[code] for code in words.values])
    return str(title), list(zip(map(str, words.labels), cells, strict=True))
