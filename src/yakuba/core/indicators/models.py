"""Indicators, their targets and actuals, and the frozen calculations.

Source of the entities: domain reference 1, sections 6 and 10.
"""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from yakuba.core.indicators.destruction_models import Destroyed, Destruction
from yakuba.core.indicators.standing import COMPUTED_BY, JUDGED_BY, refuse_published
from yakuba.core.plan.owners import sections_of
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.numbers import Mode, format_number
from yakuba.platform import clock
from yakuba.platform.db import FiscalYearField, Record

__all__ = ["Destroyed", "Destruction"]  # tables of this app that stand in a file of their own


class IndicatorKind(models.TextChoices):
    """What a figure counts."""

    INPUT = "input", _("投入")
    ACTIVITY = "activity", _("活動")
    OUTPUT = "output", _("結果")
    OUTCOME = "outcome", _("成果")
    MONEY = "money", _("金額")


class Direction(models.TextChoices):
    """Which way is better."""

    UP = "up", _("多いほどよい")
    DOWN = "down", _("少ないほどよい")
    KEEP = "keep", _("保つ")


class TimeRule(models.TextChoices):
    """What a year's figure stands for."""

    SUM = "sum", _("年度の合計")
    YEAR_END = "year_end", _("年度末の値")
    AVERAGE = "average", _("年度の平均")
    LATEST = "latest", _("最新の値")
    CUMULATIVE = "cumulative", _("計画の最初からの累計")


class Attainment(models.TextChoices):
    """How a figure is held against its target (domain reference 1, section 6, rule 2)."""

    RATIO = "ratio", _("目標に対する割合")
    PROGRESS = "progress", _("基準値からの進み")
    GAP = "gap", _("目標との差")
    MET = "met", _("届いたかどうか")


