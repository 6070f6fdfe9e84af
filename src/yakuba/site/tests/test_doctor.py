"""Planted faults: `doctor` finds each and says what to do."""

import json

import pytest
from django.db import connection

from yakuba.site import health_checks, health_more
from yakuba.site.tests.towns import copy_town

pytestmark = pytest.mark.django_db

FAULTS = """
import os
from datetime import timedelta
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from yakuba.platform import clock, paths
from yakuba.platform.audit import seals, triggers
from yakuba.platform.audit.models import Event
from yakuba.platform.audit.services import record
from yakuba.platform.files import storage
from yakuba.platform.files.services import store
from yakuba.platform.jobs.models import Job
ago = clock.real_now() - timedelta(hours=1)
Job.objects.create(kind="x", title="順番待ち", created_at=ago)
Job.objects.create(kind="x", title="止まり", state="running", heartbeat_at=ago)
Job.objects.create(kind="x", title="読み込み", state="failed")
storage.place(store(SimpleUploadedFile("a.txt", b"x")).sha256).unlink()
record("test.done")
seals.seal()
Event.objects.create(action="test.late", at=clock.real_now() + timedelta(hours=3))
triggers.run(triggers.take_off(connection.vendor))
(paths.home() / "static/ui/base.css").unlink()
(paths.backup() / "yakuba-20240101-020000.tar.gz").touch()
os.chmod(paths.home() / "secret", 0o644)
(paths.home() / "yakuba.env").write_text("DATABASE_URL=" + os.environ.get("DATABASE_URL", ""))
os.chmod(paths.home() / "yakuba.env", 0o644)
"""
PLANTED = {
    "秘密の鍵": "chmod 600",
    "https": "YAKUBA_ORIGINS",
    "設定ファイル": "chmod 600",
    "画面の部品": "yakuba init",
    "ウイルス検査": "YAKUBA_SCANNER",
    "時計": "機械の時計",
    "控え": "yakuba backup",
    "裏方の作業": "yakuba serve",
    "起動": "yakuba serve",
    "止まった作業": "起動し直して",
    "失敗した作業": "もう一度始めて",
    "監査記録": "yakuba audit verify",
    "添付": "控えの files",
}


def examined(town):
    done = town.run("doctor", "--json")
    assert "Traceback" not in done.stderr
    return {row["name"]: row for row in json.loads(done.stdout)}


def test_planted_faults_are_found_each_with_a_remedy(new_town):
    town = new_town()
    town.python(FAULTS)
    town.environment["YAKUBA_SCANNER"] = "no-such-scanner --quick"

    found = examined(town)

    assert {name for name, row in found.items() if not row["ok"]} - {"書体"} == set(PLANTED)
    assert {name: words for name, words in PLANTED.items() if words not in found[name]["fix"]} == {}


def test_missing_migration_is_found(new_town):
    town = new_town()
    town.python(
        "from django.db import connection\nconnection.cursor().execute("
        "\"DELETE FROM django_migrations WHERE app = 'drafts'\")"
    )

    assert examined(town)["データベース"]["fix"] == "`yakuba init` を実行してください。"


def test_missing_folder_and_unknown_host_are_found(new_town):
    town = new_town()
    (town.home / "published").rmdir()
    town.environment["YAKUBA_ORIGINS"] = "https://kaikaku.town.test"

    found = examined(town)

    assert found["置き場所"]["message"] == "published がありません。"
    assert found["アドレス"]["message"] == "kaikaku.town.test では開けません。"
    town.environment["YAKUBA_HOSTS"] = "kaikaku.town.test"
    assert examined(town)["アドレス"]["ok"] is True


@pytest.mark.parametrize(
    ("check", "name", "value", "fix"),
    [
        (health_more.debugging, "DEBUG", True, "False"),
        (health_more.zone, "TIME_ZONE", "UTC", "Asia/Tokyo"),
        (health_checks.secret, "SECRET_KEY", "short", "起動し直し"),
    ],
)
def test_wrong_setting_is_found(settings, home, check, name, value, fix):
    (home / "secret").touch(0o600)
    before = check().ok
    setattr(settings, name, value)

    assert (before, check().ok) == (True, False)
    assert fix in check().fix


def test_old_sqlite_full_disk_missing_font_and_closed_folder_are_found(monkeypatch, home):
    monkeypatch.setattr(health_checks, "SAFE_SQLITE", (99, 0, 0))
    monkeypatch.setattr(health_checks, "FREE_BYTES", 1 << 60)
    monkeypatch.setattr(health_checks, "FONTS", home / "none")
    monkeypatch.setattr(health_checks.os, "access", lambda *_args: False)

    checks = [health_checks.disk, health_checks.fonts, health_checks.home]
    if connection.vendor == "sqlite":
        checks.append(health_checks.sqlite)
    found = [check() for check in checks]

    assert [finding.name for finding in found if finding.ok or not finding.fix] == []


VERIFY = """
from yakuba.platform.jobs import services
from yakuba.platform.jobs.tasks import run_job
run_job.func(str(services.enqueue("figures.verify", "数字の検算", account=None, payload={}).pk))
"""
BREAK = """
from django.db.models import F
from yakuba.core.indicators.models import Calculation
rows = Calculation.objects.exclude(numerator=None)
print(Calculation.objects.filter(pk=rows.first().pk).update(numerator=F("numerator") + 1))
"""


@pytest.mark.slow
def test_changed_byte_of_a_release_is_found(demo_town, tmp_path):
    town = copy_town(demo_town, tmp_path / "town")
    page = min((town.home / "published").glob("*/[0-9]*/r*/ja/items/*.html"))
    before = examined(town)["公表した版"]

    content = bytearray(page.read_bytes())
    content[len(content) // 2] ^= 1
    page.write_bytes(content)

    found = examined(town)["公表した版"]
    assert (before["ok"], found["ok"]) == (True, False)
    assert found["message"].startswith(str(page.relative_to(town.home / "published")))
    assert "`yakuba published verify`" in found["fix"]
    page.unlink()
    assert "がありません。" in examined(town)["公表した版"]["message"]


@pytest.mark.slow
def test_frozen_figure_that_no_longer_recomputes_is_found(demo_town, tmp_path):
    town = copy_town(demo_town, tmp_path / "town")
    town.python(VERIFY)
    before = examined(town)["数字の検算"]

    assert town.python(BREAK) == "1\n"
    town.python(VERIFY)

    found = examined(town)["数字の検算"]
    assert (before["ok"], found["ok"]) == (True, False)
    assert "すべて合いました。" in before["message"]
    assert found["message"].endswith("1件が合いませんでした。")
    assert "`yakuba figures verify`" in found["fix"]
    assert town.run("figures", "verify").returncode == 1
