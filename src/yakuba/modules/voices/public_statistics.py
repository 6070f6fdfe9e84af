"""The statistics of a year's voices, as residents and the council read them."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from yakuba.core.publication import charts
from yakuba.core.publication.axes import Chart, Spot
from yakuba.kernel.evidence import Outcome, Scope
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.numbers import format_number, round_half_up
from yakuba.modules.voices.choices import Channel, Kind, State, Topic
from yakuba.modules.voices.models import Voice
from yakuba.modules.voices.rules import figures, statistics
from yakuba.modules.voices.services import rules_on
from yakuba.platform import clock
from yakuba.platform.office.calendar import office_days
from yakuba.platform.ui.formats import wareki_fy

ASKED: Final = ("wants_reply", "due_on", "answered_on", "state")
ELSEWHERE: Final = (State.MERGED, State.SENT_ON)
GROUPS: Final = (("topic", Topic), ("kind", Kind), ("channel", Channel))
TITLES: Final = {"topic": _l("何について"), "kind": _l("種類"), "channel": _l("届き方")}


@dataclass(frozen=True, slots=True)
class Share:
    """A share with both its numbers, each named."""

    title: str
    percent: Decimal | None
    part_name: str
    part: int
    whole_name: str
    whole: int


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
    speed: statistics.Speed
    within: list[tuple[int, int, Decimal | None]]
    average: Decimal | None
    middle: Decimal | None
    late: list[Late]
    tables: list[tuple[str, list[tuple[str, int | None]]]]
    rules: list[str]
    trend: list[tuple[FiscalYear, Share]]
    chart: SafeString | None


def of_year(typed: str = "") -> Statistics | None:
    """Return the statistics of a fiscal year (empty: that of today), None if it has no voices."""
    today = clock.today()
    years = _years(today)
    year = next((year for year in years if str(year.year) == typed), None)
    year = years[-1] if not typed else year
    if year is None:
        return None
    scope = Scope(year, today, office_days())
    received = Voice.objects.filter(received_on__range=year.span)
    asked = list(received.values_list(*ASKED))
    counted = [row for row in asked if row[0] and row[3] not in ELSEWHERE]
    found = statistics.speed(_days(received))
    trend = _trend(scope, years)
    return Statistics(
        year=year,
        years=years,
        today=today,
        received=len(asked),
        wanting=len(counted),
        shares=_shares(asked, scope),
        speed=found,
        within=[(limit, part, _rounded(share)) for limit, part, share in found.within],
        average=_rounded(found.average),
        middle=_rounded(found.middle),
        late=_late(received, today),
        tables=[_table(received, field, words) for field, words in GROUPS],
        rules=_rule_words(min(today, year.last_day)),
        trend=trend,
        chart=_chart(trend, year),
    )


def _years(today: date) -> list[FiscalYear]:
    first = Voice.objects.order_by("received_on").values_list("received_on", flat=True).first()
    last = FiscalYear.of(today)
    return list(FiscalYear.range(min(FiscalYear.of(first or today), last), last))


def _rounded(value: Fraction | None) -> Decimal | None:
    return None if value is None else round_half_up(value, 1)


def _days(received: QuerySet[Voice]) -> list[int]:
    answered = received.filter(wants_reply=True, answered_on__isnull=False)
    pairs = answered.exclude(state__in=ELSEWHERE).values_list("received_on", "answered_on")
    return [(answered_on - on).days for on, answered_on in pairs if answered_on]


def _share(title: str, part_name: str, whole_name: str, found: Outcome) -> Share:
    part, whole = int(found.numerator or 0), int(found.denominator or 0)
    return Share(title, _rounded(found.value), part_name, part, whole_name, whole)


def _shares(asked: list[Any], scope: Scope) -> list[Share]:
    in_time = _("期限内に回答したこえ")
    return [
        _share(
            _("回答率"),
            _("回答したこえ"),
            _("返事を求めたこえ"),
            figures.answered(asked, scope),
        ),
        _share(
            _("期限内回答率"),
            in_time,
            _("期限が過ぎたか回答したこえ"),
            figures.on_time(asked, scope),
        ),
        _share(
            _("回答のうち期限内の割合"),
            in_time,
            _("回答したこえ"),
            figures.on_time_of_answered(asked, scope),
        ),
    ]


def _late(received: QuerySet[Voice], today: date) -> list[Late]:
    """Return what waits beyond its day; a promise of a later day does not make it punctual."""
    waiting = received.filter(wants_reply=True, answered_on=None, closed_on=None, due_on__lt=today)
    rows = waiting.exclude(state__in=ELSEWHERE).select_related("section").order_by("due_on", "pk")
    return [
        Late(voice.section.name, voice.due_on, (today - voice.due_on).days, voice.why_due("answer"))
        for voice in rows
        if voice.due_on
    ]


def _table(
    received: QuerySet[Voice], field: str, words: Any
) -> tuple[str, list[tuple[str, int | None]]]:
    counts = Counter(received.order_by().values_list(field, flat=True))
    cells = statistics.hide_small([counts[code] for code in words.values])
    return str(TITLES[field]), list(zip(map(str, words.labels), cells, strict=True))


def _rule_words(day: date) -> list[str]:
    rule = rules_on(day)["answer"]
    return [rule.explain(day, office_days())]


def _trend(scope: Scope, years: list[FiscalYear]) -> list[tuple[FiscalYear, Share]]:
    found = []
    for year in years:
        rows = list(Voice.objects.filter(received_on__range=year.span).values_list(*ASKED))
        found.append((year, _shares(rows, Scope(year, scope.today, scope.office))[1]))
    return found


def _chart(trend: list[tuple[FiscalYear, Share]], now: FiscalYear) -> SafeString | None:
    if not any(share.percent is not None for _year, share in trend):
        return None
    spots = tuple(
        Spot(
            long=wareki_fy(year),
            short=year.short,
            value=share.percent,
            value_label="" if share.percent is None else format_number(share.percent),
            target=None,
            target_label="",
            missing="" if share.percent is not None else _("記録なし"),
            now=year == now,
        )
        for year, share in trend
    )
    words = "、".join(f"{spot.long} {spot.value_label or spot.missing}" for spot in spots)
    return charts.draw(Chart("voices-on-time", _("年度ごとの期限内回答率"), words, "%", spots))
