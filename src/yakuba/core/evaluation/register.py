"""The rating scales of the town, planned actions and effects as registers."""

from django.utils.translation import gettext_lazy as _

from yakuba.core.evaluation.models import Grade, GradeBand, MoneyEffect, Scale, YearlyAction
from yakuba.platform.registers import Actions, Register, declare

_SCALES = Actions(read="board.read", write="scale.write")

BANDS = declare(
    Register(
        code="evaluation.band",
        model=GradeBand,
        title=_("段階の幅の台帳"),
        columns=("grade", "attainment", "low", "high"),
        filters=("grade", "attainment"),
        actions=_SCALES,
        order=("attainment", "grade__position"),
    )
)

# What is done is written by the sections, in the report of the year.
ACTIONS = declare(
    Register(
        code="evaluation.action",
        model=YearlyAction,
        title=_("年度の取組の台帳"),
        columns=("planned_text", "item", "fy", "sequence", "planned_stage", "due_on"),
        fields=(
            "item",
            "fy",
            "sequence",
            "planned_text",
            "planned_stage",
            "due_on",
            "budget_line",
        ),
        filters=("item", "fy", "planned_stage"),
        actions=Actions(read="plan.read", write="indicator.write"),
        order=("-fy", "item", "sequence"),
    )
)

EFFECTS = declare(
    Register(
        code="evaluation.effect",
        model=MoneyEffect,
        title=_("お金の効果の台帳"),
        columns=("item", "fy", "effect_class", "gross_yen", "cost_yen", "continuity", "status"),
        fields=(
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
        filters=("item", "fy", "effect_class", "status"),
        section_field="item__ownerships__section",
        actions=Actions(read="sheet.read", write="effect.write"),
        order=("-fy", "item"),
        sums=("gross_yen", "cost_yen"),
    )
)

GRADES = declare(
    Register(
        code="evaluation.grade",
        model=Grade,
        title=_("評価の段階の台帳"),
        columns=("word", "scale", "mark", "position", "rule"),
        fields=("scale", "code", "word", "mark", "position", "rule", "word_en", "rule_en"),
        filters=("scale",),
        search=("word", "rule"),
        parts=(BANDS,),
        actions=_SCALES,
        order=("scale", "position"),
    )
)

SCALES = declare(
    Register(
        code="evaluation.scale",
        model=Scale,
        title=_("評価の尺度の台帳"),
        columns=("name", "number", "from_fy", "breaks_series"),
        fields=("code", "number", "name", "from_fy", "breaks_series", "name_en"),
        filters=("from_fy",),
        search=("name",),
        parts=(GRADES,),
        actions=_SCALES,
        order=("from_fy", "number"),
    )
)
