"""Voices, the desk that receives them, and what is kept beside a voice."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from yakuba.modules.voices.choices import (
    FLOW,
    MEASURE_FLOW,
    Channel,
    CopyState,
    Grade,
    Ground,
    Kind,
    LengthUnit,
    MeasureState,
    Medium,
    Rolls,
    RuleName,
    SourceChoice,
    State,
    Topic,
    Urgency,
)
from yakuba.platform.db import Record
from yakuba.platform.registers import state_field


class VoiceRule(Record):
    """How long a step of a voice may take, from a day on, and which text says so."""

    name = models.CharField(_("何の期限"), max_length=12, choices=RuleName)
    valid_from = models.DateField(_("いつから"))
    number = models.PositiveSmallIntegerField(_("日数"), validators=[MinValueValidator(1)])
    unit = models.CharField(_("数え方"), max_length=5, choices=LengthUnit)
    source_kind = models.CharField(_("根拠の種類"), max_length=10, choices=SourceChoice)
    source = models.CharField(_("根拠"), max_length=100, help_text=_("要綱の名前と条"))
    rolls = models.CharField(
        _("期限が閉庁日のとき"), max_length=3, choices=Rolls, blank=True, default=""
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("こえの期限")
        ordering = ("name", "-valid_from")
        constraints = (
            models.UniqueConstraint(fields=("name", "valid_from"), name="voice_rule_day"),
        )

    def __str__(self) -> str:
        return f"{self.get_name_display()} {self.number}"


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

    It belongs to the section that leads it, the desk's until one is found; the desk that received
    it goes on seeing it.  `asked_on` is the day from which the reply is due, None if none is
    wanted; `answer_by` is its day, or the later one that an interim reply promised.
    """

    receipt_no = models.CharField(_("受付番号"), max_length=16, unique=True, editable=False)
    received_on = models.DateField(_("受付日"))
    received_at = models.DateTimeField(_("受付時刻"), null=True, editable=False)
    channel = models.CharField(_("届き方"), max_length=10, choices=Channel)
    kind = models.CharField(_("種類"), max_length=10, choices=Kind, default=Kind.UNSORTED)
    topic = models.CharField(_("何について"), max_length=10, choices=Topic, default=Topic.OTHER)
    urgency = models.CharField(_("急ぎ"), max_length=8, choices=Urgency, default=Urgency.NORMAL)
    text = models.TextField(_("声の内容"), max_length=10_000)
    place = models.CharField(_("場所"), max_length=80, blank=True)
    name = models.CharField(_("お名前"), max_length=80, blank=True)
    contact = models.CharField(_("連絡先"), max_length=120, blank=True)
    language = models.CharField(_("ことば"), max_length=8, default="ja", blank=True)
    wants_reply = models.BooleanField(_("返事を求めている"), default=False)
    wished_medium = models.CharField(_("望む返事の方法"), max_length=10, choices=Medium, blank=True)
    may_publish = models.BooleanField(_("公表してよい"), default=False)
    desk = models.ForeignKey(
        "office.Section",
        models.PROTECT,
        "received_voices",
        editable=False,
        verbose_name=_("受けた課"),
    )
    section = models.ForeignKey("office.Section", models.PROTECT, verbose_name=_("担当課"))
    state = state_field(FLOW, _("状態"), State)
    is_held = models.BooleanField(_("確認待ち"), default=False, editable=False)
    same_as = models.ForeignKey(
        "self", models.PROTECT, "duplicates", null=True, editable=False, verbose_name=_("まとめ先")
    )
    split_from = models.ForeignKey(
        "self", models.PROTECT, "splits", null=True, editable=False, verbose_name=_("分けた元")
    )
    other_body = models.CharField(_("送った機関"), max_length=80, blank=True, editable=False)
    transfers = models.PositiveSmallIntegerField(_("担当替えの回数"), default=0, editable=False)
    receipt_by = models.DateField(_("受付を知らせる期限"), null=True, editable=False)
    assign_by = models.DateField(_("担当を決める期限"), null=True, editable=False)
    view_by = models.DateField(_("考えをまとめる期限"), null=True, editable=False)
    asked_on = models.DateField(_("返事の期間の初め"), null=True, editable=False)
    due_on = models.DateField(_("回答の期限"), null=True, editable=False)
    answer_by = models.DateField(_("回答する日"), null=True, editable=False)
    due_reasons = models.JSONField(_("期限のわけ"), default=dict, blank=True, editable=False)
    receipted_on = models.DateField(_("受付を知らせた日"), null=True, blank=True)
    assigned_on = models.DateField(_("担当を決めた日"), null=True, editable=False)
    drafted_on = models.DateField(_("回答案を出した日"), null=True, editable=False)
    approved_on = models.DateField(_("決裁日"), null=True, editable=False)
    answered_on = models.DateField(_("回答日"), null=True, editable=False)
    reopened_on = models.DateField(_("調べ直した日"), null=True, editable=False)
    closed_on = models.DateField(_("完了日"), null=True, editable=False)
    reply_text = models.TextField(_("回答"), max_length=10_000, blank=True)
    reply_medium = models.CharField(_("回答の方法"), max_length=10, choices=Medium, blank=True)
    no_reply_ground = models.CharField(
        _("回答しない理由"), max_length=10, choices=Ground, blank=True
    )
    was_clear = models.BooleanField(_("回答はわかりやすかった"), null=True, editable=False)
    improvement = models.TextField(_("改善したこと"), max_length=1_000, blank=True)
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

    def why_due(self, name: str) -> str:
        """Return the sentence that says how a due date came about."""
        return str(self.due_reasons.get(name, ""))


