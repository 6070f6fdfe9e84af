"""What was done by whom, for ever; the words of it in a part that can be erased."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from yakuba.platform import clock


class Event(models.Model):
    """One act.  Triggers refuse to change or delete it."""

    at = models.DateTimeField(_("日時"), default=clock.real_now)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name=_("アカウント")
    )
    action = models.CharField(_("操作"), max_length=60)
    register = models.CharField(_("台帳"), max_length=60, blank=True)
    record_id = models.CharField(_("記録の番号"), max_length=40, blank=True)
    history_id = models.BigIntegerField(_("履歴の番号"), null=True)
    count = models.PositiveIntegerField(_("件数"), default=1)
    digest = models.CharField(_("内容の要約値"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("監査記録")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["register", "record_id"], name="audit_event_record"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.action}"


class EventPayload(models.Model):
    """The words of an act as canonical JSON with a salt; may be erased, the event stays."""

    event = models.OneToOneField(Event, models.DO_NOTHING, primary_key=True, related_name="payload")
    salt = models.CharField(max_length=32)
    text = models.TextField()

    def __str__(self) -> str:
        return f"{self.event_id}"


class Block(models.Model):
    """A seal over all events from the first to the last, chained to the block before."""

    number = models.PositiveIntegerField(primary_key=True)
    first_event_id = models.BigIntegerField()
    last_event_id = models.BigIntegerField()
    count = models.PositiveIntegerField()
    sealed_at = models.DateTimeField(default=clock.real_now)
    digest = models.CharField(max_length=64)
    previous_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("封印")
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number}"
