"""The demo town's plan: the tree as printed, short names and promises, who leads, its change."""

from typing import Any

from yakuba.core.plan import owners, services
from yakuba.core.plan.models import Item, Node, Plan
from yakuba.kernel.fiscal import FiscalYear
from yakuba.platform.office.models import Section
from yakuba.site.demo import facts


def tree() -> dict[str, Any]:
    """Return the printed plan in the shape of `yakuba plan read --json`."""
    plan = facts.read("plan")
    head = {name: plan[name] for name in ("title", "ordinal", "start_fy", "end_fy")}
    nodes = [_placed(row) for row in plan["nodes"]]
    items = [_placed(row) | _owners(row) for row in plan["items"]]
    return head | {"nodes": nodes, "items": items}


def _placed(row: facts.Facts) -> dict[str, Any]:
    key = row["key"]
    parent = key.rpartition("-")[0] or None
    place = {"depth": key.count("-") + 1, "key": key, "parent": parent}
    return place | {"code": row["code"], "title": row["title"]}


def _owners(row: facts.Facts) -> dict[str, Any]:
    return {"sections": row["sections"], "every_section": row.get("every_section", False)}


def build_plan() -> Plan:
    """Store the plan, decide it, and name the sections where it prints only 各該当課."""
    printed = facts.read("plan")
    plan = services.store_tree(tree(), slug=printed["slug"])
    for name in ("title_en", "parent_plan", "legal_basis"):
        setattr(plan, name, printed[name])
    plan.save()
    services.decide(
        plan, decided_by=printed["decided_by"], decided_on=printed["decided_on"], account=None
    )
    for row in [*printed["nodes"], *printed["items"]]:
        Node.objects.filter(plan_version__plan=plan, key=row["key"]).update(
            title_en=row["title_en"]
        )
    for key, row in facts.items().items():
        _describe(plan.items.get(item_key=key), row)
    return plan


def _describe(item: Item, row: facts.Facts) -> None:
    item.short_name, item.short_name_en = row["short"], row["short_en"]
    item.promise, item.promise_en = row["promise"], row["promise_en"]
    item.save()


def settle_owners(plan: Plan, fy: FiscalYear) -> None:
    """Name the sections of a year for the items whose file says who they are."""
    for key, row in facts.items().items():
        named = row.get("owners", {}).get(str(fy))
        if named:
            sections = [Section.objects.get(name=name) for name in named]
            item = plan.items.get(item_key=key)
            owners.settle(item, fy, lead=sections[0], joint=sections[1:])


def revise_plan(plan: Plan) -> None:
    """Store the plan's second version: one title says more than before."""
    change = facts.read("plan")["change"]
    version = services.revise(
        plan,
        effective_fy=FiscalYear(change["effective_fy"]),
        reason=change["reason"],
        decided_by=change["decided_by"],
        decided_on=change["decided_on"],
    )
    version.nodes.filter(key=change["key"]).update(
        title=change["title"], title_en=change["title_en"]
    )
