"""Building the demo town: the same town on every run and on both databases."""

from collections.abc import Callable, Iterator
from functools import partial

from django.db import transaction

from yakuba.core.evaluation.models import Scale
from yakuba.core.evaluation.scales import make_three_grades
from yakuba.core.plan.models import Plan
from yakuba.kernel.fiscal import FiscalYear
from yakuba.platform import clock
from yakuba.platform.audit import seals
from yakuba.site.demo import facts, publishing, voices
from yakuba.site.demo.acts import Act, Cast, at, perform
from yakuba.site.demo.figures import change_afterwards
from yakuba.site.demo.indicators import build_indicators, change_target, changed_targets
from yakuba.site.demo.office import DemoAccount, build_office, demo_accounts
from yakuba.site.demo.plan import build_plan, revise_plan
from yakuba.site.demo.year import acts_of_year

__all__ = ["DemoAccount", "build_demo", "demo_accounts"]

Progress = Callable[[str, int, int], None]


def silent(_text: str, _done: int, _total: int) -> None:
    """Tell nobody."""


def build_demo(*, progress: Progress = silent) -> list[DemoAccount]:
    """Fill an empty database with the demo town and return the accounts to try.

    `progress` is told what is done, how many acts of how many.
    """
    progress("役場と計画を作っています", 0, 0)
    plan, scale = _start()
    acts = list(_acts(plan, scale))
    perform(acts, step=lambda done: progress("3年間の出来事を入れています", done, len(acts)))
    with clock.standing_at(max(act.at for act in acts)):
        seals.seal()
    return demo_accounts()


def _start() -> tuple[Plan, Scale]:
    """Store the office, and the plan with its indicators and scale on the day of its decision."""
    with transaction.atomic(), clock.standing_at(at(facts.read("office")["opened_on"], 9)):
        build_office()
        voices.open_desk()
    with transaction.atomic(), clock.standing_at(at(facts.read("plan")["decided_on"], 10)):
        plan = build_plan()
        build_indicators(plan)
        return plan, make_three_grades(plan.start_fy)


def _acts(plan: Plan, scale: Scale) -> Iterator[Act]:
    cast = Cast()
    for fy in FiscalYear.range(plan.start_fy, plan.end_fy):
        yield from acts_of_year(plan, scale, fy, cast=cast)
        yield from publishing.acts_of_year(plan, fy, cast=cast)
    yield from voices.acts()
    change = facts.read("plan")["change"]
    yield Act(at(change["decided_on"], 10), partial(revise_plan, plan))
    for code, target in changed_targets():
        yield Act(at(target["on"], 10), partial(change_target, code, target))
    later = facts.read("rounds")["afterwards"]
    yield Act(at(later["on"], 10), partial(_change_afterwards, later, cast))


def _change_afterwards(change: facts.Facts, cast: Cast) -> None:
    change_afterwards(change, actor=cast.of_section(change["section"], "writer"))
