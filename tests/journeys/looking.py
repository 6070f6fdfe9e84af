"""Looks at a page as axe does, and at its width."""

from dataclasses import dataclass

from axe_playwright_python.sync_playwright import Axe

AXE = Axe()
OPTIONS = {"resultTypes": ["violations"]}
NARROW, BROAD = {"width": 320, "height": 640}, {"width": 1280, "height": 900}
WIDTH = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"


@dataclass(frozen=True)
class View:
    """A width and a language."""

    viewport: dict
    language: str

    def address(self, path):
        return path if self.language == "ja" or path.startswith("/published") else f"/en{path}"

    def __str__(self):
        return f"{self.viewport['width']}-{self.language}"


PHONE_JA, DESK_EN = View(NARROW, "ja"), View(BROAD, "en")
TWO = (PHONE_JA, DESK_EN)
FOUR = (*TWO, View(NARROW, "en"), View(BROAD, "ja"))


def violations(page):
    """Return what axe finds on a page: rule, and where."""
    found = AXE.run(page, options=OPTIONS).response["violations"]
    return [f"{each['id']}: {node['target'][0]}" for each in found for node in each["nodes"][:3]]


def faults(page):
    """Return what is wrong with the page as it stands."""
    wide, window = page.evaluate(WIDTH)
    broad = [f"{wide} px wide in a window of {window}"] if wide > window else []
    return [*violations(page), *broad]


def look(visitor, addresses, views=TWO, *, status=200):
    """Return the faults of pages, by address and view."""
    found = {}
    for view in views:
        visitor.page.set_viewport_size(view.viewport)
        for path in addresses:
            answered = visitor.open(view.address(path))
            here = faults(visitor.page)
            if answered != status:
                here.append(f"status {answered}")
            if here:
                found[f"{path} {view}"] = here
    return found


def look_here(visitor, name):
    """Return the faults of the page that is open, at both widths."""
    found = {}
    for viewport in (NARROW, BROAD):
        visitor.page.set_viewport_size(viewport)
        here = faults(visitor.page)
        if here:
            found[f"{name} {viewport['width']}"] = here
    return found
