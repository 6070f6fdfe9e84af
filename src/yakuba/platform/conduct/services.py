"""Storing measures, and which of them hold."""

from datetime import date
from typing import TYPE_CHECKING, Any

from yakuba.kernel.flow import Step
from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform import clock
from yakuba.platform.conduct import rules
from yakuba.platform.conduct.models import Measure, MeasureState
from yakuba.platform.office.rights import Forbidden
from yakuba.platform.registers.services import write

if TYPE_CHECKING:
    from yakuba.platform.office.actors import Actor


def store_measure(
    record: Measure, *, actor: "Actor", expected_version: int | None, step: Step | None
) -> Any:
    """Store a measure: a head proposes it, another person confirms it, it ends within half a year.

    :raises Forbidden: if the head who proposed it confirms it
    :raises YakubaError: if it lacks a reason or an end
    """
    problems = tuple(rules.measure(record.starts_on, record.expires_on, record.reason))
    if problems:
        raise YakubaError(*problems)
    if record.head_id is None:
        record.head = actor.account
    if step is not None and step.name == "confirm":
        if actor.account.pk == record.head_id:
            words, fix = "二人目の確認が必要です。", "ほかの人に確かめてもらってください。"
            raise Forbidden(Problem("conduct.second", words, fix, "second"))
        record.second = actor.account
    if step is not None and step.name == "end":
        record.reviewed_on = clock.today()
    return write(record, actor=actor, expected_version=expected_version)


def in_force(day: date) -> Any:
    """Return the measures that hold on a day: confirmed by two, begun and not over."""
    holding = Measure.objects.filter(state=MeasureState.HOLDING)
    return holding.filter(starts_on__lte=day, expires_on__gte=day)
