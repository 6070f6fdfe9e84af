"""What forms need to remember: how often they were sent, and which one was handled already."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from yakuba.platform import clock


class SendCount(models.Model):
    """How often a form came from one address in a minute; the address is kept as a digest."""

    key = models.CharField(_("鍵"), max_length=64, unique=True)
    minute = models.DateTimeField(_("時間帯"), db_index=True)
    count = models.PositiveIntegerField(_("回数"), default=0)

    class Meta:
        verbose_name = _("送信の回数")

    def __str__(self) -> str:
        return f"{self.minute:%Y-%m-%d %H:%M} {self.count}"


class HandledForm(models.Model):
    """A form that was handled: sent again, it does nothing."""

    key = models.CharField(_("鍵"), max_length=64, primary_key=True)
    at = models.DateTimeField(_("日時"), default=clock.real_now)

    class Meta:
        verbose_name = _("処理した送信")

    def __str__(self) -> str:
        return self.key
