"""The page of one fiscal year: counts, every item, money effects, overrides, corrections."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yakuba.core.evaluation.rules import total_effects
from yakuba.core.publication import words
from yakuba.core.publication.counts import reached
from yakuba.core.publication.edition import Edition, Goal, Grade, Tally, heading_of
from yakuba.core.publication.figures import Row, row
from yakuba.core.publication.links import Page, PublicLinks
from yakuba.core.publication.page_home import goal_label
from yakuba.core.publication.page_item import Fix, fixes
from yakuba.core.publication.snapshot.totals import effects_of
from yakuba.kernel.numbers import format_yen
from yakuba.platform.ui.formats import MINUS, text_of, wareki_fy

KINDS: Final = ("once", "continuing")
EFFECT_KINDS: Final = {
    "once": gettext_noop("その年度だけの効果"),
    "continuing": gettext_noop("続く効果"),
}
COLUMNS: Final = ("revenue_up", "expenditure_down", "cash", "avoided", "staff_time")


@dataclass(frozen=True, slots=True)
class CountRow:
    """The counts of one goal, in the order of the year's grades."""

    label: str
    heading: SafeString | str
    cells: tuple[tuple[str, int], ...]
    total: int


@dataclass(frozen=True, slots=True)
class GoalRows:
    """The items of one goal in a year."""

    label: str
    heading: SafeString | str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """Effects of one kind in thousand yen, by class."""

    title: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Override:
    """A grade that differs from the rule's, with the section's reason."""

    row: Row
    suggested: Grade
    chosen: Grade
    headquarters: Grade | None
    reason: SafeString | str


def context(edition: Edition, page: Page, links: PublicLinks) -> dict[str, Any]:
    """Return what the page of a year shows."""
    fy = int(page.key)
    tallies = edition.tally(edition.items, fy)
    has_before = fy - 1 in edition.published_years
    return {
        "year": fy,
        "sources": edition.sources(fy),
        "tallies": tallies,
        "total": sum(tally.count for tally in tallies),
        "reached": reached(tallies),
        "counts": [count_row(edition, goal, fy, tallies) for goal in edition.goals],
        "goals": [goal_rows(edition, goal, fy, links=links) for goal in edition.goals],
        "money": money(edition, fy),
        "overrides": (chosen := overrides(edition, fy, links=links)),
        "overrides_count": words.things(len(chosen)),
        "late": late(edition, fy, links=links),
        "fixes": year_fixes(edition, fy, links=links),
        "has_before": has_before,
        "columns": 5 if has_before else 4,
        "is_newest": fy == edition.fy,
        "others": [year for year in edition.published_years if year != fy],
    }


def title(edition: Edition, page: Page) -> str:
    """Return the page's title: which year."""
    return _("%(year)sの結果") % {"year": wareki_fy(int(page.key))}


def count_row(edition: Edition, goal: Goal, fy: int, tallies: Iterable[Tally]) -> CountRow:
    """Return a goal's counts in the order of the whole year's tallies."""
    own = {tally.grade.code: tally.count for tally in edition.tally(goal.items, fy)}
    cells = tuple((each.grade.word, own.get(each.grade.code, 0)) for each in tallies)
    label, heading = goal_label(edition, goal.number), heading_of(goal.node, "title")
    return CountRow(label, heading, cells, sum(count for _word, count in cells))


def goal_rows(edition: Edition, goal: Goal, fy: int, *, links: PublicLinks) -> GoalRows:
    """Return the items of a goal that have a record of the year."""
    items = [item for item in goal.items if edition.year_of(edition.source(item), fy)]
    rows = tuple(row(edition, item, fy, links=links) for item in items)
    return GoalRows(goal_label(edition, goal.number), heading_of(goal.node, "title"), rows)


def money(edition: Edition, fy: int) -> list[MoneyRow]:
    """Return the year's effects in thousand yen: once, continuing, and the sum; or nothing.

    Every cell is rounded half up from its own sum in yen, so that cells may not add up.
    """
    effects = effects_of(edition.items, fy)
    if not effects:
        return []
    rows = []
    for kind in KINDS:
        own = [effect for effect in effects if effect.is_continuing == (kind == "continuing")]
        rows.append(_money_row(_(EFFECT_KINDS[kind]), total_effects(own)))
    return [*rows, _money_row(_("計"), total_effects(effects))]


def _money_row(name: str, totals: Any) -> MoneyRow:
    amounts = (getattr(totals, column) for column in COLUMNS)
    thousands = (format_yen(each, "千円", minus=MINUS).removesuffix("千円") for each in amounts)
    return MoneyRow(name, tuple(thousands))


def overrides(edition: Edition, fy: int, *, links: PublicLinks) -> list[Override]:
    """Return the items whose section chose another grade than the rule suggests."""
    found = []
    for item in edition.counted(edition.items, fy):
        year = edition.year_of(item, fy) or {}
        version = year.get("scale_version")
        suggested = edition.grade(version, year.get("suggested"))
        chosen = edition.grade(version, year.get("grade"))
        if suggested and chosen and suggested != chosen:
            line = row(edition, item, fy, links=links)
            changed = edition.grade(version, year.get("headquarters_grade"))
            reason = text_of(year, "override_reason")
            found.append(Override(line, suggested, chosen, changed, reason))
    return found


def late(edition: Edition, fy: int, *, links: PublicLinks) -> list[tuple[Row, SafeString | str]]:
    """Return the items that the year was published without, each with the reason."""
    found = []
    for item in edition.counted(edition.items, fy):
        year = edition.year_of(item, fy) or {}
        if year.get("state") == "late":
            line = row(edition, item, fy, links=links)
            found.append((line, text_of(year, "late_reason")))
    return found


def year_fixes(edition: Edition, fy: int, *, links: PublicLinks) -> list[tuple[Row, Fix]]:
    """Return the corrections of the year's figures, each with its item."""
    return [
        (row(edition, item, fy, links=links), fix)
        for item in edition.items
        for fix in fixes(edition, item)
        if fix.correction["fy"] == fy
    ]
