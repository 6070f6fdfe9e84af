"""Every kind of tampering with a published folder is found."""

import json
import shutil
from datetime import date

import pytest

from yakuba.core.publication import canonical, manifest, numbers, release, services
from yakuba.core.publication.models import Release
from yakuba.core.publication.numbers import rows_of
from yakuba.core.publication.tests import town as towns
from yakuba.core.publication.tests.test_services import wanted
from yakuba.core.publication.verify import verify
from yakuba.platform import paths

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    made = towns.found()
    towns.report(made)
    services.publish(made.plan, towns.FIRST, account=None, on=date(2022, 9, 8))
    return made


@pytest.fixture
def folder(town):
    return release.folder_of(town.plan.slug, 2021, 1)


def codes():
    return {problem.code.removeprefix("published.") for problem in verify()}


def test_untouched_release_is_whole(town):
    assert verify() == []


def test_corrected_release_and_its_predecessor_are_whole(town):
    services.correct(town.plan, wanted(town), account=None, on=date(2024, 1, 15))

    assert verify() == []
    assert manifest.read(release.folder_of(town.plan.slug, 2021, 1)).superseded == {
        "number": 2,
        "published_on": "2024-01-15",
    }


def change_a_figure(folder):
    page = folder / "ja/items/2-a.html"
    page.write_text(page.read_text().replace("98.3", "99.3"))


def change_page_and_manifest(folder):
    change_a_figure(folder)
    known = json.loads((folder / "manifest.json").read_text())
    content = (folder / "ja/items/2-a.html").read_bytes()
    for each in known["files"]:
        if each["path"] == "ja/items/2-a.html":
            each |= {"size": len(content), "sha256": canonical.digest(content)}
    (folder / "manifest.json").write_bytes(canonical.encode(known))


def change_the_snapshot(folder):
    path = folder / "snapshot.json"
    path.write_bytes(path.read_bytes().replace(b"98.3", b"99.3"))


TAMPERED = {
    "page": (change_a_figure, {"changed"}),
    "page and manifest": (change_page_and_manifest, {"manifest-changed", "bundle"}),
    "snapshot": (change_the_snapshot, {"changed", "snapshot-changed"}),
    "table": (
        lambda folder: (folder / "data/actuals.csv").write_text("x"),
        {"changed"},
    ),
    "report": (lambda folder: (folder / "book-ja.pdf").write_bytes(b"%PDF"), {"changed"}),
    "file gone": (lambda folder: (folder / "data/items.csv").unlink(), {"missing"}),
    "file added": (lambda folder: (folder / "ja/new.html").write_text("x"), {"extra"}),
    "manifest gone": (lambda folder: (folder / "manifest.json").unlink(), {"no-manifest"}),
    "manifest spoiled": (
        lambda folder: (folder / "manifest.json").write_text("{"),
        {"bad-manifest"},
    ),
    "manifest of another shape": (
        lambda folder: (folder / "manifest.json").write_text("{}"),
        {"bad-manifest"},
    ),
    "zip spoiled": (lambda folder: (folder / "release.zip").write_bytes(b"x"), {"bundle"}),
    "zip gone": (lambda folder: (folder / "release.zip").unlink(), {"missing"}),
    "folder gone": (shutil.rmtree, {"no-manifest"}),
    "current gone": (lambda folder: (folder.parents[1] / "current").unlink(), {"current"}),
    "strange folder": (
        lambda folder: (folder.parents[1] / "2023" / "r1").mkdir(parents=True),
        {"stranger"},
    ),
}


@pytest.mark.parametrize("kind", TAMPERED)
def test_tampering_is_found(folder, kind):
    tamper, expected = TAMPERED[kind]

    tamper(folder)

    assert codes() == expected


def test_row_that_was_changed_is_found(town):
    Release.objects.update(snapshot_digest="0" * 64)

    assert codes() == {"snapshot-changed"}


def test_missing_banner_is_found_and_put_on(town):
    services.correct(town.plan, wanted(town), account=None, on=date(2024, 1, 15))
    old = release.folder_of(town.plan.slug, 2021, 1)
    shutil.rmtree(old)
    shutil.unpack_archive(release.folder_of(town.plan.slug, 2021, 2) / "release.zip", old)
    before = manifest.read(old)
    Release.objects.filter(number=1).update(
        manifest_digest=before.digest, snapshot_digest=before.snapshot
    )
    shutil.copy(release.folder_of(town.plan.slug, 2021, 2) / "release.zip", old)

    assert codes() == {"no-banner"}

    services.settle(town.plan)

    assert codes() == set()


def test_other_release_of_the_snapshot_is_told_by_its_numbers(folder, town):
    for name in ("ja/items/2-a.html", "book-ja.pdf", "data/actuals.csv", "data/effects.csv"):
        kept = (folder / name).read_bytes()
        if name.endswith(".pdf"):
            snapshot = canonical.decode((folder / "snapshot.json").read_bytes())
            snapshot["items"][1]["effects"][0]["gross_yen"] = 4520501
            from yakuba.core.publication import book

            (folder / name).write_bytes(book.make(snapshot))
        else:
            changed = kept.replace(b"98.3", b"99.3").replace(b"4520500", b"4520501")
            (folder / name).write_bytes(changed)

        found = numbers.problems_of_numbers(folder, "r1")

        assert [problem.place for problem in found][:1] == [f"r1/{name}"]
        (folder / name).write_bytes(kept)
    assert numbers.problems_of_numbers(folder, "r1") == []


def test_every_number_of_page_and_report_is_in_a_table(folder, town):
    held = set()
    for path in folder.glob("data/*.csv"):
        for row in rows_of(path.read_bytes()):
            held |= {cell for cell in row.values()}
    snapshot = canonical.decode((folder / "snapshot.json").read_bytes())
    page = numbers.words_of((folder / "ja/items/2-a.html").read_text())
    report = numbers.book_text(folder / "book-ja.pdf")

    wanted_numbers = numbers.book_numbers(snapshot)

    assert {"98.3", "98.5", "-0.2", "558150200", "567800000", "3320500"} <= wanted_numbers
    assert wanted_numbers <= held
    assert numbers.item_numbers(snapshot["items"][1]) <= numbers.numbers_in(page)
    assert {"98.3", "98.5"} <= numbers.numbers_in(page) & numbers.numbers_in(report) & held


def test_nothing_published_is_in_order():
    assert verify() == []
    assert not paths.published().exists()
