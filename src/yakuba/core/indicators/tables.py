"""Plain tables of indicators, how they are computed, and their targets."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from yakuba.core.indicators.models import Indicator, Method, Target
from yakuba.core.plan.owners import own_items
from yakuba.platform.office.actors import Actor
from yakuba.platform.office.rights import may
from yakuba.platform.ui.tables import table_view


def _targets(actor: Actor) -> QuerySet[Any]:
    """Return the targets that the actor may set: all, or those of the own sections' items."""
    rows = Target.objects.select_related("indicator__item")
    if may(actor, "indicator.write") is None:
        return rows
    return rows.filter(indicator__item__in=own_items(actor.section_ids))


indicator_table = table_view(
    Indicator,
    (
        "item",
        "code",
        "position",
        "is_main",
        "name",
        "kind",
        "unit",
        "direction",
        "time_rule",
        "attainment",
        "base_value",
        "base_fy",
        "name_en",
        "unit_en",
    ),
    title=_("指標"),
    action="indicator.write",
    order=("item", "position"),
    key=("code",),
    hint=_("1つの項目で代表の指標は1つだけです。評価の案は代表の指標から出ます。"),
)

method_table = table_view(
    Method,
    (
        "indicator",
        "number",
        "from_fy",
        "definition",
        "numerator_name",
        "denominator_name",
        "part_unit",
        "decimals",
        "mode",
        "part_may_exceed",
        "breaks_series",
        "break_note",
    ),
    title=_("計算の方法"),
    action="indicator.write",
    order=("indicator", "number"),
    key=("indicator", "number"),
    hint=_("計算を変えるときは、前の行を残して、新しい版の行を足します。"),
)

target_table = table_view(
    Target,
    ("indicator", "fy", "kind", "value", "set_on", "set_by", "replaces", "reason"),
    title=_("目標値"),
    action="target.write",
    order=("indicator", "fy"),
    key=("indicator", "fy", "kind"),
    rows=_targets,
    hint=_(
        "年度が始まってから目標を変えるときは、新しい行を足して、前の目標と理由を書きます。"
        "前の目標も並べて公表されます。"
    ),
)
