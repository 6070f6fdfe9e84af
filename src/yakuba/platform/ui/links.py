"""Where a page's links lead: to the app, or to the files beside it in a published folder."""

from typing import Protocol

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse

ENGLISH = "/en/"


class Links(Protocol):
    """What a layout asks for its links; publication brings its own, with relative addresses."""

    def page(self, name: str, **parts: object) -> str:
        """Return the address of a page by its URL name and parts."""

    def asset(self, path: str) -> str:
        """Return the address of a static file such as `ui/base.css`."""

    def other_language(self) -> str:
        """Return the address of this page in the other language, or nothing."""

    def is_current(self, href: str) -> bool:
        """Return whether the address is this very page."""


class AppLinks:
    """Addresses of the running app."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        self.path = request.path if request is not None else ""

    def page(self, name: str, **parts: object) -> str:
        """Return the address of a page by its URL name and parts."""
        return reverse(name, kwargs=parts)

    def asset(self, path: str) -> str:
        """Return the address of a static file."""
        return static(path)

    def other_language(self) -> str:
        """Return the same address with or without /en/."""
        if not self.path:
            return ""
        if self.path.startswith(ENGLISH):
            return self.path[len(ENGLISH) - 1 :]
        return ENGLISH + self.path.lstrip("/")

    def is_current(self, href: str) -> bool:
        """Return whether the address is this very page, or a part of the office that holds it."""
        parts = href.removeprefix(ENGLISH.rstrip("/")).strip("/").split("/")
        return href == self.path or (len(parts) > 1 and self.path.startswith(href))
