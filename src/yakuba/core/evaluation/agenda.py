"""What somebody in the office must do now, by role: the staff home."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_lazy as _

from yakuba.core.evaluation import rules
from yakuba.core.evaluation.flow import WITH_SECTION, SheetState
from yakuba.core.evaluation.lists import Row, rows_of
from yakuba.core.evaluation.models import (
    EffectStatus,
    MoneyEffect,
    Round,
    RoundState,
    Sheet,
    SheetStep,
)
from yakuba.core.indicators.models import Actual, Status
from yakuba.kernel.fiscal import FiscalYear
from yakuba.platform.office.actors import Actor
from yakuba.platform.office.rights import may

SHOWN = 10
TASKS = 4


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do: a report, with the step that brought it here."""

    row: Row
    step: SheetStep | None = None
    waiting_days: int = 0

    @property
    def is_near(self) -> bool:
        """Tell whether three days or less are left."""
        return self.row.standing.days_left <= 3

    @property
    def tasks_done(self) -> int:
        """Return how many of the four tasks are done."""
        return tasks_done(self.row.sheet)


@dataclass(frozen=True, slots=True)
class Block:
    """Things of one cause.  `kind` chooses how the page shows them; at most ten are listed."""

    kind: str
    title: object
    todos: list[Todo]

    @property
    def shown(self) -> list[Todo]:
        """Return the first ones."""
        return self.todos[:SHOWN]

    @property
    def more(self) -> int:
        """Return how many are not listed."""
        return max(0, len(self.todos) - SHOWN)


@dataclass(slots=True)
class Agenda:
    """Everything the home page of one person says."""

    blocks: list[Block] = field(default_factory=list)
    mine: list[Row] = field(default_factory=list)
    rounds: list[Round] = field(default_factory=list)
    effects_to_confirm: int = 0
    figures_to_confirm: int = 0

    @property
    def count(self) -> int:
        """Return how many things there are to do."""
        money = bool(self.effects_to_confirm) + bool(self.figures_to_confirm)
        return sum(len(block.todos) for block in self.blocks) + money


def tasks_done(sheet: Sheet) -> int:
    """Return how many of the four tasks of a report are done."""
    figures = sheet.figures_confirmed_on is not None or sheet.unrated == "no_indicator"
    texts = (sheet.done_text, sheet.not_done_text, sheet.next_text)
    return figures + sum(bool(text.strip()) for text in texts)


def agenda(actor: Actor, today: date, *, fy: FiscalYear | None = None) -> Agenda:
    """Return what the actor must do now; as many queries for one report as for thousands."""
    open_rounds = Round.objects.filter(state=RoundState.OPEN).select_related("plan")
    rounds = [r for r in open_rounds.order_by("-fy")[:3] if fy is None or r.fy == fy]
    rows = [row for round_ in rounds for row in rows_of(round_, today)]
    found = Agenda(rounds=rounds)
    if may(actor, "sheet.read") is None:
        found.mine = _newest_of_each(
            row for row in rows if row.sheet.section_id in actor.section_ids
        )
    _add_blocks(found, actor, rows, today)
    if rounds and may(actor, "effect.confirm") is None:
        _count_money(found, [round_.fy for round_ in rounds], today)
    return found


def _newest_of_each(rows: Iterable[Row]) -> list[Row]:
    """Return one row for each item: the newest year stands first in `rows`."""
    newest: dict[int, Row] = {}
    for row in rows:
        newest.setdefault(row.sheet.item_id, row)
    return list(newest.values())


_WRITE, _HEAD, _CHECK, _ACCEPT = "sheet.write", "sheet.submit", "sheet.check", "sheet.accept"
_BLOCKS = (
    ("returned", _("差し戻されたもの"), _WRITE, (SheetState.RETURNED,)),
    ("due", _("期限のあるもの"), _WRITE, (SheetState.OPEN, SheetState.DRAFTING)),
    ("decide", _("あなたの決裁を待つもの"), _HEAD, (SheetState.PROPOSED,)),
    ("check", _("確認を待つもの"), _CHECK, (SheetState.SUBMITTED,)),
    ("accept", _("本部の了承を待つもの"), _ACCEPT, (SheetState.CHECKED,)),
)


def _add_blocks(found: Agenda, actor: Actor, rows: Iterable[Row], today: date) -> None:
    chosen = [
        (kind, title, [r for r in rows if r.sheet.state in states and not may(actor, by, r.sheet)])
        for kind, title, by, states in _BLOCKS
    ]
    steps = _newest_steps(row.sheet.pk for _kind, _title, some in chosen for row in some)
    for kind, title, some in chosen:
        todos = [_todo(row, steps.get(row.sheet.pk), today) for row in some]
        if todos:
            found.blocks.append(Block(kind, title, sorted(todos, key=_urgency)))
    late = [row for row in rows if row.standing.late_days and row.sheet.state in WITH_SECTION]
    if late and may(actor, _CHECK) is None:
        todos = [_todo(row, None, today) for row in late]
        found.blocks.append(Block("late", _("期限を過ぎた課"), sorted(todos, key=_urgency)))


def _urgency(todo: Todo) -> date:
    return todo.row.standing.due_on


def _todo(row: Row, step: SheetStep | None, today: date) -> Todo:
    waiting = (today - step.at.date()).days + 1 if step else 0
    return Todo(row, step, max(waiting, 1) if step else 0)


def _newest_steps(sheets: Iterable[int]) -> dict[int, SheetStep]:
    rows = SheetStep.objects.filter(sheet__in=list(sheets)).select_related("account__person")
    return {step.sheet_id: step for step in rows.order_by("pk")}


def _count_money(found: Agenda, years: list[FiscalYear], today: date) -> None:
    """Count what the settled accounts now allow to confirm: years whose 31 May has passed."""
    settled = [fy for fy in years if today > fy.closing_ends]
    found.effects_to_confirm = MoneyEffect.objects.filter(
        fy__in=settled, effect_class__in=rules.CASH, status=EffectStatus.PROVISIONAL
    ).count()
    unlocked = [*WITH_SECTION, SheetState.SUBMITTED, SheetState.CHECKED]
    sheets = Sheet.objects.filter(round__fy__in=settled, state__in=unlocked)
    pairs = {(row.item_id, row.round.fy) for row in sheets.select_related("round")}
    figures = Actual.objects.filter(fy__in=settled, status=Status.PROVISIONAL)
    found.figures_to_confirm = sum(
        (row.indicator.item_id, row.fy) in pairs for row in figures.select_related("indicator")
    )
