"""Comparing the numbers of a release's pages, tables and report with its snapshot."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from yakuba.core.publication import canonical
from yakuba.core.publication.links import LANGUAGES, Page
from yakuba.core.publication.page_data import BOOK
from yakuba.kernel.problems import Problem
from yakuba.platform.ui.formats import number

Json = dict[str, Any]

FIGURES: Final = ("value", "target", "numerator", "denominator", "gap", "attainment")
MONEY: Final = ("gross_yen", "cost_yen", "net_yen")
DIGITS: Final = re.compile(r"[-−]?[0-9][0-9,]*(?:\.[0-9]+)?")


class _Words(HTMLParser):
    """Collects what a reader sees."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        """Keep a piece of text."""
        self.parts.append(data)


def words_of(html: str) -> str:
    """Return the text of a page without its tags."""
    parser = _Words()
    parser.feed(html)
    return " ".join(parser.parts)


def numbers_in(text: str) -> set[str]:
    """Return the numbers of a text, without commas and with a plain minus."""
    return {found.replace(",", "").replace("−", "-") for found in DIGITS.findall(text)}


def problems_of_numbers(folder: Path, name: str) -> list[Problem]:
    """Return where a page, a table or the report of a release differs from its snapshot."""
    snapshot = canonical.decode((folder / "snapshot.json").read_bytes())
    found = [*_tables(folder, snapshot, name), *_pages(folder, snapshot, name)]
    return found + list(_book(folder, snapshot, name))


def _problem(place: str, what: str) -> Problem:
    message = _("{place}の数字が、版（snapshot.json）とちがいます：{what}")
    fix = _("この版を公表したときのソフトウェアを、システム管理者に調べてもらってください。")
    return Problem("published.number", message.format(place=place, what=what), fix, place)


def points_of(snapshot: Json) -> Iterator[tuple[Json, Json, Json]]:
    """Yield every point with its item and indicator."""
    for item in snapshot["items"]:
        for indicator in item["indicators"]:
            for point in indicator["points"]:
                yield item, indicator, point


def rows_of(content: bytes) -> list[dict[str, str]]:
    """Return the rows of a CSV file by their heads."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def _tables(folder: Path, snapshot: Json, name: str) -> Iterator[Problem]:
    place = f"{name}/data/actuals.csv"
    rows = rows_of((folder / "data/actuals.csv").read_bytes())
    held = {(row["indicator_id"], row["fy"]): row for row in rows}
    wanted = {(i["id"], str(point["fy"])): point for _item, i, point in points_of(snapshot)}
    for key in held.keys() ^ wanted.keys():
        yield _problem(place, " ".join(key))
    for key in held.keys() & wanted.keys():
        for field in FIGURES:
            if held[key][field] != _cell(wanted[key][field]):
                yield _problem(place, f"{' '.join(key)} {field}")
    yield from _effects(folder, snapshot, name)


def _effects(folder: Path, snapshot: Json, name: str) -> Iterator[Problem]:
    rows = rows_of((folder / "data/effects.csv").read_bytes())
    held = [tuple(row[field] for field in ("item_key", "fy", "class", *MONEY)) for row in rows]
    wanted = [
        (item["key"], str(each["fy"]), each["class"], *(str(each[field]) for field in MONEY))
        for item in snapshot["items"]
        for each in item["effects"]
    ]
    if held != wanted:
        different = [each for each in wanted if each not in held] or held
        yield _problem(f"{name}/data/effects.csv", " ".join(different[0]))


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def _pages(folder: Path, snapshot: Json, name: str) -> Iterator[Problem]:
    """Every published figure and target of an item stands on its page, in both languages."""
    for item in snapshot["items"]:
        wanted = item_numbers(item)
        for language in LANGUAGES:
            path = f"{language}/{Page('item', item['key']).file_name}"
            held = numbers_in(words_of((folder / path).read_text(encoding="utf-8")))
            for missing in sorted(wanted - held):
                yield _problem(f"{name}/{path}", missing)


def item_numbers(item: Json) -> set[str]:
    """Return the numbers that an item's page must show: every figure with its target."""
    return {
        point[field]
        for indicator in item["indicators"]
        for point in indicator["points"]
        for field in ("value", "target")
        if point["value"] is not None and point[field] is not None
    }


def book_numbers(snapshot: Json) -> set[str]:
    """Return the numbers that the report must show: figures, parts, targets, yen."""
    figures = (
        str(point[field])
        for _item, _indicator, point in points_of(snapshot)
        for field in ("value", "target", "numerator", "denominator", "gap")
        if point["value"] is not None and point[field] is not None
    )
    yen = (
        str(each[field])
        for item in snapshot["items"]
        for each in item["effects"]
        for field in MONEY
    )
    return {*figures, *yen}


def _book(folder: Path, snapshot: Json, name: str) -> Iterator[Problem]:
    text = book_text(folder / BOOK)
    for missing in _missing(book_numbers(snapshot), text):
        yield _problem(f"{name}/{BOOK}", missing)


def book_text(path: Path) -> str:
    """Return the text of a PDF, page after page."""
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def _missing(wanted: Iterable[str], text: str) -> list[str]:
    held = numbers_in(text)
    return sorted(each for each in wanted if each not in held and number(each) not in text)
