"""The plan of the first town, where its document is at hand beside the repository."""

import re
from collections import Counter
from pathlib import Path

import pytest

from yakuba.core.reading.read import read

ROOT = Path(__file__).resolve().parents[5]
FILES = sorted((ROOT.parent / "shared" / "seed").glob("*.txt"))
pytestmark = pytest.mark.skipif(not FILES, reason="the seed document is not beside the repository")

EVERY = "各該当課"


@pytest.fixture(scope="module")
def text():
    return FILES[0].read_bytes().decode("utf-8")


@pytest.fixture(scope="module")
def reading(text):
    return read(text.encode(), FILES[0].name)


def test_seed_names_its_plan_and_period(reading):
    found = reading.as_json()

    assert found["title"] == "第３次朝日町行財政改革実現プラン"
    assert (found["ordinal"], found["start_fy"], found["end_fy"]) == (3, 2021, 2023)


def test_seed_has_its_goals_measures_and_items(reading):
    measures = Counter(node.parent for node in reading.nodes if node.depth == 2)
    items = Counter(item.parent for item in reading.items)

    assert [node.key for node in reading.nodes if node.depth == 1] == ["1", "2", "3"]
    assert measures == {"1": 3, "2": 4, "3": 1}
    assert items == {
        "1-1": 4, "1-2": 3, "1-3": 4, "2-1": 8, "2-2": 2, "2-3": 1, "2-4": 3, "3-1": 2,
    }  # fmt: skip
    assert {item.depth for item in reading.items} == {3}


def test_seed_keeps_its_codes_byte_for_byte(reading, text):
    printed = re.findall(r"^\([0-9]\)-.-.", text, re.MULTILINE)

    assert [item.code for item in reading.items] == printed
    assert [c for c in printed if not c.isascii() and c[-1] in "ａｂｃｄ"] == [
        "(2)-①-ｂ", "(2)-①-ｃ", "(2)-①-ｄ", "(2)-②-ｂ",
    ]  # fmt: skip
    assert [(n.code, n.key) for n in reading.nodes][:2] == [("（１）", "1"), ("①", "1-1")]
    assert [item.key for item in reading.items if item.parent == "2-1"] == [
        f"2-1-{letter}" for letter in "abcdefgh"
    ]


def test_seed_counts_its_owners(reading):
    owners = Counter(name for item in reading.items for name in item.sections)
    owners[EVERY] = sum(item.every_section for item in reading.items)
    strings = [len(item.sections) + item.every_section for item in reading.items]
    alone = [i.key for i in reading.items if i.every_section and not i.sections]

    assert owners == {
        "総務課": 11, "政策推進課": 10, EVERY: 7, "税務町民課": 3,
        "教育文化課": 2, "建設水道課": 2, "町立病院": 1,
    }  # fmt: skip
    assert sum(count > 1 for count in strings) == 8
    assert alone == ["1-1-c", "1-1-d"]


def test_seed_joins_its_four_broken_rows(reading):
    titles = {item.key: item.title for item in reading.items}

    assert titles["1-3-c"] == (
        "責任感を持って、自分で考えチャレンジする意欲あふれる人づくり（職員研修）"
    )
    assert titles["2-1-d"] == "行政手続き等の簡素・効率化(電子申請の推進、押印の見直し)"
    assert titles["2-4-a"] == "町有施設の長寿命化と維持管理コストの削減及び平準化"
    assert titles["2-4-c"] == "町有財産の有効活用・総量縮小（未利用地・住宅団地販売）"


def test_seed_findings_are_the_joined_titles_and_nothing_else(reading):
    findings = [(f.code, f.place.line, f.level) for f in reading.findings]

    assert findings == [("title-joined", line, "warning") for line in (241, 261, 292, 300)]
    assert reading.exit_code == 0


def test_seed_measures_carry_their_paragraphs(reading):
    texts = {node.key: node.text for node in reading.nodes}

    assert texts["2-1"].startswith("自主財源である町税等の収納率向上や")
    assert texts["2-1"].endswith("行財政基盤を確立します。")
    assert "RPA(Robotic Process Automation)" in texts["2-2"]


def test_seed_in_cp932_with_other_line_ends_reads_the_same(reading, text):
    data = text.replace("\n", "\r\n").encode("cp932")

    assert read(data, "seed.txt").as_json() == reading.as_json()


def test_seed_without_blank_lines_gives_the_same_tree(reading, text):
    dense = "\n".join(line.strip() for line in text.split("\n") if line.strip())

    again = read(dense.encode(), "seed.txt").as_json()

    assert (again["nodes"], again["items"]) == (
        reading.as_json()["nodes"],
        reading.as_json()["items"],
    )
