"""The forms of residents, and those of the desk and the sections."""

from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yakuba.modules.voices.choices import Ground, Kind, Medium, Topic, Urgency
from yakuba.modules.voices.models import Voice
from yakuba.modules.voices.rules import receipts
from yakuba.platform.office.models import Section
from yakuba.platform.ui.fields import DateTripleField

NO, YES, PAGE = "no", "yes", "page"
REPLY: Final = (
    (NO, _("いらない（名前も連絡先も要りません）")),
    (PAGE, _("このサイトで読む（受付番号とあいことばで。名前も連絡先も要りません）")),
    (YES, _("ほしい（お名前と連絡先を書いてください）")),
)


class VoiceForm(forms.Form):
    """What a resident writes; name and contact only for a reply."""

    topic = forms.ChoiceField(
        label=_("何についてですか"),
        choices=Topic.choices,
        widget=forms.RadioSelect,
        required=False,
        initial=Topic.OTHER,
    )
    text = forms.CharField(
        label=_("声の内容"),
        help_text=_("場所や日時があると早く調べられます。"),
        widget=forms.Textarea(attrs={"rows": 7}),
        max_length=10_000,
    )
    place = forms.CharField(label=_("場所"), required=False, max_length=80)
    reply = forms.ChoiceField(
        label=_("返事はほしいですか"), choices=REPLY, widget=forms.RadioSelect
    )
    name = forms.CharField(
        label=_("お名前"),
        help_text=_("返事がほしいときに書いてください。"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    contact = forms.CharField(
        label=_("電話番号かメールアドレス"),
        help_text=_("返事がほしいときに書いてください。ハイフンはあってもなくても構いません。"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"class": "yk-in--tel"}),
    )
    may_publish = forms.BooleanField(
        label=_("名前などを伏せた要約を、町のページに載せてもよい"), required=False
    )

    def clean(self) -> dict[str, Any]:
        """Ask for name and contact where a reply is wanted."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("reply") == YES:
            if not said.get("name"):
                self.add_error("name", gettext("返事のために、お名前を書いてください。"))
            fault = receipts.contact_fault(said.get("contact", ""))
            if fault and "contact" not in self.errors:
                self.add_error("contact", _words(*fault))
        return said

    def values(self) -> dict[str, Any]:
        """Return the values of the voice; without a reply no name and no contact are kept."""
        said = dict(self.cleaned_data)
        wish = said.pop("reply")
        said["topic"] = said["topic"] or Topic.OTHER
        if wish != YES:
            said["name"] = said["contact"] = ""
        medium = Medium.PAGE if wish == PAGE else ""
        return said | {"wants_reply": wish != NO, "wished_medium": medium}


class IntakeForm(forms.ModelForm):  # type: ignore[type-arg]
    """What staff write down of a voice that came by telephone, at a counter or on paper."""

    received_on = DateTripleField(label=_("受付日"))

    class Meta:
        model = Voice
        fields = (
            "channel",
            "received_on",
            "text",
            "topic",
            "place",
            "wants_reply",
            "wished_medium",
            "name",
            "contact",
            "may_publish",
        )
        widgets: ClassVar = {"text": forms.Textarea(attrs={"rows": 7})}


class TriageForm(forms.Form):
    """What the desk decides of a voice."""

    kind = forms.ChoiceField(label=_("種類"), choices=Kind.choices)
    topic = forms.ChoiceField(label=_("何について"), choices=Topic.choices)
    urgency = forms.ChoiceField(label=_("急ぎ"), choices=Urgency.choices)
    section = forms.ModelChoiceField(label=_("担当課"), queryset=Section.objects.none())
    helpers = forms.ModelMultipleChoiceField(
        label=_("協力課"), queryset=Section.objects.none(), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standing = Section.objects.filter(valid_to=None)
        self.fields["section"].queryset = standing  # type: ignore[attr-defined]
        self.fields["helpers"].queryset = standing  # type: ignore[attr-defined]


class DraftForm(forms.Form):
    """The answer that the section writes."""

    reply_text = forms.CharField(
        label=_("回答"), widget=forms.Textarea(attrs={"rows": 9}), max_length=10_000
    )
    reply_medium = forms.ChoiceField(label=_("回答の方法"), choices=Medium.choices)


class SentForm(forms.Form):
    """That the sender has looked to whom the answer goes."""

    seen = forms.CharField(
        required=False, label=_("送り先"), max_length=200, widget=forms.HiddenInput
    )


class InterimForm(forms.Form):
    """Why an answer comes later, and when."""

    promised_on = DateTripleField(label=_("新しい回答の日"))
    words = forms.CharField(label=_("遅れるわけ"), max_length=2_000)


class TransferForm(forms.Form):
    """To which section a voice goes, and why."""

    section = forms.ModelChoiceField(label=_("渡す課"), queryset=Section.objects.none())
    comment = forms.CharField(label=_("担当を替える理由"), max_length=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = Section.objects.filter(valid_to=None)  # type: ignore[attr-defined]


class DeclineForm(forms.Form):
    """On which ground a voice is not answered."""

    no_reply_ground = forms.ChoiceField(label=_("回答しない理由"), choices=Ground.choices)


class OtherBodyForm(forms.Form):
    """Which body a voice is sent to."""

    other_body = forms.CharField(label=_("送る機関"), max_length=80)


class MergeForm(forms.Form):
    """With which voice this one is answered."""

    same_as = forms.CharField(label=_("同じこえの受付番号"), max_length=20)


class SplitForm(forms.Form):
    """The further topics of one letter, each a voice of its own."""

    text = forms.CharField(
        label=_("別の件（1行空けると、そこで分けます）"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=10_000,
    )

    def parts(self) -> list[str]:
        """Return the texts between empty lines."""
        said = str(self.cleaned_data["text"]).replace("\r\n", "\n")
        return said.split("\n\n")


class StatusForm(forms.Form):
    """The receipt number and the secret."""

    number = forms.CharField(label=_("受付番号"), help_text=_("例：R6-00123-7"), max_length=40)
    secret = forms.CharField(
        label=_("あいことば"), help_text=_("受付のときに出た4つのことば"), max_length=80
    )


def _words(fault: str, digits: int) -> str:
    texts = {
        "mail": gettext("メールアドレスを確かめてください。"),
        "none": gettext("電話番号かメールアドレスを書いてください。"),
        "short": gettext("電話番号の数字が%(count)sつ足りません。確かめてください。"),
        "long": gettext("電話番号の数字が%(count)sつ多いです。確かめてください。"),
    }
    return texts[fault] % {"count": digits} if digits else texts[fault]
