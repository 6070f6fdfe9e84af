"""Stored files: what is received, who may read it, and what the browser is told."""

import sys

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from yakuba.kernel.problems import YakubaError
from yakuba.platform import clock, paths
from yakuba.platform.audit.models import Event
from yakuba.platform.files import kinds
from yakuba.platform.files.models import StoredFile
from yakuba.platform.files.services import store
from yakuba.platform.office.actors import actor_of
from yakuba.platform.office.rights import DataClass, Forbidden, Role
from yakuba.platform.office.tests.people import make_account, make_section

pytestmark = [pytest.mark.django_db, pytest.mark.urls("yakuba.platform.office.tests.urls")]

PDF = b"%PDF-1.7 settled accounts"


def upload(name="令和3年度決算書.pdf", content=PDF):
    return SimpleUploadedFile(name, content, "text/html")


@pytest.fixture
def clerk():
    return make_account("1042", Role.WRITER, section=make_section())


@pytest.fixture
def actor(clerk):
    return actor_of(clerk, clock.today())


def read(client, stored, account):
    client.force_login(account)
    answer = client.get(reverse("file", args=[stored.pk]))
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer, content


def test_file_is_kept_as_received_and_its_bytes_once(actor):
    one, other = store(upload(), actor=actor), store(upload("写し.pdf"), actor=actor)

    assert (one.name, one.size, one.content_type) == ("令和3年度決算書.pdf", 25, "application/pdf")
    assert one.section_id == actor.section_id
    assert one.sha256 == other.sha256
    kept = [file for file in paths.files().rglob("*") if file.is_file()]
    assert kept == [paths.files() / one.sha256[:2] / one.sha256]
    assert list(Event.objects.values_list("action", "record_id")) == [
        ("file.write", str(one.pk)),
        ("file.write", str(other.pk)),
    ]


def test_file_is_handed_out_under_its_name_and_sandboxed(client, clerk, actor):
    answer, content = read(client, store(upload(), actor=actor), clerk)

    assert content == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == (
        "inline; filename*=utf-8''%E4%BB%A4%E5%92%8C3%E5%B9%B4%E5%BA%A6"
        "%E6%B1%BA%E7%AE%97%E6%9B%B8.pdf"
    )
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("name", "content", "kind", "shown"),
    [
        ("a.html", b"<script>alert(1)</script>", "text/plain", True),
        ("a.csv", "氏名,件数".encode("cp932"), "text/plain", True),
        ("a.bin", b"MZ\x90\x00", "application/octet-stream", False),
        ("a.zip", b"PK\x03\x04rest", "application/zip", False),
        ("a.XLSX", b"PK\x03\x04rest", kinds.OFFICE[".xlsx"], False),
    ],
)
def test_type_is_what_the_bytes_say(client, clerk, actor, name, content, kind, shown):
    stored = store(upload(name, content), actor=actor)

    answer, handed = read(client, stored, clerk)

    assert (stored.content_type, handed) == (kind, content)
    assert answer["Content-Disposition"].startswith("inline" if shown else "attachment")


def test_file_of_a_person_is_read_only_in_its_section_and_written_down(client, clerk, actor):
    stored = store(upload(), actor=actor, data_class=DataClass.PERSONAL)
    other = make_account("2001", Role.SECRETARIAT, section=make_section("plan", "政策推進課"))

    refused, _content = read(client, stored, other)
    answer, content = read(client, stored, clerk)

    assert (refused.status_code, answer.status_code, content) == (403, 200, PDF)
    assert Event.objects.filter(action="file.read", account=clerk).count() == 1


def test_unknown_file_is_not_found(client, clerk):
    client.force_login(clerk)

    assert client.get("/files/00000000-0000-4000-8000-000000000000").status_code == 404


def test_clerk_stores_nothing_for_another_section(actor):
    with pytest.raises(Forbidden):
        store(upload(), actor=actor, section=make_section("welfare", "健康福祉課"))

    assert StoredFile.objects.count() == 0


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"", "ファイルが空です。"), (b"x" * 10_000_001, "ファイルが10MBを超えています。")],
)
def test_empty_and_large_files_are_refused(actor, content, message):
    with pytest.raises(YakubaError, match=message):
        store(upload("a.txt", content), actor=actor)

    assert not any(file.is_file() for file in paths.files().rglob("*"))


def test_bytes_are_counted_not_declared(actor):
    lying = upload("a.txt", b"x" * 10_000_001)
    lying.size = 5

    with pytest.raises(YakubaError, match="10MB"):
        store(lying, actor=actor)


@pytest.mark.parametrize(
    ("program", "message"),
    [
        ("import sys; sys.exit(0)", None),
        (
            "import sys; sys.exit(b'settled' in open(sys.argv[1], 'rb').read())",
            "受け付けられません",
        ),
    ],
)
def test_scanner_of_the_town_decides(actor, monkeypatch, tmp_path, program, message):
    script = tmp_path / "scan.py"
    script.write_text(program)
    monkeypatch.setenv("YAKUBA_SCANNER", f"{sys.executable} {script}")

    if message is None:
        assert store(upload(), actor=actor).size == 25
    else:
        with pytest.raises(YakubaError, match=message):
            store(upload(), actor=actor)


def test_missing_scanner_refuses_instead_of_letting_through(actor, monkeypatch):
    monkeypatch.setenv("YAKUBA_SCANNER", "/nowhere/scan")

    with pytest.raises(YakubaError, match="検査ができませんでした"):
        store(upload(), actor=actor)
