"""A person before a browser: what she does, and what no page may do meanwhile."""

import os
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page

NUMBER = count(1)
WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
LISTEN = """document.addEventListener('securitypolicyviolation',
  event => console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI));"""
REFUSALS = (400, 403, 404, 409, 422, 500)  # chromium writes a line for each page that says no


@dataclass
class Watch:
    """What pages said in the console, and whom they asked."""

    host: str
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def over(self, context):
        """Listen to everything that happens in a context from now on."""
        context.add_init_script(LISTEN)
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.said.append(str(error.error)))
        context.on("request", self._see)

    def _hear(self, message):
        is_refusal = any(f"status of {status}" in message.text for status in REFUSALS)
        if message.type in ("error", "warning") and not is_refusal:
            self.said.append(f"{message.location['url']}: {message.text}")

    def _see(self, request):
        target = urlsplit(request.url)
        if target.scheme in ("http", "https") and target.netloc != self.host:
            self.asked.append(request.url)

    def fine(self):
        """Make sure that nothing was said and nobody else was asked."""
        assert (self.said, self.asked) == ([], [])


class Visitor:
    """One person with her own browser window."""

    def __init__(self, browser, base, *, watch=None, viewport=WIDE, **options):
        self.watch = watch or Watch(urlsplit(base).netloc)
        self.context = browser.new_context(
            base_url=base, ignore_https_errors=True, locale="ja-JP", viewport=viewport, **options
        )
        self.context.set_default_timeout(15_000)
        self.watch.over(self.context)
        self.page: Page = self.context.new_page()

    def open(self, address):
        """Open an address and return how the town answered."""
        answer = self.page.goto(address)
        return answer.status

    def sign_in(self, number, password):
        self.open("/accounts/login/")
        self.fill("職員番号", number)
        self.fill("パスワード", password)
        self.press("ログインする")
        return self

    def fill(self, label, text):
        self.page.get_by_label(label).first.fill(text)

    def fill_date(self, name, year, month, day):
        for part, text in (("year", year), ("month", month), ("day", day)):
            self.page.locator(f"[name$={name}_{part}]").fill(str(text))

    def press(self, words):
        """Press a button and wait for the next page."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=words, exact=True).first.click()

    def follow(self, words, **more):
        """Follow a link."""
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=words, **more).first.click()

    def sees(self, words):
        """Make sure that the words stand on the page."""
        self.page.locator("body").filter(has_text=words).wait_for(timeout=5_000)

    @property
    def heading(self):
        return self.page.locator("h1").inner_text().replace("\n", "")

    def wait_for_job(self, link):
        """Stay on the page of a job until it is done, then follow its link."""
        done = self.page.get_by_role("link", name=link)
        done.wait_for(timeout=60_000)
        with self.page.expect_navigation():
            done.click()

    def look(self, name):
        """Keep pictures of the page where YAKUBA_PICTURES names a folder."""
        folder = os.environ.get("YAKUBA_PICTURES")
        if not folder:
            return
        before, number = self.page.viewport_size, next(NUMBER)
        for view in (WIDE, PHONE):
            self.page.set_viewport_size(view)
            path = Path(folder) / f"{number:02}-{name}-{view['width']}.png"
            self.page.screenshot(path=path, full_page=True)
        self.page.set_viewport_size(before)

    def leave(self):
        self.context.close()
