"""The registers of residents' voices: the voices, and the desk that receives them."""

from django.utils.translation import gettext_lazy as _

from yakuba.modules.voices import services
from yakuba.modules.voices.choices import FLOW, MEASURE_FLOW
from yakuba.modules.voices.models import Conduct, Measure, Voice, VoiceDesk, VoiceRule
from yakuba.modules.voices.rules import dates
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
            Column(_("回答まで"), of=dates.ANSWER),
        ),
        fields=(
            "received_on",
            "channel",
            "kind",
            "topic",
            "urgency",
            "text",
            "place",
            "name",
            "contact",
            "wants_reply",
            "wished_medium",
            "may_publish",
            "section",
            "receipted_on",
            "reply_text",
            "reply_medium",
            "no_reply_ground",
            "improvement",
        ),
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
        deadlines=dates.DEFAULTS,
        data_class=DataClass.PERSONAL,
        order=("-received_on", "-id"),
        store=services.store,
        pages={"detail": "yakuba.modules.voices.desk_views.voice"},
        # The desk goes on seeing what it handed on; helpers read, and only the lead writes.
        shares={
            "record.read": ("desk", "helpers__section"),
            "record.assign": ("desk",),
            "record.publish": ("desk",),
        },
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

RULES = declare(
    Register(
        code="voices.rule",
        model=VoiceRule,
        title=_("こえの期限の台帳"),
        columns=("name", "valid_from", "number", "unit", "rolls", "source_kind", "source"),
        filters=("name", "valid_from"),
        search=("source",),
        open_data=("name", "valid_from", "number", "unit", "rolls", "source_kind", "source"),
        actions=Actions(read="office.read", write="office.write"),
    )
)

# Few see them, and no column is open: domain reference 4, section 6.5 (7).
MEASURES = declare(
    Register(
        code="voices.measure",
        model=Measure,
        title=_("応対の対応の台帳"),
        columns=("starts_on", "expires_on", "grade", "state", "reviewed_on"),
        fields=("conduct", "grade", "reason", "starts_on", "expires_on", "told_on", "objection"),
        section_field="conduct__section",
        flow=MEASURE_FLOW,
        store=services.store_measure,
        data_class=DataClass.PERSONAL,
        actions=Actions(write="record.approve"),
    )
)

CONDUCTS = declare(
    Register(
        code="voices.conduct",
        model=Conduct,
        title=_("応対の記録の台帳"),
        columns=("happened_on", "section", "minutes", "staff_count"),
        fields=("section", "voice", "happened_on", "minutes", "staff_count", "facts"),
        filters=("section", "happened_on"),
        parts=(MEASURES,),
        data_class=DataClass.PERSONAL,
    )
)
