"""Publishing the demo town's years, and correcting one published figure."""

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from yakuba.core.indicators.models import Indicator
from yakuba.core.plan.models import Plan
from yakuba.core.publication import corrections, services
from yakuba.kernel.fiscal import FiscalYear
from yakuba.platform import clock
from yakuba.site.demo import facts
from yakuba.site.demo.acts import Act, Cast, at
from yakuba.site.demo.numbering import without_gaps

NOON = 12


def acts_of_year(plan: Plan, fy: FiscalYear, *, cast: Cast) -> Iterator[Act]:
    """Yield the publication of a year, and its correction, if the files name their days."""
    rounds = facts.read("rounds")
    on = rounds[str(fy)].get("published_on")
    if on is not None:
        yield Act(at(on, NOON), partial(_publish, plan, fy, cast=cast), alone=True)
    wrong = rounds["correction"]
    if wrong["fy"] == fy.year:
        yield Act(at(wrong["on"], NOON), partial(_correct, plan, wrong, cast=cast), alone=True)


def _publish(plan: Plan, fy: FiscalYear, *, cast: Cast) -> None:
    account = cast.actor("headquarters").account
    with without_gaps():
        services.publish(plan, fy, account=account, on=clock.today())


def _correct(plan: Plan, wrong: facts.Facts, *, cast: Cast) -> None:
    """Let the secretariat propose the correction and headquarters publish it."""
    numerator, denominator = (Decimal(part) for part in wrong["parts"])
    wanted = corrections.Wanted(
        fy=FiscalYear(wrong["fy"]),
        item=plan.items.get(item_key=wrong["item"]),
        indicator=Indicator.objects.get(code=wrong["indicator"]),
        numerator=numerator,
        denominator=denominator,
        cause=wrong["cause"],
        cause_en=wrong["cause_en"],
    )
    today = clock.today()
    corrections.propose(plan, wanted, account=cast.actor("secretariat").account, on=today)
    with without_gaps():
        account = cast.actor("headquarters").account
        services.publish(plan, wanted.fy, account=account, on=today)
