"""Building the demo town: the same town on every run and on both databases."""

from collections.abc import Iterator
from functools import partial

from django.db import transaction

from yakuba.core.evaluation.models import Scale
from yakuba.core.evaluation.scales import make_three_grades
from yakuba.core.plan.models import Plan
from yakuba.kernel.fiscal import FiscalYear
from yakuba.platform import clock
from yakuba.platform.office.actors import Actor
from yakuba.site.demo import facts
from yakuba.site.demo.acts import Act, Cast, at, perform
from yakuba.site.demo.figures import change_afterwards
from yakuba.site.demo.indicators import build_indicators, change_target, changed_targets
from yakuba.site.demo.office import DemoAccount, build_office, demo_accounts
from yakuba.site.demo.plan import build_plan, revise_plan
from yakuba.site.demo.year import acts_of_year

__all__ = ["DemoAccount", "build_demo"]


def build_demo() -> list[DemoAccount]:
    """Fill an empty database with the demo town and return the accounts to try."""
    with transaction.atomic():
        perform(_acts(*_start()))
    return demo_accounts()


def _start() -> tuple[Plan, Scale]:
    """Store the office, and the plan with its indicators and scale on the day of its decision."""
    with clock.standing_at(at(facts.read("office")["opened_on"], 9)):
        build_office()
    with clock.standing_at(at(facts.read("plan")["decided_on"], 10)):
        plan = build_plan()
        build_indicators(plan)
        return plan, make_three_grades(plan.start_fy)


def _acts(plan: Plan, scale: Scale) -> Iterator[Act]:
    cast = Cast()
    for fy in FiscalYear.range(plan.start_fy, plan.end_fy):
        yield from acts_of_year(plan, scale, fy, cast=cast)
    change = facts.read("plan")["change"]
    yield Act(at(change["decided_on"], 10), partial(revise_plan, plan))
    for code, target in changed_targets():
        yield Act(at(target["on"], 10), partial(change_target, code, target))
    later = facts.read("rounds")["afterwards"]
    yield Act(at(later["on"], 10), partial(_change_afterwards, later, cast))


def _change_afterwards(change: facts.Facts, cast: Cast) -> None:
    actor: Actor = cast.of_section(change["section"], "writer")
    change_afterwards(change, actor=actor)
