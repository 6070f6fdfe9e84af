"""The forms of residents and of staff who write down a voice."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from yakuba.modules.voices.choices import Topic
from yakuba.modules.voices.models import Voice
from yakuba.platform.receipts.forms import NO, PAGE, ReplyForm
from yakuba.platform.receipts.models import Medium
from yakuba.platform.ui.fields import DateTripleField


class VoiceForm(ReplyForm):
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
    may_publish = forms.BooleanField(
        label=_("名前などを伏せた要約を、町のページに載せてもよい"), required=False
    )
    field_order = ("topic", "text", "place", "reply", "name", "contact", "may_publish")

    def values(self) -> dict[str, Any]:
        """Return the values of the voice."""
        said = super().values()
        wish = said.pop("reply")
        said["topic"] = said["topic"] or Topic.OTHER
        medium = Medium.PAGE if wish == PAGE else ""
        return said | {"wants_reply": wish != NO, "wished_medium": medium}


class IntakeForm(forms.ModelForm[Voice]):
    """What staff write down of a voice that came by telephone, at a counter or on paper."""

    received_on = DateTripleField(label=_("受付日"))

    class Meta:
        model = Voice
        fields = (
            *("channel", "received_on", "text", "topic", "place"),
            *("wants_reply", "wished_medium", "name", "contact", "may_publish"),
        )
        widgets: ClassVar = {"text": forms.Textarea(attrs={"rows": 7})}
