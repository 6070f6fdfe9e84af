"""Holding stored releases against their manifests, their rows and their own numbers.

Nothing is made anew: another version of the software would make other bytes.
"""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from yakuba.core.publication import canonical, manifest, release
from yakuba.core.publication.manifest import Entry, Manifest
from yakuba.core.publication.models import Release
from yakuba.core.publication.numbers import problems_of_numbers
from yakuba.core.publication.page_data import BUNDLE
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.problems import Problem
from yakuba.platform import paths

Json = dict[str, Any]


def verify(slug: str | None = None, fy: FiscalYear | int | None = None) -> list[Problem]:
    """Return everything that is wrong with the stored releases, of one plan or year or of all."""
    rows = Release.objects.select_related("plan").order_by("plan", "fy", "number")
    if slug is not None:
        rows = rows.filter(plan__slug=slug)
    wanted = list(rows if fy is None else rows.filter(fy=fy))
    found = [problem for row in wanted for problem in verify_release(row)]
    if fy is None:
        found += list(_strangers(wanted, slug))
        found += [problem for each in _newest(wanted) for problem in _current(each)]
    return found


def verify_release(row: Release) -> list[Problem]:
    """Return everything that is wrong with one release."""
    folder = release.folder_of(row.plan.slug, int(row.fy), row.number)
    name = f"{row.plan.slug}/{row.fy}/r{row.number}"
    try:
        known = manifest.read(folder)
    except FileNotFoundError:
        message = _("{name}の目録（manifest.json）がありません。").format(name=name)
        return [_problem("no-manifest", message, name)]
    except ValueError:
        message = _("{name}の目録（manifest.json）が読めません。").format(name=name)
        return [_problem("bad-manifest", message, name)]
    found = [*_row(row, known, name), *_files(folder, known, name)]
    found += [*_bundle(folder, known, name), *_banner(row, known, name)]
    return found or problems_of_numbers(folder, name)


def _problem(code: str, message: str, place: str) -> Problem:
    fix = _("バックアップから、この版のフォルダを戻してください。")
    return Problem(f"published.{code}", message, fix, place)


def _row(row: Release, known: Manifest, name: str) -> Iterator[Problem]:
    if known.digest != row.manifest_digest:
        message = _("{name}の目録が、公表したときのものとちがいます。").format(name=name)
        yield _problem("manifest-changed", message, f"{name}/{manifest.NAME}")
    if known.snapshot != row.snapshot_digest:
        message = _("{name}の版の指紋が、公表したときのものとちがいます。").format(name=name)
        yield _problem("snapshot-changed", message, f"{name}/{release.SNAPSHOT}")


def _files(folder: Path, known: Manifest, name: str) -> Iterator[Problem]:
    for entry in known.entries:
        path, place = folder / entry.path, f"{name}/{entry.path}"
        if not path.is_file():
            yield _problem("missing", _("{place}がありません。").format(place=place), place)
        elif Entry.of(entry.path, path.read_bytes()).sha256 != entry.sha256:
            message = _("{place}の内容が変わっています。").format(place=place)
            yield _problem("changed", message, place)
    listed = {entry.path for entry in known.entries} | set(manifest.OUTSIDE)
    for extra in sorted(set(manifest.files_in(folder)) - listed):
        place = f"{name}/{extra}"
        message = _("{place}は、目録にないファイルです。").format(place=place)
        yield Problem("published.extra", message, _("消してください。"), place)
    snapshot = folder / release.SNAPSHOT
    if snapshot.is_file() and canonical.digest(snapshot.read_bytes()) != known.snapshot:
        message = _("{name}のsnapshot.jsonが、版の指紋と合いません。").format(name=name)
        yield _problem("snapshot-changed", message, f"{name}/{release.SNAPSHOT}")


def _bundle(folder: Path, known: Manifest, name: str) -> Iterator[Problem]:
    """The zip holds every file as it was published, and the manifest of then."""
    place = f"{name}/{BUNDLE}"
    wanted = {each.path: each.published.sha256 for each in known.entries}
    wanted[manifest.NAME] = canonical.digest(known.as_published().to_bytes())
    try:
        held = dict(_members(folder / BUNDLE))
    except FileNotFoundError:
        yield _problem("missing", _("{place}がありません。").format(place=place), place)
    except zipfile.BadZipFile:
        yield _problem("bundle", _("{place}が開けません。").format(place=place), place)
    else:
        if held != wanted:
            message = _("{place}の中身が、公表したファイルとちがいます。").format(place=place)
            yield _problem("bundle", message, place)


def _members(path: Path) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(path) as bundle:
        for info in bundle.infolist():
            yield info.filename, canonical.digest(bundle.read(info))


def _banner(row: Release, known: Manifest, name: str) -> Iterator[Problem]:
    newer = Release.objects.filter(plan=row.plan, fy=row.fy, number__gt=row.number).exists()
    if newer and known.superseded is None:
        message = _("{name}は古い版ですが、ページにそのことが書かれていません。").format(name=name)
        fix = _("公表の画面で「整える」を押してください。")
        yield Problem("published.no-banner", message, fix, name)


def _newest(rows: list[Release]) -> list[Release]:
    newest = {row.plan_id: row for row in sorted(rows, key=lambda each: (each.fy, each.number))}
    return list(newest.values())


def _current(row: Release) -> Iterator[Problem]:
    wanted = f"{row.fy}/r{row.number}"
    if release.current_of(row.plan.slug) != wanted:
        message = _("{plan}の「current」が、最新の版{wanted}を指していません。")
        fix = _("公表の画面で「整える」を押してください。")
        words = message.format(plan=row.plan.slug, wanted=wanted)
        yield Problem("published.current", words, fix, f"{row.plan.slug}/{release.CURRENT}")


def _strangers(rows: list[Release], slug: str | None) -> Iterator[Problem]:
    """Yield the folders that look like releases but were never published."""
    known = {(row.plan.slug, str(row.fy), f"r{row.number}") for row in rows}
    for folder in sorted(paths.published().glob(f"{slug or '*'}/[0-9]*/r[0-9]*")):
        parts = folder.relative_to(paths.published()).parts
        if parts not in known:
            place = "/".join(parts)
            message = _("{place}は、公表の記録にないフォルダです。").format(place=place)
            yield Problem("published.stranger", message, _("消してください。"), place)
