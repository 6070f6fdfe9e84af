"""The rating scales of the town as registers."""

from django.utils.translation import gettext_lazy as _

from yakuba.core.evaluation.models import Grade, Scale
from yakuba.platform.registers import Actions, Register, declare

_SCALES = Actions(read="board.read", write="scale.write")

GRADES = declare(
    Register(
        code="evaluation.grade",
        model=Grade,
        title=_("評価の段階の台帳"),
        columns=("word", "scale", "mark", "position", "rule"),
        fields=("scale", "code", "word", "mark", "position", "rule", "word_en", "rule_en"),
        filters=("scale",),
        search=("word", "rule"),
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
