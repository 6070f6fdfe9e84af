"""The register of a module's periods: all alike, so a module names only code, model and title."""

from typing import Final

from django.utils.functional import Promise

from yakuba.platform.periods.models import Period
from yakuba.platform.registers import Actions, Register, declare

COLUMNS: Final = ("name", "valid_from", "number", "unit", "rolls", "source_kind", "source")


def declare_periods(code: str, model: type[Period], title: str | Promise) -> Register:
    """Declare the register of a town's periods and return it."""
    return declare(
        Register(
            code=code,
            model=model,
            title=title,
            columns=COLUMNS,
            filters=("name", "valid_from"),
            search=("source",),
            open_data=COLUMNS,
            actions=Actions(read="office.read", write="office.write"),
        )
    )
