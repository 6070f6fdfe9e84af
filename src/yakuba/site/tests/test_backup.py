import io
import json
import os
import stat
import tarfile

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.needs("pg_dump")]

FILL = """
from yakuba.platform import paths
from yakuba.platform.audit.services import record
from yakuba.platform.office.models import Section
Section.objects.create(code="10", name="総務課", valid_from="2020-04-01")
record("test.done", payload={"word": "ことば"})
(paths.files() / "ab").mkdir(parents=True)
(paths.files() / "ab" / "cd").write_bytes(b"evidence")
(paths.published() / "r1").mkdir(parents=True)
(paths.published() / "r1" / "index.html").write_text("<p>r1</p>")
(paths.published() / "current").symlink_to("r1")
"""


@pytest.fixture(scope="module")
def filled(new_town):
    town = new_town()
    town.python(FILL)
    return town


@pytest.fixture(scope="module")
def archive(filled):
    done = filled.run("backup", "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["file"]


def exported(town):
    done = town.run("export", "--all")
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def rewritten(archive, tmp_path, *, change):
    """Return a copy of an archive whose members went through `change(name, bytes)`."""
    target = tmp_path / "changed.tar.gz"
    with tarfile.open(archive) as old, tarfile.open(target, "w:gz") as new:
        for member in old:
            if member.isreg():
                data = change(member.name, old.extractfile(member).read())
                if data is None:
                    continue
                member.size = len(data)
                new.addfile(member, io.BytesIO(data))
            else:
                new.addfile(member)
    return str(target)


def test_backup_file_is_for_the_owner_only(archive):
    assert stat.S_IMODE(os.stat(archive).st_mode) == 0o600


def test_backup_leaves_no_unfinished_file(filled, archive):
    assert [entry.name for entry in (filled.home / "backup").iterdir()] == [
        os.path.basename(archive)
    ]


def test_restore_brings_back_every_row_file_and_link(new_town, filled, archive):
    other = new_town(initialised=False)

    done = other.run("restore", archive)

    assert (done.returncode, done.stdout) == (0, "戻しました。\n")
    before = [line for line in exported(filled) if '"table":"audit.' not in line]
    after = [line for line in exported(other) if '"table":"audit.' not in line]
    assert after == before
    assert (other.home / "files/ab/cd").read_bytes() == b"evidence"
    assert (other.home / "published/current/index.html").read_text() == "<p>r1</p>"
    assert (other.home / "secret").read_text() == (filled.home / "secret").read_text()
    assert other.run("audit", "verify").returncode == 0


def test_restore_refuses_a_town_that_has_data(new_town, archive):
    other = new_town()
    other.python(FILL.replace("総務課", "税務課"))
    before = exported(other)

    done = other.run("restore", archive)

    assert (done.returncode, done.stdout) == (2, "")
    assert "--force" in done.stderr
    assert exported(other) == before


def test_restore_with_force_keeps_what_was_there(new_town, archive):
    other = new_town()
    other.python(FILL.replace("evidence", "other"))

    done = other.run("restore", archive, "--force")

    assert done.returncode == 0, done.stderr
    assert (other.home / "files/ab/cd").read_bytes() == b"evidence"
    (aside,) = (other.home / "backup").glob("before-*")
    assert (aside / "files/ab/cd").read_bytes() == b"other"
    assert len(list((aside / "database").iterdir())) == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda name, data: data[:-1] + b"X" if name == "files/ab/cd" else data, "中身が違う"),
        (lambda name, data: None if name == "files/ab/cd" else data, "（ない）"),
        (lambda name, data: None if name == "manifest.json" else data, "目録"),
        (
            lambda name, data: data.replace(b'"office_section": 1', b'"office_section": 2'),
            "件数が目録と違います",
        ),
    ],
    ids=["changed file", "missing file", "no manifest", "wrong count"],
)
def test_restore_touches_nothing_when_the_backup_is_not_whole(
    new_town, archive, tmp_path, change, words
):
    other = new_town(initialised=False)
    bad = rewritten(archive, tmp_path, change=change)

    done = other.run("restore", bad)

    assert done.returncode == 2
    assert words in done.stderr
    assert not (other.home / "files").exists()
    assert not (other.home / "yakuba.sqlite3").exists()


def test_restore_refuses_a_member_that_leaves_the_folder(new_town, archive, tmp_path):
    other = new_town(initialised=False)
    evil = tmp_path / "evil.tar.gz"
    with tarfile.open(evil, "w:gz") as tar:
        info = tarfile.TarInfo("../outside")
        info.size = 1
        tar.addfile(info, io.BytesIO(b"x"))

    done = other.run("restore", str(evil))

    assert done.returncode == 2
    assert not (other.home.parent / "outside").exists()


def test_restore_drill_reports_what_it_counted_and_keeps_the_day(filled, archive):
    done = filled.run("restore-drill", "--json")

    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    kept = json.loads((filled.home / "backup/drill.json").read_text())
    assert result["file"] == archive
    assert kept["rows"] == result["rows"]


def test_restore_drill_without_a_backup_says_so(new_town):
    done = new_town().run("restore-drill")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("控え（バックアップ）がまだありません。")
