"""What a record keeps that came in with a receipt."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from yakuba.platform.db import Record


class Channel(models.TextChoices):
    """By which way something came in."""

    WEB = "web", _("ホームページ")
    COUNTER = "counter", _("窓口")
    PHONE = "phone", _("電話")
    LETTER = "letter", _("手紙")
    FAX = "fax", _("ファクス")
    MAIL = "mail", _("電子メール")
    HEAD = "head", _("区長")
    BOX = "box", _("投書箱")


class Medium(models.TextChoices):
    """How a reply is given."""

    PHONE = "phone", _("電話")
    LETTER = "letter", _("手紙")
    MAIL = "mail", _("電子メール")
    TALK = "talk", _("会って話す")
    PAGE = "page", _("町のページ")


class Desk(Record):
    """Base of a desk: which section receives from a day on, and what its form tells residents.

    What personal data is used for, by which right and how long it is kept stands on the form
    (trust.md 3).
    """

    section = models.ForeignKey("office.Section", models.PROTECT, verbose_name=_("窓口の課"))
    valid_from = models.DateField(_("いつから"))
    purpose = models.CharField(_("使う目的"), max_length=100, help_text=_("例：返事をするため"))
    legal_basis = models.CharField(_("根拠"), max_length=100, help_text=_("条例や要綱の名前と条"))
    kept_years = models.PositiveSmallIntegerField(_("消すまでの年数"), default=3)

    class Meta:
        abstract = True
        ordering = ("-valid_from",)

    def __str__(self) -> str:
        return f"{self.section}"


class Receipted(Record):
    """Base of what residents hand in: the number on the receipt, and what its secret is told by.

    `is_held`: it was received above the sender's limit and waits until a person has looked at it.
    """

    receipt_no = models.CharField(_("受付番号"), max_length=16, unique=True, editable=False)
    received_at = models.DateTimeField(_("受付時刻"), null=True, editable=False)
    is_held = models.BooleanField(_("確認待ち"), default=False, editable=False)
    secret_digest = models.CharField(
        _("あいことばの要約"), max_length=64, editable=False, default=""
    )
    form_key = models.CharField(_("送信の鍵"), max_length=64, editable=False, default="")

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[Any, ...]] = (
            models.UniqueConstraint(
                fields=("form_key",), condition=~models.Q(form_key=""), name="%(class)s_sent_once"
            ),
        )

    def __str__(self) -> str:
        return self.receipt_no


class Joined(Receipted):
    """Base of what may be answered together with another one, or was split from one."""

    same_as = models.ForeignKey(
        "self", models.PROTECT, "duplicates", null=True, editable=False, verbose_name=_("まとめ先")
    )
    split_from = models.ForeignKey(
        "self", models.PROTECT, "splits", null=True, editable=False, verbose_name=_("分けた元")
    )

    class Meta(Receipted.Meta):
        abstract = True


class PersonNotice(models.Model):
    """Base of what a person was told beside the answer: merged, sent on, later."""

    on = models.DateField(_("日"))
    text = models.TextField(_("知らせ"), max_length=2_000)
    promised_on = models.DateField(_("新しい回答の日"), null=True)

    class Meta:
        abstract = True
        ordering: ClassVar[Any] = ("id",)
