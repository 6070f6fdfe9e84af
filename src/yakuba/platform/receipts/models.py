"""What a record keeps that came in with a receipt."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from yakuba.platform.db import Record
from yakuba.platform.receipts.contacts import mask_contact, mask_name


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


class Answered(Joined):
    """Base of what a person hands in and gets an answer to.

    `due_on` is the day by the town's rule; `answer_by` is the same, or the later one that an
    interim reply promised.
    """

    name = models.CharField(_("お名前"), max_length=80, blank=True)
    contact = models.CharField(_("連絡先"), max_length=120, blank=True)
    language = models.CharField(_("ことば"), max_length=8, default="ja", blank=True)
    wants_reply = models.BooleanField(_("返事を求めている"), default=False)
    wished_medium = models.CharField(_("望む返事の方法"), max_length=10, choices=Medium, blank=True)
    due_on = models.DateField(_("回答の期限"), null=True, editable=False)
    answer_by = models.DateField(_("回答する日"), null=True, editable=False)
    approved_on = models.DateField(_("決裁日"), null=True, editable=False)
    answered_on = models.DateField(_("回答日"), null=True, editable=False)
    reply_text = models.TextField(_("回答"), max_length=10_000, blank=True)
    reply_medium = models.CharField(_("回答の方法"), max_length=10, choices=Medium, blank=True)
    was_clear = models.BooleanField(_("回答はわかりやすかった"), null=True, editable=False)

    class Meta(Joined.Meta):
        abstract = True

    @property
    def led(self) -> "Answered":
        """Return the record whose way this one goes: that with which it is answered, or itself."""
        other: Answered | None = self.same_as  # type: ignore[assignment]
        return other or self

    @property
    def recipient(self) -> str:
        """Return to whom the answer goes, masked: enough to see a wrong one."""
        who = f"{mask_name(self.name)} {mask_contact(self.contact)}"
        return who.strip() if self.contact else "町のページ"

    @property
    def reply_here(self) -> str:
        """Return the answer that its person reads on the page of the state, empty if none yet."""
        led = self.led
        is_here = Medium.PAGE in (led.reply_medium, self.wished_medium)
        return led.reply_text if is_here and led.answered_on else ""


class PersonNotice(models.Model):
    """Base of what a person was told beside the answer: merged, sent on, later."""

    on = models.DateField(_("日"))
    text = models.TextField(_("知らせ"), max_length=2_000)
    promised_on = models.DateField(_("新しい回答の日"), null=True)

    class Meta:
        abstract = True
        ordering: ClassVar[Any] = ("id",)
