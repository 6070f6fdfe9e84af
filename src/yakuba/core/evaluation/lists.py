"""Lists of yearly reports with the printed code and title of their items."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from yakuba.core.evaluation.flow import SheetState
from yakuba.core.evaluation.models import Round, RoundState, Sheet
from yakuba.core.evaluation.rounds import Standing, board
from yakuba.core.evaluation.sheets import is_override
from yakuba.core.plan.models import Node, Plan, PlanState
from yakuba.core.plan.services import current_version
from yakuba.kernel.fiscal import FiscalYear

# How the chip of each state is colored; the word always stands in it.
COLORS = {
    SheetState.OPEN: "",
    SheetState.DRAFTING: "yellow",
    SheetState.PROPOSED: "yellow",
    SheetState.RETURNED: "red",
    SheetState.SUBMITTED: "blue",
    SheetState.CHECKED: "green",
    SheetState.ACCEPTED: "green",
    SheetState.IN_COUNCIL: "blue",
    SheetState.OPINED: "blue",
    SheetState.PUBLISHED: "green",
    SheetState.CORRECTED: "orange",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One report as a list shows it: how it stands, and the item as the plan of the year prints it.

    `node` is None for an item that the plan's version of the year does not print.
    """

    standing: Standing
    node: Node | None

    @property
    def sheet(self) -> Sheet:
        """Return the report itself."""
        return self.standing.sheet

    @property
    def code(self) -> str:
        """Return the printed code, else the item's key."""
        return (self.node.code if self.node else "") or self.sheet.item.item_key

    @property
    def color(self) -> str:
        """Return the color of the state's chip."""
        return COLORS.get(SheetState(self.sheet.state), "")

    @property
    def is_override(self) -> bool:
        """Tell whether the section chose another grade than the rule gives."""
        return is_override(self.sheet)


def round_of(fy: FiscalYear) -> Round | None:
    """Return the round of a year, of the newest plan that has one."""
    rounds = Round.objects.filter(fy=fy).select_related("plan", "scale")
    return rounds.order_by("-plan__start_fy", "-plan_id").first()


def plan_of(fy: FiscalYear) -> Plan | None:
    """Return the plan in force whose years hold this one, the newest if there are two."""
    plans = Plan.objects.filter(state=PlanState.IN_FORCE, start_fy__lte=fy, end_fy__gte=fy)
    return plans.order_by("-start_fy", "-pk").first()


def latest_year(today: date) -> FiscalYear:
    """Return the year that the office works on: of the newest open round, else the one before."""
    years = Round.objects.filter(state=RoundState.OPEN).order_by("-fy").values_list("fy", flat=True)
    return years.first() or FiscalYear.of(today).previous


def printed(plan: Plan, fy: FiscalYear) -> dict[int, Node]:
    """Return where the plan of a year prints each item, in printed order; two queries."""
    nodes = current_version(plan, fy).nodes.filter(item__isnull=False).order_by("position")
    return {node.item_id: node for node in nodes if node.item_id is not None}


def codes_of(plan: Plan, fy: FiscalYear) -> dict[str, str]:
    """Return the printed code of every item of a plan by its key; three queries.

    An item that the version of the year does not print keeps its key.
    """
    nodes = printed(plan, fy)
    items = plan.items.values_list("pk", "item_key")
    codes = ((key, nodes[pk].code if pk in nodes else "") for pk, key in items)
    return {key: code or key for key, code in codes}


def rows_of(round_: Round, today: date) -> list[Row]:
    """Return all reports of a round in the printed order; four queries for any number."""
    nodes = printed(round_.plan, round_.fy)
    places = {item: place for place, item in enumerate(nodes)}
    rows = [Row(standing, nodes.get(standing.sheet.item_id)) for standing in board(round_, today)]
    return sorted(rows, key=lambda row: places.get(row.sheet.item_id, len(places)))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; empty means everything."""

    section: str = ""
    state: str = ""
    late: bool = False

    @classmethod
    def of(cls, query: Mapping[str, Any]) -> "Wanted":
        """Return what the address asks for; unknown words ask for everything."""
        state = query.get("state", "")
        known = state if state in SheetState.values else ""
        section = query.get("section", "")
        return cls(section if section.isdecimal() else "", known, bool(query.get("late")))

    def narrow(self, rows: Iterable[Row]) -> list[Row]:
        """Return the rows that are wanted."""
        return [
            row
            for row in rows
            if (not self.section or str(row.sheet.section_id) == self.section)
            and (not self.state or row.sheet.state == self.state)
            and (not self.late or row.standing.late_days > 0)
        ]


def tally(rows: Iterable[Row]) -> list[tuple[SheetState, int]]:
    """Return how many reports are in each state that occurs, in the order of the flow."""
    states = [row.sheet.state for row in rows]
    return [(state, states.count(state)) for state in SheetState if state in states]


def sections_of(rows: Iterable[Row]) -> dict[int, str]:
    """Return the sections that have reports, id to name, in the order of the rows."""
    return {row.sheet.section_id: row.sheet.section.name for row in rows}
