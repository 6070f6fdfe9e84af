"""Voices, the desk that receives them, and what is kept beside a voice."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from yakuba.modules.voices.choices import FLOW, Ground, Kind, RuleName, State, Topic, Urgency
from yakuba.platform.acts.handovers import Handover
from yakuba.platform.masking.models import MaskedCopy
from yakuba.platform.periods.models import Dated, Period
from yakuba.platform.receipts.models import Answered, Channel, Desk, PersonNotice
from yakuba.platform.registers import state_field


class VoiceRule(Period):
    """How long a step of a voice may take, from a day on, and which text says so."""

    name = models.CharField(_("何の期限"), max_length=12, choices=RuleName)
    history = HistoricalRecords()

    class Meta(Period.Meta):
        verbose_name = _("こえの期限")
        constraints = (
            models.UniqueConstraint(fields=("name", "valid_from"), name="voice_rule_day"),
        )


class VoiceDesk(Desk):
    """The section that receives voices from a day on, and what the form tells residents."""

    history = HistoricalRecords()

    class Meta(Desk.Meta):
        verbose_name = _("こえの窓口")


class Voice(Dated, Answered):
    """What a resident told the town (お客さまのこえ), as it was received.

    It belongs to the section that leads it, the desk's until one is found; the desk that received
    it goes on seeing it.  `asked_on` is the day from which the reply is due, None if none is
    wanted.
    """

    received_on = models.DateField(_("受付日"), db_index=True)
    channel = models.CharField(_("届き方"), max_length=10, choices=Channel)
    kind = models.CharField(_("種類"), max_length=10, choices=Kind, default=Kind.UNSORTED)
    topic = models.CharField(_("何について"), max_length=10, choices=Topic, default=Topic.OTHER)
    urgency = models.CharField(_("急ぎ"), max_length=8, choices=Urgency, default=Urgency.NORMAL)
    text = models.TextField(_("声の内容"), max_length=10_000)
    place = models.CharField(_("場所"), max_length=80, blank=True)
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
    other_body = models.CharField(_("送った機関"), max_length=80, blank=True, editable=False)
    transfers = models.PositiveSmallIntegerField(_("担当替えの回数"), default=0, editable=False)
    receipt_by = models.DateField(_("受付を知らせる期限"), null=True, editable=False)
    assign_by = models.DateField(_("担当を決める期限"), null=True, editable=False)
    view_by = models.DateField(_("考えをまとめる期限"), null=True, editable=False)
    asked_on = models.DateField(_("返事の期間の初め"), null=True, editable=False)
    receipted_on = models.DateField(_("受付を知らせた日"), null=True, blank=True)
    assigned_on = models.DateField(_("担当を決めた日"), null=True, editable=False)
    drafted_on = models.DateField(_("回答案を出した日"), null=True, editable=False)
    reopened_on = models.DateField(_("調べ直した日"), null=True, editable=False)
    closed_on = models.DateField(_("完了日"), null=True, editable=False)
    no_reply_ground = models.CharField(
        _("回答しない理由"), max_length=10, choices=Ground, blank=True
    )
    improvement = models.TextField(_("改善したこと"), max_length=1_000, blank=True)
    history = HistoricalRecords()

    class Meta(Answered.Meta):
        verbose_name = _("お客さまのこえ")
        ordering = ("-received_on", "-pk")


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


class VoiceTransfer(Handover):
    """A voice that went to another section, and why."""

    voice = models.ForeignKey(Voice, models.CASCADE, "moves", verbose_name=_("こえ"))

    class Meta(Handover.Meta):
        verbose_name = _("こえの担当替え")

    def __str__(self) -> str:
        return f"{self.voice} → {self.went_to}"


class Notice(PersonNotice):
    """What the person of a voice was told beside the answer: held, merged, sent on, later."""

    voice = models.ForeignKey(Voice, models.CASCADE, "notices", verbose_name=_("こえ"))

    class Meta(PersonNotice.Meta):
        verbose_name = _("こえの知らせ")

    def __str__(self) -> str:
        return f"{self.voice} {self.on}"


class VoiceCopy(MaskedCopy):
    """What residents read of a voice: a summary without names, and the answer (公表の写し)."""

    voice = models.OneToOneField(Voice, models.PROTECT, related_name="copy", verbose_name=_("こえ"))
    history = HistoricalRecords()
