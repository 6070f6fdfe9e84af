"""The edition as a page reads it: a snapshot with the look-ups that pages need.

Nothing here computes a figure: numbers stay the strings of the snapshot.  Texts come in the
language that is being spoken.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yakuba.core.publication import words
from yakuba.platform.ui.formats import NOTHING, is_english, phrase, plain_text_of, text_of

Json = dict[str, Any]

HOME_LIMIT: Final = 120

NO_INDICATOR: Final = gettext_noop("指標なし")
NOT_RATED: Final = gettext_noop("評価なし")
EXCLUDED: Final = gettext_noop("対象外")
NONES: Final = {"no_indicator": NO_INDICATOR, "not_rated": NOT_RATED, "excluded": EXCLUDED}
AFTER_GRADES: Final = 1000
STATUSES: Final = {
    "confirmed": gettext_noop("確定"),
    "provisional": gettext_noop("速報"),
    "expected": gettext_noop("見込み"),
    "corrected": gettext_noop("訂正後"),
    "imported": gettext_noop("過去の資料から"),
    "not_yet": gettext_noop("まだ出ていません"),
    "not_available": gettext_noop("記録なし"),
    "not_applicable": gettext_noop("対象外"),
}


@dataclass(frozen=True, slots=True)
class Grade:
    """One grade of a scale, in the page's language.  `mark`: done, near, miss or none."""

    code: str
    word: str
    mark: str
    order: int
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many items have one grade."""

    grade: Grade
    count: int

    @property
    def beads(self) -> range:
        """Return one entry per item."""
        return range(self.count)


@dataclass(frozen=True, slots=True)
class Group:
    """The items that stand directly under one node (a measure), in document order."""

    node: Json | None
    items: tuple[Json, ...]


@dataclass(frozen=True, slots=True)
class Goal:
    """A node of the first level with everything below it."""

    number: int
    node: Json
    groups: tuple[Group, ...]

    @property
    def items(self) -> list[Json]:
        """Return every item below the goal."""
        return [item for group in self.groups for item in group.items]


def _none(code: str) -> Grade:
    order = AFTER_GRADES + list(NONES).index(code)
    return Grade(code=code, word=_(NONES[code]), mark="none", order=order)


@dataclass(frozen=True)
class Edition:
    """A snapshot and what stands where in it."""

    snapshot: Json

    # ---- the plan ----

    @property
    def plan(self) -> Json:
        """Return the plan's head."""
        plan: Json = self.snapshot["plan"]
        return plan

    @property
    def town(self) -> Json:
        """Return the town's head."""
        town: Json = self.snapshot.get("town") or {"name": ""}
        return town

    @property
    def release(self) -> Json | None:
        """Return which release this is, None before anything is published."""
        release: Json | None = self.snapshot.get("release")
        return release

    @property
    def fy(self) -> int | None:
        """Return the newest published fiscal year, None before anything is published."""
        return int(self.release["fy"]) if self.release else None

    @property
    def items(self) -> list[Json]:
        """Return the items in document order."""
        items: list[Json] = self.snapshot.get("items", [])
        return items

    @property
    def whole(self) -> Json:
        """Return what a slice knows of the whole edition; nothing in the whole itself."""
        known: Json = self.snapshot.get("slice") or {}
        return known

    @property
    def item_count(self) -> int:
        """Return how many items the edition has."""
        return int(self.whole.get("items", len(self.items)))

    @property
    def is_large(self) -> bool:
        """Return whether items stand on goal pages and not on the home page (design §6)."""
        return self.item_count > HOME_LIMIT

    @cached_property
    def place_of(self) -> dict[str, int]:
        """Return where each item stands in the plan's order, by key."""
        return {item["key"]: place for place, item in enumerate(self.items)}

    @cached_property
    def example(self) -> Json | None:
        """Return the first item with a computed fraction, to show the way down to a figure."""
        for item in self.items:
            point = self.point_of(self.main_indicator(item), self.fy)
            if point and point["denominator"] is not None:
                return item
        return None

    @property
    def attainment_kinds(self) -> set[str]:
        """Return the ways in which figures are held against their targets."""
        if "kinds" in self.whole:
            return set(self.whole["kinds"])
        return {one["attainment_kind"] for item in self.items for one in item["indicators"]}

    @cached_property
    def item_of(self) -> dict[str, Json]:
        """Return the items by key."""
        return {item["key"]: item for item in self.items}

    @cached_property
    def node_of(self) -> dict[str, Json]:
        """Return the nodes by key."""
        return {node["key"]: node for node in self.snapshot.get("nodes", [])}

    @cached_property
    def goals(self) -> tuple[Goal, ...]:
        """Return the tree as pages show it: goals, and below them groups of items."""
        below: dict[str | None, list[Json]] = {}
        for item in self.items:
            below.setdefault(item["parent"], []).append(item)
        groups: dict[str, list[Group]] = {}
        for node in self.node_of.values():
            if node["key"] in below:
                root = self.path(node["key"])[0]["key"]
                shown = None if root == node["key"] else node
                groups.setdefault(root, []).append(Group(shown, tuple(below[node["key"]])))
        roots = [node for node in self.node_of.values() if node["parent"] is None]
        goals = [
            Goal(number, root, tuple(groups.get(root["key"], ())))
            for number, root in enumerate(roots, 1)
        ]
        return (*goals, *self._loose(below.get(None, []), len(goals) + 1))

    def _loose(self, items: list[Json], number: int) -> Iterator[Goal]:
        """Yield one goal for items of a plan without levels above them."""
        if items:
            head = self.plan | {"key": "all", "code": None}
            yield Goal(number, head, (Group(None, tuple(items)),))

    def path(self, key: str | None) -> list[Json]:
        """Return the nodes from the goal down to the node with the key."""
        steps: list[Json] = []
        while key is not None:
            node = self.node_of[key]
            steps.insert(0, node)
            key = node["parent"]
        return steps

    def goal_of(self, item: Json) -> Goal:
        """Return the goal of an item."""
        path = self.path(item["parent"])
        key = path[0]["key"] if path else "all"
        return next(goal for goal in self.goals if goal.node["key"] == key)

    def level(self, depth: int) -> str:
        """Return what the plan calls a level: 目標, 方策, 項目."""
        for level in self.plan.get("levels", []):
            if level["depth"] == depth:
                return plain_text_of(level, "name")
        return ""

    # ---- years ----

    @cached_property
    def published_years(self) -> list[int]:
        """Return the fiscal years of the plan that are published, oldest first."""
        if self.fy is None:
            return []
        if "years" in self.whole:
            return list(self.whole["years"])
        found = {year["fy"] for item in self.items for year in item["years"]}
        return sorted(fy for fy in found if fy <= self.fy)

    def year_of(self, item: Json, fy: int | None) -> Json | None:
        """Return an item's record of a year, None if it has none."""
        return next((year for year in item["years"] if year["fy"] == fy), None)

    def source(self, item: Json) -> Json:
        """Return the item itself, or the one that it prints a second time (再掲)."""
        return self.item_of.get(item.get("relisted_of") or "", item)

    def counted(self, items: Iterable[Json], fy: int | None) -> list[Json]:
        """Return the items that count in a year: they have a record of it, each of them once."""
        once = [item for item in items if not item.get("relisted_of")]
        return [item for item in once if fy is None or self.year_of(item, fy) is not None]

    def newest_year(self, item: Json) -> Json | None:
        """Return the newest record of an item up to the published year."""
        years = [year for year in item["years"] if self.fy is None or year["fy"] <= self.fy]
        return max(years, key=lambda year: int(year["fy"]), default=None)

    def main_indicator(self, item: Json) -> Json | None:
        """Return the indicator that stands for the item, None if nothing is measured."""
        mains = (one for one in item["indicators"] if one["main"])
        return next(mains, None) or next(iter(item["indicators"]), None)

    def point_of(self, indicator: Json | None, fy: int | None) -> Json | None:
        """Return the indicator's point of a year, None if there is none."""
        points = indicator["points"] if indicator else []
        return next((point for point in points if point["fy"] == fy), None)

    def sources(self, fy: int | None) -> Json | None:
        """Return how many figures of a year were computed, typed, imported; None if unknown."""
        rows = self.snapshot.get("sources", [])
        return next((row for row in rows if row["fy"] == fy and row["figures"]), None)

    # ---- grades ----

    @cached_property
    def _grades(self) -> dict[int, dict[str, Grade]]:
        return {
            scale["version"]: {grade["code"]: self._grade(grade) for grade in scale["grades"]}
            for scale in self.snapshot.get("scales", [])
        }

    def _grade(self, grade: Json) -> Grade:
        return Grade(
            code=grade["code"],
            word=text_of(grade, "word"),
            mark=grade["mark"],
            order=grade["order"],
            rule=text_of(grade, "rule"),
        )

    def scale_version(self, fy: int | None) -> int | None:
        """Return the version of the scale that the year's items were rated by, None if none."""
        if "scales" in self.whole:
            version: int | None = self.whole["scales"].get(str(fy))
            return version
        for item in self.items:
            year = self.year_of(item, fy)
            if year and year.get("scale_version") is not None:
                return int(year["scale_version"])
        return None

    def grades(self, fy: int | None) -> list[Grade]:
        """Return the grades of a year's scale, best first."""
        version = self.scale_version(fy)
        grades = self._grades.get(version, {}) if version is not None else {}
        return sorted(grades.values(), key=lambda grade: grade.order)

    def grade(self, version: int | None, code: str | None) -> Grade | None:
        """Return a grade by its code, None for no grade."""
        if code is None or version is None:
            return None
        return self._grades[version][code]

    def standing(self, item: Json, fy: int | None) -> Grade:
        """Return the item's grade of a year, or why it has none."""
        place = (item["key"], fy)
        if place not in self._standings:
            self._standings[place] = self._standing(self.source(item), fy)
        return self._standings[place]

    @cached_property
    def _standings(self) -> dict[tuple[str, int | None], Grade]:
        return {}

    def _standing(self, item: Json, fy: int | None) -> Grade:
        year = self.year_of(item, fy)
        if year is None:
            return _none("excluded") if self._outside(item, fy) else self._unrated(item)
        grade = self.grade(year.get("scale_version"), final_grade(year))
        return self.own_grade(item, year) if grade is None else grade

    def own_grade(self, item: Json, year: Json) -> Grade:
        """Return the grade that the section itself gave, or why it gave none."""
        grade = self.grade(year.get("scale_version"), year.get("grade"))
        if grade is not None:
            return grade
        return _none("excluded") if year.get("state") == "excluded" else self._unrated(item)

    def _unrated(self, item: Json) -> Grade:
        return _none("not_rated" if item["indicators"] else "no_indicator")

    def _outside(self, item: Json, fy: int | None) -> bool:
        return fy is not None and not item["start_fy"] <= fy <= item["end_fy"]

    def tally(self, items: Iterable[Json], fy: int | None) -> list[Tally]:
        """Return how many items have each grade; a grade that nobody has stays, with 0."""
        standings = [self.standing(item, fy) for item in self.counted(items, fy)]
        grades = {grade.code: grade for grade in (*self.grades(fy), *standings)}
        counts = Counter(standing.code for standing in standings)
        ordered = sorted(grades.values(), key=lambda grade: grade.order)
        return [Tally(grade, counts[grade.code]) for grade in ordered]

    def tallied(self, counts: list[list[Any]]) -> list[Tally]:
        """Return counts of the published year, kept as [grade code, number], with their grades."""
        grades = {grade.code: grade for grade in self.grades(self.fy)}
        return [Tally(grades.get(code) or _none(code), count) for code, count in counts]


