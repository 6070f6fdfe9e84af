"""What staff see of the voices: what waits for whom, and what they may do to one."""

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yakuba.modules.voices import handling
from yakuba.modules.voices.choices import Ground, Kind, State, Topic, Urgency
from yakuba.modules.voices.models import Voice
from yakuba.modules.voices.register import VOICES
from yakuba.platform import clock
from yakuba.platform.acts import Act, Group, Page, grouped
from yakuba.platform.acts.fields import PartsField
from yakuba.platform.office.models import Section
from yakuba.platform.receipts import answering
from yakuba.platform.receipts.models import Medium
from yakuba.platform.registers.dues import overdue
from yakuba.platform.registers.scope import rows, visible_to
from yakuba.platform.ui.fields import DateTripleField

if TYPE_CHECKING:
    from yakuba.platform.office.actors import Actor

OPEN: Final = (State.ASSIGNED, State.LOOKING, State.DRAFTED, State.APPROVED)
WAITING: Final = (State.DRAFTED, State.DECLINING)
STANDING: Final = Section.objects.filter(valid_to=None)
RELEASE: Final = partial(answering.release, VOICES, act="voice.release")
TRIAGE: Final = {
    "kind": forms.ChoiceField(label=_("種類"), choices=Kind.choices),
    "topic": forms.ChoiceField(label=_("何について"), choices=Topic.choices),
    "urgency": forms.ChoiceField(label=_("急ぎ"), choices=Urgency.choices),
    "section": forms.ModelChoiceField(STANDING, label=_("担当課")),
    "helpers": forms.ModelMultipleChoiceField(STANDING, label=_("協力課"), required=False),
}
DRAFT: Final = {
    "reply_text": forms.CharField(
        label=_("回答"), widget=forms.Textarea(attrs={"rows": 9}), max_length=10_000
    ),
    "reply_medium": forms.ChoiceField(label=_("回答の方法"), choices=Medium.choices),
}
SENT: Final = {
    "seen": forms.CharField(
        required=False, label=_("送り先"), max_length=200, widget=forms.HiddenInput
    )
}
INTERIM: Final = {
    "promised_on": DateTripleField(label=_("新しい回答の日")),
    "words": forms.CharField(label=_("遅れるわけ"), max_length=2_000),
}
TRANSFER: Final = {
    "section": forms.ModelChoiceField(STANDING, label=_("渡す課")),
    "comment": forms.CharField(label=_("担当を替える理由"), max_length=100),
}
MERGE: Final = {"same_as": forms.CharField(label=_("同じこえの受付番号"), max_length=20)}
SPLIT: Final = {
    "text": PartsField(
        label=_("別の件（1行空けると、そこで分けます）"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=10_000,
    )
}
OTHER_BODY: Final = {"other_body": forms.CharField(label=_("送る機関"), max_length=80)}
DECLINE: Final = {
    "no_reply_ground": forms.ChoiceField(label=_("回答しない理由"), choices=Ground.choices)
}


def allows(voice: Voice, name: str) -> bool:
    """Return whether an act or step makes sense now; the flow and the rights say the rest."""
    if voice.is_held or name == "release":
        return voice.is_held and name == "release"
    if name == "interim":
        return bool(voice.due_on) and not (voice.answered_on or voice.closed_on)
    return not (name == "read" and voice.wants_reply) and not (name == "split" and voice.closed_on)


def first(voice: Voice) -> dict[str, Any]:
    """Return what the fields of the acts hold at first."""
    kept = ("kind", "topic", "urgency", "reply_text", "no_reply_ground")
    found = {name: getattr(voice, name) for name in kept}
    return found | {"reply_medium": voice.reply_medium or voice.wished_medium}


def more(voice: Voice) -> dict[str, Any]:
    """Return what the page of a voice says beside what a register's page says."""
    return {"decides": voice.state in WAITING, "recipient": voice.recipient}


PAGE: Final = Page(
    register=VOICES,
    acts=(
        Act("release", _("読んで確認した"), RELEASE, action="record.write"),
        Act("assign", _("担当を決める"), handling.triage, TRIAGE, "assign"),
        Act("draft", _("回答案を書いて課長に出す"), None, DRAFT, "draft"),
        Act("answer", _("回答を送った"), handling.answer, SENT, "answer"),
        Act("interim", _("遅れることを知らせる"), handling.interim, INTERIM),
        Act("transfer", _("ほかの課に渡す"), None, TRANSFER, "transfer"),
        Act("merge", _("同じこえにまとめる"), handling.merge, MERGE, "merge"),
        Act("split", _("いくつかの件に分ける"), handling.split, SPLIT, action="record.assign"),
        Act("send_on", _("ほかの機関に送る"), handling.send_on, OTHER_BODY, "send_on"),
        Act("decline", _("回答しない案を出す"), None, DECLINE, "decline"),
    ),
    template="voices/voice.html",
    address="voices-act",
    home="voices-desk",
    plain=("approve", "look", "close", "return", "read", "back", "reopen"),
    way=(State.RECEIVED, *OPEN, State.ANSWERED, State.CLOSED),
    allows=allows,
    first=first,
    more=more,
)


def groups(actor: "Actor") -> list[Group]:
    """Return what waits for the actor, the most pressing first."""
    seen = rows(VOICES, actor).order_by("answer_by", "received_on", "pk")
    mine = visible_to(VOICES, actor, "record.write")
    approve = visible_to(VOICES, actor, "record.approve")
    new = Q(state=State.RECEIVED, is_held=False)
    return grouped(
        seen,
        (_("確認待ち"), _("続けて届いて確認を待つこえはありません。"), Q(is_held=True) & mine),
        (_("担当を決める"), _("担当を待つこえはありません。"), new & mine),
        (_("決裁を待っている"), _("決裁を待つこえはありません。"), Q(state__in=WAITING) & approve),
        (_("期限を過ぎた"), _("遅れているこえはありません。"), overdue(VOICES, clock.today())),
        (_("手もとにある"), _("手もとのこえはありません。"), Q(state__in=OPEN) & mine),
    )
