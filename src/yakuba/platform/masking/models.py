"""What residents read of a record."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from yakuba.platform.db import Record


class CopyState(models.TextChoices):
    """Where a published copy stands."""

    DRAFT = "draft", _("下書き")
    CHECKED = "checked", _("二人目が確認")
    PUBLISHED = "published", _("公表")
    WITHDRAWN = "withdrawn", _("取下げ")


class MaskedCopy(Record):
    """A summary without names, and the answer (公表の写し).

    The model that inherits it ties it to its record by a key of its own.
    """

    slug = models.CharField(_("公表番号"), max_length=16, unique=True, editable=False)
    title = models.CharField(_("見出し"), max_length=60)
    text = models.TextField(_("こえのまとめ"), max_length=4_000)
    reply = models.TextField(_("回答のまとめ"), max_length=4_000, blank=True)
    district = models.CharField(_("地区"), max_length=40, blank=True)
    proposals = models.JSONField(_("伏せる候補"), default=list, editable=False)
    proposed_at = models.DateTimeField(_("候補を出した日時"), null=True, editable=False)
    state = models.CharField(
        _("状態"), max_length=10, choices=CopyState, default=CopyState.DRAFT, editable=False
    )
    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        "+",
        null=True,
        editable=False,
        verbose_name=_("書いた人"),
    )
    checker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        "+",
        null=True,
        editable=False,
        verbose_name=_("確認した人"),
    )
    published_on = models.DateField(_("公表日"), null=True, editable=False)
    withdrawn_on = models.DateField(_("取り下げた日"), null=True, editable=False)
    withdrawn_reason = models.CharField(_("取り下げた理由"), max_length=100, blank=True)

    class Meta:
        abstract = True
        verbose_name = _("公表の写し")
        ordering = ("-published_on", "-pk")

    def __str__(self) -> str:
        return self.title
