"""The links of the header and the foot.  Apps declare theirs; the platform knows no plan."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from django.utils.functional import Promise

if TYPE_CHECKING:
    from yakuba.platform.ui.links import Links

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


def declare_nav(
    place: Place, title: str | Promise, *, url_name: str, order: int, action: str | None = None
) -> None:
    """Add a link to the public header, the public foot or the staff header.

    Call it from an app's `ready()`.  Declaring the same URL name again replaces the link.
    """
    _entries[place, url_name] = Entry(place, title, url_name, order, action)


def nav_links(
    place: Place, links: "Links", *, actor: Any = None, current: str = ""
) -> list[NavLink]:
    """Return the links of a place in order: those that the actor may use.

    `current` names the URL that the page belongs to; empty means to look at the address.
    """
    entries = sorted((e for e in _entries.values() if e.place == place), key=lambda e: e.order)
    seen = [e for e in entries if _allowed(actor, e.action)]
    hrefs = {e.url_name: links.page(e.url_name) for e in seen}
    return [
        NavLink(
            str(e.title),
            hrefs[e.url_name],
            e.url_name == current if current else links.is_current(hrefs[e.url_name]),
        )
        for e in seen
    ]


def _allowed(actor: Any, action: str | None) -> bool:
    if action is None:
        return True
    from yakuba.platform.office import rights  # the office's models must be loaded first

    return actor is not None and rights.may(actor, action) is None
