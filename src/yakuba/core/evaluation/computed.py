"""The computed figures of a report as they are today, before the section confirms them."""

from dataclasses import dataclass
from decimal import Decimal

from yakuba.core.evaluation.grading import Reading, readings_of
from yakuba.core.evaluation.models import Sheet
from yakuba.core.evidence.definitions import find
from yakuba.core.evidence.live import Live, compute, scope_of
from yakuba.core.indicators.models import Actual
from yakuba.core.indicators.services import rounding_of


@dataclass(frozen=True, slots=True)
class ComputedFigure:
    """A figure of today with what it is held against; `value` None: nothing to measure."""

    reading: Reading
    live: Live
    value: Decimal | None
    before: Actual | None

    @property
    def register(self) -> str:
        """Return the code of the register whose records were counted."""
        return self.live.definition.register.code


def computed_figures(sheet: Sheet) -> list[ComputedFigure]:
    """Return the computed figures of a report, from the records of now; nothing is stored."""
    return [
        _figure(reading, sheet)
        for reading in readings_of(sheet)
        if reading.indicator.computed_by and reading.method is not None
    ]


def _figure(reading: Reading, sheet: Sheet) -> ComputedFigure:
    fy = sheet.round.fy
    live = compute(find(reading.indicator.computed_by), scope_of(fy))
    exact, method = live.outcome.value, reading.method
    value = None if exact is None or method is None else rounding_of(method).apply(exact)
    actuals = reading.indicator.actuals.all()
    before = next((row for row in actuals if row.fy == fy.previous), None)
    return ComputedFigure(reading, live, value, before)
