"""Moving many reports at once, as one act of publishing."""

from collections.abc import Sequence
from datetime import datetime

from yakuba.core.evaluation.flow import SHEET_FLOW, SheetState
from yakuba.core.evaluation.models import Sheet, SheetStep
from yakuba.core.evaluation.rounds import office_of
from yakuba.platform import clock
from yakuba.platform.db import save_version
from yakuba.platform.office.actors import actor_of
from yakuba.platform.office.models import Account


def move_all(sheets: Sequence[Sheet], name: str, *, account: Account | None, at: datetime) -> None:
    """Take sheets one step further in their flow, with one step each in their life."""
    office = office_of(actor_of(account, clock.today())) if account else ""
    steps = []
    for sheet in sheets:
        step = SHEET_FLOW.step(name, sheet.state)
        sheet.state = SheetState(step.target)
        save_version(sheet, sheet.version)
        made = SheetStep(sheet=sheet, name=name, source=step.source, target=step.target)
        made.account, made.office, made.at = account, office, at
        steps.append(made)
    SheetStep.objects.bulk_create(steps)
