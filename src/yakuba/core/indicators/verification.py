"""Holding frozen figures against their own values and against the records of today."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from yakuba.core.indicators.models import Actual, Calculation
from yakuba.core.indicators.services import evidence_values, recomputes
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.problems import Problem


@dataclass(slots=True)
class Verification:
    """What was found: `broken` must be empty; `changed` happens and is shown."""

    count: int = 0
    broken: list[Problem] = field(default_factory=list)
    changed: list[Problem] = field(default_factory=list)


def verify(fy: FiscalYear | None = None) -> Verification:
    """Recompute every stored calculation, and compare the newest of each figure with its record.

    Two words (house style, section 5): *recomputed* must always hold; *unchanged* may not, then
    the records changed since the figure was frozen.
    """
    found = Verification()
    frozen = _calculations(fy)
    newest: dict[tuple[int, FiscalYear], Calculation] = {}
    for calculation in frozen:
        found.count += 1
        newest[calculation.indicator_id, calculation.fy] = calculation
        if not recomputes(calculation):
            found.broken.append(_broken(calculation))
    found.changed = list(_changed(newest.values()))
    return found


def _calculations(fy: FiscalYear | None) -> list[Calculation]:
    rows = Calculation.objects.select_related("indicator__item", "method")
    rows = rows.prefetch_related("rows").order_by("pk")
    return list(rows if fy is None else rows.filter(fy=fy))


def _changed(newest: Iterable[Calculation]) -> Iterable[Problem]:
    actuals = {(row.indicator_id, row.fy): row for row in Actual.objects.all()}
    for calculation in newest:
        before = next((list(row.values) for row in calculation.rows.all()), None)
        actual = actuals.get((calculation.indicator_id, calculation.fy))
        after = evidence_values(actual) if actual else None
        if before != after:
            yield _changed_problem(calculation, before, after)


def _broken(calculation: Calculation) -> Problem:
    return Problem(
        "figure.broken",
        _("{figure}の固定した計算 {id} が、保存した値から計算し直した値と合いません。").format(
            figure=_figure(calculation), id=calculation
        ),
        _("監査記録と控えを調べてください。"),
        place=str(calculation),
    )


def _changed_problem(
    calculation: Calculation, before: list[str | None] | None, after: list[str | None] | None
) -> Problem:
    message = _("{figure}は、固定したあとに元の記録が変わりました（{before} → {after}）。")
    return Problem(
        "figure.changed",
        message.format(figure=_figure(calculation), before=_words(before), after=_words(after)),
        _("直すときは、差し戻して報告し直すか、訂正を公表してください。"),
        place=str(calculation),
    )


def _figure(calculation: Calculation) -> str:
    indicator = calculation.indicator
    return f"{indicator.item.item_key} {indicator.name} {calculation.fy.wareki}"


def _words(values: list[str | None] | None) -> str:
    if values is None:
        return _("記録なし")
    part, whole, value = values
    return f"{value or '―'}" if whole is None else f"{value or '―'}＝{part}÷{whole}"
