"""The tree and the items of an edition, with what each year says of them."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import translation

from yakuba.core.evaluation.flow import SheetState
from yakuba.core.evaluation.models import (
    Cause,
    EffectStatus,
    MoneyEffect,
    Sheet,
    Stage,
    Unrated,
    YearlyAction,
)
from yakuba.core.plan.models import Item, ItemState, Lineage, Node
from yakuba.core.plan.owners import Owners
from yakuba.core.publication.snapshot.points import indicators_of
from yakuba.core.publication.snapshot.rows import Rows
from yakuba.kernel.fiscal import FiscalYear
from yakuba.platform.office.models import Section

Json = dict[str, Any]

STAGES = list(Stage)


def nodes_of(rows: Rows) -> list[Json]:
    """Return goals and measures in document order."""
    return [
        {
            "key": node.key,
            "depth": node.depth,
            "parent": node.parent.key if node.parent else None,
            "code": node.code,
            "title": node.title,
            "title_en": node.title_en,
            "text": node.text,
        }
        for node in rows.nodes
        if node.item_id is None
    ]


def items_of(rows: Rows) -> list[Json]:
    """Return the items in document order."""
    return [_item(rows, node, node.item) for node in rows.nodes if node.item is not None]


def _item(rows: Rows, node: Node, item: Item) -> Json:
    relisted = rows.relisted(item.pk)
    return {
        "key": item.item_key,
        "parent": node.parent.key if node.parent else None,
        "code": node.code,
        "title": node.title,
        "title_en": node.title_en,
        "short": item.short_name,
        "short_en": item.short_name_en,
        "promise": item.promise,
        "promise_en": item.promise_en,
        "state": item.state,
        "closing_kind": item.closing_kind,
        "closing_reason": item.closing_reason,
        "start_fy": item.start_fy,
        "end_fy": item.end_fy,
        "predecessors": [_name(rows, tie) for tie in rows.predecessors.get(item.pk, [])],
        "relisted_of": relisted.predecessor.item_key if relisted else "",
        "years": [] if relisted else list(_years(rows, item)),
        "indicators": indicators_of(rows, item.pk),
        "effects": [_effect(each) for each in _effects(rows, item)],
    }


def _name(rows: Rows, tie: Lineage) -> str:
    """Return the key of an item before this one, with its plan if it is another one."""
    before = tie.predecessor
    same = before.plan_id == rows.plan.pk
    return before.item_key if same else f"{before.plan.slug}/{before.item_key}"


def _years(rows: Rows, item: Item) -> Iterator[Json]:
    for fy in rows.years or (rows.plan.start_fy,):
        if not item.start_fy <= fy <= item.end_fy:
            continue
        sheet = rows.sheets.get((item.pk, fy))
        owners = rows.owners[fy].get(item.pk, Owners())
        year = {"fy": fy, **_sections(rows, owners, sheet)}
        if sheet is None:
            yield year | _silent(rows, item, fy)
        else:
            yield year | _told(rows, item, sheet)


def _sections(rows: Rows, owners: Owners, sheet: Sheet | None) -> Json:
    lead = sheet.section if sheet else owners.lead
    return {
        "lead": section(rows, lead) if lead else None,
        "joint": [section(rows, each) for each in owners.joint],
        "every_section": owners.every_section,
    }


def section(rows: Rows, stored: Section) -> Json:
    """Return a section by its name of then, and of now if that is another one."""
    names = list(_latest(rows, stored))
    now = "・".join(each.name for each in names)
    changed = now != stored.name
    english = ", ".join(each.name_en or each.name for each in names)
    return {
        "name": stored.name,
        "name_en": stored.name_en,
        "now": now if changed else None,
        "now_en": english if changed else "",
    }


def _latest(rows: Rows, stored: Section) -> Iterator[Section]:
    followers = rows.successors.get(stored.pk)
    if not followers:
        yield stored
        return
    for each in followers:
        yield from _latest(rows, each)


def _silent(rows: Rows, item: Item, fy: FiscalYear) -> Json:
    """Return a year without a report: not begun, late, or an item that stands still."""
    reason = rows.late.get(fy, {}).get(item.item_key, "")
    is_still = item.state in (ItemState.SUSPENDED, ItemState.CLOSED)
    state = "excluded" if is_still else "late" if fy in rows.years else "open"
    texts = ("done", "not_done", "next", "override_reason", "headquarters_remark", "on_behalf")
    none = ("scale_version", "suggested", "grade", "headquarters_grade", "submitted_on")
    return {
        "state": state,
        "late_reason": reason if state == "late" else "",
        "unrated": Unrated.EXCLUDED if is_still else Unrated.NOT_YET,
        **dict.fromkeys(texts, ""),
        **dict.fromkeys(none),
        "accepted_on": None,
        "causes": [],
        "causes_en": [],
        "one_person": False,
        "stage_planned": "",
        "stage_actual": "",
        "actions": [],
    }


def _told(rows: Rows, item: Item, sheet: Sheet) -> Json:
    actions = rows.actions.get((item.pk, sheet.round.fy), [])
    return {
        "state": _state(sheet),
        "late_reason": "",
        "scale_version": sheet.round.scale.number if sheet.round.scale_id else None,
        "suggested": sheet.suggested.code if sheet.suggested else None,
        "grade": sheet.grade.code if sheet.grade else None,
        "unrated": "" if sheet.grade else sheet.unrated,
        "override_reason": sheet.override_reason,
        "headquarters_grade": sheet.headquarters_grade.code if sheet.headquarters_grade else None,
        "headquarters_remark": sheet.headquarters_remark,
        "done": sheet.done_text,
        "not_done": sheet.not_done_text,
        "next": sheet.next_text,
        "causes": _causes(sheet, "ja"),
        "causes_en": _causes(sheet, "en"),
        "submitted_on": sheet.submitted_on,
        "accepted_on": sheet.accepted_on,
        "on_behalf": sheet.on_behalf_of,
        "one_person": sheet.one_person,
        "stage_planned": _furthest(each.planned_stage for each in actions),
        "stage_actual": _furthest(each.actual_stage for each in actions),
        "actions": [_action(each) for each in actions],
    }


def _state(sheet: Sheet) -> str:
    if sheet.unrated == Unrated.EXCLUDED:
        return "excluded"
    return "corrected" if sheet.state == SheetState.CORRECTED else "published"


def _causes(sheet: Sheet, language: str) -> list[str]:
    with translation.override(language):
        return [str(Cause(code).label) for code in sheet.causes]


def _furthest(stages: Iterable[str]) -> str:
    reached = [STAGES.index(Stage(stage)) for stage in stages if stage]
    return STAGES[max(reached)] if reached else ""


def _action(row: YearlyAction) -> Json:
    return {
        "sequence": row.sequence,
        "planned": row.planned_text,
        "actual": row.actual_text,
        "stage_planned": row.planned_stage,
        "stage_actual": row.actual_stage,
        "due_on": row.due_on,
        "done_on": row.done_on,
    }


def _effects(rows: Rows, item: Item) -> list[MoneyEffect]:
    """Return the effects of the years that the item has a report of."""
    if rows.relisted(item.pk):
        return []
    return [each for each in rows.effects.get(item.pk, []) if (item.pk, each.fy) in rows.sheets]


def _effect(row: MoneyEffect) -> Json:
    return {
        "fy": row.fy,
        "class": row.effect_class,
        "continuity": row.continuity,
        "chain": row.chain,
        "chain_end_fy": row.chain_end_fy,
        "gross_yen": row.gross_yen,
        "cost_yen": row.cost_yen,
        "net_yen": row.net_yen,
        "baseline_kind": row.baseline_kind,
        "baseline_yen": row.baseline_yen,
        "status": row.status,
        "overlap_group": row.overlap_group,
        "counted": row.is_counted and row.status != EffectStatus.PLANNED,
        "note": row.note,
    }
