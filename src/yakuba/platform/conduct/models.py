"""Conduct and measures: facts and minutes, never a label (domain reference 4, section 6.5)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from yakuba.kernel.flow import Flow, Step
from yakuba.platform.db import Record
from yakuba.platform.registers import state_field


class Grade(models.TextChoices):
    """How far a measure goes; each is tried before the next (domain reference 4, 6.5)."""

    TIME = "time", _("応対の時間を区切る")
    WRITTEN = "written", _("書面だけで受ける")
    SINGLE = "single", _("窓口を一つにする")
    FINAL = "final", _("同じ内容は最後の回答で終える")
    REFUSE = "refuse", _("応対を断る・警察に相談する")


class MeasureState(models.TextChoices):
    """Where a measure stands: it holds once a second person has confirmed it."""

    PROPOSED = "proposed", _("対応の案")
    HOLDING = "holding", _("対応中")
    ENDED = "ended", _("見直して終えた")


MEASURE_FLOW = Flow(
    Step(
        "confirm",
        MeasureState.PROPOSED,
        MeasureState.HOLDING,
        by="record.move",
        label=_("二人目が確かめた"),
    ),
    Step(
        "end",
        MeasureState.HOLDING,
        MeasureState.ENDED,
        by="record.approve",
        label=_("見直して終える"),
    ),
    initial=MeasureState.PROPOSED,
    final=[MeasureState.ENDED],
)


class Conduct(Record):
    """What happened when somebody went too far: facts and minutes, never a label (カスハラ)."""

    matter = models.CharField(
        _("何のときか"), max_length=40, blank=True, help_text=_("こえの受付番号など")
    )
    section = models.ForeignKey("office.Section", models.PROTECT, verbose_name=_("課"))
    happened_on = models.DateField(_("あった日"))
    minutes = models.PositiveSmallIntegerField(_("かかった分"))
    staff_count = models.PositiveSmallIntegerField(_("応対した人数"), default=1)
    facts = models.TextField(_("あったこと"), max_length=4_000, help_text=_("言葉と行いをそのまま"))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("応対の記録")
        ordering = ("-happened_on", "-pk")

    def __str__(self) -> str:
        return f"{self.happened_on} {self.section}"


class Measure(Record):
    """A measure after such conduct: decided by a head and a second person, with an end."""

    conduct = models.ForeignKey(Conduct, models.PROTECT, "measures", verbose_name=_("応対の記録"))
    grade = models.CharField(_("対応"), max_length=8, choices=Grade)
    reason = models.TextField(_("対応の理由"), max_length=1_000)
    starts_on = models.DateField(_("始まり"))
    expires_on = models.DateField(_("終わり"))
    head = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, "+", editable=False, verbose_name=_("決めた課長")
    )
    second = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        "+",
        null=True,
        editable=False,
        verbose_name=_("確かめた人"),
    )
    state = state_field(MEASURE_FLOW, _("状態"), MeasureState)
    reviewed_on = models.DateField(_("見直した日"), null=True, editable=False)
    told_on = models.DateField(_("本人に知らせた日"), null=True, blank=True)
    objection = models.TextField(_("本人の言い分"), max_length=2_000, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("応対の対応")
        ordering = ("-starts_on", "-pk")

    def __str__(self) -> str:
        return f"{self.get_grade_display()} {self.starts_on}"
