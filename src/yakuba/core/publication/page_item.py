"""The page of one item: from the promise down to where each figure comes from."""

from dataclasses import dataclass
from typing import Any, Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yakuba.core.publication import trend, words
from yakuba.core.publication.edition import (
    Edition,
    Goal,
    Grade,
    Json,
    heading_of,
    section_names,
)
from yakuba.core.publication.links import Page, PublicLinks
from yakuba.core.publication.page_home import correction_values, goal_label
from yakuba.platform.ui.formats import is_english, number, plain_text_of, text_of

STAGES: Final = {
    "study": gettext_noop("検討"),
    "prepare": gettext_noop("準備"),
    "run": gettext_noop("実施"),
    "continue": gettext_noop("継続"),
    "finish": gettext_noop("完了"),
}
CLASSES: Final = ("revenue_up", "expenditure_down", "avoided", "staff_time")
CONTINUITIES: Final = {"once": gettext_noop("その年度だけ"), "continuing": gettext_noop("続く")}
EFFECT_STATUSES: Final = {
    "planned": gettext_noop("予定"),
    "provisional": gettext_noop("速報"),
    "confirmed": gettext_noop("決算で確認"),
}
CLOSINGS: Final = {
    "achieved_over": gettext_noop("達成して終わりました"),
    "achieved_routine": gettext_noop("達成して通常の仕事になりました"),
    "merged": gettext_noop("ほかの項目に合わせました"),
    "replaced": gettext_noop("ほかの項目に替えました"),
    "split": gettext_noop("いくつかの項目に分けました"),
    "dropped": gettext_noop("やめました"),
    "carried": gettext_noop("次の計画に引き継ぎました"),
}


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do in a year: planned and done, with its stages in words."""

    planned: SafeString | str
    actual: SafeString | str
    stage_planned: str
    stage_actual: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A section's evaluation of one year, with what the rule suggests and headquarters said.

    `standing` is the grade that counts; `own` the section's, or why it gave none.
    """

    year: Json
    section: SafeString
    standing: Grade
    own: Grade
    suggested: Grade | None
    chosen: Grade | None
    headquarters: Grade | None
    causes: SafeString
    actions: tuple[Action, ...]

    @property
    def is_override(self) -> bool:
        """Return whether the section chose another grade than the rule."""
        return self.suggested is not None and self.chosen != self.suggested


@dataclass(frozen=True, slots=True)
class EffectRow:
    """One money effect: the net yen stands in the column of its class."""

    effect: Json
    cells: tuple[str, ...]
    continuity: str
    status: str


@dataclass(frozen=True, slots=True)
class Fix:
    """One correction of the item."""

    correction: Json
    old: SafeString
    new: SafeString


def context(edition: Edition, page: Page, links: PublicLinks) -> dict[str, Any]:
    """Return what the item page shows."""
    printed = edition.item_of[page.key]
    item = edition.source(printed)
    main = edition.main_indicator(item)
    blocks = [trend.block(edition, item, one, links=links) for one in _ordered(item, main)]
    goal = edition.goal_of(printed)
    year = edition.newest_year(item)
    return {
        "item": printed,
        "heading": heading_of(printed, "title"),
        "relisted": item is not printed,
        "relisted_name": text_of(item, "title"),
        "fy": edition.fy,
        "main": next(iter(blocks), None),
        "others": blocks[1:],
        "standing": edition.standing(item, edition.fy),
        "section": section_names(year) if year else None,
        "evaluations": evaluations(edition, item),
        "effects": [effect_row(effect) for effect in item["effects"]],
        "fixes": fixes(edition, item),
        "goal_word": f"{goal_label(edition, goal.number)} {plain_text_of(goal.node, 'title')}",
        "goal_href": _goal_href(edition, goal, links),
        "path": [(edition.level(node["depth"]), node) for node in edition.path(printed["parent"])],
        "span": words.years(printed["start_fy"], printed["end_fy"]),
        "closing": _(CLOSINGS[printed["closing_kind"]]) if printed.get("closing_kind") else "",
        "due": edition.snapshot.get("due"),
    } | neighbours(edition, printed)


def title(edition: Edition, page: Page) -> str:
    """Return the item's title."""
    return plain_text_of(edition.item_of[page.key], "title")


def _ordered(item: Json, main: Json | None) -> list[Json]:
    """Return the indicators, the main one first."""
    if main is None:
        return []
    return [main, *(one for one in item["indicators"] if one is not main)]


def _goal_href(edition: Edition, goal: Goal, links: PublicLinks) -> str:
    slug = edition.plan["slug"]
    if edition.is_large:
        return links.page("public-goal", plan=slug, key=goal.node["key"])
    return links.page("public-plan", plan=slug) + f"#g{goal.number}"


def neighbours(edition: Edition, item: Json) -> dict[str, Json | None]:
    """Return the items before and after in the plan's order."""
    index = edition.place_of[item["key"]]
    before = edition.items[index - 1] if index else None
    after = edition.items[index + 1] if index + 1 < len(edition.items) else None
    return {"before": before, "after": after}


def evaluations(edition: Edition, item: Json) -> list[Evaluation]:
    """Return the evaluations of the published years, newest first."""
    years = [year for year in item["years"] if year["fy"] in edition.published_years]
    return [
        _evaluation(edition, item, year)
        for year in sorted(years, key=lambda year: int(year["fy"]), reverse=True)
    ]


def _evaluation(edition: Edition, item: Json, year: Json) -> Evaluation:
    version = year.get("scale_version")
    return Evaluation(
        year=year,
        section=section_names(year),
        standing=edition.standing(item, year["fy"]),
        own=edition.own_grade(item, year),
        suggested=edition.grade(version, year.get("suggested")),
        chosen=edition.grade(version, year.get("grade")),
        headquarters=edition.grade(version, year.get("headquarters_grade")),
        causes=words.listing(year.get("causes_en" if is_english() else "causes", []), limit=9),
        actions=tuple(_action(action) for action in year.get("actions", [])),
    )


def _action(action: Json) -> Action:
    return Action(
        planned=text_of(action, "planned"),
        actual=text_of(action, "actual"),
        stage_planned=_stage(action.get("stage_planned")),
        stage_actual=_stage(action.get("stage_actual")),
    )


def _stage(code: str | None) -> str:
    return _(STAGES[code]) if code else ""


def effect_row(effect: Json) -> EffectRow:
    """Return an effect as a row: its net amount in the column of its class."""
    return EffectRow(
        effect=effect,
        cells=tuple(number(effect["net_yen"] if effect["class"] == c else None) for c in CLASSES),
        continuity=_(CONTINUITIES[effect["continuity"]]),
        status=_(EFFECT_STATUSES[effect["status"]]),
    )


def fixes(edition: Edition, item: Json) -> list[Fix]:
    """Return the item's corrections, newest first."""
    found = [one for one in edition.snapshot.get("corrections", []) if one["item"] == item["key"]]
    found.sort(key=lambda one: str(one["date"]), reverse=True)
    return [Fix(one, *correction_values(one)) for one in found]
