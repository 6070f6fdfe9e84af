"""Reading a rendered page as a resident does: texts, links, ids."""

import re

import html5lib

from yakuba.core.publication import pages
from yakuba.core.publication.links import FileLinks, Page
from yakuba.core.publication.tests import sample


def html(page: Page, *, edition=None, language: str = "ja") -> str:
    known = edition if edition is not None else sample.snapshot()
    return pages.render(known, page, links=FileLinks(page, language), language=language)


class Fixed(FileLinks):
    """Links that also know the office's side."""

    def page(self, name: str, **parts: object) -> str:
        return "/staff/" if name == "staff-home" else super().page(name, **parts)


class Read:
    """A parsed page: texts by tag or class, links, ids."""

    def __init__(self, text: str) -> None:
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        self.root = parser.parse(text)

    def all(self, name: str) -> list:
        return [each for each in self.root.iter() if name in self._names(each)]

    def texts(self, name: str) -> list[str]:
        return [plain(each) for each in self.all(name)]

    def hrefs(self) -> list[str]:
        return [each.get("href") for each in self.root.iter("a")]

    def ids(self) -> list[str]:
        return [each.get("id") for each in self.root.iter() if each.get("id")]

    def _names(self, each) -> list[str]:
        return [str(each.tag), *(each.get("class") or "").split()]


def plain(element) -> str:
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()


def read(page: Page, **more: object) -> Read:
    return Read(html(page, **more))


HOME = Page("home")
TAX = Page("item", "2-1-a")
DRILLS = Page("item", "1-1-a")
PEOPLE = Page("item", "1-1-b")
