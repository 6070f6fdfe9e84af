"""Long work: one row tells a person how far it is and how it ended."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from yakuba.platform import clock


class State(models.TextChoices):
    """Where a job stands."""

    QUEUED = "queued", _("順番待ち")
    RUNNING = "running", _("実行中")
    DONE = "done", _("完了")
    FAILED = "failed", _("失敗")
    STOPPED = "stopped", _("中止")


class Job(models.Model):
    """Work that a request started and that goes on without it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("種類"), max_length=60)
    title = models.CharField(_("作業"), max_length=200)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("始めた人"),
    )
    payload = models.JSONField(_("指示"), default=dict)
    state = models.CharField(_("状態"), max_length=10, choices=State, default=State.QUEUED)
    step = models.CharField(_("いまの作業"), max_length=200, blank=True)
    done = models.PositiveIntegerField(_("済んだ数"), default=0)
    total = models.PositiveIntegerField(_("全体の数"), default=0)
    result = models.JSONField(_("結果"), null=True)
    error = models.TextField(_("止まった理由"), blank=True)
    stop_requested = models.BooleanField(_("中止の求め"), default=False)
    created_at = models.DateTimeField(_("受付"), default=clock.real_now)
    started_at = models.DateTimeField(_("開始"), null=True)
    heartbeat_at = models.DateTimeField(_("最後の知らせ"), null=True)
    ended_at = models.DateTimeField(_("終了"), null=True)

    class Meta:
        verbose_name = _("作業")
        ordering = ("-created_at",)
        indexes = [models.Index(fields=["state", "heartbeat_at"], name="jobs_state_heartbeat")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Tell whether the job still waits or runs."""
        return self.state in {State.QUEUED, State.RUNNING}
