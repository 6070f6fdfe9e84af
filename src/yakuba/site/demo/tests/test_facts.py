"""The data files by themselves: complete, printed as in the plan, and naming nobody real."""

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from yakuba.core.reading.read import read
from yakuba.platform import clock
from yakuba.site.demo import facts
from yakuba.site.demo.plan import tree

ROOT = Path(__file__).resolve().parents[5]
SEEDS = sorted((ROOT.parent / "shared" / "seed").glob("*.txt"))
YEARS = ("2021", "2022", "2023")


def years():
    return [(key, year, row["years"][year]) for key, row in facts.items().items() for year in YEARS]


@pytest.mark.skipif(not SEEDS, reason="the seed document is not beside the repository")
def test_tree_equals_the_reading_of_the_printed_plan():
    found = read(SEEDS[0].read_bytes(), SEEDS[0].name).as_json()

    assert {**tree(), "findings": found["findings"]} == found


@pytest.mark.django_db
def test_stored_plan_equals_the_printed_tree(monkeypatch):
    from yakuba.core.plan.services import tree_of
    from yakuba.site.demo.office import build_office
    from yakuba.site.demo.plan import build_plan, revise_plan

    monkeypatch.setenv("YAKUBA_TODAY", "2024-06-10")
    build_office()
    plan = build_plan()
    revise_plan(plan)

    first, second = plan.versions.order_by("number")
    assert tree_of(first) == tree()
    before, after = tree_of(first)["items"], tree_of(second)["items"]
    changed = [(a["key"], b["title"]) for a, b in zip(before, after, strict=True) if a != b]
    assert changed == [("2-2-a", "RPAによる事務簡素・効率化の検討と実施")]


def test_plan_has_the_counts_of_the_printed_one():
    measures = Counter(row["key"].rpartition("-")[0] for row in facts.read("plan")["items"])
    full_width = [
        row["code"]
        for row in facts.read("plan")["items"]
        if unicodedata.normalize("NFKC", row["code"][-1]) != row["code"][-1]
    ]

    assert measures == {
        "1-1": 4, "1-2": 3, "1-3": 4, "2-1": 8, "2-2": 2, "2-3": 1, "2-4": 3, "3-1": 2
    }  # fmt: skip
    assert full_width == ["(2)-①-ｂ", "(2)-①-ｃ", "(2)-①-ｄ", "(2)-②-ｂ"]


def test_short_names_are_short_and_different():
    shorts = [row["short"] for row in facts.items().values()]

    assert [name for name in shorts if len(name) > 12] == []
    assert len(set(shorts)) == 27


def test_exactly_one_item_has_no_indicator():
    counts = {key: len(row.get("indicators", ())) for key, row in facts.items().items()}

    assert [key for key, count in counts.items() if count == 0] == ["1-3-d"]
    assert max(counts.values()) == 3


def empty_english(place, value):
    """Give the places of English fields that are empty."""
    if isinstance(value, list):
        value = dict(enumerate(value))
    if isinstance(value, dict):
        for name, part in value.items():
            if str(name).endswith("_en") and not part:
                yield f"{place}/{name}"
            yield from empty_english(f"{place}/{name}", part)


def test_everything_that_has_english_has_it_filled():
    files = {"plan": facts.read("plan"), "office": facts.read("office"), **facts.items()}

    assert list(empty_english("", files)) == []
    assert list(empty_english("", {"x": [{"name_en": ""}]})) == ["/x/0/name_en"]


def test_nothing_that_needs_english_lacks_it():
    indicators = [
        (key, known) for key, row in facts.items().items() for known in row.get("indicators", ())
    ]
    needed = {"name_en", "unit_en", "definition_en", "source_en"}

    assert [
        key for key, row in facts.items().items() if not {"short_en", "promise_en"} <= set(row)
    ] == []
    assert [key for key, known in indicators if not needed <= set(known)] == []
    assert [key for key, known in indicators
            if len(known.get("parts", ())) != len(known.get("parts_en", ()))] == []  # fmt: skip
    assert [row for row in facts.read("office")["sections"] if "name_en" not in row] == []


def test_texts_of_the_years_are_short_and_never_the_same():
    texts = [
        year[name] for _key, _fy, year in years() for name in ("done", "not_done", "next")
        if name in year
    ]  # fmt: skip

    assert [text for text in texts if not 1 <= text.count("。") <= 3 or len(text) > 200] == []
    assert [text for text, times in Counter(texts).items() if times > 1] == []
    assert len(texts) == 27 * 2 * 3 + 17 * 3 + 6


def test_everybody_is_named_sample():
    people = facts.read("office")["people"]

    assert {person["name"].partition(" ")[0] for person in people} == {"見本"}
    assert len({person["name"] for person in people}) == len(people)


def test_no_file_holds_a_telephone_number_or_an_address():
    texts = [path.read_text(encoding="utf-8") for path in sorted(facts.FOLDER.rglob("*.toml"))]
    phone = re.compile(r"0\d{1,4}[-−ー(]\d{1,4}[-−ー)]\d{3,4}|〒|\d+番地|@")

    assert [found for text in texts for found in phone.findall(text)] == []
    assert phone.search("電話 0237-67-0000")


def test_the_past_is_refused_outside_the_demo_town():
    with pytest.raises(RuntimeError, match="only the demo town"):  # noqa: SIM117
        with clock.standing_at(clock.real_now()):
            pass
