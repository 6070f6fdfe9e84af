"""What the page on trust says of the installation: only what is recorded, each with its day."""

import json
from datetime import date

import pytest

from yakuba.core.publication import services, store
from yakuba.core.publication.checked import ACCESSIBILITY
from yakuba.core.publication.proof import proof
from yakuba.core.publication.tests import town as towns
from yakuba.core.publication.tests.town import FIRST
from yakuba.platform.audit import seals
from yakuba.platform.office.models import Town
from yakuba.platform.ui.formats import wareki

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(tmp_path, monkeypatch):
    monkeypatch.setenv("YAKUBA_HOME", str(tmp_path))
    town = towns.found()
    towns.report(town)
    services.publish(town.plan, FIRST, account=town.headquarters, on=date(2022, 9, 8))
    return town


def test_nothing_recorded_is_said_as_such(client, published):
    text = client.get("/trust").text

    assert "まだ行っていません。" in text
    assert f"{wareki(ACCESSIBILITY['on'])}</span>に、このソフトウェアの見本の町" in text
    assert "令和4年9月8日" in text
    assert "に公表を始めてから、記録した事故はありません。" in text


def test_page_of_the_app_tells_drill_seal_and_incident(client, published, tmp_path):
    (tmp_path / "backup").mkdir(exist_ok=True)
    done = {"at": "2026-05-10T01:00:00+00:00", "files": 12, "rows": 3456}
    (tmp_path / "backup" / "drill.json").write_text(json.dumps(done))
    rows = [{"on": "2026-06-02", "text": "一時間、ページが開きませんでした。"}]
    (tmp_path / "incidents.json").write_text(json.dumps(rows))
    newest = seals.newest_block()

    text = client.get("/trust").text

    assert "令和8年5月10日" in text
    assert "3,456の行" in text
    assert newest.digest in text
    assert "一時間、ページが開きませんでした。" in text


def test_release_keeps_what_was_known_when_it_was_published(published, tmp_path):
    kept = store.current_snapshot(published.plan.slug)["proof"]
    (tmp_path / "incidents.json").write_text('[{"on": "2026-06-02", "text": "停止"}]')

    assert kept["incidents"] == []
    assert store.current_snapshot(published.plan.slug)["proof"] == kept
    assert proof()["incidents"] == [{"on": "2026-06-02", "text": "停止", "text_en": ""}]


def test_sample_town_keeps_nothing_of_its_machine(tmp_path, monkeypatch):
    monkeypatch.setenv("YAKUBA_HOME", str(tmp_path))
    town = towns.found()
    Town.objects.update(is_sample=True)
    seals.seal()
    towns.report(town)
    services.publish(town.plan, FIRST, account=town.headquarters, on=date(2022, 9, 8))

    assert proof()["audit"] is not None
    kept = store.current_snapshot(town.plan.slug)["proof"]
    assert (kept["audit"], kept["accessibility"]["on"]) == (None, None)
