"""Stored files: one row per upload, the bytes once per content."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from yakuba.platform import clock
from yakuba.platform.office.rights import DataClass


class StoredFile(models.Model):
    """A file as it was received; its bytes lie outside every static mount."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sha256 = models.CharField(_("要約値"), max_length=64, db_index=True)
    name = models.CharField(_("受け取った名前"), max_length=255)
    content_type = models.CharField(_("種類"), max_length=100)
    size = models.PositiveBigIntegerField(_("大きさ"))
    data_class = models.CharField(
        _("区分"), max_length=10, choices=DataClass, default=DataClass.OFFICE
    )
    section = models.ForeignKey(
        "office.Section", models.PROTECT, null=True, blank=True, verbose_name=_("所属")
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("受け取った人"),
    )
    keep_until = models.DateField(_("保存期限"), null=True, blank=True)
    received_at = models.DateTimeField(_("受け取った日時"), default=clock.now)

    class Meta:
        verbose_name = _("ファイル")
        ordering = ["received_at", "id"]

    def __str__(self) -> str:
        return self.name
