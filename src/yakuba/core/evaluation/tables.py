"""Tables of the year: scales are registers; bands, planned actions and effects are plain."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from yakuba.core.evaluation.models import GradeBand, MoneyEffect, YearlyAction
from yakuba.core.plan.owners import own_items
from yakuba.platform.grid.moved import moved
from yakuba.platform.office.actors import Actor
from yakuba.platform.ui.tables import table_view


def _own_effects(actor: Actor) -> QuerySet[Any]:
    """Return the effects of the items of the actor's sections."""
    rows = MoneyEffect.objects.filter(item__in=own_items(actor.section_ids))
    return rows.select_related("item")


scale_table = moved("evaluation.scale", "scale.write")
grade_table = moved("evaluation.grade", "scale.write")

band_table = table_view(
    GradeBand,
    ("grade", "attainment", "low", "high"),
    title=_("段階の幅"),
    action="scale.write",
    order=("attainment", "grade__position"),
    key=("grade", "attainment"),
    hint=_("「この値以上、この値未満」です。空の欄は、そちら側に限りがないことを表します。"),
)

action_table = table_view(
    YearlyAction,
    ("item", "fy", "sequence", "planned_text", "planned_stage", "due_on", "budget_line"),
    title=_("年度の取組（予定）"),
    action="indicator.write",
    order=("fy", "item", "sequence"),
    key=("item", "fy", "sequence"),
    hint=_("したことは、担当課が年次報告に書きます。"),
)

effect_table = table_view(
    MoneyEffect,
    (
        "item",
        "fy",
        "effect_class",
        "continuity",
        "chain",
        "gross_yen",
        "cost_yen",
        "general_fund_yen",
        "baseline_kind",
        "baseline_yen",
        "is_price_adjusted",
        "overlap_group",
        "is_counted",
        "chain_end_fy",
        "chain_end_reason",
        "note",
    ),
    title=_("お金の効果"),
    action="effect.write",
    order=("fy", "item"),
    key=("item", "fy", "effect_class", "chain"),
    rows=_own_effects,
    hint=_(
        "金額は円で書きます。効果から費用を引いた額を数えます。決算での確認は財政担当がします。"
    ),
)
