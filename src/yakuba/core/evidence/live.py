"""Computing a figure from the records of today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max

from yakuba.core.evidence.definitions import Definition, Values
from yakuba.core.evidence.values import from_json, to_json
from yakuba.kernel.evidence import Outcome, Scope
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.opendays import OpenDays
from yakuba.platform import clock
from yakuba.platform.office.calendar import office_days


@dataclass(frozen=True, slots=True)
class Read:
    """One record behind a figure: its key, its newest history row, the values for the rule.

    `day` and `section` are those by which the trail shows totals, None and empty where the
    indicator names none; the rule is not given them.
    """

    record: str
    history_id: str
    values: Values
    day: date | None = None
    section: str = ""


@dataclass(frozen=True, slots=True)
class Live:
    """A figure of today with everything that made it."""

    definition: Definition
    scope: Scope
    fields: tuple[str, ...]
    rows: tuple[Read, ...]
    outcome: Outcome


def scope_of(fy: FiscalYear, *, today: date | None = None) -> Scope:
    """Return the scope of a year as the office is today."""
    return Scope(fy, today or clock.today(), office_days())


def compute(definition: Definition, scope: Scope) -> Live:
    """Return the figure of a year from the records of today; two queries."""
    selected = definition.select(scope)
    fields = selected.fields
    named = (definition.month_of, definition.section_of)
    extra = tuple(name for name in named if name)
    found = list(selected.records.order_by("pk").values_list("pk", *fields, *extra))
    histories = _histories(selected.records.model, [row[0] for row in found])
    end = len(fields) + 1
    rows = tuple(
        Read(
            record=str(row[0]),
            history_id=histories.get(row[0], ""),
            values=tuple(row[1:end]),
            day=row[end] if definition.month_of else None,
            section=str(row[-1] or "") if definition.section_of else "",
        )
        for row in found
    )
    outcome = definition.rule([row.values for row in rows], scope)
    return Live(definition, scope, selected.fields, rows, outcome)


def _histories(model: Any, keys: Sequence[Any]) -> dict[Any, str]:
    """Return the newest history row of each record, where its table keeps history."""
    history = getattr(model, "history", None)
    if history is None:
        return {}
    pk = model._meta.pk.name
    if not keys:
        return {}
    rows = history.filter(**{f"{pk}__range": (min(keys), max(keys))}).order_by()
    newest = rows.values(pk).annotate(newest=Max("history_id")).values_list(pk, "newest")
    return {key: str(number) for key, number in newest.iterator()}


def parameters_of(live: Live) -> dict[str, Any]:
    """Return what a later recomputation needs beside the rows."""
    office = live.scope.office
    return {
        "definition": live.definition.code,
        "definition_version": live.definition.version,
        "fields": list(live.fields),
        "today": live.scope.today.isoformat(),
        "closed": sorted(day.isoformat() for day in office.closed),
        "ordinance_rolls": office.ordinance_rolls,
        "office_digest": office.digest(),
    }


def scope_again(fy: FiscalYear, parameters: Any) -> Scope:
    """Return the scope that a stored calculation was made in."""
    closed = frozenset(date.fromisoformat(day) for day in parameters["closed"])
    office = OpenDays(closed, ordinance_rolls=parameters["ordinance_rolls"])
    return Scope(fy, date.fromisoformat(parameters["today"]), office)


def again(definition: Definition, fy: FiscalYear, *, parameters: Any, rows: Any) -> Outcome:
    """Return the outcome of stored values by the rule of today."""
    values = [tuple(map(from_json, stored)) for stored in rows]
    return definition.rule(values, scope_again(fy, parameters))


def stored_values(values: Values) -> list[Any]:
    """Return the values of a record as they are stored."""
    return [to_json(value) for value in values]
