"""What secretariat and headquarters do with many reports: steps on several, rounds, owners."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from yakuba.core.evaluation.flow import WITH_SECTION, SheetState
from yakuba.core.evaluation.lists import Row, codes_of
from yakuba.core.evaluation.models import Grade, Round, RoundState, Scale, SectionDue, Sheet
from yakuba.core.evaluation.rounds import open_round, set_due
from yakuba.core.evaluation.sheets import move, set_headquarters
from yakuba.core.plan.models import Item, Plan
from yakuba.core.plan.owners import Owners, owners_of, settle
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.problems import Problem, YakubaError
from yakuba.kernel.wareki import format_date
from yakuba.platform.audit import services as audit
from yakuba.platform.db import Conflict, save_version
from yakuba.platform.office.actors import Actor
from yakuba.platform.office.models import Section
from yakuba.platform.office.rights import require
from yakuba.platform.ui.once import first_time


@transaction.atomic
def move_several(
    sheets: Iterable[Sheet], name: str, *, actor: Actor, key: str, comment: str = ""
) -> int:
    """Take the same step on several reports, all or none; return how many.

    :raises YakubaError: if none is chosen, or one of them cannot take the step
    """
    chosen = list(sheets)
    if not chosen:
        message, fix = _("報告が選ばれていません。"), _("一覧で1件以上に印を付けてください。")
        raise YakubaError(Problem("sheets.none", message, fix))
    if key and not first_time(key):
        return len(chosen)
    for sheet in chosen:
        try:
            move(sheet, name, actor=actor, comment=comment)
        except YakubaError as refused:
            raise YakubaError(*(_named(problem, sheet) for problem in refused.problems)) from None
    return len(chosen)


def _named(problem: Problem, sheet: Sheet) -> Problem:
    code = codes_of(sheet.round.plan, sheet.round.fy)[sheet.item.item_key]
    message = f"{code} {sheet.item.short_name}：{problem.message}"
    return Problem(problem.code, message, problem.fix, problem.place)


@transaction.atomic
def give_due(
    round_: Round, section: Section, *, due_on: date, reason: str, actor: Actor
) -> SectionDue:
    """Give a section of a round another due date.

    :raises Forbidden: if the actor may not open rounds
    """
    require(actor, "round.open", round_)
    row = set_due(round_, section.pk, due_on=due_on, reason=reason)
    audit.record("round.due", actor=actor, thing=row)
    return row


@transaction.atomic
def start_round(
    plan: Plan,
    fy: FiscalYear,
    *,
    scale: Scale,
    opens_on: date,
    due_on: date,
    message: str,
    actor: Actor,
) -> Round:
    """Open the round of a year, or open it again with other dates.

    :raises YakubaError: if an item of the year has not exactly one lead, or the year is not the
        plan's
    """
    require(actor, "round.open")
    round_ = Round.objects.filter(plan=plan, fy=fy).first() or Round(plan=plan, fy=fy)
    round_.scale, round_.opens_on, round_.due_on = scale, opens_on, due_on
    round_.message = message
    round_.save()
    return open_round(round_, actor=actor)


@transaction.atomic
def close_round(round_: Round, *, actor: Actor) -> Round:
    """Close a round: it leaves the homes; late reports stay where they are."""
    require(actor, "round.open", round_)
    round_.state = RoundState.CLOSED
    save_version(round_, round_.version)
    audit.record("round.close", actor=actor, thing=round_)
    return round_


@dataclass(frozen=True, slots=True)
class Settling:
    """The sections of an item in a year, to be named, with those of the year before."""

    item: Item
    code: str
    title: str
    owners: Owners
    before: Owners
    has_sheet: bool = False

    @property
    def lead_id(self) -> int | None:
        """Return the lead as it stands, None while it is not settled."""
        return self.owners.lead.pk if self.owners.lead else None

    @property
    def joint_ids(self) -> set[int]:
        """Return the other sections as they stand."""
        return {section.pk for section in self.owners.joint}


def settlings(plan: Plan, fy: FiscalYear, nodes: Mapping[int, Any]) -> list[Settling]:
    """Return all active items of a year with their sections, those without one lead first."""
    now, then = owners_of(plan, fy), owners_of(plan, fy.previous)
    items = {
        item.pk: item
        for item in plan.items.filter(state="active", start_fy__lte=fy, end_fy__gte=fy)
    }
    sheets = Sheet.objects.filter(round__plan=plan, round__fy=fy)
    present = set(sheets.values_list("item_id", flat=True))
    rows = [
        Settling(
            items[pk],
            node.code or items[pk].item_key,
            node.title,
            now.get(pk, Owners()),
            then.get(pk, Owners()),
            pk in present,
        )
        for pk, node in nodes.items()
        if pk in items
    ]
    return sorted(rows, key=lambda row: row.owners.lead is not None)


@dataclass(frozen=True, slots=True)
class Named:
    """The sections chosen for one item."""

    item: Item
    lead: Section
    joint: Sequence[Section] = ()


@transaction.atomic
def settle_all(plan: Plan, fy: FiscalYear, named: Iterable[Named], *, actor: Actor) -> int:
    """Name the sections of several items for one year; return how many items changed.

    :raises YakubaError: if a year is outside an item's years
    """
    require(actor, "plan.change")
    count = 0
    for row in named:
        settle(row.item, fy, lead=row.lead, joint=row.joint)
        count += 1
    audit.record("owner.settle", actor=actor, thing=plan, count=count)
    return count


@transaction.atomic
def copy_last_year(plan: Plan, fy: FiscalYear, *, actor: Actor, today: date) -> int:
    """Give each item without one lead the sections of the year before; return how many.

    A section that no longer stands is left out.
    """
    require(actor, "plan.change")
    now, then = owners_of(plan, fy), owners_of(plan, fy.previous)
    count = 0
    for item in plan.items.filter(state="active", start_fy__lte=fy, end_fy__gte=fy):
        lead = then.get(item.pk, Owners()).lead
        if now.get(item.pk, Owners()).lead is None and lead and lead.stands_on(today):
            joint = [section for section in then[item.pk].joint if section.stands_on(today)]
            settle(item, fy, lead=lead, joint=joint)
            count += 1
    audit.record("owner.settle", actor=actor, thing=plan, count=count)
    return count


def reminder(round_: Round, rows: Iterable[Row], *, today: date) -> dict[str, str]:
    """Return for each section the text that asks for its reports, by the section's name."""
    asked: dict[str, list[Row]] = {}
    for row in rows:
        if row.sheet.state in WITH_SECTION:
            asked.setdefault(row.sheet.section.name, []).append(row)
    return {name: _letter(round_, name, mine, today) for name, mine in asked.items()}


