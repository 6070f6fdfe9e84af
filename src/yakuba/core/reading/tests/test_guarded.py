"""Files from outside: what cannot be read is refused with one sentence, and nothing hangs."""

import io
import zipfile
from pathlib import Path

import pytest
from tests.reading_set import papers

from yakuba.core.reading.guarded import Limits, document_guarded, read_guarded
from yakuba.core.reading.read import read
from yakuba.core.reading.result import UnreadableDocument
from yakuba.core.reading.sources import document_of
from yakuba.core.reading.transport import from_json, to_json

SEEN = Path(__file__).parents[5] / "tests/reading_set/seen"
PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 40
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROTECTED = OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
OLD_WORD = OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le")
MEMO = [("p", "買い物"), ("p", "1 牛乳"), ("p", "2 パン")]


def protected_pdf():
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter(io.BytesIO(papers.pdf(MEMO)))
    writer.encrypt("secret")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def picture_of_a_page():
    typst = pytest.importorskip("typst")
    return typst.compile(b"#rect(width: 5cm, height: 9cm)")


def zipped(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        for name, content in parts.items():
            box.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: b"", "reading.empty"),
        (lambda: b" " * (200 * 1024 * 1024), "reading.too-large"),
        (lambda: PHOTO, "reading.format"),
        (protected_pdf, "reading.encrypted"),
        (picture_of_a_page, "reading.no-text"),
        (lambda: b"%PDF-1.7 nothing more", "reading.damaged"),
        (lambda: PROTECTED, "reading.encrypted"),
        (lambda: OLD_WORD, "reading.format"),
        (lambda: OLE + b"\0" * 600 + "Workbook".encode("utf-16-le"), "reading.damaged"),
        (lambda: zipped(a="b"), "reading.format"),
        (lambda: zipped(xl__workbook_xml="<broken"), "reading.damaged"),
        (lambda: zipped(word__document_xml="<broken"), "reading.damaged"),
        (lambda: zipped(xl__workbook_xml="<!DOCTYPE x>"), "reading.harmful"),
        (lambda: zipped(xl__workbook_xml=" " * 3_000_000), "reading.too-heavy"),
        (lambda: papers.xlsx({"空": [[""]]}), "reading.empty"),
        (lambda: papers.docx([]), "reading.empty"),
    ],
)  # fmt: skip
def test_unreadable_file_is_refused_with_one_sentence(make, code):
    with pytest.raises(UnreadableDocument) as refusal:
        document_guarded(make(), "計画.pdf")

    (problem,) = refusal.value.problems
    assert problem.code == code
    assert problem.message.startswith("「計画.pdf」は")
    assert problem.message.count("。") == 1
    assert problem.fix.endswith("。")
    assert refusal.value.exit_code == 2


@pytest.mark.parametrize("limits", [Limits(10, 512, 0.01), Limits(10, 40, 20), Limits(0, 512, 20)])
def test_file_that_takes_too_long_or_too_much_is_stopped(limits):
    data = (SEEN / "kana_table.pdf").read_bytes()

    with pytest.raises(UnreadableDocument) as refusal:
        document_guarded(data, "計画.pdf", limits)

    assert refusal.value.problems[0].code in {"reading.too-heavy", "reading.damaged"}


@pytest.mark.parametrize("make", [papers.pdf, papers.docx], ids=["pdf", "docx"])
def test_paper_that_is_no_plan_gives_an_empty_tree_and_one_error(make):
    reading = read_guarded(make(MEMO), "memo")

    assert (reading.nodes, reading.items, reading.exit_code) == ((), (), 1)
    assert [finding.code for finding in reading.findings] == ["no-plan"]


@pytest.mark.parametrize("path", sorted(SEEN.glob("*.[pdx][dol]*")), ids=lambda path: path.name)
def test_document_comes_out_of_the_other_process_unchanged(path):
    document = document_of(path.read_bytes(), path.name)

    assert from_json(to_json(document)) == document


def test_guarded_reading_is_the_same_reading():
    data = (SEEN / "word_cards.docx").read_bytes()

    assert read_guarded(data, "plan").as_json() == read(data, "plan").as_json()
