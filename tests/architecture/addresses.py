"""All addresses of the site, as the tests of this folder walk them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from yakuba.platform.office.access import PUBLIC, SIGN_IN


@dataclass(frozen=True)
class Address:
    """One address: its name, its view and the names of the parts that it takes."""

    name: str
    view: Any
    parts: tuple[str, ...]

    @property
    def right(self) -> str | None:
        """Return the mark of the view, None if it carries none."""
        return getattr(self.view, "right", None)

    @property
    def is_staff(self) -> bool:
        """Return whether one has to sign in."""
        return self.right not in {PUBLIC, SIGN_IN}


def walk(patterns: Iterable[Any], parts: tuple[str, ...] = ()) -> Iterator[Address]:
    """Yield every address below the patterns."""
    for pattern in patterns:
        taken = (*parts, *getattr(pattern.pattern, "converters", ()))
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, taken)
        elif isinstance(pattern, URLPattern):
            yield Address(pattern.name or "", pattern.callback, taken)


def addresses() -> list[Address]:
    """Return every address of the site."""
    return list(walk(get_resolver().url_patterns))


def unmarked(found: Iterable[Address]) -> list[str]:
    """Return the addresses whose view carries no mark."""
    return [address.name or repr(address.view) for address in found if address.right is None]
