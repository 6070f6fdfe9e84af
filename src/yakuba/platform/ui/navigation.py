"""The links of the header and the foot.  Apps declare theirs; the platform knows no plan."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from django.core import checks
from django.urls import NoReverseMatch
from django.utils.functional import Promise

from yakuba.kernel.fiscal import FiscalYear
from yakuba.platform.ui.links import AppLinks, Links

Place = Literal["public", "foot", "staff"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One declared link; `action` names the right that a person needs to see it."""

    place: Place
    title: str | Promise
    url_name: str
    order: int
    action: str | None


@dataclass(frozen=True, slots=True)
class NavLink:
    """One link as a template shows it."""

    title: str
    href: str
    current: bool


_entries: dict[tuple[Place, str], Entry] = {}
_years: dict[str, Callable[[], Iterable[FiscalYear]]] = {}


def declare_nav(
    place: Place, title: str | Promise, *, url_name: str, order: int, action: str | None = None
) -> None:
    """Add a link to the public header, the public foot or the staff header.

    Call it from an app's `ready()`.  Declaring the same URL name again replaces the link.
    """
    _entries[place, url_name] = Entry(place, title, url_name, order, action)


def declare_years(name: str, years: Callable[[], Iterable[FiscalYear]]) -> None:
    """Add fiscal years on which staff still work to those whose books are open.

    Call it from an app's `ready()`.  Declaring the same name again replaces the years.
    """
    _years[name] = years


def worked_years() -> set[FiscalYear]:
    """Return the fiscal years on which some app says that staff still work."""
    return {year for years in _years.values() for year in years()}


def nav_links(place: Place, links: Links, *, actor: Any = None, current: str = "") -> list[NavLink]:
    """Return the links of a place in order: those that the actor may use.

    `current` names the URL that the page belongs to; empty means to look at the address.
    """
    entries = sorted((e for e in _entries.values() if e.place == place), key=lambda e: e.order)
    found = []
    for entry in entries:
        href = _address(links, entry.url_name)
        if href and _allowed(actor, entry.action):
            is_current = entry.url_name == current if current else links.is_current(href)
            found.append(NavLink(str(entry.title), href, is_current))
    return found


def check_nav(**_options: Any) -> list[checks.CheckMessage]:
    """Return a warning for every declared link whose page does not exist (system check)."""
    hint = "declare_nav(url_name=…) must name a pattern of site/urls.py"
    return [
        checks.Warning(
            f"the {e.place} link {e.title!s} leads to no page: {e.url_name!r}", hint, id="ui.W001"
        )
        for e in _entries.values()
        if not _address(AppLinks(), e.url_name)
    ]


def _address(links: Links, url_name: str) -> str:
    """Return the address, or nothing where the page is not mounted (a check reports it)."""
    try:
        return links.page(url_name)
    except NoReverseMatch:
        return ""


def _allowed(actor: Any, action: str | None) -> bool:
    if action is None:
        return True
    from yakuba.platform.office import rights  # the office's models must be loaded first

    return actor is not None and rights.may(actor, action) is None
