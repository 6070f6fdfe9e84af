"""The parts of residents' forms that have to do with a reply and with the receipt."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yakuba.platform.receipts.contacts import contact_fault

NO, YES, PAGE = "no", "yes", "page"
REPLY: Final = (
    (NO, _("いらない（名前も連絡先も要りません）")),
    (PAGE, _("このサイトで読む（受付番号とあいことばで。名前も連絡先も要りません）")),
    (YES, _("ほしい（お名前と連絡先を書いてください）")),
)


class ReplyForm(forms.Form):
    """Whether a reply is wanted, and by which way; name and contact only for one."""

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

    def clean(self) -> dict[str, Any]:
        """Ask for name and contact where a reply is wanted."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("reply") == YES:
            if not said.get("name"):
                self.add_error("name", gettext("返事のために、お名前を書いてください。"))
            fault = contact_fault(said.get("contact", ""))
            if fault and "contact" not in self.errors:
                self.add_error("contact", _words(*fault))
        return said

    def values(self) -> dict[str, Any]:
        """Return what was typed; without a reply by mail or phone no name and contact are kept."""
        said = dict(self.cleaned_data)
        if said["reply"] != YES:
            said["name"] = said["contact"] = ""
        return said


class FollowForm(forms.Form):
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
