"""What an auditor sees of a figure: frozen against now, changed records, the records themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yakuba.core.evidence import live
from yakuba.core.evidence.definitions import find
from yakuba.core.indicators.freezing import is_computed, recomputes
from yakuba.core.indicators.models import Actual, Calculation, CalculationRow
from yakuba.core.indicators.records import TYPED, Lost, lost_of, model_of
from yakuba.core.indicators.services import plain, rounding_of
from yakuba.core.indicators.verification import (
    Difference,
    differences_of,
    words_of,
)
from yakuba.kernel.evidence import Part
from yakuba.kernel.fiscal import FiscalYear
from yakuba.platform.audit import services as audit
from yakuba.platform.office.actors import Actor

IMPORT: Final = "import"

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
    kind: Any = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a figure comes from: the list of its records, or who typed it, when, from what."""

    register: str = ""
    typed_by: str = ""
    typed_at: Any = None
    papers: tuple[str, ...] = ()


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
    lost: tuple[Lost, ...]
    origin: Origin
    compared: tuple[Compared, ...]
    changes: tuple[Change, ...]
    rows: tuple[ShownRow, ...]

    @property
    def is_traceable(self) -> bool:
        """Return whether the history of every record is still there."""
        return not self.lost


def newest(fy: FiscalYear) -> list[Calculation]:
    """Return the newest calculation of each figure of a year, in the order of the plan."""
    rows = Calculation.objects.filter(fy=fy).select_related("indicator__item", "method")
    found = {row.indicator_id: row for row in rows.order_by("pk")}
    return sorted(found.values(), key=lambda row: (row.indicator.item_id, row.indicator.position))


@dataclass(frozen=True, slots=True)
class Year:
    """A year with frozen figures.  `is_base`: from before the plan, taken over from papers."""

    fy: FiscalYear
    changed: int
    is_base: bool


def years() -> list[Year]:
    """Return the years that have frozen figures, newest first, with how many have changed."""
    found = Calculation.objects.order_by().values_list("fy", flat=True).distinct()
    return [_year(fy) for fy in sorted(found, reverse=True)]


def _year(fy: FiscalYear) -> Year:
    rows = newest(fy)
    changed = sum(bool(differences_of(row)) for row in rows)
    return Year(fy, changed, all(row.reason == IMPORT for row in rows))


def first_year(known: Sequence[Year]) -> Year | None:
    """Return the year to open: the newest with changed records, else the newest of the plan."""
    changed = [year for year in known if year.changed]
    ours = [year for year in known if not year.is_base]
    return next(iter([*changed, *ours, *known]), None)


def look(calculation: Calculation, *, actor: Actor) -> Sight:
    """Return everything behind a figure; that somebody looked is on record."""
    audit.record("figure.look", actor=actor, thing=calculation)
    rows = tuple(_shown(row) for row in calculation.rows.order_by("pk"))
    return Sight(
        calculation=calculation,
        is_whole=recomputes(calculation),
        lost=tuple(lost_of(calculation.rows.all())),
        origin=origin_of(calculation),
        compared=_compared(calculation, len(rows)),
        changes=tuple(_change(calculation, each) for each in differences_of(calculation)),
        rows=rows,
    )


def origin_of(calculation: Calculation) -> Origin:
    """Return where a frozen figure comes from."""
    row = calculation.rows.order_by("pk").first()
    if is_computed(calculation):
        code = find(calculation.parameters["definition"]).register.code
        return Origin(register=code)
    number = int(row.history_id) if row and row.history_id else 0
    entry = Actual.history.filter(history_id=number).select_related("entered_by").first()
    if entry is None:
        return Origin()
    stored = Actual.objects.filter(pk=entry.id).first()
    papers = tuple(stored.evidence.values_list("name", flat=True)) if stored else ()
    return Origin("", str(entry.entered_by or ""), entry.history_date, papers)


def _shown(row: CalculationRow) -> ShownRow:
    part = PARTS.get(row.part, row.part)
    return ShownRow(row.register, row.record, part, row.reason, words_of(list(row.values)))


def _compared(calculation: Calculation, count: int) -> tuple[Compared, ...]:
    method = calculation.method
    value, numerator, denominator, now_count = _now(calculation)
    found = [Compared(calculation.indicator.name, _short(calculation.value), _short(value))]
    if method.numerator_name:
        frozen = _short(calculation.numerator)
        found.append(Compared(method.numerator_name, frozen, _short(numerator)))
    if method.denominator_name:
        frozen = _short(calculation.denominator)
        found.append(Compared(method.denominator_name, frozen, _short(denominator)))
    return (*found, Compared(_("記録の数"), count, now_count))


def _short(number: Decimal | None) -> Decimal | None:
    """Return a number without the zeros that the table of calculations adds."""
    return None if number is None else Decimal(plain(number))


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
    model: Any = model_of(register)
    history = model.history.filter(**{model._meta.pk.name: difference.record})
    newest_row = history.select_related("history_user").order_by("-history_id").first()
    values = (difference.record, words_of(difference.before), words_of(difference.after))
    kind = _kind(difference)
    if newest_row is None:
        return Change(*values, "", None, "", kind)
    who = str(newest_row.history_user or "")
    why = newest_row.history_change_reason or ""
    return Change(*values, who, newest_row.history_date, why, kind)


def _kind(difference: Difference) -> str:
    if difference.before is None:
        return _("加わった")
    return _("なくなった") if difference.after is None else _("変わった")
