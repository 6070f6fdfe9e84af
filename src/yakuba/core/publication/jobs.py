"""The work of publishing that the worker does."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from yakuba.core.plan.models import Plan
from yakuba.core.publication import services
from yakuba.kernel.fiscal import FiscalYear
from yakuba.platform import clock
from yakuba.platform.jobs.registry import Result, Running, job
from yakuba.platform.office.models import Account


@job("publication.publish")
def publish_year(running: Running, payload: dict[str, Any]) -> Result:
    """Publish a fiscal year of a plan."""
    plan = Plan.objects.get(pk=payload["plan"])
    who = running.account_id
    made = services.publish(
        plan,
        FiscalYear(payload["fy"]),
        account=Account.objects.get(pk=who) if who is not None else None,
        on=clock.today(),
        late=payload["late"],
        reason=payload["reason"],
        step=running.step,
    )
    text = _("{year}の第{number}版を公表しました。").format(year=made.fy.wareki, number=made.number)
    return {"text": text, "url": reverse("releases"), "label": _("公表した版を見る")}
