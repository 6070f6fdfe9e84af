"""The way down from a computed figure: totals by month and section, what was left out and why.

Nothing small is given away (domain reference 1, section 10.2, rule 19): the records counted and
those left out are never added up, so that a small number left out cannot be derived.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from yakuba.core.evidence.cells import THRESHOLD, Cell, suppress
from yakuba.core.evidence.definitions import Definition, find
from yakuba.core.evidence.live import scope_again
from yakuba.core.evidence.values import from_json
from yakuba.core.indicators.freezing import is_computed
from yakuba.core.indicators.models import Calculation, CalculationRow
from yakuba.kernel.evidence import Part

Json = dict[str, Any]
Values = tuple[Any, ...]


def trails_of(calculations: Iterable[Calculation]) -> dict[int, Json]:
    """Return the public trail of each computed calculation, by its id; one query for all."""
    computed = {each.pk: each for each in calculations if is_computed(each)}
    rows: defaultdict[int, list[CalculationRow]] = defaultdict(list)
    for row in CalculationRow.objects.filter(calculation__in=list(computed)).order_by("pk"):
        rows[row.calculation_id].append(row)
    return {number: _trail(each, rows[number]) for number, each in computed.items()}


def _trail(calculation: Calculation, rows: list[CalculationRow]) -> Json:
    definition = find(calculation.parameters["definition"])
    counted = [row for row in rows if row.part != Part.EXCLUDED]
    reasons = Counter(row.reason for row in rows if row.part == Part.EXCLUDED)
    return {
        "definition": definition.code,
        "register": definition.register.code,
        "records": len(counted),
        "excluded": [_left_out(name, reasons[name]) for name in sorted(reasons)],
        **_totals(calculation, definition, rows),
        "sections": _sections(calculation, definition, rows),
    }


def _left_out(reason: str, count: int) -> Json:
    is_hidden = count < THRESHOLD
    return {"reason": reason, "count": None if is_hidden else count, "hidden": is_hidden}


def _sections(
    calculation: Calculation, definition: Definition, rows: list[CalculationRow]
) -> list[Json]:
    """Return totals by section, as the records stood when the figure was frozen.

    Nothing where more sections would be hidden than shown.
    """
    if not any(row.section for row in rows):
        return []
    groups: defaultdict[str, list[Values]] = defaultdict(list)
    for row in rows:
        groups[row.section].append(tuple(map(from_json, row.values)))
    cells = suppress(_cells_of(groups, definition, calculation))
    shown = [cell for cell in cells if _has_any(cell)]
    if _hides_more_than_it_shows(shown):
        return []
    return [{"section": cell.label, **_counts(cell)} for cell in shown]


def _has_any(cell: Cell) -> bool:
    """Return whether a section has records in the figure; only left-out ones say nothing."""
    return cell.is_hidden or bool(cell.numerator or cell.denominator)


def _hides_more_than_it_shows(cells: list[Cell]) -> bool:
    return sum(cell.is_hidden for cell in cells) * 2 > len(cells)


def _totals(calculation: Calculation, definition: Definition, rows: list[CalculationRow]) -> Json:
    """Return totals by month; by quarter where months would hide more than they show."""
    if not definition.month_of:
        return {"by": "", "totals": []}
    for by in ("month", "quarter"):
        cells = suppress(_cells(calculation, definition, rows, by=by))
        if by == "quarter" or not _hides_more_than_it_shows(cells):
            break
    return {"by": by, "totals": [_cell(cell) for cell in cells]}


def _cells(
    calculation: Calculation,
    definition: Definition,
    rows: list[CalculationRow],
    *,
    by: str,
) -> list[Cell]:
    groups: defaultdict[str, list[Values]] = defaultdict(list)
    for row in rows:
        groups[_period(row.day, by)].append(tuple(map(from_json, row.values)))
    return _cells_of(groups, definition, calculation)


def _cells_of(
    groups: dict[str, list[Values]], definition: Definition, calculation: Calculation
) -> list[Cell]:
    scope = scope_again(calculation.fy, calculation.parameters)
    cells = []
    for label in sorted(groups):
        outcome = definition.rule(groups[label], scope)
        cells.append(Cell(label, outcome.numerator, outcome.denominator))
    return cells


def _period(day: date | None, by: str) -> str:
    """Return 2023-04, or 2023-Q2 for its calendar quarter; empty without a day."""
    if day is None:
        return ""
    return f"{day:%Y-%m}" if by == "month" else f"{day.year}-Q{(day.month + 2) // 3}"


def _cell(cell: Cell) -> Json:
    return {"period": cell.label, **_counts(cell)}


def _counts(cell: Cell) -> Json:
    def plain(count: Any) -> str | None:
        return None if count is None else f"{count.normalize():f}"

    return {
        "numerator": plain(cell.numerator),
        "denominator": plain(cell.denominator),
        "hidden": cell.is_hidden,
    }
