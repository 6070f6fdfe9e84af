"""The table of a town's periods, and what a record keeps of the due dates made of them."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from yakuba.platform.db import Record


class LengthUnit(models.TextChoices):
    """How the days of a period are counted."""

    OPEN = "open", _("開庁日")
    DAYS = "days", _("暦日")


class SourceChoice(models.TextChoices):
    """What kind of text sets a period."""

    LAW = "law", _("法令")
    ORDINANCE = "ordinance", _("条例・規則")
    GUIDELINE = "guideline", _("要綱・内規")


class Rolls(models.TextChoices):
    """Whether an end on a closed day moves on."""

    BY_SOURCE = "", _("根拠の種類による")
    YES = "yes", _("翌開庁日に延びる")
    NO = "no", _("延びない")


class Period(Record):
    """How long a step may take, from a day on, and which text says so.

    The model that inherits it gives `name` its choices, one for each deadline of the module.
    """

    name = models.CharField(_("何の期限"), max_length=12)
    valid_from = models.DateField(_("いつから"))
    number = models.PositiveSmallIntegerField(_("日数"), validators=[MinValueValidator(1)])
    unit = models.CharField(_("数え方"), max_length=5, choices=LengthUnit)
    source_kind = models.CharField(_("根拠の種類"), max_length=10, choices=SourceChoice)
    source = models.CharField(_("根拠"), max_length=100, help_text=_("要綱の名前と条"))
    rolls = models.CharField(
        _("期限が閉庁日のとき"), max_length=3, choices=Rolls, blank=True, default=""
    )

    class Meta:
        abstract = True
        ordering = ("name", "-valid_from")

    def __str__(self) -> str:
        return f"{self.get_name_display()} {self.number}"  # type: ignore[attr-defined]


class Dated(models.Model):
    """A record whose due dates are settled in itself, each with its reason."""

    due_reasons = models.JSONField(_("期限のわけ"), default=dict, blank=True, editable=False)

    class Meta:
        abstract = True

    def why_due(self, name: str) -> str:
        """Return the sentence that says how a due date came about."""
        return str(self.due_reasons.get(name, ""))
