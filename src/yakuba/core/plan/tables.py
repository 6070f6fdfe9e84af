"""Plain tables of the plan's words: short names, promises, English titles."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from yakuba.core.plan.models import Item, Node, Plan
from yakuba.core.plan.services import current_version
from yakuba.platform.office.actors import Actor
from yakuba.platform.ui.tables import table_view


def _nodes(_actor: Actor) -> QuerySet[Any]:
    """Return the nodes of the newest version of every plan: older trees are frozen."""
    versions = [current_version(plan, plan.end_fy).pk for plan in Plan.objects.all()]
    return Node.objects.filter(plan_version__in=versions)


item_words = table_view(
    Item,
    ("item_key", "short_name", "short_name_en", "promise", "promise_en"),
    title=_("項目の短い名前と約束"),
    action="plan.change",
    order=("plan", "pk"),
    hint=_("短い名前は24文字まで。約束は、何をいつまでにどうするかを町民に話す言葉で書きます。"),
)

node_words = table_view(
    Node,
    ("key", "code", "title", "title_en"),
    title=_("目標・方策・項目の名前"),
    action="plan.change",
    order=("plan_version", "position"),
    hint=_("番号と名前は、計画書に印刷されたとおりに書きます。"),
    rows=_nodes,
)
