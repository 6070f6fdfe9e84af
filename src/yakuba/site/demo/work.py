"""What sections plan and do in a year, and the yen that it brought."""

from yakuba.core.evaluation.effects import confirm_effect
from yakuba.core.evaluation.models import BaselineKind, EffectStatus, MoneyEffect, YearlyAction
from yakuba.core.plan.models import Item, Plan
from yakuba.kernel.fiscal import FiscalYear
from yakuba.platform.audit import services as audit
from yakuba.platform.office.actors import Actor
from yakuba.site.demo import facts

MONEY = (
    "continuity",
    "chain",
    "chain_end_reason",
    "gross_yen",
    "cost_yen",
    "general_fund_yen",
    "baseline_yen",
    "overlap_group",
    "is_counted",
    "note",
)


def plan_actions(plan: Plan, fy: FiscalYear) -> None:
    """Store what each item is to do in a year."""
    for item in plan.items.order_by("pk"):
        year = facts.items()[item.item_key]["years"][str(fy)]
        action = YearlyAction(item=item, fy=fy, planned_text=year["planned"])
        action.planned_stage, action.due_on = year["stage"][0], fy.last_day
        action.save()
    audit.record("action.plan", thing=plan, count=plan.items.count())


def report_action(item: Item, fy: FiscalYear) -> None:
    """Store what an item did in a year, if its file says so."""
    year = facts.items()[item.item_key]["years"][str(fy)]
    action = YearlyAction.objects.get(item=item, fy=fy, sequence=1)
    if "acted" in year:
        action.actual_text, action.actual_stage = year["acted"], year["stage"][1]
        reached = year["stage"] in (["run", "run"], ["run", "finish"])
        action.done_on = fy.last_day if reached else None
        action.save()


def write_effects(item: Item, fy: FiscalYear, *, actor: Actor) -> None:
    """Store the money effects of an item's year, not yet confirmed."""
    for row in facts.items()[item.item_key].get("effects", ()):
        if row["fy"] == fy.year:
            effect = MoneyEffect(item=item, fy=fy, effect_class=row["class"])
            effect.baseline_kind = BaselineKind(row["baseline_kind"])
            if "chain_end_fy" in row:
                effect.chain_end_fy = FiscalYear(row["chain_end_fy"])
            for name in MONEY:
                if name in row:
                    setattr(effect, name, row[name])
            effect.save()
            audit.record("effect.write", actor=actor, thing=effect)


def confirm_effects(item: Item, fy: FiscalYear, *, actor: Actor) -> None:
    """Confirm the effects of an item's year that the files call confirmed."""
    rows = facts.items()[item.item_key].get("effects", ())
    sure = {row["class"] for row in rows if row["fy"] == fy.year and row.get("confirm")}
    waiting = MoneyEffect.objects.filter(item=item, fy=fy, status=EffectStatus.PROVISIONAL)
    for effect in waiting.filter(effect_class__in=sorted(sure)).select_related("item"):
        confirm_effect(effect, actor=actor)
