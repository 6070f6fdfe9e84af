"""The round (照会): opening it, its due dates, and who is late since when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from yakuba.core.evaluation.flow import PUBLIC, WITH_SECTION, SheetState
from yakuba.core.evaluation.grading import (
    apply_suggestion,
    bands_of,
    readings_of,
    refresh_computed,
)
from yakuba.core.evaluation.models import Round, RoundState, SectionDue, Sheet, SheetStep
from yakuba.core.plan.models import Item, ItemState, Plan
from yakuba.core.plan.owners import owners_of, unsettled
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform import clock
from yakuba.platform.audit import services as audit
from yakuba.platform.db import save_version
from yakuba.platform.office.actors import Actor
from yakuba.platform.office.models import Account


def check_round(plan: Plan, fy: FiscalYear) -> list[Problem]:
    """Return what stands in the way of a round: the year, the plan, items without one lead."""
    problems = []
    if not plan.start_fy <= fy <= plan.end_fy:
        message = _("{year}は、この計画の期間の外です。").format(year=fy.wareki)
        problems.append(Problem("round.year", message, _("計画の期間の年度を選んでください。")))
    if plan.state != "in_force":
        message = _("この計画は、まだ決定していません。")
        problems.append(Problem("round.plan", message, _("先に計画を決定してください。")))
    return problems + unsettled(plan, fy)


@transaction.atomic
def open_round(round_: Round, *, actor: Actor | None) -> Round:
    """Send the round to the sections: a sheet for each active item, led by its lead of the year.

    Opening an open round again adds what is missing and changes nothing else.

    :raises YakubaError: if an item of the year has not exactly one lead
    """
    problems = check_round(round_.plan, round_.fy)
    if problems:
        raise YakubaError(*problems)
    round_.state = RoundState.OPEN
    round_.save()
    owners = owners_of(round_.plan, round_.fy)
    present = set(round_.sheets.values_list("item_id", flat=True))
    bands = bands_of(round_.scale)
    for item in _items_of(round_):
        lead = owners[item.pk].lead
        if item.pk not in present and lead is not None:
            sheet = Sheet(round=round_, item=item, section=lead, state=SheetState.OPEN)
            refresh_computed(sheet)
            apply_suggestion(sheet, readings_of(sheet, bands=bands))
            sheet.save()
            _note_opened(sheet, actor)
    audit.record("round.open", actor=actor, thing=round_, count=round_.sheets.count())
    return round_


def end_round(plan: Plan, fy: FiscalYear, *, account: Account | None) -> None:
    """Close the round of a year once all its reports are published: it leaves the homes."""
    round_ = Round.objects.filter(plan=plan, fy=fy, state=RoundState.OPEN).first()
    if round_ is not None and not round_.sheets.exclude(state__in=PUBLIC).exists():
        round_.state = RoundState.CLOSED
        save_version(round_, round_.version)
        audit.record("round.close", account=account, thing=round_)


def _items_of(round_: Round) -> Iterable[Item]:
    fy = round_.fy
    return round_.plan.items.filter(
        state=ItemState.ACTIVE, start_fy__lte=fy, end_fy__gte=fy
    ).order_by("pk")


def _note_opened(sheet: Sheet, actor: Actor | None) -> None:
    SheetStep.objects.create(
        sheet=sheet,
        name="open",
        source=SheetState.NOT_OPENED,
        target=SheetState.OPEN,
        account=actor.account if actor else None,
        office=office_of(actor),
        at=clock.now(),
    )


def office_of(actor: Actor | None) -> str:
    """Return section and post of an actor as they are printed beside a step."""
    return f"{actor.section_name} {actor.post_title}".strip() if actor else ""


def dues_of(round_: Round) -> dict[int, date]:
    """Return the due dates that differ from the round's, by section."""
    return {row.section_id: row.due_on for row in round_.section_dues.all()}


def set_due(round_: Round, section_id: int, *, due_on: date, reason: str) -> SectionDue:
    """Give a section another due date."""
    row = round_.section_dues.filter(section_id=section_id).first()
    row = row or SectionDue(round=round_, section_id=section_id)
    row.due_on, row.reason = due_on, reason
    row.save()
    return row


@dataclass(frozen=True, slots=True)
class Standing:
    """A sheet on the secretariat's board.  `late_days` is 0 inside the due date."""

    sheet: Sheet
    due_on: date
    late_days: int

    @property
    def days_left(self) -> int:
        """Return the days until the due date, negative after it."""
        return -self.late_days if self.late_days else (self.due_on - clock.today()).days


def board(round_: Round, today: date) -> list[Standing]:
    """Return every sheet of a round with its lateness, in the order of the plan; two queries."""
    dues = dues_of(round_)
    sheets = round_.sheets.select_related("item", "section", "grade", "suggested", "round")
    return [standing_of(sheet, dues, today) for sheet in sheets.order_by("item_id")]


def standing_of(sheet: Sheet, dues: dict[int, date], today: date) -> Standing:
    """Return how a sheet stands against its due date; late only while the section has it."""
    due_on = dues.get(sheet.section_id, sheet.round.due_on)
    is_late = sheet.state in WITH_SECTION and today > due_on
    return Standing(sheet, due_on, (today - due_on).days if is_late else 0)
