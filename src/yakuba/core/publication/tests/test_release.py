"""A release is the same to the last byte wherever and whenever it is made again."""

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from yakuba.core.publication import archive, canonical, manifest, release
from yakuba.core.publication.numbers import book_numbers, book_text, numbers_in, rows_of, words_of
from yakuba.core.publication.tests import sample

MAKE = """
import json, sys
import django
django.setup()
from pathlib import Path
from yakuba.core.publication import release
snapshot = json.loads(Path(sys.argv[1]).read_text())
folder = Path(sys.argv[2])
folder.mkdir()
release.write(snapshot, folder, evidence={"evidence/kessan-r4.pdf": Path(sys.argv[1])})
"""


def whole() -> dict:
    """Return the sample edition with everything that a built one has."""
    edition = sample.snapshot()
    for item in edition["items"]:
        item.setdefault("relisted_of", "")
    return edition


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in manifest.files_in(folder)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("release") / "r1"
    place.mkdir()
    source = place.parent / "source.json"
    source.write_text(json.dumps(whole()))
    release.write(whole(), place, evidence={"evidence/kessan-r4.pdf": source})
    return place


@pytest.mark.slow
def test_release_is_the_same_in_another_process_clock_and_zone(folder, tmp_path):
    source = folder.parent / "source.json"
    where = {
        "TZ": "America/New_York",
        "LANG": "C",
        "YAKUBA_TODAY": "2031-02-28",
        "YAKUBA_DEMO": "1",
        "PYTHONHASHSEED": "7",
        "DJANGO_SETTINGS_MODULE": "yakuba.site.settings",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    again = tmp_path / "again"

    subprocess.run(
        [sys.executable, "-c", MAKE, str(source), str(again)],
        env={**os.environ, **where},
        check=True,
    )

    assert contents(again) == contents(folder)


def test_release_holds_pages_tables_papers_and_proof(folder):
    names = sorted(manifest.files_in(folder))

    assert [name for name in names if not name.startswith(("ja/", "en/"))] == [
        "assets/base.css",
        "assets/favicon.svg",
        "assets/print.css",
        "assets/public.css",
        "book-ja.pdf",
        "data/actuals.csv",
        "data/corrections.csv",
        "data/effects.csv",
        "data/items.csv",
        "data/ratings.csv",
        "data/summary.csv",
        "data/trails.csv",
        "evidence/kessan-r4.pdf",
        "manifest.json",
        "parts/data.json",
        "parts/index.json",
        "parts/items/1-1-a.json",
        "parts/items/1-1-b.json",
        "parts/items/2-1-a.json",
        "parts/trust.json",
        "parts/years/2021.json",
        "parts/years/2022.json",
        "release.zip",
        "snapshot.json",
    ]
    assert [name[3:] for name in names if name.startswith("ja/")] == [
        name[3:] for name in names if name.startswith("en/")
    ]


def test_every_link_of_a_release_leads_to_a_file_of_it(folder):
    broken = []
    for name in manifest.files_in(folder):
        if name.endswith(".html"):
            page = folder / name
            for href in re.findall(r'(?:href|src)="([^"#]+)', page.read_text()):
                target = (page.parent / href).resolve()
                if ":" in href or not target.is_file() or folder not in target.parents:
                    broken.append((name, href))

    assert broken == []


def test_page_brings_its_own_policy_and_no_script(folder):
    page = (folder / "ja/items/2-1-a.html").read_text()

    assert "Content-Security-Policy" in page
    assert "<script" not in page
    assert not re.search(r"<[^>]+ (?:style|on[a-z]+)=", page)


def test_csv_links_lead_to_the_items(folder):
    for name in ("items.csv", "actuals.csv"):
        text = (folder / "data" / name).read_text(encoding="utf-8-sig")
        links = set(re.findall(r"\.\./ja/items/[^,\r\n]+", text))

        assert links
        assert all((folder / "data" / link).resolve().is_file() for link in links)


def shown(page: str) -> set[str]:
    """Return the numbers that a page shows as figures: in cells, in the card, in the chart."""
    figures = re.findall(r'<td[^>]* class="yk-num[^"]*"[^>]*>(.*?)</td>', page)
    figures += re.findall(r'<p class="yk-figure-val">(.*?)</p>', page)
    figures += re.findall(r'<span class="yk-minis-fig">(.*?)</span>', page)
    parts = re.findall(r'<dl class="yk-figure-parts">(.*?)</dl>', page, re.DOTALL)
    figures += [figure for part in parts for figure in re.findall(r"<dd>(.*?)</dd>", part)]
    chart = re.findall(r'<text class="c-(?:act|strong|tgt)"[^>]*>([^<]*)</text>', page)
    figures += [label for label in chart if not label.startswith(("令和", "R"))]
    return numbers_in(" ".join(words_of(figure) for figure in figures))


def test_every_number_of_every_page_is_in_a_table(folder):
    held = {
        cell
        for path in folder.glob("data/*.csv")
        for row in rows_of(path.read_bytes())
        for cell in row.values()
    }
    pages = {
        name: shown((folder / name).read_text())
        for name in manifest.files_in(folder)
        if name.startswith("ja/") and name.endswith(".html") and "data" not in name
    }

    assert {name: found - held for name, found in pages.items() if found - held} == {}
    assert {"98.6", "98.8", "559900100"} <= pages["ja/items/2-1-a.html"]
    assert {"3321", "12000"} <= pages["ja/years/2022.html"]


def test_every_number_of_the_report_is_in_a_table_and_on_a_page(folder):
    wanted = book_numbers(whole())
    text = numbers_in(book_text(folder / "book-ja.pdf"))
    tables = {
        cell
        for path in folder.glob("data/*.csv")
        for row in rows_of(path.read_bytes())
        for cell in row.values()
    }

    assert wanted - text == set()
    assert wanted - tables == set()


def test_zip_holds_every_other_file_sorted(folder):
    with zipfile.ZipFile(folder / "release.zip") as bundle:
        names = bundle.namelist()
        times = {info.date_time for info in bundle.infolist()}

    assert names == sorted(set(manifest.files_in(folder)) - {"release.zip"})
    assert times == {(2023, 9, 8, 1, 0, 0)}


def test_zip_is_the_same_for_the_same_files(tmp_path):
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text(name)
    targets = [tmp_path / "1.zip", tmp_path / "2.zip"]

    archive.write(tmp_path, ["b.txt", "a.txt"], target=targets[0], made_at="2023-09-08T01:00:00Z")
    os.utime(tmp_path / "a.txt", (1, 1))
    archive.write(tmp_path, ["a.txt", "b.txt"], target=targets[1], made_at="2023-09-08T01:00:00Z")

    assert targets[0].read_bytes() == targets[1].read_bytes()


def test_manifest_names_what_was_written(folder):
    known = manifest.read(folder)

    assert known.snapshot == canonical.digest((folder / "snapshot.json").read_bytes())
    assert {each.path for each in known.entries} == set(manifest.files_in(folder)) - set(
        manifest.OUTSIDE
    )
    assert known.digest == canonical.digest((folder / "manifest.json").read_bytes())


def test_banner_is_put_on_once_and_the_manifest_tells_both(folder, tmp_path):
    old = tmp_path / "r1"
    old.mkdir()
    with zipfile.ZipFile(folder / "release.zip") as bundle:
        bundle.extractall(old)
    before = manifest.read(old)
    newer = {"number": 2, "published_on": "2023-10-01", "reason": "訂正第1号", "reason_en": ""}

    release.supersede(old, newer)
    once = contents(old)
    release.supersede(old, newer)

    after = manifest.read(old)
    assert contents(old) == once
    assert after.digest == before.digest
    assert after.as_published() == before
    assert {each.path for each in after.entries if each.original} == {
        name for name in once if name.endswith(".html")
    }
    assert 'href="../../r2/ja/index.html"' in once["ja/index.html"].decode()
    assert '<span lang="ja">訂正第1号</span>' in once["en/index.html"].decode()


def test_cut_off_banner_run_is_finished(folder, tmp_path):
    old = tmp_path / "r1"
    old.mkdir()
    with zipfile.ZipFile(folder / "release.zip") as bundle:
        bundle.extractall(old)
    newer = {"number": 2, "published_on": "2023-10-01", "reason": "", "reason_en": ""}
    whole_manifest = (old / "manifest.json").read_bytes()
    release.supersede(old, newer)
    finished = contents(old)
    (old / "manifest.json").write_bytes(whole_manifest)
    (old / "ja" / ".index.html-half").write_text("half")

    release.supersede(old, newer)

    assert contents(old) == finished


def test_banner_does_not_hide_a_changed_page(folder, tmp_path):
    old = tmp_path / "r1"
    old.mkdir()
    with zipfile.ZipFile(folder / "release.zip") as bundle:
        bundle.extractall(old)
    page = old / "ja/items/2-1-a.html"
    page.write_text(page.read_text().replace("98.6", "99.9"))
    tampered = page.read_bytes()

    release.supersede(
        old, {"number": 2, "published_on": "2023-10-01", "reason": "", "reason_en": ""}
    )

    assert page.read_bytes() == tampered
    assert manifest.Entry.of("ja/items/2-1-a.html", tampered) not in manifest.read(old).entries


def test_current_leads_to_the_release_at_every_moment(home):
    (home / "published" / "plan").mkdir(parents=True)

    for number in (1, 2):
        release.point_current("plan", 2021, number)
        assert release.current_of("plan") == f"2021/r{number}"
    assert [each.name for each in (home / "published" / "plan").iterdir()] == ["current"]
