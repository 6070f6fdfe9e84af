"""The registers of residents' voices: the voices, and the desk that receives them."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from yakuba.modules.voices import services
from yakuba.modules.voices.choices import FLOW
from yakuba.modules.voices.models import Voice, VoiceDesk, VoiceRule
from yakuba.modules.voices.rules import dates
from yakuba.platform.office.rights import DataClass
from yakuba.platform.periods.register import declare_periods
from yakuba.platform.receipts.register import declare_desks
from yakuba.platform.registers import Column, Register, declare

ARRIVAL: Final = ("received_on", "channel")
SORTED: Final = ("kind", "topic", "urgency")
PERSON: Final = ("name", "contact", "wants_reply", "wished_medium")
SAID: Final = ("text", "place", *PERSON, "may_publish")
ANSWER: Final = ("reply_text", "reply_medium", "no_reply_ground", "improvement")
# Never the words, the name or the place: they say who it was.
OPEN: Final = (*ARRIVAL, "kind", "topic", "wants_reply", "state", "answered_on")
VOICES = declare(
    Register(
        code=services.CODE,
        model=Voice,
        title=_("お客さまのこえ台帳"),
        columns=(
            *("receipt_no", "received_on", "text", "topic", "section", "state"),
            Column(_("回答まで"), of=dates.ANSWER),
        ),
        fields=(*ARRIVAL, *SORTED, *SAID, "section", "receipted_on", *ANSWER),
        filters=(
            "section",
            "state",
            "urgency",
            "topic",
            "kind",
            "channel",
            "is_held",
            "received_on",
        ),
        search=("receipt_no", "text", "name", "place", "reply_text"),
        open_data=OPEN,
        flow=FLOW,
        deadlines=dates.DEFAULTS,
        data_class=DataClass.PERSONAL,
        order=("-received_on", "-id"),
        store=services.store,
        pages={"detail": "yakuba.modules.voices.views.detail"},
        # The desk goes on seeing what it handed on; helpers read, and only the lead writes.
        shares={
            "record.read": ("desk", "helpers__section"),
            "record.assign": ("desk",),
            "record.publish": ("desk",),
        },
    )
)

DESKS = declare_desks("voices.desk", VoiceDesk, _("こえの窓口の台帳"))
RULES = declare_periods("voices.rule", VoiceRule, _("こえの期限の台帳"))
