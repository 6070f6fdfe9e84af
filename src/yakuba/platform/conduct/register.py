"""The registers of conduct and measures.

Few see them, and no column is open: domain reference 4, section 6.5 (7).
"""

from django.utils.translation import gettext_lazy as _

from yakuba.platform.conduct.models import MEASURE_FLOW, Conduct, Measure
from yakuba.platform.conduct.services import store_measure
from yakuba.platform.office.rights import DataClass
from yakuba.platform.registers import Actions, Register, declare

MEASURES = declare(
    Register(
        code="conduct.measure",
        model=Measure,
        title=_("応対の対応の台帳"),
        columns=("starts_on", "expires_on", "grade", "state", "reviewed_on"),
        fields=("conduct", "grade", "reason", "starts_on", "expires_on", "told_on", "objection"),
        section_field="conduct__section",
        flow=MEASURE_FLOW,
        store=store_measure,
        data_class=DataClass.PERSONAL,
        actions=Actions(write="record.approve"),
    )
)

CONDUCTS = declare(
    Register(
        code="conduct.conduct",
        model=Conduct,
        title=_("応対の記録の台帳"),
        columns=("happened_on", "section", "minutes", "staff_count"),
        fields=("section", "matter", "happened_on", "minutes", "staff_count", "facts"),
        filters=("section", "happened_on"),
        parts=(MEASURES,),
        data_class=DataClass.PERSONAL,
    )
)
