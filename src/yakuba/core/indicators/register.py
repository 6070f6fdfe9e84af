"""Indicators, how they are computed, and their targets, as registers."""

from django.utils.translation import gettext_lazy as _

from yakuba.core.indicators.models import Indicator, Method, Target
from yakuba.core.indicators.standing import COMPUTED_BY
from yakuba.platform.registers import Actions, Register, declare

_INDICATORS = Actions(read="plan.read", write="indicator.write")

METHODS = declare(
    Register(
        code="indicators.method",
        model=Method,
        title=_("計算の方法の台帳"),
        columns=("definition", "indicator", "number", "from_fy", "decimals", "mode"),
        fields=("indicator", *COMPUTED_BY, "breaks_series", "break_note"),
        filters=("from_fy", "mode"),
        actions=_INDICATORS,
        order=("indicator__item", "indicator__position", "number"),
    )
)

# The secretariat types the targets that stand in the plan; a section those of its own items.
TARGETS = declare(
    Register(
        code="indicators.target",
        model=Target,
        title=_("目標値の台帳"),
        columns=("indicator", "fy", "kind", "value", "set_on", "set_by", "reason"),
        fields=("indicator", "fy", "kind", "value", "set_on", "set_by", "replaces", "reason"),
        filters=("fy", "kind"),
        section_field="indicator__item__ownerships__section",
        actions=Actions(read="plan.read", write="target.write"),
        order=("indicator__item", "indicator__position", "fy"),
    )
)

INDICATORS = declare(
    Register(
        code="indicators.indicator",
        model=Indicator,
        title=_("指標の台帳"),
        columns=("code", "name", "item", "unit", "is_main", "direction", "attainment"),
        fields=(
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
        filters=("item", "kind", "is_main"),
        parts=(METHODS, TARGETS),
        actions=_INDICATORS,
        order=("item", "position"),
    )
)
