"""Who is in charge of an item in a fiscal year.  Source: domain reference 1, sections 2 and 10."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from yakuba.core.plan.models import Item, ItemState, OwnerRole, Ownership, Plan
from yakuba.core.plan.services import current_version
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform.office.models import Section


@dataclass(slots=True)
class Owners:
    """The sections of an item in one year.  `every_section`: the plan says 各該当課."""

    leads: list[Section] = field(default_factory=list)
    joint: list[Section] = field(default_factory=list)
    every_section: bool = False

    @property
    def lead(self) -> Section | None:
        """Return the one section that answers for the item, None while it is not settled."""
        return self.leads[0] if len(self.leads) == 1 else None


def owners_of(plan: Plan, fy: FiscalYear) -> dict[int, Owners]:
    """Return the owners of every item of a plan in a year, by the item's id; one query."""
    rows = Ownership.objects.filter(
        item__plan=plan, start_fy__lte=fy, end_fy__gte=fy
    ).select_related("section")
    found: defaultdict[int, Owners] = defaultdict(Owners)
    for row in rows.order_by("pk"):
        owners = found[row.item_id]
        if row.section is None:
            owners.every_section = True
        elif row.role == OwnerRole.LEAD:
            owners.leads.append(row.section)
        else:
            owners.joint.append(row.section)
    return found


def own_items(section_ids: Collection[int]) -> QuerySet[Item]:
    """Return the items that these sections are named for in any year."""
    return Item.objects.filter(ownerships__section__in=section_ids).distinct()


def sections_of(item: Item | None, fy: FiscalYear | None) -> frozenset[int]:
    """Return the ids of the sections named for an item in a year; none while one is missing."""
    if item is None or fy is None:
        return frozenset()
    rows = [row for row in item.ownerships.all() if row.start_fy <= fy <= row.end_fy]
    return frozenset(row.section_id for row in rows if row.section_id is not None)


def unsettled(plan: Plan, fy: FiscalYear) -> list[Problem]:
    """Return one problem for each active item that has not exactly one lead in the year."""
    owners = owners_of(plan, fy)
    codes = _codes(plan, fy)
    problems = []
    for item in plan.items.filter(state=ItemState.ACTIVE, start_fy__lte=fy, end_fy__gte=fy):
        leads = owners.get(item.pk, Owners()).leads
        if len(leads) != 1:
            problems.append(
                _lead_problem(item, fy, leads, code=codes.get(item.pk) or item.item_key)
            )
    return problems


def _codes(plan: Plan, fy: FiscalYear) -> dict[int, str]:
    """Return the printed codes of the items as the version of a year prints them; two queries."""
    nodes = current_version(plan, fy).nodes.filter(item__isnull=False)
    return {node.item_id: node.code for node in nodes if node.item_id is not None}


def _lead_problem(item: Item, fy: FiscalYear, leads: Iterable[Section], *, code: str) -> Problem:
    names = "、".join(section.name for section in leads)
    message = (
        _("{item}は、{year}の主担当が{names}の2つ以上あります。")
        if names
        else _("{item}は、{year}の主担当がまだ決まっていません。")
    )
    return Problem(
        "owner.lead",
        message.format(item=f"{code} {item.short_name}", year=fy.wareki, names=names),
        _("主担当の課を1つ選んでください。"),
        place=item.item_key,
    )


@transaction.atomic
def settle(
    item: Item, fy: FiscalYear, *, lead: Section, joint: Iterable[Section] = ()
) -> list[Ownership]:
    """Name the sections of an item for one year; the rule 各該当課 itself stays.

    :raises YakubaError: if the year is outside the item's years
    """
    if not item.start_fy <= fy <= item.end_fy:
        raise YakubaError(
            Problem(
                "owner.year",
                _("{year}は、この項目の期間の外です。").format(year=fy.wareki),
                _("期間の中の年度を選んでください。"),
            )
        )
    _end_before(item, fy)
    made = [Ownership(item=item, section=lead, role=OwnerRole.LEAD)]
    made += [Ownership(item=item, section=section) for section in joint if section != lead]
    for row in made:
        row.start_fy = row.end_fy = fy
        row.is_resolved = True
        row.save()
    return made


def _end_before(item: Item, fy: FiscalYear) -> None:
    """Cut the year out of the named owners: what was before and comes after stays."""
    for row in item.ownerships.filter(section__isnull=False, start_fy__lte=fy, end_fy__gte=fy):
        last = row.end_fy
        if last > fy:
            after = Ownership(item=item, section=row.section, role=row.role)
            after.start_fy, after.end_fy = fy.next, last
            after.is_resolved = row.is_resolved
            after.save()
        if row.start_fy == fy:
            row.delete()
        else:
            row.end_fy = fy.previous
            row.save()
