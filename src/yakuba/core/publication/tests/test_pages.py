"""Every public page: valid, linked, framed, escaped, in two languages."""

import re
from pathlib import Path

import pytest

from yakuba.core.publication import pages, tables
from yakuba.core.publication.links import FileLinks, Page
from yakuba.core.publication.numbers import numbers_in, words_of
from yakuba.core.publication.tests import sample
from yakuba.core.publication.tests.reader import HOME, TAX, Read, html, plain, read


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("make", [sample.snapshot, sample.unpublished, lambda: sample.large(121)])
def test_every_page_is_valid_html_with_unique_ids(make, language):
    edition = make()
    for page in list(pages.pages_of(edition))[:20]:
        found = read(page, edition=edition, language=language)

        assert len(found.ids()) == len(set(found.ids())), page
        assert found.root.get("lang") == language
        assert len(found.all("h1")) == 1, page


def test_pages_of_edition_are_its_items_and_years():
    found = list(pages.pages_of(sample.snapshot()))

    assert [page.file_name for page in found] == [
        "index.html",
        "data.html",
        "trust.html",
        "items/1-1-a.html",
        "items/1-1-b.html",
        "items/2-1-a.html",
        "years/2021.html",
        "years/2022.html",
    ]


def test_same_edition_gives_the_same_bytes():
    assert html(TAX) == html(TAX)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_links_of_a_release_lead_to_its_files(language):
    edition = sample.snapshot()
    known = {page.file_name for page in pages.pages_of(edition)}
    for page in pages.pages_of(edition):
        for href in read(page, edition=edition, language=language).hrefs():
            target, _, fragment = href.partition("#")
            place = resolve(f"{language}/{page.file_name}", target)
            if place.startswith(("ja/", "en/")):
                assert place[3:] in known, (page, href)
                ids = read(page_named(edition, place[3:]), edition=edition).ids()
                assert not fragment or fragment in ids, (page, href)
            else:
                assert place.split("/")[0] in DATA, (page, href)


DATA = {"data", "book-ja.pdf", "snapshot.json", "manifest.json", "release.zip", "evidence"}


def resolve(start: str, href: str) -> str:
    if not href:
        return start
    parts = start.split("/")[:-1]
    for part in href.split("/"):
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def page_named(edition, file_name: str) -> Page:
    return next(page for page in pages.pages_of(edition) if page.file_name == file_name)


def test_file_is_left_out_when_the_release_has_none():
    links = FileLinks(HOME, "ja", files={"data/items.csv": 2300})

    text = pages.render(sample.snapshot(), HOME, links=links, language="ja")

    files = [href for href in Read(text).hrefs() if href.startswith("../")]
    assert "../data/items.csv" in files
    assert "../book-ja.pdf" not in files
    assert "CSV 2KB" in Read(text).texts("yk-files")[1]


def test_file_carries_charset_policy_and_relative_styles():
    text = html(TAX)

    assert '<meta charset="utf-8">' in text
    assert "default-src &#x27;none&#x27;" in text
    assert 'href="../../assets/base.css"' in text
    assert " style=" not in text
    assert "<script" not in text


def test_sample_town_is_marked_and_a_real_one_is_not():
    edition = sample.snapshot()
    edition["release"]["sample"] = False

    assert len(read(TAX).all("yk-sample")) == 1
    assert read(TAX, edition=edition).all("yk-sample") == []


def test_hostile_text_is_escaped_everywhere():
    bad = '<script>alert(1)</script>"onclick=x'
    edition = poisoned(sample.snapshot(), bad)
    for page in pages.pages_of(edition):
        for language in ("ja", "en"):
            text = html(page, edition=edition, language=language)

            assert "<script" not in text
            assert Read(text)


TEXTS = {
    "title", "title_en", "short", "short_en", "promise", "name", "name_en", "definition",
    "numerator_name", "denominator_name", "part_unit", "unit", "unit_en", "rounding", "done",
    "not_done", "next", "override_reason", "headquarters_remark", "source_note", "reason",
    "cause", "label", "text", "note", "on_behalf", "break_note", "word", "rule", "contact",
    "planned", "actual", "now", "code",
}  # fmt: skip


def poisoned(value, bad: str, name: str = ""):
    """Return the edition with the text put into every free text, codes of grades excepted."""
    if isinstance(value, dict):
        free = {k: v for k, v in value.items()}
        is_grade = "mark" in value
        return {k: v if is_grade and k == "code" else poisoned(v, bad, k) for k, v in free.items()}
    if isinstance(value, list):
        return [poisoned(each, bad, name) for each in value]
    return bad if name in TEXTS and isinstance(value, str) else value


def test_english_page_marks_japanese_text():
    found = read(TAX, language="en")

    marked = [plain(each) for each in found.root.iter("span") if each.get("lang") == "ja"]
    assert found.texts("h1") == ["Raising the tax collection rate"]
    assert "口座振替の案内を送りました。" in marked
    assert "Tax Division" not in marked


def test_section_of_the_year_has_its_name_of_today_in_brackets():
    assert "税務町民課（現 税務課）" in html(TAX)


@pytest.mark.parametrize("page", [Page("item", "9-9-z"), Page("year", "1999"), Page("goal", "1")])
def test_edition_knows_which_pages_it_has(page):
    assert not pages.exists(sample.snapshot(), page)
    assert pages.exists(sample.snapshot(), TAX)


def test_file_names_are_ascii():
    assert Page("item", "1-1-ア").file_name == "items/1-1-x30a2.html"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_page_averages_percentages_of_different_indicators(language):
    edition = sample.snapshot()
    edition["items"][0]["indicators"][0]["unit"] = "%"
    edition["items"][0]["indicators"][0]["points"][1] |= {"value": "31.7", "attainment": "40.9"}
    edition["items"][2]["indicators"][0]["points"][3] |= {"value": "98.6", "attainment": "99.8"}
    means = {"65.15", "65.1", "65.2", "65", "70.35", "70.3", "70.4"}

    shown = {
        page.file_name: numbers_in(words_of(html(page, edition=edition, language=language)))
        for page in pages.pages_of(edition)
    }

    assert {name: found & means for name, found in shown.items() if found & means} == {}
    assert {"31.7", "98.6"} <= shown["index.html"]


def test_no_open_table_and_no_address_of_the_api_carries_an_average():
    heads = " ".join(heads for heads, _make in tables.FILES.values())
    api = (Path(__file__).parents[5] / "tests/golden/openapi.json").read_text(encoding="utf-8")
    names = set(re.findall(r"\w+", heads)) | set(re.findall(r'"(/?[\w/{}.-]+)": *\{', api))

    averages = {name for name in names if re.search("average|mean|score", name)}

    assert {"attainment", "value", "properties"} <= names
    assert averages == set()
