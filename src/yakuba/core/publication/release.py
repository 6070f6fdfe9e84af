"""Writing a release: a folder of files, made whole beside its place and then put there.

Every file is a function of the snapshot, the templates and the version of the software.
"""

import os
import re
import shutil
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation

from yakuba.core.publication import archive, book, canonical, manifest, pages, slices
from yakuba.core.publication.edition import Edition
from yakuba.core.publication.links import LANGUAGES, FileLinks, Page
from yakuba.core.publication.manifest import Entry, Manifest
from yakuba.core.publication.page_data import BOOK, BUNDLE
from yakuba.core.publication.tables import tables
from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform import paths

Json = dict[str, Any]
Step = Callable[[str], None]
Files = Iterable[tuple[str, bytes]]

SNAPSHOT: Final = "snapshot.json"
CURRENT: Final = "current"
STYLES: Final = ("ui/base.css", "ui/public.css", "ui/print.css", "ui/favicon.svg")
BANNER: Final = re.compile(rb"<!--superseded-->.*?<!--/superseded-->", re.DOTALL)
MAIN: Final = re.compile(rb"<main\b[^>]*>")
TEMPORARY: Final = ".making-"
HALF: Final = "-half"


def folder_of(slug: str, fy: int, number: int) -> Path:
    """Return where a release lies: published/<plan>/<fy>/r<n>."""
    return paths.published() / slug / str(fy) / f"r{number}"


def silent(_text: str) -> None:
    """Tell nobody."""


@contextmanager
def making(place: Path) -> Iterator[Path]:
    """Give a temporary folder beside the place; it is gone afterwards unless it was moved."""
    place.parent.mkdir(parents=True, exist_ok=True)
    temporary = place.parent / f"{TEMPORARY}{uuid.uuid4().hex}"
    temporary.mkdir()
    try:
        yield temporary
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def write(
    snapshot: Json,
    folder: Path,
    *,
    evidence: Mapping[str, Path] | None = None,
    step: Step = silent,
) -> Manifest:
    """Write all files of a release into an empty folder and return their manifest.

    `evidence` gives the stored bytes of each public file by its path in the release; `step` is
    told what is being made.

    :raises YakubaError: if the report cannot be made, or what was written reads back otherwise
    """
    step("報告書と表を作っています")
    entries = _store(folder, _papers(snapshot, evidence or {}))
    sizes = {each.path: each.size for each in entries} | {manifest.NAME: 0, BUNDLE: 0}
    step("ページを作っています")
    entries += _store(folder, _pages(snapshot, sizes))
    entries += _store(folder, slices_of(snapshot))
    digest = canonical.digest(canonical.encode(snapshot))
    made = Manifest(digest, snapshot["made_at"], tuple(entries))
    (folder / manifest.NAME).write_bytes(made.to_bytes())
    names = [manifest.NAME, *(each.path for each in entries)]
    archive.write(folder, names, target=folder / BUNDLE, made_at=snapshot["made_at"])
    _read_back(folder, made)
    return made


def _store(folder: Path, files: Files) -> list[Entry]:
    entries = []
    for name, content in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        entries.append(Entry.of(name, content))
    return entries


def _papers(snapshot: Json, evidence: Mapping[str, Path]) -> Files:
    yield SNAPSHOT, canonical.encode(snapshot)
    for name, content in tables(snapshot).items():
        yield f"data/{name}", content
    yield BOOK, book.make(snapshot)
    for name in evidence_names(snapshot):
        yield name, evidence[name].read_bytes()
    for style in STYLES:
        yield f"assets/{Path(style).name}", Path(str(finders.find(style))).read_bytes()


def evidence_names(snapshot: Json) -> list[str]:
    """Return the paths of the public files that the snapshot names, once each, sorted."""
    found = {
        each["path"]
        for item in snapshot["items"]
        for indicator in item["indicators"]
        for point in indicator["points"]
        for each in point["evidence_files"]
    }
    return sorted(found)


def slices_of(snapshot: Json) -> Files:
    """Yield what each page of the app reads instead of the whole snapshot."""
    edition = Edition(snapshot)
    for page in pages.pages_of(snapshot):
        part = slices.slice_of(edition, page)
        if part is not None:
            yield slices.file_name(page), canonical.encode(part)