class Indicator(Record):
    """A figure that shows whether an item does what it promised (指標)."""

    item = models.ForeignKey(
        "plan.Item", models.CASCADE, related_name="indicators", verbose_name=_("項目")
    )
    code = models.CharField(_("指標の番号"), max_length=60, unique=True)
    position = models.PositiveSmallIntegerField(_("順番"), default=1)
    is_main = models.BooleanField(_("代表の指標"), default=False)
    computed_by = models.CharField(
        _("記録からの計算"),
        max_length=60,
        blank=True,
        help_text=_("台帳の記録から計算する指標の名前。空なら実績は手で入力します。"),
    )
    name = models.CharField(_("指標名"), max_length=60)
    name_en = models.CharField(_("指標名（英語）"), max_length=100, blank=True)
    why = models.CharField(_("この指標を選んだ理由"), max_length=200, blank=True)
    kind = models.CharField(
        _("種類"), max_length=10, choices=IndicatorKind, default=IndicatorKind.OUTCOME
    )
    unit = models.CharField(_("単位"), max_length=12)
    unit_en = models.CharField(_("単位（英語）"), max_length=20, blank=True)
    direction = models.CharField(
        _("よい向き"), max_length=10, choices=Direction, default=Direction.UP
    )
    time_rule = models.CharField(
        _("年度の値"), max_length=12, choices=TimeRule, default=TimeRule.SUM
    )
    attainment = models.CharField(
        _("達成の見方"), max_length=10, choices=Attainment, default=Attainment.RATIO
    )
    base_value = models.DecimalField(
        _("基準値"), max_digits=20, decimal_places=4, null=True, blank=True
    )
    base_fy = FiscalYearField(_("基準の年度"), null=True, blank=True)
    first_fy = FiscalYearField(_("最初の年度"), null=True, blank=True)
    retired_fy = FiscalYearField(_("使うのをやめた年度"), null=True, blank=True)
    retired_reason = models.CharField(_("やめた理由"), max_length=200, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("指標")
        ordering = ["item", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=models.Q(is_main=True), name="one_main_indicator"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse to change how published figures were judged."""
        refuse_published(self, JUDGED_BY, by="calculations__releases")


class Method(Record):
    """How an indicator is computed from a fiscal year on: definition, parts, rounding.

    A new method is a new version; where it breaks the series the pages say so.
    """

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="methods", verbose_name=_("指標")
    )
    number = models.PositiveSmallIntegerField(_("版"), default=1)
    from_fy = FiscalYearField(_("使い始める年度"))
    definition = models.CharField(_("計算の式（言葉で）"), max_length=200)
    definition_en = models.CharField(_("計算の式（英語）"), max_length=300, blank=True)
    numerator_name = models.CharField(_("分子の名前"), max_length=60, blank=True)
    numerator_name_en = models.CharField(_("分子の名前（英語）"), max_length=100, blank=True)
    denominator_name = models.CharField(_("分母の名前"), max_length=60, blank=True)
    denominator_name_en = models.CharField(_("分母の名前（英語）"), max_length=100, blank=True)
    part_unit = models.CharField(_("分子と分母の単位"), max_length=12, blank=True)
    decimals = models.PositiveSmallIntegerField(_("小数の桁"), default=0)
    mode = models.CharField(
        _("端数"),
        max_length=10,
        choices=[
            (Mode.HALF_UP, _("四捨五入")),
            (Mode.DOWN, _("切捨て")),
            (Mode.UP, _("切上げ")),
            (Mode.HALF_EVEN, _("偶数丸め")),
        ],
        default=Mode.HALF_UP,
    )
    part_may_exceed = models.BooleanField(_("分子が分母より大きくてもよい"), default=False)
    breaks_series = models.BooleanField(_("前の年度とくらべられない"), default=False)
    break_note = models.CharField(_("くらべられない理由"), max_length=200, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("計算の方法")
        ordering = ["indicator", "number"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "number"], name="method_number_once")
        ]

    def __str__(self) -> str:
        return self.definition

    def clean(self) -> None:
        """Refuse to change how published figures were made."""
        refuse_published(self, COMPUTED_BY, by="calculation__releases")

    @property
    def is_ratio(self) -> bool:
        """Tell whether the figure is a percentage of two counts."""
        return bool(self.denominator_name)


class TargetKind(models.TextChoices):
    """What a target is due for."""

    ANNUAL = "annual", _("その年度")
    CUMULATIVE = "cumulative", _("累計")
    FINAL = "final", _("最終年度だけ")


class Target(Record):
    """A target value (目標値) of an indicator for a year.

    A target changed after its year began is a new row that replaces the old one; both are shown.
    """

    pasted_by = ("indicator", "fy", "kind")

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="targets", verbose_name=_("指標")
    )
    fy = FiscalYearField(_("年度"))
    kind = models.CharField(
        _("目標の種類"), max_length=12, choices=TargetKind, default=TargetKind.ANNUAL
    )
    value = models.DecimalField(_("目標値"), max_digits=20, decimal_places=4)
    set_on = models.DateField(_("決めた日"))
    set_by = models.CharField(_("決めた機関"), max_length=80, blank=True)
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("前の目標"),
    )
    reason = models.CharField(_("変えた理由"), max_length=200, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("目標値")
        ordering = ["indicator", "fy", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(replaces__isnull=True) | ~models.Q(reason=""),
                name="changed_target_says_why",
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.fy}: {self.value.normalize():f}"

    @property
    def section_ids(self) -> frozenset[int]:
        """Return the sections that answer for it: those named for the item in the year."""
        item = self.indicator.item if self.indicator_id else None
        return sections_of(item, self.fy)

    @property
    def binds_from(self) -> date:
        """Return the day from which a figure is held against it, a share of a total at once."""
        is_share = self.kind == TargetKind.CUMULATIVE
        first: FiscalYear = self.indicator.item.plan.start_fy if is_share else self.fy
        return first.first_day

    @property
    def _aimed(self) -> tuple[object, ...]:
        return self.indicator_id, self.fy, self.kind, self.value

    def clean(self) -> None:
        """Refuse to change what a target that has begun to bind aims at.

        :raises ValidationError: if it is changed in place; a new row with a reason replaces it
        """
        stored = Target.objects.filter(pk=self.pk).first() if self.pk else None
        if stored is None or stored._aimed == self._aimed or clock.today() < stored.binds_from:
            return
        raise ValidationError(
            gettext(
                "年度が始まった目標は書きかえられません。新しい行を足し、"
                "「前の目標」と「変えた理由」を入れてください。"
            )
        )


class Status(models.TextChoices):
    """How sure a figure is.  No data, not applicable and not yet known are never 0."""

    EXPECTED = "expected", _("見込")
    PROVISIONAL = "provisional", _("速報")
    CONFIRMED = "confirmed", _("確定")
    CORRECTED = "corrected", _("訂正")
    NOT_YET = "not_yet", _("まだわからない")
    NOT_AVAILABLE = "not_available", _("記録なし")
    NOT_APPLICABLE = "not_applicable", _("該当なし")


WITHOUT_VALUE = (Status.NOT_YET, Status.NOT_AVAILABLE, Status.NOT_APPLICABLE)
PUBLISHABLE = (Status.PROVISIONAL, Status.CONFIRMED, Status.CORRECTED)


class SourceKind(models.TextChoices):
    """Where a figure comes from."""

    COMPUTED = "computed", _("記録から計算")
    IMPORTED = "imported", _("過去の資料から")
    MANUAL = "manual", _("手入力")


class Actual(Record):
    """The actual figure (実績値) of an indicator for a year, as known now.

    Frozen copies are calculations; this row is what the section still works on.
    """

    indicator = models.ForeignKey(
        Indicator, models.CASCADE, related_name="actuals", verbose_name=_("指標")
    )
    fy = FiscalYearField(_("年度"))
    as_of = models.DateField(_("いつの値か"), null=True, blank=True)
    value = models.DecimalField(_("実績値"), max_digits=20, decimal_places=4, null=True, blank=True)
    numerator = models.DecimalField(
        _("分子"), max_digits=20, decimal_places=4, null=True, blank=True
    )
    denominator = models.DecimalField(
        _("分母"), max_digits=20, decimal_places=4, null=True, blank=True
    )
    status = models.CharField(_("状態"), max_length=16, choices=Status, default=Status.NOT_YET)
    source_kind = models.CharField(
        _("出どころ"), max_length=10, choices=SourceKind, default=SourceKind.MANUAL
    )
    source_note = models.CharField(
        _("元の資料"), max_length=200, blank=True, help_text=_("資料の名前とページを書きます。")
    )
    source_note_en = models.CharField(_("元の資料（英語）"), max_length=240, blank=True)
    evidence = models.ManyToManyField(
        "files.StoredFile", blank=True, related_name="+", verbose_name=_("添付した資料")
    )
    entered_by = models.ForeignKey(
        "office.Account", models.PROTECT, null=True, blank=True, verbose_name=_("入力した人")
    )
    note = models.CharField(_("備考"), max_length=200, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("実績値")
        ordering = ["indicator", "fy"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "fy"], name="one_actual_a_year"),
            models.CheckConstraint(
                condition=models.Q(
                    status__in=[str(status) for status in WITHOUT_VALUE], value__isnull=True
                )
                | (
                    ~models.Q(status__in=[str(status) for status in WITHOUT_VALUE])
                    & models.Q(value__isnull=False)
                ),
                name="value_agrees_with_status",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.fy}"

    @property
    def fraction(self) -> str:
        """Return the two counts in words (974÷1,000), empty where the figure has none."""
        if self.numerator is None or self.denominator is None:
            return ""
        parts = (self.numerator, self.denominator)
        return "÷".join(format_number(Decimal(f"{part.normalize():f}")) for part in parts)


class Calculation(models.Model):
    """A figure as it was frozen; never changed.  A later freeze is a new row."""

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="calculations", verbose_name=_("指標")
    )
    fy = FiscalYearField(_("年度"))
    method = models.ForeignKey(Method, models.PROTECT, verbose_name=_("計算の方法"))
    value = models.DecimalField(_("値"), max_digits=20, decimal_places=4, null=True)
    numerator = models.DecimalField(_("分子"), max_digits=20, decimal_places=4, null=True)
    denominator = models.DecimalField(_("分母"), max_digits=20, decimal_places=4, null=True)
    status = models.CharField(_("状態"), max_length=16, choices=Status)
    source_kind = models.CharField(_("出どころ"), max_length=10, choices=SourceKind)
    as_of = models.DateField(_("いつの値か"), null=True)
    parameters = models.JSONField(_("条件"), default=dict)
    reason = models.CharField(_("固定した理由"), max_length=20)
    frozen_at = models.DateTimeField(_("固定した日時"))
    software = models.CharField(_("ソフトウェアの版"), max_length=20)
    digest = models.CharField(_("要約値"), max_length=64)

    class Meta:
        verbose_name = _("固定した計算")
        ordering = ["indicator", "fy", "pk"]

    def __str__(self) -> str:
        return f"c-{self.pk:06d}"


class CalculationRow(models.Model):
    """One record behind a frozen figure, with the very values that were handed to the rules."""

    calculation = models.ForeignKey(
        Calculation, models.CASCADE, related_name="rows", verbose_name=_("固定した計算")
    )
    register = models.CharField(_("台帳"), max_length=60)
    record = models.CharField(_("記録"), max_length=60)
    part = models.CharField(_("どこに入るか"), max_length=20)
    reason = models.CharField(_("数えない理由"), max_length=120, blank=True)
    history_id = models.CharField(_("履歴の番号"), max_length=60, blank=True)
    day = models.DateField(_("日"), null=True)
    section = models.CharField(_("担当課"), max_length=40, blank=True)
    values = models.JSONField(_("値"), default=list)

    class Meta:
        verbose_name = _("計算の行")
        ordering = ["calculation", "register", "record"]

    def __str__(self) -> str:
        return f"{self.register} {self.record}"
