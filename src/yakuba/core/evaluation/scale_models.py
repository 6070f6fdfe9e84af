"""The rating scales of the town: versioned data, never code (domain reference 1, section 6)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from yakuba.core.evaluation.flow import LOCKED
from yakuba.core.indicators.models import Attainment
from yakuba.platform.db import FiscalYearField, Record


class Mark(models.TextChoices):
    """The shape that stands beside a grade's word."""

    DONE = "done", _("塗った丸")
    NEAR = "near", _("丸")
    MISS = "miss", _("三角")
    NONE = "none", _("横線")


class Scale(Record):
    """A rating scale of the town, valid from a fiscal year on; a change is a new version."""

    code = models.SlugField(_("記号"), max_length=20, default="town")
    number = models.PositiveSmallIntegerField(_("版"), default=1)
    name = models.CharField(_("尺度の名前"), max_length=60)
    name_en = models.CharField(_("尺度の名前（英語）"), max_length=100, blank=True)
    from_fy = FiscalYearField(_("使い始める年度"))
    breaks_series = models.BooleanField(_("前の年度とくらべられない"), default=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("評価の尺度")
        ordering = ["from_fy", "number"]
        constraints = [models.UniqueConstraint(fields=["code", "number"], name="scale_number_once")]

    def __str__(self) -> str:
        return f"{self.name} v{self.number}"


class Grade(Record):
    """One grade of a scale.  Position 1 is the best."""

    scale = models.ForeignKey(
        Scale, models.CASCADE, related_name="grades", verbose_name=_("評価の尺度")
    )
    code = models.SlugField(_("記号"), max_length=20)
    word = models.CharField(_("言葉"), max_length=20)
    word_en = models.CharField(_("言葉（英語）"), max_length=30, blank=True)
    mark = models.CharField(_("印"), max_length=10, choices=Mark)
    position = models.PositiveSmallIntegerField(_("順番"))
    rule = models.CharField(_("決まり"), max_length=120)
    rule_en = models.CharField(_("決まり（英語）"), max_length=160, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("評価の段階")
        ordering = ["scale", "position"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "code"], name="grade_code_once"),
            models.UniqueConstraint(fields=["scale", "position"], name="grade_position_once"),
        ]

    def __str__(self) -> str:
        return self.word

    def clean(self) -> None:
        """Refuse to change a grade by which an accepted report was judged; English may be added.

        :raises ValidationError: if its scale is in use: a change is a new version
        """
        stored = Grade.objects.filter(pk=self.pk).first()
        if stored is None or stored._judged_by != self._judged_by:
            _refuse_in_use(self.scale_id)

    @property
    def _judged_by(self) -> tuple[object, ...]:
        return self.scale_id, self.code, self.word, self.mark, self.position, self.rule


class GradeBand(Record):
    """The half-open band [low, high) of a grade for one way of holding figure against target.

    No low means without end below, no high without end above.
    """

    grade = models.ForeignKey(
        Grade, models.CASCADE, related_name="bands", verbose_name=_("評価の段階")
    )
    attainment = models.CharField(_("達成の見方"), max_length=10, choices=Attainment)
    low = models.DecimalField(
        _("この値以上"), max_digits=12, decimal_places=4, null=True, blank=True
    )
    high = models.DecimalField(
        _("この値未満"), max_digits=12, decimal_places=4, null=True, blank=True
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("段階の幅")
        ordering = ["grade", "attainment"]
        constraints = [
            models.UniqueConstraint(fields=["grade", "attainment"], name="one_band_a_way")
        ]

    def __str__(self) -> str:
        return f"{self.grade}: [{self.low}, {self.high})"

    def clean(self) -> None:
        """Refuse to change the bands by which an accepted report was judged.

        :raises ValidationError: if the scale is in use: a change is a new version
        """
        if self.grade_id is not None:
            _refuse_in_use(self.grade.scale_id)


def _refuse_in_use(scale: int) -> None:
    used = Scale.objects.filter(pk=scale, round__sheets__state__in=LOCKED)
    if used.exists():
        raise ValidationError(
            gettext(
                "この尺度で評価した報告を本部が了承したので、書きかえられません。"
                "尺度の新しい版を作ってください。"
            )
        )
