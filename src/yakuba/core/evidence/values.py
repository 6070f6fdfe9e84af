"""The plain values of a record as JSON and back, to the last digit."""

from datetime import date
from decimal import Decimal
from typing import Any

from yakuba.kernel.fiscal import FiscalYear

Plain = str | int | bool | None | list[str]


def to_json(value: Any) -> Plain:
    """Return a value that JSON can hold; dates, decimals and years keep their kind.

    :raises TypeError: if it is neither text, whole number, truth, decimal, date nor year
    """
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, date):
        return ["date", value.isoformat()]
    if isinstance(value, Decimal):
        return ["decimal", f"{value.normalize():f}"]
    if isinstance(value, FiscalYear):
        return ["year", str(value)]
    raise TypeError(f"evidence values cannot be {type(value).__name__}: {value!r}")


def from_json(stored: Plain) -> Any:
    """Return the value that was stored."""
    if not isinstance(stored, list):
        return stored
    kind, text = stored
    if kind == "date":
        return date.fromisoformat(text)
    return Decimal(text) if kind == "decimal" else FiscalYear(int(text))