def _letter(round_: Round, name: str, rows: Sequence[Row], today: date) -> str:
    due = min(row.standing.due_on for row in rows)
    when = _("期限は{day}です。").format(day=format_date(due))
    if today > due:
        when = _("期限の{day}を過ぎています。").format(day=format_date(due))
    lines = [
        _("{name} 御中").format(name=name),
        "",
        _("{year}の年次報告をお願いしています。").format(year=round_.fy.wareki) + when,
        "",
        *(_line(row) for row in rows),
    ]
    return "\n".join(lines)


def _line(row: Row) -> str:
    state = SheetState(row.sheet.state).label
    return f"・{row.code} {row.sheet.item.short_name}（{state}）"


HEAD = (
    "番号",
    "項目",
    "担当課",
    "状態",
    "期限",
    "超過日数",
    "自己評価",
    "決まりによる評価",
    "差戻し",
)


def as_csv(rows: Iterable[Row]) -> str:
    """Return the board as CSV; cells that a spreadsheet would compute get a leading quote."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    for row in rows:
        sheet = row.sheet
        cells = (
            row.code,
            sheet.item.short_name,
            sheet.section.name,
            SheetState(sheet.state).label,
            row.standing.due_on.isoformat(),
            row.standing.late_days,
            sheet.grade.word if sheet.grade else "",
            sheet.suggested.word if sheet.suggested else "",
            sheet.returned_count,
        )
        writer.writerow([_harmless(cell) for cell in cells])
    return out.getvalue()


def _harmless(cell: object) -> object:
    text = str(cell)
    return f"'{text}" if text[:1] in "=+-@＝＋－＠\t\r\n" and text else cell


@transaction.atomic
def judge(
    sheet: Sheet,
    name: str,
    *,
    grade: Grade | None,
    remark: str,
    actor: Actor,
    key: str,
    seen: int | None = None,
) -> Sheet:
    """Store what headquarters say of a report and accept it, or take an acceptance back.

    `seen` is the version that the actor saw.

    :raises YakubaError: if another grade or a step back has no reason, or the state is another
    :raises Conflict: if somebody stored it since then
    """
    if key and not first_time(key):
        return sheet
    if seen is not None and seen != sheet.version:
        raise Conflict
    if name == "reopen":
        return move(sheet, name, actor=actor, comment=remark)
    chosen = None if grade is None or grade.pk == sheet.grade_id else grade
    sheet = set_headquarters(sheet, grade=chosen, remark=remark, actor=actor)
    return move(sheet, "accept", actor=actor) if name == "accept" else sheet
