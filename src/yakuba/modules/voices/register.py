"""The registers of residents' voices: the voices, and the desk that receives them."""

from django.utils.translation import gettext_lazy as _

from yakuba.modules.voices import rules, services
from yakuba.modules.voices.models import FLOW, Voice, VoiceDesk
from yakuba.platform.office.rights import DataClass
from yakuba.platform.registers import Actions, Column, Register, declare

VOICES = declare(
    Register(
        code=services.CODE,
        model=Voice,
        title=_("お客さまのこえ台帳"),
        columns=(
            "receipt_no",
            "received_on",
            "text",
            "topic",
            "section",
            "state",
            Column(_("回答まで"), of=rules.ANSWER),
        ),
        fields=(
            "received_on",
            "channel",
            "kind",
            "topic",
            "text",
            "place",
            "name",
            "contact",
            "wants_reply",
            "section",
            "receipted_on",
            "reply_text",
            "reply_medium",
            "no_reply_ground",
        ),
        filters=("section", "state", "topic", "kind", "channel", "received_on"),
        search=("text", "name", "place", "reply_text"),
        # Never the words, the name or the place: they say who it was.
        open_data=(
            "received_on",
            "channel",
            "kind",
            "topic",
            "wants_reply",
            "state",
            "answered_on",
        ),
        flow=FLOW,
        deadlines=(rules.RECEIPT, rules.ASSIGNMENT, rules.VIEW, rules.ANSWER),
        data_class=DataClass.PERSONAL,
        order=("-received_on", "-id"),
        store=services.store,
    )
)

DESKS = declare(
    Register(
        code="voices.desk",
        model=VoiceDesk,
        title=_("こえの窓口の台帳"),
        columns=("section", "valid_from", "purpose", "legal_basis", "kept_years"),
        filters=("section", "valid_from"),
        search=("purpose", "legal_basis"),
        open_data=("section", "valid_from", "purpose", "legal_basis", "kept_years"),
        actions=Actions(read="office.read", write="office.write"),
    )
)
