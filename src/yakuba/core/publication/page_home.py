"""The home page of a plan: the result as heading, the beads, the board of all items."""

from dataclasses import dataclass
from typing import Any, Final

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from yakuba.core.publication import words
from yakuba.core.publication.edition import Edition, Goal, Group, Json, Tally, heading_of, unit_of
from yakuba.core.publication.figures import Row, past_years, row
from yakuba.core.publication.links import Page, PublicLinks
from yakuba.platform.ui.formats import is_english, plain_text_of, text_of, wareki_fy

NEWS: Final = 6
COLUMNS: Final = 3  # of the board: the last goal's column has room below it
SEGMENT_WIDTH: Final = 3600
SEGMENT_SPACE: Final = 30
REACHED: Final = "done"


@dataclass(frozen=True, slots=True)
class Segment:
    """One item as a piece of a goal's bar; x and width as text with one decimal."""

    mark: str
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class MeasureBlock:
    """A measure with the lines of its items, or with their counts where items are many."""

    node: Json | None
    heading: SafeString | str
    rows: tuple[Row, ...]
    tallies: tuple[Tally, ...]
    href: str
    count: int


@dataclass(frozen=True, slots=True)
class GoalBlock:
    """A goal of the board."""

    anchor: str
    label: str
    heading: SafeString | str
    reached: int
    total: int
    segments: tuple[Segment, ...]
    measures: tuple[MeasureBlock, ...]


@dataclass(frozen=True, slots=True)
class News:
    """One line of what happened lately."""

    date: str
    href: str
    name: SafeString | str
    text: SafeString | str
    old: SafeString | None = None
    new: SafeString | None = None


def context(edition: Edition, page: Page, links: PublicLinks) -> dict[str, Any]:
    """Return what the home page shows."""
    fy = edition.fy
    tallies = edition.tally(edition.items, fy)
    return {
        "fy": fy,
        "tallies": tallies,
        "total": len(edition.counted(edition.items, fy)),
        "reached": reached(tallies),
        "lead": lead(edition) if fy is not None else None,
        "beads": None if edition.is_large else tallies,
        "key_years": past_years(edition),
        "key_words": _years_in_words(edition),
        "in_goal": len(edition.goals) % COLUMNS == 0,
        "goals": [goal_block(edition, goal, links=links) for goal in edition.goals],
        "news": list(news(edition, links)),
        "example": edition.example,
        "due": edition.snapshot.get("due"),
        "years": edition.published_years,
    }


def _years_in_words(edition: Edition) -> SafeString:
    shown = [*past_years(edition), *edition.published_years[-1:]]
    return words.listing([wareki_fy(year) for year in shown])


def goal_context(edition: Edition, page: Page, links: PublicLinks) -> dict[str, Any]:
    """Return what the page of one goal shows: every item, however many."""
    goal = next(goal for goal in edition.goals if goal.node["key"] == page.key)
    return {
        "fy": edition.fy,
        "goal": goal_block(edition, goal, links=links, full=True),
        "tallies": edition.tally(goal.items, edition.fy),
    }


def reached(tallies: list[Tally]) -> int:
    """Return how many items reached their target."""
    return sum(tally.count for tally in tallies if tally.grade.mark == REACHED)


def lead(edition: Edition) -> SafeString:
    """Return what changed against the year before, and the names of what missed its target."""
    sentences = [part for part in (_movement(edition), _missed(edition)) if part]
    text = SafeString()
    for sentence in sentences:
        text = format_html("{}{}", text, sentence)
    return text


def _movement(edition: Edition) -> SafeString | None:
    """Return the change of the same items, None if there is nothing to compare with."""
    fy = edition.fy or 0
    before, now = edition.scale_version(fy - 1), edition.scale_version(fy)
    if before is None:
        return None
    if before != now:
        sentence = _("評価の決まりが変わったため、前の年度とは比べられません。")
        return format_html("{}", sentence)
    both = edition.counted(edition.counted(edition.items, fy), fy - 1)
    change = _count(edition, both, fy) - _count(edition, both, fy - 1)
    if change == 0:
        return format_html("{}", _("前の年度と同じ数です。"))
    more = _("前の年度より{}増えました。") if change > 0 else _("前の年度より{}減りました。")
    return format_html(more, words.things(abs(change)))


def _count(edition: Edition, items: list[Json], fy: int) -> int:
    return sum(edition.standing(item, fy).mark == REACHED for item in items)


def _missed(edition: Edition) -> SafeString | None:
    missed = [
        text_of(item, "short")
        for item in edition.counted(edition.items, edition.fy)
        if edition.standing(item, edition.fy).mark == "miss"
    ]
    if not missed:
        return None
    count = words.things(len(missed))
    sentence = _("届かなかった{}は、{}です。理由と次の手を、それぞれのページに書いています。")
    return format_html(sentence, count, words.listing(missed))


