"""What a correction is asked for, and the row that it becomes."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from yakuba.core.evaluation.models import MoneyEffect
from yakuba.core.indicators.models import Indicator
from yakuba.core.plan.models import Item, Plan
from yakuba.core.publication.models import Correction
from yakuba.kernel.fiscal import FiscalYear

VALUE: Final = "value"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to stand instead of what was published.

    For a ratio give numerator and denominator, else the value; for a text its field and words; for
    a money effect its two amounts in yen.
    """

    fy: FiscalYear
    item: Item
    cause: str
    cause_en: str = ""
    indicator: Indicator | None = None
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    source_note: str = ""
    field: str = VALUE
    text: str = ""
    effect: MoneyEffect | None = None
    gross_yen: int | None = None
    cost_yen: int | None = None


def new_row(plan: Plan, wanted: Wanted, *, number: int) -> Correction:
    """Return a correction, not stored, that says where and why; old and new are still to come."""
    return Correction(
        plan=plan,
        number=number,
        fy=wanted.fy,
        item=wanted.item,
        field=wanted.field,
        cause=wanted.cause.strip(),
        cause_en=wanted.cause_en.strip(),
    )


def next_number(plan: Plan) -> int:
    """Return the number of the plan's next correction."""
    last = Correction.objects.filter(plan=plan).order_by("-number").first()
    return last.number + 1 if last else 1
