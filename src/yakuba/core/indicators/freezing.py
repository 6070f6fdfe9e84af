"""Freezing a figure: an immutable calculation with the very values that were handed to the rules.

When a figure freezes: design of the platform, section 1.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from yakuba import __version__
from yakuba.core.evidence import live as evidence
from yakuba.core.evidence.definitions import find
from yakuba.core.evidence.live import Live
from yakuba.core.indicators import rules
from yakuba.core.indicators.models import (
    Actual,
    Calculation,
    CalculationRow,
    Indicator,
    SourceKind,
    Status,
)
from yakuba.core.indicators.records import TYPED
from yakuba.core.indicators.services import method_of, no_method, plain, refresh
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.numbers import Mode, Rounding
from yakuba.kernel.problems import YakubaError
from yakuba.platform import clock

CHUNK = 2_000
# One encoder for all rows: `json.dumps` would build one for each.
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


@transaction.atomic
def freeze(indicator: Indicator, fy: FiscalYear, *, reason: str) -> Calculation:
    """Store an immutable copy of a year's figure, with the values it was made from.

    A computed figure is computed anew first.  A figure that nobody entered freezes as "not yet
    known".

    :raises YakubaError: if no method holds in the year
    """
    method = method_of(indicator.methods.all(), fy)
    if method is None:
        raise YakubaError(no_method(indicator, fy))
    live = refresh(indicator, fy) if indicator.computed_by else None
    actual = Actual.objects.filter(indicator=indicator, fy=fy).first()
    frozen = Calculation(indicator=indicator, fy=fy, method=method, reason=reason)
    frozen.frozen_at, frozen.software = clock.now(), __version__
    _copy(frozen, actual)
    frozen.parameters = {
        "fy": fy.year,
        "method": method.number,
        "mode": method.mode,
        "decimals": method.decimals,
        "source_note": actual.source_note if actual else "",
        "source_note_en": actual.source_note_en if actual else "",
        "files": _files(actual) if actual else [],
        **(evidence.parameters_of(live) if live else {}),
    }
    rows = _computed_rows(live) if live else _typed_rows(actual)
    frozen.digest = digest_of(frozen, rows)
    frozen.save()
    for row in rows:
        row.calculation = frozen
    CalculationRow.objects.bulk_create(rows, batch_size=CHUNK)
    return frozen


def _copy(frozen: Calculation, actual: Actual | None) -> None:
    frozen.status = actual.status if actual else Status.NOT_YET
    frozen.source_kind = actual.source_kind if actual else SourceKind.MANUAL
    frozen.value = actual.value if actual else None
    frozen.numerator = actual.numerator if actual else None
    frozen.denominator = actual.denominator if actual else None
    frozen.as_of = actual.as_of if actual else None


def _files(actual: Actual) -> list[str]:
    """Return the ids of the files that are attached to an entry, in the order of attaching."""
    links = Actual.evidence.through.objects.filter(actual=actual).order_by("pk")
    return [str(pk) for pk in links.values_list("storedfile", flat=True)]


def _typed_rows(actual: Actual | None) -> list[CalculationRow]:
    """Return the evidence of a figure typed by hand: the entry itself, one row."""
    if actual is None:
        return []
    row = CalculationRow(register=TYPED, record=str(actual.pk), part="numerator")
    newest = actual.history.order_by("-history_id").values_list("history_id", flat=True).first()
    row.history_id = str(newest or "")
    row.values = typed_values(actual)
    return [row]


def _computed_rows(live: Live) -> list[CalculationRow]:
    """Return one row for each record that the indicator read, with its part in the figure."""
    register = live.definition.register.code
    return [
        CalculationRow(
            register=register,
            record=row.record,
            part=placed.part,
            reason=placed.reason,
            history_id=row.history_id,
            day=row.day,
            section=row.section,
            values=evidence.stored_values(row.values),
        )
        for row, placed in zip(live.rows, live.outcome.placed, strict=True)
    ]


def typed_values(actual: Actual) -> list[str | None]:
    """Return the plain values of an entry that are handed to the rules, and its figure."""
    return [_text(actual.numerator), _text(actual.denominator), _text(actual.value)]


def _text(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def digest_of(frozen: Calculation, rows: Iterable[CalculationRow]) -> str:
    """Return the SHA-256 of a calculation: canonical JSON lines, head first, then its rows."""
    head: dict[str, Any] = {
        "indicator": frozen.indicator.code,
        "fy": frozen.fy.year,
        "status": frozen.status,
        "source": frozen.source_kind,
        "as_of": frozen.as_of.isoformat() if frozen.as_of else None,
        "value": _text(frozen.value),
        "numerator": _text(frozen.numerator),
        "denominator": _text(frozen.denominator),
        "parameters": frozen.parameters,
        "software": frozen.software,
    }
    ordered = sorted(rows, key=lambda row: (row.register, row.record))
    body = [
        [row.register, row.record, row.part, row.reason, _day(row.day), row.section, row.values]
        for row in ordered
    ]
    lines = [_encode(line) for line in [head, *body]]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def recomputes(frozen: Calculation) -> bool:
    """Return whether the stored values still give the stored figure, and the digest agrees."""
    same = _same_computed(frozen) if is_computed(frozen) else _same_typed(frozen)
    return same and digest_of(frozen, frozen.rows.all()) == frozen.digest


def is_computed(frozen: Calculation) -> bool:
    """Return whether a calculation was made from the records of a service."""
    return "definition" in frozen.parameters


def _rounding(frozen: Calculation) -> Rounding:
    return Rounding(Mode(frozen.parameters["mode"]), frozen.parameters["decimals"])


def _same_typed(frozen: Calculation) -> bool:
    if not frozen.method.is_ratio or frozen.value is None:
        return True
    if frozen.numerator is None or frozen.denominator is None:
        return False
    value = rules.value_of(frozen.numerator, frozen.denominator, _rounding(frozen))
    return value == frozen.value


def _same_computed(frozen: Calculation) -> bool:
    """Return whether the rule, given the stored values again, places and counts them the same."""
    definition = find(frozen.parameters["definition"])
    rows = sorted(frozen.rows.all(), key=lambda row: row.pk)
    outcome = evidence.again(
        definition,
        frozen.fy,
        parameters=frozen.parameters,
        rows=[row.values for row in rows],
    )
    value = None if outcome.value is None else _rounding(frozen).apply(outcome.value)
    placed = [(place.part.value, place.reason) for place in outcome.placed]
    return value == frozen.value and placed == [(row.part, row.reason) for row in rows]
