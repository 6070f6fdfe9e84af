"""The public pages of a plan: pure functions of a snapshot, the links and the language.

The app and the release folder render the same templates; only the links differ.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yakuba.core.publication import page_data, page_home, page_item, page_year
from yakuba.core.publication.edition import Edition, Json
from yakuba.core.publication.links import Kind, Page, PublicLinks
from yakuba.platform.ui.context import layout
from yakuba.platform.ui.formats import plain_text_of
from yakuba.platform.ui.navigation import NavLink, nav_links

# A release's page says itself what its server may not know (no frame-ancestors: not in a meta).
CSP: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"
)
OWN: Final = {
    "public-home": gettext_noop("プランの項目"),
    "public-data": gettext_noop("資料とデータ"),
    "public-trust": gettext_noop("数字の確かめ方"),
}


@dataclass(frozen=True, slots=True)
class Maker:
    """What makes one kind of page: its facts, its title, where the navigation stands."""

    context: Callable[[Edition, Page, PublicLinks], dict[str, Any]]
    title: Callable[[Edition, Page], str]
    current: str = "public-home"


MAKERS: Final[dict[Kind, Maker]] = {
    "home": Maker(page_home.context, page_home.title),
    "goal": Maker(page_home.goal_context, page_home.goal_title),
    "item": Maker(page_item.context, page_item.title),
    "year": Maker(page_year.context, page_year.title),
    "data": Maker(page_data.context, page_data.title, "public-data"),
    "trust": Maker(page_data.trust_context, page_data.trust_title, "public-trust"),
}


def pages_of(snapshot: Json) -> Iterator[Page]:
    """Yield every page of an edition; goals have pages only where items are many."""
    edition = Edition(snapshot)
    yield Page("home")
    yield Page("data")
    yield Page("trust")
    yield from (Page("item", item["key"]) for item in edition.items)
    yield from (Page("year", str(fy)) for fy in edition.published_years)
    if edition.is_large:
        yield from (Page("goal", goal.node["key"]) for goal in edition.goals)


def exists(snapshot: Json, page: Page) -> bool:
    """Return whether the edition has the page."""
    edition = Edition(snapshot)
    if page.kind == "item":
        return page.key in edition.item_of
    if page.kind == "year":
        return page.key in map(str, edition.published_years)
    if page.kind == "goal":
        return edition.is_large and page.key in {goal.node["key"] for goal in edition.goals}
    return True


def render(
    snapshot: Json,
    page: Page,
    *,
    links: PublicLinks,
    language: str,
    demo_day: date | None = None,
) -> str:
    """Return a page as HTML: the same snapshot, page, links and language give the same text.

    `demo_day` is the fixed day of the demo town, shown in its banner.

    :raises KeyError: if the edition has no such page (ask `exists` first)
    """
    edition, maker = Edition(snapshot), MAKERS[page.kind]
    with translation.override(language):
        context = _frame(edition, maker, links, language) | maker.context(edition, page, links)
        context |= {"title": maker.title(edition, page), "demo_day": demo_day}
        return render_to_string(f"publication/{page.kind}.html", context)


def render_empty(*, links: PublicLinks, language: str) -> str:
    """Return the page of a town that has no plan yet."""
    with translation.override(language):
        known = layout(links, town=None, sample=False, language=language, current="public-home")
        return render_to_string("publication/empty.html", known)


def _frame(edition: Edition, maker: Maker, links: PublicLinks, language: str) -> dict[str, Any]:
    """Return what every page of the edition shows around its content."""
    sample = bool(edition.release and edition.release.get("sample"))
    known = layout(
        links, town=edition.town, sample=sample, language=language, current=maker.current
    )
    home_word = _("%(count)dの項目") % {"count": edition.item_count}
    return known | {
        "csp": CSP if links.is_file else "",
        "edition": edition,
        "plan": edition.plan,
        "home_word": home_word,
        "town_word": plain_text_of(edition.town, "name"),
        "level_word": edition.level(1),
        "nav_public": _navigation(links, maker.current, home_word),
        "nav_foot": _foot(links, maker.current),
        "files": page_data.main_files(links),
    }


def _navigation(links: PublicLinks, current: str, home_word: str) -> list[NavLink]:
    """Return the header's links: ours, then in the app those of the modules."""
    own = [NavLink(_(title), links.page(name), name == current) for name, title in OWN.items()]
    own[0] = replace(own[0], title=home_word)
    if links.is_file:
        return own
    ours = {entry.href for entry in own}
    others = [
        entry for entry in nav_links("public", links, current=current) if entry.href not in ours
    ]
    return [own[0], *others, *own[1:]]


def _foot(links: PublicLinks, current: str) -> list[NavLink]:
    name = "public-trust"
    return [NavLink(_(OWN[name]), links.page(name), name == current)]
