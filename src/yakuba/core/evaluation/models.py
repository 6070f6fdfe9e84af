"""The yearly round: scales, sheets, actions.  Source: domain reference 1, sections 6, 7 and 10."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from yakuba.core.evaluation.flow import LOCKED, SheetState
from yakuba.core.evaluation.scale_models import Grade as Grade
from yakuba.core.evaluation.scale_models import GradeBand as GradeBand
from yakuba.core.evaluation.scale_models import Mark as Mark
from yakuba.core.evaluation.scale_models import Scale as Scale
from yakuba.core.plan.owners import sections_of
from yakuba.platform.db import FiscalYearField, Record


class RoundState(models.TextChoices):
    """Where a round stands."""

    PREPARING = "preparing", _("準備中")
    OPEN = "open", _("照会中")
    CLOSED = "closed", _("終わり")


class Round(Record):
    """The secretariat's request to all sections for one fiscal year (照会)."""

    plan = models.ForeignKey(
        "plan.Plan", models.CASCADE, related_name="rounds", verbose_name=_("計画")
    )
    fy = FiscalYearField(_("年度"))
    scale = models.ForeignKey(Scale, models.PROTECT, verbose_name=_("評価の尺度"))
    opens_on = models.DateField(_("始める日"))
    due_on = models.DateField(_("期限"))
    message = models.TextField(_("各課への連絡"), blank=True)
    state = models.CharField(
        _("状態"), max_length=12, choices=RoundState, default=RoundState.PREPARING
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("照会")
        ordering = ["plan", "fy"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "fy"], name="one_round_a_year"),
            models.CheckConstraint(
                condition=models.Q(due_on__gte=models.F("opens_on")), name="round_due_after_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fy.wareki} {self.plan}"


class SectionDue(Record):
    """Another due date for one section of a round."""

    round = models.ForeignKey(
        Round, models.CASCADE, related_name="section_dues", verbose_name=_("照会")
    )
    section = models.ForeignKey("office.Section", models.PROTECT, verbose_name=_("課"))
    due_on = models.DateField(_("期限"))
    reason = models.CharField(_("理由"), max_length=120, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("課ごとの期限")
        constraints = [
            models.UniqueConstraint(fields=["round", "section"], name="one_due_a_section")
        ]

    def __str__(self) -> str:
        return f"{self.section}: {self.due_on}"


class Unrated(models.TextChoices):
    """Why an item has no grade; each is a result of its own, never a zero."""

    NO_INDICATOR = "no_indicator", _("指標なし")
    NO_TARGET = "no_target", _("目標なし")
    NO_DATA = "no_data", _("記録なし")
    NOT_YET = "not_yet", _("まだわからない")
    NOT_APPLICABLE = "not_applicable", _("該当なし")
    EXCLUDED = "excluded", _("評価の対象外")


class Cause(models.TextChoices):
    """The main causes that a section may tick."""

    PEOPLE = "people", _("人手・時間")
    BUDGET = "budget", _("予算")
    PROCEDURE = "procedure", _("仕事の手順")
    LAW = "law", _("国や県の制度")
    DEMAND = "demand", _("町民の需要の変化")
    TARGET = "target", _("目標の置き方")


class Sheet(Record):
    """The yearly report of an item (個票): what the section did and how it judges it."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="sheets", verbose_name=_("照会"))
    item = models.ForeignKey(
        "plan.Item", models.PROTECT, related_name="sheets", verbose_name=_("項目")
    )
    section = models.ForeignKey(
        "office.Section", models.PROTECT, related_name="sheets", verbose_name=_("主担当課")
    )
    state = models.CharField(
        _("状態"), max_length=12, choices=SheetState, default=SheetState.NOT_OPENED
    )
    figures_confirmed_on = models.DateField(_("実績を確かめた日"), null=True, blank=True)
    done_text = models.TextField(_("できたこと"), blank=True, max_length=600)
    not_done_text = models.TextField(_("できなかったことと、その理由"), blank=True, max_length=600)
    next_text = models.TextField(_("次にすること"), blank=True, max_length=600)
    causes = models.JSONField(_("主な原因"), default=list, blank=True)
    suggested = models.ForeignKey(
        Grade, models.PROTECT, null=True, related_name="+", verbose_name=_("決まりによる評価")
    )
    suggestion_trace = models.JSONField(_("決まりの当てはめ"), default=dict, blank=True)
    unrated = models.CharField(_("評価しない理由"), max_length=16, choices=Unrated, blank=True)
    grade = models.ForeignKey(
        Grade,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("自己評価"),
    )
    override_reason = models.TextField(_("決まりとちがう評価の理由"), blank=True, max_length=300)
    headquarters_grade = models.ForeignKey(
        Grade,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("本部の評価"),
    )
    headquarters_remark = models.TextField(_("本部の意見"), blank=True, max_length=600)
    writer = models.ForeignKey(
        "office.Account",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("書いた人"),
    )
    on_behalf_of = models.CharField(
        _("代わりに入力した課"),
        max_length=40,
        blank=True,
        help_text=_("空なら担当課が自分で書いた。"),
    )
    one_person = models.BooleanField(_("書いた人が自分で承認した"), default=False)
    submitted_on = models.DateField(_("提出日"), null=True, blank=True)
    accepted_on = models.DateField(_("了承日"), null=True, blank=True)
    returned_count = models.PositiveSmallIntegerField(_("差戻しの回数"), default=0)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("年次報告")
        ordering = ["round", "item"]
        constraints = [models.UniqueConstraint(fields=["round", "item"], name="one_sheet_a_year")]

    def __str__(self) -> str:
        return f"{self.item} {self.round.fy.wareki}"


class SheetStep(models.Model):
    """One step of a sheet through its flow: who, when, why.  Never changed."""

    sheet = models.ForeignKey(
        Sheet, models.CASCADE, related_name="steps", verbose_name=_("年次報告")
    )
    name = models.CharField(_("手続"), max_length=20)
    source = models.CharField(_("前の状態"), max_length=12, choices=SheetState)
    target = models.CharField(_("後の状態"), max_length=12, choices=SheetState)
    account = models.ForeignKey(
        "office.Account", models.PROTECT, null=True, verbose_name=_("した人")
    )
    office = models.CharField(_("した人の課と職"), max_length=80, blank=True)
    at = models.DateTimeField(_("日時"))
    comment = models.TextField(_("理由・連絡"), blank=True)

    class Meta:
        verbose_name = _("年次報告の手続")
        ordering = ["sheet", "pk"]

    def __str__(self) -> str:
        return f"{self.sheet}: {self.name}"


class SheetFigure(models.Model):
    """The calculation that a sheet points to for an indicator, and the one before it."""

    sheet = models.ForeignKey(
        Sheet, models.CASCADE, related_name="figures", verbose_name=_("年次報告")
    )
    indicator = models.ForeignKey(
        "indicators.Indicator", models.PROTECT, related_name="+", verbose_name=_("指標")
    )
    calculation = models.ForeignKey(
        "indicators.Calculation", models.PROTECT, related_name="+", verbose_name=_("固定した計算")
    )
    before = models.ForeignKey(
        "indicators.Calculation",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("前の計算"),
    )

    class Meta:
        verbose_name = _("年次報告の数字")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "indicator"], name="one_figure_a_sheet")
        ]

    def __str__(self) -> str:
        return f"{self.sheet}: {self.indicator}"


class Stage(models.TextChoices):
    """How far an action is; another question than whether its aim was reached."""

    STUDY = "study", _("検討")
    PREPARE = "prepare", _("準備")
    RUN = "run", _("実施")
    CONTINUE = "continue", _("継続")
    FINISH = "finish", _("完了")


class YearlyAction(Record):
    """What an item is to do in a year, and what it did (年度の取組)."""

    item = models.ForeignKey(
        "plan.Item", models.CASCADE, related_name="actions", verbose_name=_("項目")
    )
    fy = FiscalYearField(_("年度"))
    sequence = models.PositiveSmallIntegerField(_("順番"), default=1)
    planned_text = models.CharField(_("予定"), max_length=200)
    planned_stage = models.CharField(_("予定の段階"), max_length=10, choices=Stage)
    due_on = models.DateField(_("期限"), null=True, blank=True)
    actual_text = models.CharField(_("したこと"), max_length=200, blank=True)
    actual_stage = models.CharField(_("実際の段階"), max_length=10, choices=Stage, blank=True)
    done_on = models.DateField(_("終わった日"), null=True, blank=True)
    budget_line = models.CharField(_("予算の科目"), max_length=60, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("年度の取組")
        ordering = ["item", "fy", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["item", "fy", "sequence"], name="action_once")
        ]

    def __str__(self) -> str:
        return self.planned_text

    def clean(self) -> None:
        """Refuse to change the plan of a year whose report is accepted.

        :raises ValidationError: if headquarters accepted the report
        """
        _refuse_accepted(self, YearlyAction.objects.filter(pk=self.pk))


class EffectClass(models.TextChoices):
    """What kind of money an effect is; only the first two are cash."""

    REVENUE_UP = "revenue_up", _("歳入の増")
    EXPENDITURE_DOWN = "expenditure_down", _("歳出の減")
    AVOIDED = "avoided", _("避けられた将来の費用")
    STAFF_TIME = "staff_time", _("減った職員の時間")


class Continuity(models.TextChoices):
    """Whether an effect comes once or every year."""

    ONCE = "once", _("その年度だけ")
    CONTINUING = "continuing", _("続く")


class BaselineKind(models.TextChoices):
    """What an effect is held against."""

    LAST_YEAR = "last_year", _("前年度の決算")
    PLAN_START = "plan_start", _("計画を始めた年度")
    NOT_ACTING = "not_acting", _("しなかった場合の見積り")


class EffectStatus(models.TextChoices):
    """How sure an effect is; only finance confirms it, against the settled accounts."""

    PLANNED = "planned", _("予定")
    PROVISIONAL = "provisional", _("速報")
    CONFIRMED = "confirmed", _("決算で確認")


class MoneyEffect(Record):
    """Yen gained or saved by an item in a year (効果額).  Net = gross − cost."""

    pasted_by = ("item", "fy", "effect_class", "chain")

    item = models.ForeignKey(
        "plan.Item", models.CASCADE, related_name="effects", verbose_name=_("項目")
    )
    fy = FiscalYearField(_("年度"))
    effect_class = models.CharField(_("種類"), max_length=20, choices=EffectClass)
    continuity = models.CharField(
        _("続き方"), max_length=12, choices=Continuity, default=Continuity.ONCE
    )
    chain = models.CharField(
        _("続く効果の名前"),
        max_length=40,
        blank=True,
        help_text=_("同じ効果が続く年度に同じ名前。"),
    )
    chain_end_fy = FiscalYearField(_("効果が終わる年度"), null=True, blank=True)
    chain_end_reason = models.CharField(_("終わる理由"), max_length=120, blank=True)
    gross_yen = models.BigIntegerField(_("効果（円）"))
    cost_yen = models.BigIntegerField(_("かかった費用（円）"), default=0)
    general_fund_yen = models.BigIntegerField(_("うち一般財源（円）"), null=True, blank=True)
    baseline_kind = models.CharField(_("何とくらべたか"), max_length=12, choices=BaselineKind)
    baseline_yen = models.BigIntegerField(_("くらべた額（円）"), null=True, blank=True)
    is_price_adjusted = models.BooleanField(_("物価・賃金を直した"), default=False)
    status = models.CharField(
        _("状態"), max_length=12, choices=EffectStatus, default=EffectStatus.PROVISIONAL
    )
    overlap_group = models.CharField(
        _("重なりの組"), max_length=40, blank=True, help_text=_("同じ組では1件だけ数えます。")
    )
    is_counted = models.BooleanField(_("組の中で数える"), default=True)
    confirmed_by = models.ForeignKey(
        "office.Account", models.PROTECT, null=True, blank=True, verbose_name=_("確認した人")
    )
    note = models.CharField(_("説明"), max_length=200, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("効果額")
        ordering = ["item", "fy", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(continuity="continuing")
                | (models.Q(chain_end_fy__isnull=False) & ~models.Q(chain="")),
                name="continuing_effect_ends",
            ),
            models.UniqueConstraint(
                fields=["fy", "chain"],
                condition=~models.Q(chain=""),
                name="chain_counts_once_a_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.fy}: {self.net_yen}"

    @property
    def section_ids(self) -> frozenset[int]:
        """Return the sections that answer for it: those named for the item in the year."""
        return sections_of(self.item if self.item_id else None, self.fy)

    def clean(self) -> None:
        """Refuse to change what finance has confirmed or headquarters have accepted.

        :raises ValidationError: if the stored effect is confirmed, or the report accepted
        """
        confirmed = MoneyEffect.objects.filter(pk=self.pk, status=EffectStatus.CONFIRMED)
        if self.pk and confirmed.exists():
            raise ValidationError(
                gettext("決算で確認した効果は書きかえられません。財政担当に相談してください。")
            )
        _refuse_accepted(self, MoneyEffect.objects.filter(pk=self.pk))

    @property
    def net_yen(self) -> int:
        """Return what is left after the cost of doing it."""
        return self.gross_yen - self.cost_yen


def _refuse_accepted(row: YearlyAction | MoneyEffect, stored: models.QuerySet[Any]) -> None:
    """Refuse a row of a year whose report is accepted, whether it stands there or would."""
    places = {(row.item_id, row.fy), *stored.values_list("item_id", "fy")}
    for item, fy in places:
        sheets = Sheet.objects.filter(item=item, round__fy=fy, state__in=LOCKED)
        if fy is not None and sheets.exists():
            raise ValidationError(
                gettext("本部が了承した年度のものは書きかえられません。事務局に相談してください。")
            )