def final_grade(year: Json) -> str | None:
    """Return the grade that counts: headquarters' if it set one, else the section's."""
    grade: str | None = year.get("headquarters_grade") or year.get("grade")
    return grade


def unit_of(indicator: Json) -> str:
    """Return the unit as it is printed; the Japanese page has the full-width percent sign."""
    text = plain_text_of(indicator, "unit")
    return text if is_english() else text.replace("%", "％")


def gap_unit_of(indicator: Json) -> str:
    """Return the unit of a difference: points between two percentages."""
    return _("ポイント") if indicator["unit"] in ("%", "％") else unit_of(indicator)


def section_name(section: Json | None) -> SafeString:
    """Return the section's name of that year, with today's name in brackets if it changed."""
    if not section:
        return conditional_escape(NOTHING)
    name = conditional_escape(text_of(section, "name"))
    if not section.get("now"):
        return name
    return format_html(_("{}（現 {}）"), name, text_of(section, "now"))


def section_names(year: Json) -> SafeString:
    """Return lead and joint sections of a year; all sections in one word."""
    if year.get("every_section"):
        return format_html(_("{}と各課"), section_name(year["lead"]))
    names = [section_name(each) for each in (year["lead"], *year.get("joint", []))]
    return words.listing(names, limit=len(names))


def heading_of(record: Json, field: str) -> SafeString:
    """Return a title whose lines break between phrases only."""
    if is_english():
        return conditional_escape(text_of(record, field))
    return phrase(plain_text_of(record, field))
