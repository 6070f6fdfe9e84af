"""Holding frozen figures against their own values and against the records of today.

Three words (house style, section 5): *recomputed* must always hold; *unchanged* may not, then the
records changed since; *traceable* says whether the history of the records is still there.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from yakuba.core.evidence import live
from yakuba.core.evidence.definitions import find
from yakuba.core.indicators.freezing import is_computed, recomputes, typed_values
from yakuba.core.indicators.models import Actual, Calculation
from yakuba.core.indicators.records import destroyed_among, lost_of
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.problems import Problem

SHOWN = 5
Rows = dict[str, list[object]]


@dataclass(frozen=True, slots=True)
class Difference:
    """One record that is not what it was when the figure was frozen; None: it was not there."""

    record: str
    before: list[object] | None
    after: list[object] | None


@dataclass(slots=True)
class Verification:
    """What was found: `broken` must be empty; `changed` happens and is shown."""

    count: int = 0
    broken: list[Problem] = field(default_factory=list)
    changed: list[Problem] = field(default_factory=list)


def verify(fy: FiscalYear | None = None) -> Verification:
    """Recompute all stored calculations; compare the newest of each figure with its records."""
    found = Verification()
    newest: dict[tuple[int, FiscalYear], Calculation] = {}
    for calculation in _calculations(fy):
        found.count += 1
        newest[calculation.indicator_id, calculation.fy] = calculation
        if not recomputes(calculation):
            found.broken.append(_broken(calculation))
    for calculation in newest.values():
        differences = differences_of(calculation)
        if differences:
            found.changed.append(_changed(calculation, differences))
    return found


def _calculations(fy: FiscalYear | None) -> Iterable[Calculation]:
    rows = Calculation.objects.select_related("indicator__item", "method")
    rows = rows.prefetch_related("rows").order_by("pk")
    return rows if fy is None else rows.filter(fy=fy)


def differences_of(calculation: Calculation) -> list[Difference]:
    """Return the records that changed, came or went since the figure was frozen.

    What was destroyed by a decision did not change: `lost_of` tells of it.
    """
    rows = list(calculation.rows.all())
    before: Rows = {row.record: list(row.values) for row in rows}
    after = _computed_today(calculation) if is_computed(calculation) else _typed_today(calculation)
    found = [
        Difference(record, before.get(record), after.get(record))
        for record in {**before, **after}
        if before.get(record) != after.get(record)
    ]
    gone = [each.record for each in found if each.after is None]
    destroyed = destroyed_among(rows[0].register, gone) if rows else {}
    return [each for each in found if each.record not in destroyed]


def _computed_today(calculation: Calculation) -> Rows:
    """Return the values of today's records, as they would be read on the day of freezing."""
    definition = find(calculation.parameters["definition"])
    today = date.fromisoformat(calculation.parameters["today"])
    found = live.compute(definition, live.scope_of(calculation.fy, today=today))
    return {row.record: live.stored_values(row.values) for row in found.rows}


def _typed_today(calculation: Calculation) -> Rows:
    actual = Actual.objects.filter(indicator=calculation.indicator_id, fy=calculation.fy).first()
    return {str(actual.pk): list(typed_values(actual))} if actual else {}


def is_traceable(calculation: Calculation) -> bool:
    """Return whether the history row of every record behind a figure still exists."""
    return not lost_of(calculation.rows.all())


def _broken(calculation: Calculation) -> Problem:
    return Problem(
        "figure.broken",
        _("{figure}の固定した計算 {id} が、保存した値から計算し直した値と合いません。").format(
            figure=_figure(calculation), id=calculation
        ),
        _("監査記録と控えを調べてください。"),
        place=str(calculation),
    )


def _changed(calculation: Calculation, differences: list[Difference]) -> Problem:
    message = _("{figure}は、固定したあとに元の記録が{count}件変わりました（{first}）。")
    first = "、".join(_difference_words(each) for each in differences[:SHOWN])
    return Problem(
        "figure.changed",
        message.format(figure=_figure(calculation), count=len(differences), first=first),
        _("直すときは、差し戻して報告し直すか、訂正を公表してください。"),
        place=str(calculation),
    )


def _difference_words(each: Difference) -> str:
    return f"{words_of(each.before)} → {words_of(each.after)}"


def words_of(values: list[object] | None) -> str:
    """Return stored values as one line for people."""
    if values is None:
        return _("記録なし")
    return "・".join(_value_words(value) for value in values)


def _value_words(value: object) -> str:
    if value is None:
        return "―"
    if isinstance(value, bool):
        return _("はい") if value else _("いいえ")
    return str(value[1]) if isinstance(value, list) else str(value)


def _figure(calculation: Calculation) -> str:
    indicator = calculation.indicator
    return f"{indicator.item.item_key} {indicator.name} {calculation.fy.wareki}"