def goal_block(
    edition: Edition, goal: Goal, *, links: PublicLinks, full: bool = False
) -> GoalBlock:
    """Return a goal with its measures; items are listed unless they are too many."""
    counted = edition.counted(goal.items, edition.fy)
    marks = [edition.standing(item, edition.fy).mark for item in counted]
    listed = full or not edition.is_large
    return GoalBlock(
        anchor=f"g{goal.number}",
        label=goal_label(edition, goal),
        heading=heading_of(goal.node, "title"),
        reached=marks.count(REACHED),
        total=len(marks),
        segments=segments(marks) if edition.fy is not None and not edition.is_large else (),
        measures=tuple(
            measure_block(edition, goal, group, links=links, listed=listed) for group in goal.groups
        ),
    )


def goal_label(edition: Edition, goal: Goal) -> str:
    """Return what the plan calls the goal, with its number: 目標1, Goal 1."""
    return f"{edition.level(1)}{' ' if is_english() else ''}{goal.number}"


def measure_block(
    edition: Edition, goal: Goal, group: Group, *, links: PublicLinks, listed: bool
) -> MeasureBlock:
    """Return a measure with its items, or with counts and the page that lists them."""
    slug, key = edition.plan["slug"], goal.node["key"]
    rows = [row(edition, each, edition.fy, links=links) for each in group.items if listed]
    return MeasureBlock(
        node=group.node,
        heading=heading_of(group.node, "title") if group.node else "",
        rows=tuple(rows),
        tallies=() if listed else tuple(edition.tally(group.items, edition.fy)),
        href="" if listed else links.page("public-goal", plan=slug, key=key),
        count=len(group.items),
    )


def segments(marks: list[str]) -> tuple[Segment, ...]:
    """Return the pieces of a goal's bar (360 wide): reached first, then near, missed, none."""
    order = ("done", "near", "miss", "none")
    step = SEGMENT_WIDTH // max(1, len(marks))
    width = max(step - SEGMENT_SPACE, step // 2)
    ordered = sorted(marks, key=order.index)
    return tuple(
        Segment(mark, _tenths(index * step), _tenths(width)) for index, mark in enumerate(ordered)
    )


def _tenths(value: int) -> str:
    return f"{value // 10}.{value % 10}"


def news(edition: Edition, links: PublicLinks) -> list[News]:
    """Return what happened lately, newest first: publications, and corrections old → new."""
    slug = edition.plan["slug"]
    corrections = edition.snapshot.get("corrections", [])
    told = {(each["date"], each["item"]) for each in corrections}
    lines = [_correction(edition, each, links) for each in corrections]
    for change in edition.snapshot.get("changes", []):
        if (change["date"], change["item"]) in told:
            continue
        item = edition.item_of.get(change["item"] or "")
        href = links.page("public-item", plan=slug, key=item["key"]) if item else ""
        name = text_of(item, "short") if item else ""
        lines.append(News(change["date"], href, name, text_of(change, "text")))
    return sorted(lines, key=lambda line: line.date, reverse=True)[:NEWS]


def _correction(edition: Edition, correction: Json, links: PublicLinks) -> News:
    item = edition.item_of.get(correction["item"])
    slug, key = edition.plan["slug"], correction["item"]
    old, new = correction_values(correction)
    return News(
        date=correction["date"],
        href=links.page("public-item", plan=slug, key=key) + "#fix" if item else "",
        name=text_of(item, "short") if item else "",
        text=text_of(correction, "label"),
        old=old,
        new=new,
    )


def correction_values(correction: Json) -> tuple[SafeString, SafeString]:
    """Return old and new value as they are printed; texts stay texts."""
    unit = unit_of(correction)
    return _value(correction["old"], unit), _value(correction["new"], unit)


def _value(value: str, unit: str) -> SafeString:
    is_number = value.lstrip(words.SIGNS).replace(".", "", 1).isdecimal() and value.isascii()
    return words.amount(value, unit) if is_number else format_html("{}", value)


def title(edition: Edition, page: Page) -> str:
    """Return the page's title in the browser: the result."""
    if edition.fy is None:
        return plain_text_of(edition.plan, "title")
    values = {
        "year": wareki_fy(edition.fy),
        "total": len(edition.counted(edition.items, edition.fy)),
        "reached": reached(edition.tally(edition.items, edition.fy)),
    }
    return _("%(year)s：%(total)dの約束のうち%(reached)dが目標に届きました") % values


def goal_title(edition: Edition, page: Page) -> str:
    """Return the goal's title."""
    goal = next(goal for goal in edition.goals if goal.node["key"] == page.key)
    return plain_text_of(goal.node, "title")
