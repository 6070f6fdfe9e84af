"""Correcting a published money effect: its amount, or what it cost."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from yakuba.core.evaluation.models import EffectClass, MoneyEffect
from yakuba.core.plan.models import Plan
from yakuba.core.publication.correction_rows import Wanted, new_row, next_number
from yakuba.core.publication.models import Correction
from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform.db import save_version

AMOUNTS: Final = {
    "gross_yen": ("効果額", "effect"),
    "cost_yen": ("かかった費用", "cost"),
}


def money_rows(plan: Plan, wanted: Wanted, effect: MoneyEffect) -> list[Correction]:
    """Return one correction, not stored, for each amount that changes.

    :raises YakubaError: if an amount is missing, or both are the same as before
    """
    number = next_number(plan)
    made: list[Correction] = []
    for field, (japanese, english) in AMOUNTS.items():
        old, new = getattr(effect, field), getattr(wanted, field)
        if new is None:
            raise YakubaError(Problem("correction.amount", _("額がありません。"), place=field))
        if new == old:
            continue
        row = new_row(plan, wanted, number=number + len(made))
        row.effect, row.field, row.unit = effect, field, "円"
        row.old, row.new = str(old), str(new)
        row.label = f"{wanted.fy.wareki}の{_kind(effect, 'ja')}の{japanese}"
        row.label_en = f"{_kind(effect, 'en')}, {english}, FY{wanted.fy}"
        made.append(row)
    if not made:
        fix = _("正しい額を入れてください。")
        raise YakubaError(
            Problem("correction.same", _("前の額と同じです。"), fix, place="gross_yen")
        )
    return made


def _kind(effect: MoneyEffect, language: str) -> str:
    with override(language):
        return str(EffectClass(effect.effect_class).label)


def apply_money(row: Correction) -> None:
    """Let the effect say what the correction says; part of publishing."""
    effect = MoneyEffect.objects.get(correction=row)
    setattr(effect, row.field, int(row.new))
    save_version(effect, effect.version)
