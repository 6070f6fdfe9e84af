"""Voices and the desk that receives them, with the way a voice goes."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from yakuba.kernel.flow import Flow, Step
from yakuba.platform.db import Record
from yakuba.platform.registers import state_field


class Channel(models.TextChoices):
    """By which way a voice came."""

    WEB = "web", _("ホームページ")
    COUNTER = "counter", _("窓口")
    PHONE = "phone", _("電話")
    LETTER = "letter", _("手紙")
    FAX = "fax", _("ファクス")
    MAIL = "mail", _("電子メール")
    HEAD = "head", _("区長")
    BOX = "box", _("投書箱")


class Kind(models.TextChoices):
    """What a voice is (domain reference 4, section 6.1)."""

    UNSORTED = "unsorted", _("未分類")
    REQUEST = "request", _("要望")
    OPINION = "opinion", _("意見")
    PROPOSAL = "proposal", _("提案")
    COMPLAINT = "complaint", _("苦情")
    QUESTION = "question", _("質問")
    THANKS = "thanks", _("感謝")
    REPORT = "report", _("通報")
    ADVICE = "advice", _("相談")


class Topic(models.TextChoices):
    """What a voice is about, in the words of the form."""

    COUNTER = "counter", _("窓口・手続")
    ROADS = "roads", _("道路・水道・除雪")
    TAXES = "taxes", _("税金・お金")
    CARE = "care", _("病院・福祉・子育て")
    PLACES = "places", _("施設・まちづくり")
    OTHER = "other", _("わからない・そのほか")


class Medium(models.TextChoices):
    """How a reply is given."""

    PHONE = "phone", _("電話")
    LETTER = "letter", _("手紙")
    MAIL = "mail", _("電子メール")
    TALK = "talk", _("会って話す")


class Ground(models.TextChoices):
    """Why a voice that wants a reply gets none; the default is to answer."""

    NO_WAY = "no_way", _("連絡先がない、または違っている")
    SLANDER = "slander", _("人を傷つける内容だけである")
    COURT = "court", _("裁判や審査の途中である")
    SALES = "sales", _("営業や宣伝である")
    ELSEWHERE = "elsewhere", _("ほかの機関に引き継いだ")


class State(models.TextChoices):
    """Where a voice stands."""

    RECEIVED = "received", _("受付")
    ASSIGNED = "assigned", _("担当決定")
    DRAFTED = "drafted", _("起案")
    APPROVED = "approved", _("決裁")
    ANSWERED = "answered", _("回答済")
    DECLINING = "declining", _("回答しない案")
    DECLINED = "declined", _("回答しない")
    READ = "read", _("読了（返事不要）")


MOVE, APPROVE = "record.move", "record.approve"
FLOW = Flow(
    Step("assign", State.RECEIVED, State.ASSIGNED, by=MOVE, label=_("担当を決める")),
    Step("back", State.ASSIGNED, State.RECEIVED, by=MOVE, label=_("窓口に戻す")),
    Step("draft", State.ASSIGNED, State.DRAFTED, by=MOVE, label=_("回答案を出す")),
    Step("read", State.ASSIGNED, State.READ, by=MOVE, label=_("読んで終える")),
    Step("decline", State.ASSIGNED, State.DECLINING, by=MOVE, label=_("回答しない案を出す")),
    Step("return", State.DRAFTED, State.ASSIGNED, by=APPROVE, label=_("差し戻す")),
    Step("approve", State.DRAFTED, State.APPROVED, by=APPROVE, label=_("決裁する")),
    Step("answer", State.APPROVED, State.ANSWERED, by=MOVE, label=_("回答した")),
    Step("return", State.DECLINING, State.ASSIGNED, by=APPROVE, label=_("差し戻す")),
    Step("approve", State.DECLINING, State.DECLINED, by=APPROVE, label=_("回答しないと決める")),
    initial=State.RECEIVED,
    final=[State.ANSWERED, State.DECLINED, State.READ],
)


class VoiceDesk(Record):
    """The section that receives voices from a day on, and what the form tells residents."""

    section = models.ForeignKey("office.Section", models.PROTECT, verbose_name=_("窓口の課"))
    valid_from = models.DateField(_("いつから"))
    purpose = models.CharField(_("使う目的"), max_length=100, help_text=_("例：返事をするため"))
    legal_basis = models.CharField(_("根拠"), max_length=100, help_text=_("条例や要綱の名前と条"))
    kept_years = models.PositiveSmallIntegerField(_("消すまでの年数"), default=3)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("こえの窓口")
        ordering = ("-valid_from",)

    def __str__(self) -> str:
        return f"{self.section}"


class Voice(Record):
    """What a resident told the town (お客さまのこえ), as it was received.

    It belongs to one section: the desk's until a lead is found.  `asked_on` is the day from which
    the reply is due, None if none is wanted.
    """

    receipt_no = models.CharField(_("受付番号"), max_length=16, unique=True, editable=False)
    received_on = models.DateField(_("受付日"))
    received_at = models.DateTimeField(_("受付時刻"), null=True, editable=False)
    channel = models.CharField(_("届き方"), max_length=10, choices=Channel)
    kind = models.CharField(_("種類"), max_length=10, choices=Kind, default=Kind.UNSORTED)
    topic = models.CharField(_("何について"), max_length=10, choices=Topic, default=Topic.OTHER)
    text = models.TextField(_("声の内容"), max_length=10_000)
    place = models.CharField(_("場所"), max_length=80, blank=True)
    name = models.CharField(_("お名前"), max_length=80, blank=True)
    contact = models.CharField(_("連絡先"), max_length=120, blank=True)
    wants_reply = models.BooleanField(_("返事を求めている"), default=False)
    section = models.ForeignKey("office.Section", models.PROTECT, verbose_name=_("担当課"))
    state = state_field(FLOW, _("状態"), State)
    asked_on = models.DateField(_("返事の期間の初め"), null=True, editable=False)
    due_on = models.DateField(_("回答の期限"), null=True, editable=False)
    receipted_on = models.DateField(_("受付を知らせた日"), null=True, blank=True)
    assigned_on = models.DateField(_("担当を決めた日"), null=True, editable=False)
    drafted_on = models.DateField(_("回答案を出した日"), null=True, editable=False)
    answered_on = models.DateField(_("回答日"), null=True, editable=False)
    reply_text = models.TextField(_("回答"), max_length=10_000, blank=True)
    reply_medium = models.CharField(_("回答の方法"), max_length=10, choices=Medium, blank=True)
    no_reply_ground = models.CharField(
        _("回答しない理由"), max_length=10, choices=Ground, blank=True
    )
    secret_digest = models.CharField(
        _("あいことばの要約"), max_length=64, editable=False, default=""
    )
    form_key = models.CharField(_("送信の鍵"), max_length=64, editable=False, default="")
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("お客さまのこえ")
        ordering = ("-received_on", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("form_key",), condition=~models.Q(form_key=""), name="voice_sent_once"
            ),
        )

    def __str__(self) -> str:
        return self.receipt_no
