"""What a figure is held against in a year, and how targets change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from yakuba.core.indicators import rules
from yakuba.core.indicators.models import Indicator, Target, TargetKind
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.numbers import round_half_up
from yakuba.kernel.problems import Problem, YakubaError


@dataclass(frozen=True, slots=True)
class Aim:
    """The target of one year: its value then, its row, and the rows it replaced, oldest first."""

    value: Decimal
    target: Target
    before: tuple[Target, ...] = ()


def aim_of(
    targets: Iterable[Target], fy: FiscalYear, *, first_fy: FiscalYear, decimals: int
) -> Aim | None:
    """Return what an indicator aims at in a year, None if nothing is due then.

    `targets` are all rows of one indicator.  Of a cumulative target the share due by that year
    counts from `first_fy`; a target of the final year alone is due then only.
    """
    rows = sorted(targets, key=lambda row: row.pk)
    replaced = {row.replaces_id for row in rows if row.replaces_id}
    for row in rows:
        if row.pk not in replaced and _is_due(row, fy):
            value = due_value(row, fy, first_fy=first_fy, decimals=decimals)
            return Aim(value, row, _before(row, rows))
    return None


def _is_due(row: Target, fy: FiscalYear) -> bool:
    due: FiscalYear = row.fy
    return fy <= due if row.kind == TargetKind.CUMULATIVE else fy == due


def due_value(row: Target, fy: FiscalYear, *, first_fy: FiscalYear, decimals: int) -> Decimal:
    """Return what a target is worth in a year: its value, or the share of it due by then."""
    if row.kind != TargetKind.CUMULATIVE:
        return row.value
    share = rules.due_share(row.value, year=fy - first_fy + 1, years=row.fy - first_fy + 1)
    return round_half_up(share, decimals)


def _before(row: Target, rows: Sequence[Target]) -> tuple[Target, ...]:
    by_id = {other.pk: other for other in rows}
    chain: list[Target] = []
    while row.replaces_id is not None:
        row = by_id[row.replaces_id]
        chain.insert(0, row)
    return tuple(chain)


@transaction.atomic
def set_target(
    indicator: Indicator,
    fy: FiscalYear,
    *,
    value: Decimal,
    on: date,
    set_by: str = "",
    kind: str = TargetKind.ANNUAL,
    reason: str = "",
) -> Target:
    """Set the target of a year; once the year has begun, the old one stays beside the new one.

    A cumulative target is due in parts, so that it binds from the first year of the plan.

    :raises YakubaError: if a target that stands is changed after its year began without a reason
    """
    standing = indicator.targets.filter(fy=fy, kind=kind, replaced_by=None).first()
    if standing is not None and standing.value == value:
        return standing
    if standing is not None and on < standing.binds_from:
        standing.value, standing.set_on, standing.set_by = value, on, set_by
        standing.save()
        return standing
    if standing is not None and not reason.strip():
        raise YakubaError(
            Problem(
                "target.reason",
                _("{year}が始まってから目標を変えるには、理由が要ります。").format(year=fy.wareki),
                _("変えた理由を書いてください。前の目標も並べて公表されます。"),
            )
        )
    made = Target(indicator=indicator, fy=fy, kind=kind, value=value, set_on=on, set_by=set_by)
    made.replaces, made.reason = standing, reason
    made.save()
    return made
