"""The report: readable by machines, safe against words, honest about what it lacks."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from yakuba.core.publication import book
from yakuba.core.publication.book import fonts, making
from yakuba.core.publication.numbers import book_numbers, book_text, numbers_in
from yakuba.core.publication.tests import sample
from yakuba.kernel.problems import YakubaError


@pytest.fixture
def read(tmp_path):
    """Return a function that makes a report and reads it back."""

    def made(snapshot):
        path = tmp_path / "book.pdf"
        path.write_bytes(book.make(snapshot))
        return path

    return made


def test_report_is_tagged_and_says_what_it_is(read):
    reader = PdfReader(read(sample.snapshot()))
    catalog = reader.trailer["/Root"]

    assert catalog["/MarkInfo"]["/Marked"] is True or catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == "ja-JP"
    assert "/StructTreeRoot" in catalog
    assert reader.metadata.title == "第３次朝日町行財政改革実現プラン 令和4年度 評価報告書"
    assert b"pdfuaid" in catalog["/Metadata"].get_data()


def test_date_of_the_report_is_that_of_the_edition(read):
    metadata = PdfReader(read(sample.snapshot())).metadata

    assert f"{metadata.creation_date:%Y-%m-%d}" == "2023-09-08"


def test_every_figure_stands_in_the_report(read):
    snapshot = sample.snapshot()

    text = book_text(read(snapshot))

    assert {each for each in book_numbers(snapshot) if each not in numbers_in(text)} == set()


def test_same_edition_gives_the_same_bytes():
    assert book.make(sample.snapshot()) == book.make(sample.snapshot())


def test_words_never_become_commands(read):
    snapshot = sample.snapshot()
    words = '*太字* #eval("1+1") $x^2$ <label> @ref // 注 \\ #import "x"'
    snapshot["items"][2]["years"][1]["done"] = words
    snapshot["plan"]["title"] = "#panic()"

    text = book_text(read(snapshot)).replace("\n", "")

    assert "#panic()" in text
    assert '#eval("1+1")' in text


def test_rare_character_comes_from_the_spare_typeface_or_as_geta(read):
    snapshot = sample.snapshot()
    snapshot["items"][2]["years"][1]["done"] = "𠮷野さんの😀報告"

    text = book_text(read(snapshot))

    assert "野さんの" in text
    assert "報告" in text
    assert "😀" not in text


def test_late_and_unmeasured_items_say_so(read):
    snapshot = sample.snapshot()
    snapshot["items"][1]["years"][1] |= {
        "state": "late",
        "late_reason": "担当者の急病",
        "submitted_on": None,
        "accepted_on": None,
    }

    text = book_text(read(snapshot))

    assert "間に合わなかった報告" in text
    assert "担当者の急病" in text
    assert "測っていないという意味です。" in text


def test_missing_typeface_is_named():
    absent = fonts.Typeface("Absent", ("absent.ttf",), (Path("/nonexistent"),))

    with pytest.raises(YakubaError, match="BIZ UDPゴシック"):
        fonts.find(main=[absent])


def test_warning_of_the_typesetter_stops_it(tmp_path):
    source = '{"fonts": ["No Such Face"]}'

    with pytest.raises(YakubaError) as refused:
        making._set(source, 0, ())

    assert refused.value.problems[0].code == "book.set"