def _pages(snapshot: Json, sizes: Mapping[str, int]) -> Files:
    for page in pages.pages_of(snapshot):
        for language in LANGUAGES:
            yield f"{language}/{page.file_name}", _page(snapshot, page, language, sizes)


def _page(snapshot: Json, page: Page, language: str, sizes: Mapping[str, int]) -> bytes:
    links = FileLinks(page, language, sizes)
    return pages.render(snapshot, page, links=links, language=language).encode()


def _read_back(folder: Path, made: Manifest) -> None:
    """Compare what lies on the disk with what was meant to.

    :raises YakubaError: if a file differs
    """
    stored = manifest.read(folder)
    wrong = [
        each.path
        for each in stored.entries
        if Entry.of(each.path, (folder / each.path).read_bytes()) != each
    ]
    if stored != Manifest(made.snapshot, made.made_at, _sorted(made.entries)) or wrong:
        message = (
            f"書いたファイルを読み返すと、ちがう内容でした：{'、'.join(wrong) or manifest.NAME}"
        )
        fix = "ディスクの空きと故障を確かめて、もう一度公表してください。"
        raise YakubaError(Problem("release.read-back", message, fix))


def _sorted(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda each: each.path))


def place(temporary: Path, target: Path) -> None:
    """Put a finished folder in its place.

    A folder that already lies there belongs to no release: its publishing was cut off before it
    was recorded, so it is taken away first.
    """
    if target.exists():
        shutil.rmtree(target)
    temporary.rename(target)


def point_current(slug: str, fy: int, number: int) -> None:
    """Let `current` of the plan lead to a release, in one step."""
    link = paths.published() / slug / CURRENT
    temporary = link.with_name(f".{CURRENT}-{uuid.uuid4().hex}")
    temporary.symlink_to(f"{fy}/r{number}")
    os.replace(temporary, link)


def current_of(slug: str) -> str | None:
    """Return where `current` of a plan leads: 2022/r1; None if it is not there."""
    link = paths.published() / slug / CURRENT
    return os.readlink(link) if link.is_symlink() else None


def supersede(folder: Path, newer: Json) -> None:
    """Put a banner onto every page of a release that a newer one of its year replaces.

    `newer` is the `release` part of the newer snapshot.  Done once: a page that has its banner
    keeps it, so that a cut-off run can be repeated.
    """
    known = manifest.read(folder)
    if known.superseded is not None:
        return
    for leftover in folder.rglob(f".*{HALF}"):
        leftover.unlink()
    entries = tuple(_with_banner(folder, each, newer) for each in known.entries)
    told = {"number": newer["number"], "published_on": newer["published_on"]}
    made = Manifest(known.snapshot, known.made_at, entries, told)
    _replace(folder / manifest.NAME, made.to_bytes())


def _with_banner(folder: Path, entry: Entry, newer: Json) -> Entry:
    language, _slash, file_name = entry.path.partition("/")
    if language not in LANGUAGES or not file_name.endswith(".html"):
        return entry
    path = folder / entry.path
    plain = BANNER.sub(b"", path.read_bytes())
    if Entry.of(entry.path, plain) != entry:
        return entry  # not what was published: `verify` tells, the banner must not hide it
    marked = _insert(plain, _banner(file_name, language, newer))
    _replace(path, marked)
    made = Entry.of(entry.path, marked)
    return Entry(made.path, made.size, made.sha256, entry)


def _insert(content: bytes, banner: bytes) -> bytes:
    match = MAIN.search(content)
    end = match.end() if match else 0
    return content[:end] + banner + content[end:]


def _banner(file_name: str, language: str, newer: Json) -> bytes:
    up = "../" * (file_name.count("/") + 2)
    href = f"{up}r{newer['number']}/{language}/{file_name}"
    with translation.override(language):
        text = render_to_string("publication/superseded.html", {"newer": newer, "href": href})
    return b"<!--superseded-->" + text.strip().encode() + b"<!--/superseded-->"


def _replace(path: Path, content: bytes) -> None:
    temporary = path.with_name(f".{path.name}{HALF}")
    temporary.write_bytes(content)
    os.replace(temporary, path)
