"""Money effects: totals of a year, confirmation, and the ways they go wrong.

Source: domain reference 1, section 7.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from yakuba.core.evaluation import rules
from yakuba.core.evaluation.models import Continuity, EffectClass, EffectStatus, MoneyEffect
from yakuba.core.plan.models import Plan
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform.audit import services as audit
from yakuba.platform.db import save_version
from yakuba.platform.office.actors import Actor
from yakuba.platform.office.rights import require

# A unit slip (yen for thousand yen) makes a year at least a hundred times the year before.
SLIP = 100


def effects_of(plan: Plan) -> list[MoneyEffect]:
    """Return all effects of a plan with their items, in order; one query."""
    rows = MoneyEffect.objects.filter(item__plan=plan).select_related("item")
    return list(rows.order_by("item_id", "fy", "pk"))


def as_rule(effect: MoneyEffect) -> rules.Effect:
    """Return an effect as the plain value that the rules take."""
    return rules.Effect(
        item=effect.item.item_key,
        fy=effect.fy.year,
        effect_class=effect.effect_class,
        net_yen=effect.net_yen,
        is_continuing=effect.continuity == Continuity.CONTINUING,
        chain=effect.chain,
        overlap_group=effect.overlap_group,
        is_counted=effect.is_counted,
    )


def totals_of(effects: Iterable[MoneyEffect], fy: FiscalYear) -> rules.Totals:
    """Return the totals by class of one year."""
    return rules.total_effects(as_rule(effect) for effect in effects if effect.fy == fy)


@transaction.atomic
def confirm_effect(effect: MoneyEffect, *, actor: Actor) -> MoneyEffect:
    """Confirm an effect against the settled accounts.

    :raises YakubaError: if its class is time or avoided cost, which no accounts show
    """
    require(actor, "effect.confirm")
    if effect.effect_class not in rules.CASH:
        label = EffectClass(effect.effect_class).label
        message = _("「{label}」は決算に現れないので、確認できません。").format(label=label)
        raise YakubaError(Problem("effect.class", message))
    effect.status, effect.confirmed_by = EffectStatus.CONFIRMED, actor.account
    save_version(effect, effect.version)
    audit.record("effect.confirm", actor=actor, thing=effect)
    return effect


def check_effects(effects: Iterable[MoneyEffect], *, settled: FiscalYear) -> list[Problem]:
    """Return what looks wrong with the effects; `settled` is the last year with settled accounts.

    Each problem is a hint that the section answers; none stops a report.
    """
    rows = list(effects)
    problems = [problem for row in rows for problem in _check_row(row, settled)]
    return problems + _check_overlaps(rows) + _check_series(rows)


def _check_row(effect: MoneyEffect, settled: FiscalYear) -> list[Problem]:
    found = []
    if effect.cost_yen == 0 and effect.effect_class == EffectClass.REVENUE_UP:
        message = _("かかった費用が0円です。返礼品や手数料などを引いた額か、確かめてください。")
        found.append(_hint("effect.gross", effect, message))
    if effect.fy <= settled and effect.status == EffectStatus.PLANNED:
        message = _("決算が済んだ年度なのに「予定」のままです。決算の額に直してください。")
        found.append(_hint("effect.not-settled", effect, message))
    if effect.effect_class in rules.CASH and effect.general_fund_yen is None:
        message = _("国や県の補助を除いた一般財源の額がありません。")
        found.append(_hint("effect.general-fund", effect, message))
    general = effect.general_fund_yen
    if general is not None and abs(general) > abs(effect.net_yen):
        message = _("一般財源の額が、差引きの効果より大きくなっています。")
        found.append(_hint("effect.general-fund-exceeds", effect, message))
    return found


def _check_overlaps(rows: Iterable[MoneyEffect]) -> list[Problem]:
    """Find equal amounts in two items that no overlap group joins, and groups without a count."""
    by_amount: defaultdict[tuple[int, str, int], list[MoneyEffect]] = defaultdict(list)
    groups: defaultdict[tuple[int, str], list[MoneyEffect]] = defaultdict(list)
    for row in rows:
        by_amount[row.fy.year, row.effect_class, row.gross_yen].append(row)
        if row.overlap_group:
            groups[row.fy.year, row.overlap_group].append(row)
    found = []
    for same in by_amount.values():
        items = {row.item_id for row in same}
        if len(items) > 1 and not all(row.overlap_group for row in same):
            message = _(
                "ほかの項目に同じ額があります。二重なら「重なりの組」に同じ名前を入れてください。"
            )
            found.append(_hint("effect.twice", same[-1], message))
    for group in groups.values():
        if sum(row.is_counted for row in group) != 1:
            message = _("この重なりの組では、数える効果をちょうど1件にしてください。")
            found.append(_hint("effect.group", group[-1], message))
    return found


def _check_series(rows: Iterable[MoneyEffect]) -> list[Problem]:
    """Find moved baselines and unit slips between the years of one effect."""
    series: defaultdict[tuple[int, str, str], list[MoneyEffect]] = defaultdict(list)
    for row in rows:
        series[row.item_id, row.effect_class, row.chain].append(row)
    found = []
    for years in series.values():
        if len({row.baseline_kind for row in years}) > 1:
            message = _("年度によって、くらべる相手（基準）が変わっています。")
            found.append(_hint("effect.baseline", years[-1], message))
        amounts = [abs(row.gross_yen) for row in years if row.gross_yen]
        if amounts and max(amounts) >= SLIP * min(amounts):
            message = _("年度の間で額が100倍以上ちがいます。円と千円を取りちがえていませんか。")
            found.append(_hint("effect.unit", years[-1], message))
    return found


def _hint(code: str, effect: MoneyEffect, message: str) -> Problem:
    place = f"{effect.item.item_key} {effect.fy.wareki} {EffectClass(effect.effect_class).label}"
    return Problem(code, message, place=place)
