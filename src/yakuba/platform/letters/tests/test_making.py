import io
import re
import zipfile

import pytest
from docx import Document
from pypdf import PdfReader

from yakuba.kernel.problems import YakubaError
from yakuba.platform.letters import declaration
from yakuba.platform.letters.declaration import Made, Paper, declare_paper
from yakuba.platform.letters.making import pdf, word
from yakuba.platform.letters.services import make

WORDS = {"title": "Reply", "text": "<b>&amp;{{ 7*7 }}</b> #strong[x]"}
TYPESET = """
#let words = json(bytes(sys.inputs.words))
#set document(title: words.title)
#set text(font: "Libertinus Serif", lang: "en")
= #words.title
#words.text
"""


@pytest.fixture
def templates(tmp_path):
    """Return a Word and a typst template with a title and a text."""
    document = Document()
    document.add_paragraph("{{ title }}: {{ text }}")
    document.save(tmp_path / "letter.docx")
    (tmp_path / "letter.typ").write_text(TYPESET, encoding="utf-8")
    return {"docx": tmp_path / "letter.docx", "pdf": tmp_path / "letter.typ"}


def test_words_go_into_word_as_they_are(templates):
    made = zipfile.ZipFile(io.BytesIO(word(templates["docx"], WORDS))).read("word/document.xml")

    assert "Reply: &lt;b&gt;&amp;amp;{{ 7*7 }}&lt;/b&gt; #strong[x]" in re.sub(
        "<[^>]+>", "", made.decode()
    )


def test_words_go_into_pdf_as_they_are(db, templates):
    (page,) = PdfReader(io.BytesIO(pdf(templates["pdf"], WORDS, {}))).pages

    assert "<b>&amp;{{ 7*7 }}</b> #strong[x]" in page.extract_text()


def test_pdf_with_a_warning_is_not_made(db, templates):
    text = TYPESET.replace("Libertinus Serif", "No Such Family")
    templates["pdf"].write_text(text, encoding="utf-8")

    with pytest.raises(YakubaError, match="no such family"):
        pdf(templates["pdf"], WORDS, {})


def test_paper_is_made_by_its_ending_and_declared_once(db, monkeypatch, templates):
    monkeypatch.setattr(declaration, "DECLARED", {})
    paper = declare_paper(
        Paper(
            code="test.letter",
            done="できました。",
            templates=templates,
            words=lambda pk: Made(WORDS, f"letter-{pk}"),
            fonts=dict,
        )
    )

    starts = [make(paper, ending, WORDS)[:2] for ending in ("docx", "pdf")]

    assert starts == [b"PK", b"%P"]
    assert paper.words(pk=1).name == "letter-1"
    with pytest.raises(ValueError, match="twice"):
        declare_paper(paper)
