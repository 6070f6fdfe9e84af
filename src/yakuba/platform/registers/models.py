"""What registers need beside the modules' tables: numbers, views, attachments."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from yakuba.platform import clock
from yakuba.platform.db import FiscalYearField


class Counter(models.Model):
    """The last number given in a register and a fiscal year."""

    register = models.CharField(_("台帳"), max_length=60)
    fy = FiscalYearField(_("年度"))
    last = models.PositiveIntegerField(_("最後の番号"), default=0)

    class Meta:
        verbose_name = _("受付番号")
        constraints = [
            models.UniqueConstraint(fields=["register", "fy"], name="registers_counter_key"),
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.fy} {self.last}"


class SavedView(models.Model):
    """A way to look at a register that one account has kept."""

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("アカウント")
    )
    register = models.CharField(_("台帳"), max_length=60)
    title = models.CharField(_("名前"), max_length=20)
    query = models.CharField(_("条件"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("保存した見方")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "register", "title"], name="registers_view_title"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ListSetting(models.Model):
    """How one account wants its lists: the rows close together or not."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("アカウント")
    )
    is_dense = models.BooleanField(_("行をつめる"), default=False)

    class Meta:
        verbose_name = _("一覧の設定")

    def __str__(self) -> str:
        return f"{self.account} {self.is_dense}"


class Attachment(models.Model):
    """A stored file that belongs to a record."""

    register = models.CharField(_("台帳"), max_length=60)
    record_id = models.BigIntegerField(_("記録の番号"))
    file = models.ForeignKey("files.StoredFile", models.PROTECT, verbose_name=_("ファイル"))
    added_at = models.DateTimeField(_("付けた日時"), default=clock.now)

    class Meta:
        verbose_name = _("添付ファイル")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["register", "record_id"], name="registers_attachment_record"),
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.record_id}"
