"""The register of a module's desks: all alike, so a module names only code, model and title."""

from typing import Final

from django.utils.functional import Promise

from yakuba.platform.receipts.models import Desk
from yakuba.platform.registers import Actions, Register, declare

COLUMNS: Final = ("section", "valid_from", "purpose", "legal_basis", "kept_years")


def declare_desks(code: str, model: type[Desk], title: str | Promise) -> Register:
    """Declare the register of the desks that receive something, and return it."""
    return declare(
        Register(
            code=code,
            model=model,
            title=title,
            columns=COLUMNS,
            filters=("section", "valid_from"),
            search=("purpose", "legal_basis"),
            open_data=COLUMNS,
            actions=Actions(read="office.read", write="office.write"),
        )
    )
