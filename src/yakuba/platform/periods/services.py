"""Which periods hold on a day, and what is due of a record by them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from yakuba.kernel.deadlines import Days, Deadline, OpenDayCount, Source, SourceKind
from yakuba.kernel.opendays import OpenDays
from yakuba.platform.periods.models import LengthUnit, Period, Rolls, SourceChoice
from yakuba.platform.periods.rules import Due, dues


def periods_on(day: date, defaults: Iterable[Deadline], model: type[Period]) -> dict[str, Deadline]:
    """Return the town's periods of a day by name; the product's defaults where it set none."""
    found = {default.name: default for default in defaults}
    rows = model._default_manager.filter(valid_from__lte=day, name__in=found)
    for row in rows.order_by("valid_from", "pk"):
        found[row.name] = replace(
            found[row.name],
            length=(OpenDayCount if row.unit == LengthUnit.OPEN else Days)(row.number),
            rolls=None if row.rolls == Rolls.BY_SOURCE else row.rolls == Rolls.YES,
            source=Source(SourceKind(row.source_kind), row.source),
        )
    return found


def dues_of(record: Any, rules: Mapping[str, Deadline], office: OpenDays) -> dict[str, Due]:
    """Return what is due of a record by name, from the days that stand in it; note the reasons."""
    starts = {rule.starts: getattr(record, rule.starts) for rule in rules.values()}
    found = dues(rules, starts, office)
    record.due_reasons = {name: due.why for name, due in found.items()}
    return found


def store_defaults(
    model: type[Period], defaults: Iterable[Deadline], *, since: date, of: str, becomes: str
) -> None:
    """Store the product's defaults as the town's own from a day on; the source names its text."""
    for default in defaults:
        unit = LengthUnit.OPEN if isinstance(default.length, OpenDayCount) else LengthUnit.DAYS
        row = model(name=default.name, valid_from=since, number=default.length.number, unit=unit)
        row.source_kind = SourceChoice.GUIDELINE
        if isinstance(default.source, Source):
            row.source_kind = SourceChoice(default.source.kind.value)
        row.source = str(default.source).replace(of, becomes)
        row.save()
