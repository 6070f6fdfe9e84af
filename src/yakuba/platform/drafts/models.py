"""Drafts: what was typed but not saved, kept until it is."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from yakuba.platform import clock


class Draft(models.Model):
    """What one account has typed into one form for one record."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("アカウント")
    )
    form = models.CharField(_("画面"), max_length=60)
    record = models.CharField(_("記録"), max_length=60, blank=True)
    base_version = models.PositiveIntegerField(_("もとの版"), null=True)
    data = models.JSONField(_("入力内容"), default=dict)
    saved_at = models.DateTimeField(_("保存日時"), default=clock.now)

    class Meta:
        verbose_name = _("下書き")
        constraints = [
            models.UniqueConstraint(fields=["account", "form", "record"], name="drafts_draft_key"),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.form} {self.record}"
