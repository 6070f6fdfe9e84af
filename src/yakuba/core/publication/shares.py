"""Declared indicators as residents read them outside the plan: both numbers named, over years."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from yakuba.core.evidence.definitions import Text, find
from yakuba.core.evidence.live import Live, compute
from yakuba.core.publication import charts
from yakuba.core.publication.axes import Chart, Spot
from yakuba.kernel.evidence import Scope
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.numbers import format_number, round_half_up
from yakuba.platform.ui.formats import wareki_fy


@dataclass(frozen=True, slots=True)
class Share:
    """A share with both its numbers, each named."""

    title: str
    percent: Decimal | None
    part_name: str
    part: int
    whole_name: str
    whole: int


Trend = list[tuple[FiscalYear, Share]]


def share_of(live: Live) -> Share:
    """Return a computed figure with the names of its indicator."""
    known, found = live.definition, live.outcome
    return Share(
        title=str(known.title),
        percent=rounded(found.value),
        part_name=str(known.numerator_name),
        part=int(found.numerator or 0),
        whole_name=str(known.denominator_name),
        whole=int(found.denominator or 0),
    )


def trend_of(code: str, scope: Scope, years: Sequence[FiscalYear]) -> Trend:
    """Return an indicator's share in each of some years, as they stand today."""
    each = (Scope(year, scope.today, scope.office) for year in years)
    return [(one.year, share_of(compute(find(code), one))) for one in each]


def drawn(code: str, title: Text, trend: Trend, *, now: FiscalYear) -> SafeString | None:
    """Return the chart of the shares of years, None if there is nothing to draw."""
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
    return charts.draw(Chart(code, str(title), words, "%", spots))


def rounded(value: Fraction | None) -> Decimal | None:
    """Return an exact value with one decimal, None if there is nothing to measure."""
    return None if value is None else round_half_up(value, 1)
