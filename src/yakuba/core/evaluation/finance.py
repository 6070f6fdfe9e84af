"""What finance looks at in a year: figures and effects that the settled accounts confirm."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from yakuba.core.evaluation import rules
from yakuba.core.evaluation.effects import check_effects, confirm_effect, effects_of, totals_of
from yakuba.core.evaluation.flow import LOCKED
from yakuba.core.evaluation.lists import codes_of, plan_of, round_of
from yakuba.core.evaluation.models import EffectStatus, MoneyEffect, Sheet
from yakuba.core.evaluation.sheets import confirm_figure
from yakuba.core.indicators.models import Actual, Status
from yakuba.core.indicators.services import method_of
from yakuba.core.plan.models import Plan
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform.office.actors import Actor
from yakuba.platform.office.rights import require
from yakuba.platform.ui.once import first_time


@dataclass(frozen=True, slots=True)
class Figure:
    """A provisional figure of a year, with its report if it has one."""

    actual: Actual
    sheet: Sheet | None
    decimals: int = 0
    code: str = ""

    @property
    def is_open(self) -> bool:
        """Tell whether it can be confirmed: its report is not accepted yet."""
        return self.sheet is not None and self.sheet.state not in LOCKED


@dataclass(frozen=True, slots=True)
class Effect:
    """A money effect of a year with the printed code of its item."""

    row: MoneyEffect
    code: str


@dataclass(slots=True)
class Money:
    """The money of a year.  `problems` None: the totals count; else why they cannot."""

    is_settled: bool = False
    figures: list[Figure] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    hints: list[Problem] = field(default_factory=list)
    totals: rules.Totals | None = None


def settled_year(today: date) -> FiscalYear:
    """Return the last year whose closing period is over on a day."""
    last = FiscalYear.of(today).previous
    return last if today > last.closing_ends else last.previous


def money_of(fy: FiscalYear, *, today: date) -> Money:
    """Return what finance sees of a year, with hints on all years of the plan."""
    round_ = round_of(fy)
    plan = round_.plan if round_ else plan_of(fy)
    found = Money(is_settled=fy <= settled_year(today))
    if plan is None:
        return found
    effects = effects_of(plan)
    codes = codes_of(plan, fy)
    found.effects = [Effect(row, codes[row.item.item_key]) for row in effects if row.fy == fy]
    hints = check_effects(effects, settled=settled_year(today))
    found.hints = [_with_code(hint, codes) for hint in hints]
    counted_once = not any(hint.code == "effect.group" for hint in found.hints)
    found.totals = totals_of(effects, fy) if counted_once else None
    found.figures = _figures(plan, fy, codes)
    return found


def _with_code(hint: Problem, codes: Mapping[str, str]) -> Problem:
    """Return a hint whose place begins with the printed code in place of the item's key."""
    key, space, rest = (hint.place or "").partition(" ")
    return replace(hint, place=f"{codes[key]}{space}{rest}")


def _figures(plan: Plan, fy: FiscalYear, codes: Mapping[str, str]) -> list[Figure]:
    rows = Actual.objects.filter(indicator__item__plan=plan, fy=fy, status=Status.PROVISIONAL)
    sheets = {
        sheet.item_id: sheet
        for sheet in Sheet.objects.filter(round__plan=plan, round__fy=fy).select_related("section")
    }
    rows = rows.select_related("indicator__item").prefetch_related("indicator__methods")
    return [
        Figure(
            row,
            sheets.get(row.indicator.item_id),
            _decimals(row, fy),
            codes[row.indicator.item.item_key],
        )
        for row in rows.order_by("indicator__item_id", "indicator_id")
    ]


def _decimals(actual: Actual, fy: FiscalYear) -> int:
    method = method_of(actual.indicator.methods.all(), fy)
    return method.decimals if method else 0


@transaction.atomic
def confirm_several(
    fy: FiscalYear,
    *,
    effects: Collection[int],
    actuals: Collection[int],
    actor: Actor,
    key: str,
) -> int:
    """Confirm the chosen effects and figures, all or none; return how many.

    :raises YakubaError: if none is chosen, or one cannot be confirmed
    """
    require(actor, "effect.confirm")
    if not effects and not actuals:
        message, fix = _("何も選ばれていません。"), _("1件以上に印を付けてください。")
        raise YakubaError(Problem("finance.none", message, fix))
    if key and not first_time(key):
        return len(effects) + len(actuals)
    rows = MoneyEffect.objects.filter(fy=fy, pk__in=effects, status=EffectStatus.PROVISIONAL)
    for effect in rows.select_related("item"):
        confirm_effect(effect, actor=actor)
    for actual in Actual.objects.filter(fy=fy, pk__in=actuals).select_related("indicator"):
        confirm_figure(_sheet_of(actual), actual, actor=actor)
    return len(effects) + len(actuals)


def _sheet_of(actual: Actual) -> Sheet:
    """Return the report of a figure.

    :raises YakubaError: if its year has none
    """
    rows = Sheet.objects.filter(item=actual.indicator.item_id, round__fy=actual.fy)
    found = rows.select_related("round", "item").first()
    if found is None:
        message = _("この数字の年次報告がありません。")
        raise YakubaError(Problem("finance.sheet", message, _("先に照会を始めてください。")))
    return found
