"""The computed suggestion for a sheet: which grade the town's rule gives, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from yakuba.core.evaluation.models import Grade, GradeBand, Scale, Sheet, Unrated
from yakuba.core.evaluation.rules import Band, suggest
from yakuba.core.indicators import rules
from yakuba.core.indicators.models import Actual, Indicator, Method, Status
from yakuba.core.indicators.services import method_of, plain, refresh
from yakuba.core.indicators.targets import Aim, aim_of
from yakuba.kernel.fiscal import FiscalYear

PERCENT_SIGNS = ("％", "%")
UNRATED_BY_STATUS = {
    Status.NOT_YET: Unrated.NOT_YET,
    Status.NOT_AVAILABLE: Unrated.NO_DATA,
    Status.NOT_APPLICABLE: Unrated.NOT_APPLICABLE,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """An indicator in one year: what was aimed at, what came out, and how the two compare.

    `gap` is actual − target in the unit; `attained` by the indicator's own definition, rounded
    once; `grade` the code that the scale gives it.
    """

    indicator: Indicator
    method: Method | None
    aim: Aim | None
    actual: Actual | None
    gap: Decimal | None = None
    attained: Decimal | None = None
    grade: str | None = None
    unrated: str = ""

    @property
    def gap_unit(self) -> str:
        """Return the unit of the gap: between two percentages there are points."""
        unit = self.indicator.unit
        return _("ポイント") if unit in PERCENT_SIGNS else unit

    @property
    def nothing_to_divide(self) -> bool:
        """Tell whether there is no value because the denominator was entered as 0."""
        actual = self.actual
        return actual is not None and actual.value is None and actual.denominator == 0

    @property
    def is_missed(self) -> bool:
        """Tell whether there is a target and the figure does not reach it."""
        value = self.actual.value if self.actual else None
        if value is None or self.aim is None:
            return False
        return not rules.is_met(value, self.aim.value, direction=self.indicator.direction)


def bands_of(scale: Scale) -> dict[str, list[Band]]:
    """Return the bands of a scale by way of attainment, the best grade first; one query."""
    rows = GradeBand.objects.filter(grade__scale=scale).select_related("grade")
    found: dict[str, list[Band]] = {}
    for row in rows.order_by("grade__position"):
        found.setdefault(row.attainment, []).append(Band(row.grade.code, row.low, row.high))
    return found


def read_indicator(
    indicator: Indicator, fy: FiscalYear, *, bands: dict[str, list[Band]], first_fy: FiscalYear
) -> Reading:
    """Return how an indicator stands in a year; its methods, targets and actuals may be fetched."""
    method = method_of(indicator.methods.all(), fy)
    decimals = method.decimals if method else 0
    aim = aim_of(indicator.targets.all(), fy, first_fy=first_fy, decimals=decimals)
    actual = next((row for row in indicator.actuals.all() if row.fy == fy), None)
    value = actual.value if actual else None
    if value is None or aim is None:
        reason = _why_unrated(actual, aim)
        return Reading(indicator, method, aim, actual, unrated=reason)
    attained = rules.shown(_attained(indicator, value, aim))
    grade = None if attained is None else suggest(bands.get(indicator.attainment, []), attained)
    unrated = "" if grade else Unrated.NOT_APPLICABLE
    gap = value - aim.value
    return Reading(indicator, method, aim, actual, gap, attained, grade, unrated)


def _attained(indicator: Indicator, value: Decimal, aim: Aim) -> Any:
    return rules.attainment(
        indicator.attainment,
        value,
        target=aim.value,
        base=indicator.base_value,
        direction=indicator.direction,
    )


def _why_unrated(actual: Actual | None, aim: Aim | None) -> str:
    if actual is None:
        return Unrated.NOT_YET
    if actual.value is None:
        return UNRATED_BY_STATUS[Status(actual.status)]
    return Unrated.NO_TARGET if aim is None else ""


def readings_of(sheet: Sheet, *, bands: dict[str, list[Band]] | None = None) -> list[Reading]:
    """Return all indicators of a sheet in its year, in their order."""
    bands = bands_of(sheet.round.scale) if bands is None else bands
    indicators = sheet.item.indicators.prefetch_related(
        "methods", "targets", "actuals__evidence"
    ).order_by("position")
    return [
        read_indicator(indicator, sheet.round.fy, bands=bands, first_fy=sheet.round.plan.start_fy)
        for indicator in indicators
        if indicator.retired_fy is None or sheet.round.fy < indicator.retired_fy
    ]


def main_of(readings: Iterable[Reading]) -> Reading | None:
    """Return the reading of the main indicator, else the first, else None."""
    ordered = list(readings)
    return next((reading for reading in ordered if reading.indicator.is_main), None) or (
        ordered[0] if ordered else None
    )


def apply_suggestion(sheet: Sheet, readings: Iterable[Reading]) -> None:
    """Write the suggested grade and its trace into a sheet, without storing it.

    A grade that the section had not chosen otherwise follows the suggestion.
    """
    main = main_of(readings)
    followed = sheet.grade_id == sheet.suggested_id
    code = main.grade if main else None
    sheet.suggested = sheet.round.scale.grades.filter(code=code).first() if code else None
    sheet.unrated = main.unrated if main else Unrated.NO_INDICATOR
    sheet.suggestion_trace = _trace(sheet.suggested, main)
    if followed:
        sheet.grade = sheet.suggested


def _trace(grade: Grade | None, main: Reading | None) -> dict[str, str]:
    if main is None or main.aim is None or main.actual is None or main.actual.value is None:
        return {}
    return {
        "indicator": main.indicator.code,
        "attainment": main.indicator.attainment,
        "actual": plain(main.actual.value),
        "target": plain(main.aim.value),
        "attained": "" if main.attained is None else plain(main.attained),
        "rule": grade.rule if grade else "",
    }


def computed_of(sheet: Sheet) -> list[Indicator]:
    """Return the indicators of a sheet that are computed from the records of a service."""
    fy = sheet.round.fy
    return [
        indicator
        for indicator in sheet.item.indicators.exclude(computed_by="")
        if indicator.retired_fy is None or fy < indicator.retired_fy
    ]


def refresh_computed(sheet: Sheet) -> None:
    """Bring the computed figures of a sheet up to the records of today."""
    for indicator in computed_of(sheet):
        refresh(indicator, sheet.round.fy)
