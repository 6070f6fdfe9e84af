"""`yakuba explain` of a register says what is derived, up to the figures and items it feeds."""

import pytest

from yakuba.core.indicators.models import Indicator
from yakuba.core.plan.models import Item, Plan
from yakuba.kernel.fiscal import FiscalYear
from yakuba.site.commands.explain import _figures_of


@pytest.mark.django_db
def test_register_names_its_indicators_and_their_items():
    fy = FiscalYear(2023)
    plan = Plan.objects.create(slug="p", title="計画", start_fy=fy, end_fy=fy)
    item = Item.objects.create(
        plan=plan, item_key="3-1-b", short_name="お客さまのこえ", start_fy=fy, end_fy=fy
    )
    known = {"item": item, "name": "期限内に回答した割合", "unit": "％"}
    Indicator.objects.create(code="i-1", computed_by="voices.on-time", **known)

    found = _figures_of("voices.voice")

    assert found["indicators"]["voices.on-time"] == "期限内回答率"
    assert found["items"] == ["3-1-b お客さまのこえ　期限内に回答した割合"]
    assert _figures_of("office.section") == {"indicators": {}, "items": []}
