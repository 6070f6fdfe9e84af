"""What stands still once a figure is published (domain reference 1, section 10.2, rule 10)."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext

JUDGED_BY = ("unit", "direction", "time_rule", "attainment", "base_value", "base_fy")
COMPUTED_BY = (
    "number",
    "from_fy",
    "definition",
    "numerator_name",
    "denominator_name",
    "part_unit",
    "decimals",
    "mode",
    "part_may_exceed",
)


def refuse_published(row: models.Model, fields: Sequence[str], *, by: str) -> None:
    """Refuse to change how published figures were made or judged; the rest may be changed.

    `by` names the way from the row to the releases of its frozen figures.

    :raises ValidationError: if one of the fields differs and a release holds a figure of the row
    """
    stored = type(row)._default_manager.filter(**{"pk": row.pk, f"{by}__isnull": False})
    before = stored.values_list(*fields).first()
    if before is not None and before != tuple(getattr(row, name) for name in fields):
        raise ValidationError(
            gettext(
                "公表した数字の決め方は書きかえられません。"
                "計算を変えるときは新しい版の行を、見方を変えるときは新しい指標を足してください。"
            )
        )
