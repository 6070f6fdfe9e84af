"""The statistics of a year's voices, as residents and the assembly read them."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from yakuba.core.evidence.breakdowns import Speed, hide_small, speed
from yakuba.core.evidence.definitions import find
from yakuba.core.evidence.live import compute, scope_of
from yakuba.core.publication.shares import Share, Trend, drawn, rounded, share_of, trend_of
from yakuba.kernel.evidence import Part
from yakuba.kernel.fiscal import FiscalYear
from yakuba.modules.voices.choices import Kind, State, Topic
from yakuba.modules.voices.models import Voice
from yakuba.modules.voices.rules.figures import days_between
from yakuba.modules.voices.services import rules_on
from yakuba.platform import clock
from yakuba.platform.receipts.models import Channel

SHARES: Final = ("voices.answered", "voices.on-time", "voices.on-time-of-answered")
GROUPS: Final = (
    ("topic", Topic, _("何について")),
    ("kind", Kind, _("種類")),
    ("channel", Channel, _("届き方")),
)


@dataclass(frozen=True, slots=True)
class Late:
    """A voice that waits too long: never its number, its words or its person."""

    section: str
    due: date
    days: int
    why: str


@dataclass(frozen=True, slots=True)
class Statistics:
    """A year of voices; `years` are those that can be chosen."""

    year: FiscalYear
    years: list[FiscalYear]
    today: date
    received: int
    wanting: int
    shares: list[Share]
    speed: Speed
    within: list[tuple[int, int, Decimal | None]]
    average: Decimal | None
    middle: Decimal | None
    late: list[Late]
    tables: list[tuple[str, list[tuple[str, int | None]]]]
    rules: list[str]
    trend: Trend
    chart: SafeString | None


def of_year(typed: str = "") -> Statistics | None:
    """Return the statistics of a fiscal year (empty: that of today), None if it has no voices."""
    years = _years(clock.today())
    year = next((year for year in years if str(year.year) == typed), None if typed else years[-1])
    if year is None:
        return None
    scope = scope_of(year)
    received = Voice.objects.filter(received_on__range=year.span)
    shares = [share_of(compute(find(code), scope)) for code in SHARES]
    days = compute(find("voices.days"), scope)
    placed = zip(days.rows, days.outcome.placed, strict=True)
    found = speed([days_between(r.values) for r, p in placed if p.part is Part.NUMERATOR])
    trend = trend_of("voices.on-time", scope, years)
    rule = rules_on(min(scope.today, year.last_day))["answer"]
    return Statistics(
        year=year,
        years=years,
        today=scope.today,
        received=int(compute(find("voices.received"), scope).outcome.numerator or 0),
        wanting=shares[0].whole,
        shares=shares,
        speed=found,
        within=[(limit, part, rounded(share)) for limit, part, share in found.within],
        average=rounded(found.average),
        middle=rounded(days.outcome.value),
        late=_late(received, scope.today),
        tables=[_table(received, *group) for group in GROUPS],
        rules=[rule.explain(min(scope.today, year.last_day), scope.office)],
        trend=trend,
        chart=drawn("voices-on-time", _("年度ごとの期限内回答率"), trend, now=year),
    )


def _years(today: date) -> list[FiscalYear]:
    first = Voice.objects.order_by("received_on").values_list("received_on", flat=True).first()
    last = FiscalYear.of(today)
    return list(FiscalYear.range(min(FiscalYear.of(first or today), last), last))


def _late(received: QuerySet[Voice], today: date) -> list[Late]:
    """Return what waits beyond its day; a promise of a later day does not make it punctual."""
    waiting = received.filter(wants_reply=True, answered_on=None, closed_on=None, due_on__lt=today)
    elsewhere = (State.MERGED, State.SENT_ON)
    rows = waiting.exclude(state__in=elsewhere).select_related("section").order_by("due_on", "pk")
    return [
        Late(voice.section.name, voice.due_on, (today - voice.due_on).days, voice.why_due("answer"))
        for voice in rows
        if voice.due_on
    ]


def _table(
    received: QuerySet[Voice], field: str, words: Any, title: Any
) -> tuple[str, list[tuple[str, int | None]]]:
    counts = Counter(received.order_by().values_list(field, flat=True))
    cells = hide_small([counts[code] for code in words.values])
    return str(title), list(zip(map(str, words.labels), cells, strict=True))