class VoiceHelper(models.Model):
    """A section that helps the lead section with a voice, and reads it."""

    voice = models.ForeignKey(Voice, models.CASCADE, "helpers", verbose_name=_("こえ"))
    section = models.ForeignKey("office.Section", models.PROTECT, verbose_name=_("協力課"))

    class Meta:
        verbose_name = _("こえの協力課")
        constraints = (
            models.UniqueConstraint(fields=("voice", "section"), name="voice_helper_once"),
        )

    def __str__(self) -> str:
        return f"{self.voice} {self.section}"


class VoiceTransfer(models.Model):
    """A voice that went to another section, and why."""

    voice = models.ForeignKey(Voice, models.CASCADE, "moves", verbose_name=_("こえ"))
    came_from = models.ForeignKey(
        "office.Section", models.PROTECT, "+", verbose_name=_("前の担当課")
    )
    went_to = models.ForeignKey("office.Section", models.PROTECT, "+", verbose_name=_("次の担当課"))
    reason = models.CharField(_("担当を替える理由"), max_length=100)
    on = models.DateField(_("日"))

    class Meta:
        verbose_name = _("こえの担当替え")
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.voice} → {self.went_to}"


class Notice(models.Model):
    """What the person of a voice was told beside the answer: held, merged, sent on, later."""

    voice = models.ForeignKey(Voice, models.CASCADE, "notices", verbose_name=_("こえ"))
    on = models.DateField(_("日"))
    text = models.TextField(_("知らせ"), max_length=2_000)
    promised_on = models.DateField(_("新しい回答の日"), null=True)

    class Meta:
        verbose_name = _("こえの知らせ")
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.voice} {self.on}"


class Conduct(Record):
    """What happened when somebody went too far: facts and minutes, never a label (カスハラ)."""

    voice = models.ForeignKey(
        Voice, models.PROTECT, "conducts", null=True, blank=True, verbose_name=_("こえ")
    )
    section = models.ForeignKey("office.Section", models.PROTECT, verbose_name=_("課"))
    happened_on = models.DateField(_("あった日"))
    minutes = models.PositiveSmallIntegerField(_("かかった分"))
    staff_count = models.PositiveSmallIntegerField(_("応対した人数"), default=1)
    facts = models.TextField(_("あったこと"), max_length=4_000, help_text=_("言葉と行いをそのまま"))
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("応対の記録")
        ordering = ("-happened_on", "-pk")

    def __str__(self) -> str:
        return f"{self.happened_on} {self.section}"


class Measure(Record):
    """A measure after such conduct: decided by a head and a second person, with an end."""

    conduct = models.ForeignKey(Conduct, models.PROTECT, "measures", verbose_name=_("応対の記録"))
    grade = models.CharField(_("対応"), max_length=8, choices=Grade)
    reason = models.TextField(_("対応の理由"), max_length=1_000)
    starts_on = models.DateField(_("始まり"))
    expires_on = models.DateField(_("終わり"))
    head = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, "+", editable=False, verbose_name=_("決めた課長")
    )
    second = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        "+",
        null=True,
        editable=False,
        verbose_name=_("確かめた人"),
    )
    state = state_field(MEASURE_FLOW, _("状態"), MeasureState)
    reviewed_on = models.DateField(_("見直した日"), null=True, editable=False)
    told_on = models.DateField(_("本人に知らせた日"), null=True, blank=True)
    objection = models.TextField(_("本人の言い分"), max_length=2_000, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("応対の対応")
        ordering = ("-starts_on", "-pk")

    def __str__(self) -> str:
        return f"{self.get_grade_display()} {self.starts_on}"


class VoiceCopy(Record):
    """What residents read of a voice: a summary without names, and the answer (公表の写し)."""

    voice = models.OneToOneField(Voice, models.PROTECT, related_name="copy", verbose_name=_("こえ"))
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
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("公表の写し")
        ordering = ("-published_on", "-pk")

    def __str__(self) -> str:
        return self.title
