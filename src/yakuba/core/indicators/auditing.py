"""What an auditor sees of a figure: frozen against now, changed records, the records themselves."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yakuba.core.evidence import live
from yakuba.core.evidence.definitions import find
from yakuba.core.indicators.freezing import TYPED, is_computed, recomputes
from yakuba.core.indicators.models import Actual, Calculation, CalculationRow
from yakuba.core.indicators.services import rounding_of
from yakuba.core.indicators.verification import (
    Difference,
    differences_of,
    is_traceable,
    words_of,
)
from yakuba.kernel.evidence import Part
from yakuba.kernel.fiscal import FiscalYear
from yakuba.platform.audit import services as audit
from yakuba.platform.office.actors import Actor

PARTS: dict[str, Any] = {
    Part.NUMERATOR: gettext_lazy("分子に入る"),
    Part.DENOMINATOR: gettext_lazy("分母だけに入る"),
    Part.EXCLUDED: gettext_lazy("数えない"),
}


@dataclass(frozen=True, slots=True)
class Compared:
    """One number as it was frozen and as it would be now."""

    name: str
    frozen: Decimal | int | None
    now: Decimal | int | None

    @property
    def gap(self) -> Decimal | int | None:
        """Return now − frozen, None where one of them is missing."""
        return None if self.frozen is None or self.now is None else self.now - self.frozen


@dataclass(frozen=True, slots=True)
class Change:
    """A record that changed since, with who changed it last, when and why."""

    record: str
    before: str
    after: str
    who: str
    at: Any
    why: str


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One record behind a figure, in words."""

    register: str
    record: str
    part: Any
    reason: str
    words: str


@dataclass(frozen=True, slots=True)
class Sight:
    """Everything of one figure.  `is_whole`: the stored values still give the stored figure."""

    calculation: Calculation
    is_whole: bool
    is_traceable: bool
    compared: tuple[Compared, ...]
    changes: tuple[Change, ...]
    rows: tuple[ShownRow, ...]


def newest(fy: FiscalYear) -> list[Calculation]:
    """Return the newest calculation of each figure of a year, in the order of the plan."""
    rows = Calculation.objects.filter(fy=fy).select_related("indicator__item", "method")
    found = {row.indicator_id: row for row in rows.order_by("pk")}
    return sorted(found.values(), key=lambda row: (row.indicator.item_id, row.indicator.position))


def years() -> list[FiscalYear]:
    """Return the years that have frozen figures, newest first."""
    found = Calculation.objects.order_by().values_list("fy", flat=True).distinct()
    return sorted(found, reverse=True)


def look(calculation: Calculation, *, actor: Actor) -> Sight:
    """Return everything behind a figure; that somebody looked is on record."""
    audit.record("figure.look", actor=actor, thing=calculation)
    rows = tuple(_shown(row) for row in calculation.rows.order_by("pk"))
    return Sight(
        calculation=calculation,
        is_whole=recomputes(calculation),
        is_traceable=is_traceable(calculation),
        compared=_compared(calculation, len(rows)),
        changes=tuple(_change(calculation, each) for each in differences_of(calculation)),
        rows=rows,
    )


def _shown(row: CalculationRow) -> ShownRow:
    part = PARTS.get(row.part, row.part)
    return ShownRow(row.register, row.record, part, row.reason, words_of(list(row.values)))


def _compared(calculation: Calculation, count: int) -> tuple[Compared, ...]:
    method = calculation.method
    value, numerator, denominator, now_count = _now(calculation)
    found = [Compared(calculation.indicator.name, calculation.value, value)]
    if method.numerator_name:
        found.append(Compared(method.numerator_name, calculation.numerator, numerator))
    if method.denominator_name:
        found.append(Compared(method.denominator_name, calculation.denominator, denominator))
    return (*found, Compared(_("記録の数"), count, now_count))


def _now(
    calculation: Calculation,
) -> tuple[Decimal | None, Decimal | None, Decimal | None, int]:
    """Return the figure of today: value, numerator, denominator, count of records."""
    if is_computed(calculation):
        definition = find(calculation.parameters["definition"])
        found = live.compute(definition, live.scope_of(calculation.fy))
        outcome = found.outcome
        rounding = rounding_of(calculation.method)
        value = None if outcome.value is None else rounding.apply(outcome.value)
        return value, outcome.numerator, outcome.denominator, len(found.rows)
    actual = Actual.objects.filter(indicator=calculation.indicator_id, fy=calculation.fy).first()
    if actual is None:
        return None, None, None, 0
    return actual.value, actual.numerator, actual.denominator, 1


def _change(calculation: Calculation, difference: Difference) -> Change:
    register = calculation.rows.values_list("register", flat=True).first() or TYPED
    model: Any = apps.get_model("indicators.Actual" if register == TYPED else register)
    history = model.history.filter(**{model._meta.pk.name: difference.record})
    newest_row = history.select_related("history_user").order_by("-history_id").first()
    values = (difference.record, words_of(difference.before), words_of(difference.after))
    if newest_row is None:
        return Change(*values, "", None, "")
    who = str(newest_row.history_user or "")
    return Change(*values, who, newest_row.history_date, newest_row.history_change_reason or "")
