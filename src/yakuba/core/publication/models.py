"""Releases of a year and their corrections.  A release is a folder of files, never changed."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from yakuba.kernel.numbers import format_number
from yakuba.platform.db import FiscalYearField


class Release(models.Model):
    """One published edition of a plan's year."""

    plan = models.ForeignKey(
        "plan.Plan", models.PROTECT, related_name="releases", verbose_name=_("計画")
    )
    fy = FiscalYearField(_("年度"))
    number = models.PositiveSmallIntegerField(_("第何版"))
    published_on = models.DateField(_("公表日"))
    made_at = models.DateTimeField(_("作った日時"))
    account = models.ForeignKey(
        "office.Account", models.PROTECT, null=True, verbose_name=_("公表した人")
    )
    reason = models.TextField(_("この版を出した理由"), blank=True)
    reason_en = models.TextField(_("この版を出した理由（英語）"), blank=True)
    late = models.JSONField(
        _("間に合わなかった項目"),
        default=dict,
        blank=True,
        help_text=_("項目の番号と理由。公表には「まだ」と出ます。"),
    )
    snapshot_digest = models.CharField(_("スナップショットの要約値"), max_length=64)
    manifest_digest = models.CharField(_("目録の要約値"), max_length=64)
    calculations = models.ManyToManyField(
        "indicators.Calculation", related_name="releases", verbose_name=_("固定した計算")
    )

    class Meta:
        verbose_name = _("公表")
        ordering = ["plan", "fy", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "fy", "number"], name="release_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.fy.wareki} r{self.number}"


class Correction(models.Model):
    """A published error and what stands in its place; every channel carries it.

    Without a release it waits for headquarters to publish it, and changes nothing yet.
    """

    plan = models.ForeignKey(
        "plan.Plan", models.PROTECT, related_name="corrections", verbose_name=_("計画")
    )
    number = models.PositiveSmallIntegerField(_("番号"))
    fy = FiscalYearField(_("どの年度の数字か"))
    item = models.ForeignKey("plan.Item", models.PROTECT, verbose_name=_("項目"))
    indicator = models.ForeignKey(
        "indicators.Indicator", models.PROTECT, null=True, verbose_name=_("指標")
    )
    effect = models.ForeignKey(
        "evaluation.MoneyEffect", models.PROTECT, null=True, blank=True, verbose_name=_("効果額")
    )
    field = models.CharField(_("どの欄か"), max_length=40)
    label = models.CharField(_("場所"), max_length=120)
    label_en = models.CharField(_("場所（英語）"), max_length=160, blank=True)
    old = models.TextField(_("前の値"))
    new = models.TextField(_("正しい値"))
    unit = models.CharField(_("単位"), max_length=12, blank=True)
    cause = models.TextField(_("原因"))
    cause_en = models.TextField(_("原因（英語）"), blank=True)
    corrected_on = models.DateField(_("訂正した日"))
    calculation = models.ForeignKey(
        "indicators.Calculation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name=_("訂正した計算"),
    )
    account = models.ForeignKey(
        "office.Account", models.PROTECT, null=True, verbose_name=_("訂正を起こした人")
    )
    releases = models.ManyToManyField(
        Release, related_name="corrections", verbose_name=_("訂正した版")
    )

    class Meta:
        verbose_name = _("訂正")
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="correction_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.old} → {self.new}"

    @property
    def old_shown(self) -> str:
        """Return the old value as staff read it: a number with commas and its unit."""
        return _shown(self.old, self.unit)

    @property
    def new_shown(self) -> str:
        """Return the right value as staff read it: a number with commas and its unit."""
        return _shown(self.new, self.unit)


def _shown(value: str, unit: str) -> str:
    return f"{format_number(Decimal(value))}{unit}" if unit and value else value
