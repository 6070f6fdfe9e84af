"""Which records were destroyed when their time of keeping was over, and by which decision."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Destruction(models.Model):
    """A decision (決裁) by which records whose time of keeping was over were destroyed."""

    register = models.CharField(_("台帳"), max_length=60)
    decision_no = models.CharField(_("決定の番号"), max_length=40)
    decided_on = models.DateField(_("決定の日"))
    at = models.DateTimeField(_("廃棄した日時"))
    count = models.PositiveIntegerField(_("廃棄した記録の数"))

    class Meta:
        verbose_name = _("記録の廃棄")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.decision_no


class Destroyed(models.Model):
    """The number of one destroyed record; of its words nothing is kept."""

    destruction = models.ForeignKey(
        Destruction, models.PROTECT, related_name="records", verbose_name=_("記録の廃棄")
    )
    register = models.CharField(_("台帳"), max_length=60)
    record = models.CharField(_("記録"), max_length=60)

    class Meta:
        verbose_name = _("廃棄した記録")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["register", "record"], name="record_destroyed_once")
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.record}"
