"""The home page of a plan: the result as heading, the beads, the board of all items."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from yakuba.core.publication import words
from yakuba.core.publication.counts import REACHED, counts_of, reached
from yakuba.core.publication.edition import Edition, Goal, Group, Json, Tally, heading_of, unit_of
from yakuba.core.publication.figures import Row, past_years, row
from yakuba.core.publication.links import Page, PublicLinks
from yakuba.platform.ui.formats import is_english, plain_text_of, text_of, wareki_fy

NEWS: Final = 6
COLUMNS: Final = 3  # of the board: the last goal's column has room below it
SEGMENT_WIDTH: Final = 3600
SEGMENT_SPACE: Final = 30


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
    counts = counts_of(edition)
    tallies = edition.tallied(counts["tally"])
    return {
        "fy": edition.fy,
        "tallies": tallies,
        "total": counts["total"],
        "reached": reached(tallies),
        "lead": lead(edition, counts) if edition.fy is not None else None,
        "beads": None if edition.is_large else tallies,
        "key_years": past_years(edition),
        "key_words": _years_in_words(edition),
        "in_goal": len(counts["goals"]) % COLUMNS == 0,
        "goals": list(_board(edition, counts, links)),
        "news": list(news(edition, links)),
        "example": edition.example,
        "due": edition.snapshot.get("due"),
        "years": edition.published_years,
    }


def _board(edition: Edition, counts: Json, links: PublicLinks) -> Iterator[GoalBlock]:
    """Yield the goals with their items, or with counts where items are too many to list."""
    if edition.is_large:
        yield from (counted_goal(edition, known, links=links) for known in counts["goals"])
    else:
        yield from (goal_block(edition, goal, links=links) for goal in edition.goals)


def _years_in_words(edition: Edition) -> SafeString:
    shown = [*past_years(edition), *edition.published_years[-1:]]
    return words.listing([wareki_fy(year) for year in shown])


def goal_context(edition: Edition, page: Page, links: PublicLinks) -> dict[str, Any]:
    """Return what the page of one goal shows: every item, however many."""
    goal = next(goal for goal in edition.goals if goal.node["key"] == page.key)
    return {
        "fy": edition.fy,
        "goal": goal_block(edition, goal, links=links),
        "tallies": edition.tally(goal.items, edition.fy),
    }


def lead(edition: Edition, counts: Json) -> SafeString:
    """Return what changed against the year before, and the names of what missed its target."""
    sentences = [part for part in (_movement(edition, counts), _missed(counts)) if part]
    text = SafeString()
    for sentence in sentences:
        text = format_html("{}{}", text, sentence)
    return text


def _movement(edition: Edition, counts: Json) -> SafeString | None:
    """Return the change of the same items in words, None if there was no year before."""
    if edition.scale_version((edition.fy or 0) - 1) is None:
        return None
    change = counts["change"]
    if change is None:
        sentence = _("評価の決まりが変わったため、前の年度とは比べられません。")
        return format_html("{}", sentence)
    if change == 0:
        return format_html("{}", _("前の年度と同じ数です。"))
    more = _("前の年度より{}増えました。") if change > 0 else _("前の年度より{}減りました。")
    return format_html(more, words.things(abs(change)))


def _missed(counts: Json) -> SafeString | None:
    if not counts["missed"]:
        return None
    names = [text_of(item, "short") for item in counts["missed_names"]]
    sentence = _("届かなかった{}は、{}です。理由と次の手を、それぞれのページに書いています。")
    return format_html(sentence, words.things(counts["missed"]), words.listing(names))


def goal_block(edition: Edition, goal: Goal, *, links: PublicLinks) -> GoalBlock:
    """Return a goal with its measures and every item of them."""
    counted = edition.counted(goal.items, edition.fy)
    marks = [edition.standing(item, edition.fy).mark for item in counted]
    return GoalBlock(
        anchor=f"g{goal.number}",
        label=goal_label(edition, goal.number),
        heading=heading_of(goal.node, "title"),
        reached=marks.count(REACHED),
        total=len(marks),
        segments=segments(marks) if edition.fy is not None else (),
        measures=tuple(measure_block(edition, group, links=links) for group in goal.groups),
    )


def counted_goal(edition: Edition, known: Json, *, links: PublicLinks) -> GoalBlock:
    """Return a goal of a large plan: the counts of its measures and the page that lists them."""
    tallies = edition.tallied(known["tally"])
    node = edition.node_of.get(known["key"]) or edition.plan
    href = links.page("public-goal", plan=edition.plan["slug"], key=known["key"])
    return GoalBlock(
        anchor=f"g{known['number']}",
        label=goal_label(edition, known["number"]),
        heading=heading_of(node, "title"),
        reached=reached(tallies),
        total=sum(tally.count for tally in tallies),
        segments=(),
        measures=tuple(_counted_measure(edition, group, href) for group in known["groups"]),
    )


def _counted_measure(edition: Edition, known: Json, href: str) -> MeasureBlock:
    node = edition.node_of.get(known["node"])
    return MeasureBlock(
        node=node,
        heading=heading_of(node, "title") if node else "",
        rows=(),
        tallies=tuple(edition.tallied(known["tally"])),
        href=href,
        count=known["items"],
    )


def goal_label(edition: Edition, number: int) -> str:
    """Return what the plan calls the goal, with its number: 目標1, Goal 1."""
    return f"{edition.level(1)}{' ' if is_english() else ''}{number}"


def measure_block(edition: Edition, group: Group, *, links: PublicLinks) -> MeasureBlock:
    """Return a measure with the lines of its items."""
    return MeasureBlock(
        node=group.node,
        heading=heading_of(group.node, "title") if group.node else "",
        rows=tuple(row(edition, each, edition.fy, links=links) for each in group.items),
        tallies=(),
        href="",
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
    counts = counts_of(edition)
    values = {
        "year": wareki_fy(edition.fy),
        "total": counts["total"],
        "reached": reached(edition.tallied(counts["tally"])),
    }
    return _("%(year)s：%(total)dの約束のうち%(reached)dが目標に届きました") % values


def goal_title(edition: Edition, page: Page) -> str:
    """Return the goal's title."""
    goal = next(goal for goal in edition.goals if goal.node["key"] == page.key)
    return plain_text_of(goal.node, "title")
