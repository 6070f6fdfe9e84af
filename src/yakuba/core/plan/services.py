"""Storing a plan that was read, deciding it, and changing it by new versions."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from yakuba.core.plan.models import (
    PLAN_FLOW,
    Item,
    ItemState,
    LevelDefinition,
    Node,
    OwnerRole,
    Ownership,
    Plan,
    PlanState,
    PlanVersion,
)
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform.audit import services as audit
from yakuba.platform.db import save_version
from yakuba.platform.office.models import Account, Section

SHORT_NAME = 24  # as many as the column takes
RESERVED_SLUGS = frozenset({"items", "read", "readings", "titles"})
# What the levels above the items are called until the town says otherwise.
LEVEL_NAMES = (
    ("目標", "Goal"),
    ("方策", "Measure"),
    ("施策", "Policy"),
    ("区分", "Group"),
)
ITEM_NAME = ("項目", "Item")

Tree = Mapping[str, Any]


def missing_sections(tree: Tree) -> list[str]:
    """Return the section names of a tree that the office does not have, as printed, once each."""
    printed = dict.fromkeys(name for item in tree["items"] for name in item["sections"])
    known = set(Section.objects.values_list("name", flat=True))
    return [name for name in printed if name not in known]


def slug_of(tree: Tree) -> str:
    """Return an address for a plan that nobody has named: `3rd-2021`, `plan-2021`."""
    ordinal, start = tree.get("ordinal"), tree["start_fy"]
    if not ordinal:
        return f"plan-{start}"
    teen = 10 <= ordinal % 100 <= 20
    ending = "th" if teen else {1: "st", 2: "nd", 3: "rd"}.get(ordinal % 10, "th")
    return f"{ordinal}{ending}-{start}"


@transaction.atomic
def store_tree(
    tree: Tree, *, slug: str = "", account: Account | None = None, document: Any = None
) -> Plan:
    """Store a tree in the shape of `yakuba plan read --json` as a draft plan.

    The first section printed for an item leads it and the others join; where only 各該当課 is
    printed, the lead is named before each round.

    :raises YakubaError: if the tree has no items or no years, or the address is taken
    """
    _check_tree(tree)
    slug = slug or slug_of(tree)
    _check_slug(slug)
    plan = Plan(slug=slug, title=tree["title"], ordinal=tree.get("ordinal"))
    plan.start_fy, plan.end_fy = FiscalYear(tree["start_fy"]), FiscalYear(tree["end_fy"])
    plan.save()
    version = PlanVersion(plan=plan, number=1, effective_fy=plan.start_fy, document=document)
    version.save()
    _store_levels(plan, tree)
    _store_nodes(version, tree)
    audit.record("plan.store", account=account, thing=plan, count=len(tree["items"]))
    return plan


def _check_slug(slug: str) -> None:
    """Refuse an address that another plan has, or that the staff pages use themselves."""
    fix = _("ほかの名前を付けてください。")
    if slug in RESERVED_SLUGS:
        message = _("アドレスの名前「{slug}」は使えません。").format(slug=slug)
        raise YakubaError(Problem("plan.slug", message, fix, place="slug"))
    if Plan.objects.filter(slug=slug).exists():
        message = _("アドレスの名前「{slug}」の計画は、もうあります。").format(slug=slug)
        raise YakubaError(Problem("plan.slug", message, fix, place="slug"))


def _check_tree(tree: Tree) -> None:
    if not tree.get("items"):
        raise YakubaError(
            Problem(
                "plan.empty",
                _("実施計画項目が1つも読み取れていません。"),
                _("項目の一覧がある文書を選んでください。"),
            )
        )
    if not tree.get("start_fy") or not tree.get("end_fy"):
        raise YakubaError(
            Problem(
                "plan.years",
                _("計画の期間が読み取れていません。"),
                _("最初と最後の年度を入力してください。"),
            )
        )


def level_name(depth: int) -> tuple[str, str]:
    """Return what a level above the items is called, in Japanese and English; 1 is the top."""
    if depth <= len(LEVEL_NAMES):
        return LEVEL_NAMES[depth - 1]
    return f"第{depth}の区分", f"Level {depth}"


def _store_levels(plan: Plan, tree: Tree) -> None:
    depth = max(item["depth"] for item in tree["items"])
    names = [*map(level_name, range(1, depth)), ITEM_NAME]
    LevelDefinition.objects.bulk_create(
        LevelDefinition(plan=plan, depth=number, name=name, name_en=english)
        for number, (name, english) in enumerate(names, 1)
    )


def _store_nodes(version: PlanVersion, tree: Tree) -> None:
    sections = {section.name: section for section in Section.objects.order_by("valid_from")}
    stored: dict[str, Node] = {}
    for position, row in enumerate(document_order(tree), 1):
        node = Node(plan_version=version, depth=row["depth"], position=position, key=row["key"])
        node.code, node.title = row["code"] or "", row["title"]
        node.text = row.get("text", "")
        node.parent = stored.get(row["parent"] or "")
        if "sections" in row:
            node.printed_sections = row["sections"]
            node.item = _store_item(version.plan, row, sections)
        node.save()
        stored[row["key"]] = node


def document_order(tree: Tree) -> Iterable[Mapping[str, Any]]:
    """Yield nodes and items so that each parent comes before its children, in printed order."""
    children: dict[str | None, list[Mapping[str, Any]]] = {}
    for row in [*tree["nodes"], *tree["items"]]:
        children.setdefault(row["parent"], []).append(row)
    waiting = list(reversed(children.get(None, [])))
    while waiting:
        row = waiting.pop()
        yield row
        waiting.extend(reversed(children.get(row["key"], [])))


def _short(title: str) -> str:
    return title if len(title) <= SHORT_NAME else title[: SHORT_NAME - 1] + "…"


def _store_item(plan: Plan, row: Mapping[str, Any], sections: Mapping[str, Section]) -> Item:
    item = Item(plan=plan, item_key=row["key"], short_name=_short(row["title"]))
    item.start_fy, item.end_fy = plan.start_fy, plan.end_fy
    item.save()
    named = [sections[name] for name in row["sections"] if name in sections]
    owners = [Ownership(item=item, section=section) for section in named]
    if owners:
        owners[0].role = OwnerRole.LEAD
    if row["every_section"]:
        owners.append(Ownership(item=item))
    for owner in owners:
        owner.start_fy, owner.end_fy = plan.start_fy, plan.end_fy
        owner.save()
    return item


def tree_of(version: PlanVersion) -> dict[str, Any]:
    """Return a stored version in the shape of `yakuba plan read --json`, without findings."""
    plan = version.plan
    rules = of_every_section(plan)
    nodes, items = [], []
    for node in version.nodes.select_related("parent"):
        row = {"depth": node.depth, "key": node.key, "code": node.code or None}
        row |= {"title": node.title, "parent": node.parent.key if node.parent else None}
        if node.item_id is None:
            nodes.append(row)
        else:
            sections = {"sections": node.printed_sections, "every_section": node.item_id in rules}
            items.append(row | sections)
    head = {"title": plan.title, "ordinal": plan.ordinal}
    years = {"start_fy": plan.start_fy.year, "end_fy": plan.end_fy.year}
    return {**head, **years, "nodes": nodes, "items": items}


def of_every_section(plan: Plan) -> set[int]:
    """Return the ids of the items for which the plan says 各該当課 instead of sections."""
    rules = Ownership.objects.filter(item__plan=plan, section=None)
    return set(rules.values_list("item_id", flat=True))


def current_version(plan: Plan, fy: FiscalYear) -> PlanVersion:
    """Return the version that holds in a year: the newest in effect, else the first.

    :raises YakubaError: if the plan has no version
    """
    versions = list(plan.versions.order_by("number"))
    if not versions:
        raise YakubaError(Problem("plan.version", _("この計画には版がありません。")))
    in_effect = [version for version in versions if version.effective_fy <= fy]
    return in_effect[-1] if in_effect else versions[0]


@transaction.atomic
def decide(plan: Plan, *, decided_by: str, decided_on: date, account: Account | None) -> Plan:
    """Put a draft plan in force; from now on its item keys stand for good.

    :raises YakubaError: if the plan is already in force
    """
    plan.state = PlanState(PLAN_FLOW.step("decide", plan.state).target)
    plan.decided_by, plan.decided_on = decided_by, decided_on
    save_version(plan, plan.version)
    for version in plan.versions.filter(decided_on=None):
        version.decided_by, version.decided_on = decided_by, decided_on
        version.save()
    for item in plan.items.filter(state=ItemState.DRAFT):
        item.state = ItemState.ACTIVE
        item.save()
    audit.record("plan.decide", account=account, thing=plan)
    return plan


@transaction.atomic
def revise(
    plan: Plan, *, effective_fy: FiscalYear, reason: str, decided_by: str, decided_on: date
) -> PlanVersion:
    """Return a new version with a copy of the whole tree, on which changes are then made.

    :raises YakubaError: if no reason is given
    """
    if not reason.strip():
        raise YakubaError(
            Problem("plan.reason", _("変更の理由がありません。"), _("理由を書いてください。"))
        )
    last = plan.versions.order_by("-number")[0]
    version = PlanVersion(plan=plan, number=last.number + 1, effective_fy=effective_fy)
    version.reason, version.decided_by, version.decided_on = reason, decided_by, decided_on
    version.save()
    copies: dict[int, Node] = {}
    for node in last.nodes.order_by("position"):
        original, node.pk = node.pk, None
        node.plan_version = version
        node.parent = copies.get(node.parent_id) if node.parent_id else None
        node._state.adding = True
        node.save()
        copies[original] = node
    return version
