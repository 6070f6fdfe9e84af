"""A page from its slice is the page from the whole edition, byte for byte."""

import pytest

from yakuba.core.publication import canonical, pages, slices
from yakuba.core.publication.edition import Edition
from yakuba.core.publication.links import LANGUAGES, FileLinks, Page
from yakuba.core.publication.tests import sample


@pytest.mark.parametrize("make", [sample.snapshot, lambda: sample.large(121)])
def test_page_from_its_slice_is_the_page_from_the_whole(make):
    whole = canonical.decode(canonical.encode(make()))
    for page in pages.pages_of(whole):
        part = slices.slice_of(Edition(whole), page)
        if part is None:
            continue
        part = canonical.decode(canonical.encode(part))
        for language in LANGUAGES:
            links = FileLinks(page, language)
            wanted = pages.render(whole, page, links=links, language=language)

            assert pages.render(part, page, links=links, language=language) == wanted, page
            assert pages.exists(part, page), page


def test_slice_of_an_item_does_not_grow_with_the_plan():
    page = Page("item", "1-1-0")
    sizes = []
    for count in (30, 300):
        edition = Edition(sample.large(count))
        sizes.append(len(canonical.encode(slices.slice_of(edition, page))))

    assert abs(sizes[1] - sizes[0]) < 100


def test_item_printed_twice_needs_the_whole():
    edition = sample.snapshot()
    edition["items"][0]["relisted_of"] = "2-1-a"

    assert slices.slice_of(Edition(edition), Page("item", edition["items"][0]["key"])) is None


def test_slice_of_the_home_page_of_a_large_plan_does_not_grow_with_its_items():
    sizes = []
    for count in (150, 1500):
        edition = Edition(sample.large(count))
        sizes.append(len(canonical.encode(slices.slice_of(edition, Page("home")))))

    assert abs(sizes[1] - sizes[0]) < 100
