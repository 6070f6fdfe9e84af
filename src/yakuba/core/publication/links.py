"""Where the links of a public page lead: to the app, or to files beside the page in a release.

A release is relocatable: its links are relative, with explicit ASCII file names.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final, Literal, Protocol

from django.http import HttpRequest
from django.urls import NoReverseMatch

from yakuba.platform.ui.formats import is_english
from yakuba.platform.ui.links import AppLinks, Links

Kind = Literal["home", "item", "goal", "year", "data", "trust"]
LANGUAGES: Final = ("ja", "en")
PUBLISHED_URL: Final = "/published/"
EVIDENCE: Final = "evidence/"  # every file that a snapshot names lies in its release
FOLDERS: Final = {"item": "items", "goal": "goals", "year": "years"}
KINDS: Final[dict[str, Kind]] = {
    "public-home": "home",
    "public-plan": "home",
    "public-item": "item",
    "public-goal": "goal",
    "public-year": "year",
    "public-data": "data",
    "public-trust": "trust",
}


@dataclass(frozen=True, slots=True)
class Page:
    """One public page: its kind, and the key of its item or goal, or its fiscal year."""

    kind: Kind
    key: str = ""

    @property
    def file_name(self) -> str:
        """Return where the page lies below its language's folder: items/2-1-a.html."""
        if self.kind == "home":
            return "index.html"
        if self.kind in FOLDERS:
            return f"{FOLDERS[self.kind]}/{ascii_name(self.key)}.html"
        return f"{self.kind}.html"

    @property
    def depth(self) -> int:
        """Return how many folders the page lies below its language's folder."""
        return len(PurePosixPath(self.file_name).parts) - 1


class PublicLinks(Links, Protocol):
    """What a public page asks beyond the layout's links."""

    @property
    def is_file(self) -> bool:
        """Return whether the page is a file of a release, not a page of the app."""

    def file(self, name: str) -> str:
        """Return the address of a file of the release, or nothing if it does not exist."""

    def size(self, name: str) -> int | None:
        """Return the size of a file in octets, None if it is not known."""


def ascii_name(key: str) -> str:
    """Return a key as a file name: characters beyond A–Z, a–z, 0–9, - and _ become xHEX."""
    plain = "-_"
    return "".join(
        char if char.isascii() and (char.isalnum() or char in plain) else f"x{ord(char):x}"
        for char in key
    )


@dataclass(frozen=True)
class FileLinks:
    """Relative links from one page of a release; `files` are the release's files with sizes."""

    page_: Page
    language: str
    files: Mapping[str, int] | None = None
    is_file: bool = True

    @property
    def root(self) -> str:
        """Return the way from the page up to the release's folder."""
        return "../" * (self.page_.depth + 1)

    def page(self, name: str, **parts: object) -> str:
        """Return the relative address of a page by its URL name and parts.

        :raises NoReverseMatch: for a page that only the running site has
        """
        if name not in KINDS:
            raise NoReverseMatch(name)
        key = parts.get("key") or parts.get("fy") or ""
        target = Page(KINDS[name], str(key))
        return "../" * self.page_.depth + target.file_name

    def asset(self, path: str) -> str:
        """Return the relative address of a style sheet: ui/base.css lies in assets/."""
        return f"{self.root}assets/{PurePosixPath(path).name}"

    def other_language(self) -> str:
        """Return the relative address of this page in the other language."""
        other = next(each for each in LANGUAGES if each != self.language)
        return f"{self.root}{other}/{self.page_.file_name}"

    def is_current(self, href: str) -> bool:
        """Return whether the address is this very page."""
        return href == "../" * self.page_.depth + self.page_.file_name

    def file(self, name: str) -> str:
        """Return the relative address of a file of the release, or nothing."""
        return self.root + name if self.files is None or name in self.files else ""

    def size(self, name: str) -> int | None:
        """Return the size of a file, None if it is not known."""
        return (self.files or {}).get(name)


class PublishedLinks(AppLinks):
    """Links of the app; the files of the release lie in the published folder, at `base`."""

    is_file = False

    def __init__(
        self,
        request: HttpRequest | None = None,
        *,
        base: str = "",
        files: Mapping[str, int] | None = None,
    ) -> None:
        super().__init__(request)
        self.base = base
        self.files = files or {}

    def file(self, name: str) -> str:
        """Return the address of a file of the release, or nothing if it does not exist."""
        is_there = name in self.files or name.startswith(EVIDENCE)
        return self.base + name if self.base and is_there else ""

    def size(self, name: str) -> int | None:
        """Return the size of a file, None if it is not known."""
        return self.files.get(name)


def language() -> str:
    """Return the language that is being spoken: ja or en."""
    return "en" if is_english() else "ja"
