"""The traps of the first plan, each in a small plan of みほん町."""

from pathlib import Path

from yakuba.core.reading.read import read
from yakuba.core.reading.tests.plans import SMALL, Goal, Item, Measure, Plan, as_expected, codes

SEED_STYLE = (Path(__file__).parent / "documents" / "seed_style.txt").read_bytes()


def item(reading, key):
    return next(item for item in reading.items if item.key == key)


def test_two_chapters_with_the_same_numbers_are_not_mixed():
    reading = read(SMALL.data(), "plan.txt")

    titles = [node.title for node in reading.nodes]
    assert "信頼される役場" not in titles
    assert titles[0] == "町民とともに歩むまちづくり"


def test_goal_and_measure_of_one_title_stay_two_nodes():
    same = "わかりやすい情報発信"
    plan = Plan((Goal(same, (Measure(same, (Item("広報の充実", ("総務課",)),)),)),))

    reading = read(plan.data(), "plan.txt")

    assert as_expected(reading) == plan.expected()
    assert [(n.key, n.code, n.title) for n in reading.nodes] == [
        ("1", "（１）", same),
        ("1-1", "①", same),
    ]


def test_full_width_letters_are_kept_in_the_code_and_folded_in_the_key():
    reading = read(SEED_STYLE, "plan.txt")

    assert item(reading, "1-1-b").code == "(1)-①-ｂ"
    assert item(reading, "1-1-a").code == "(1)-①-a"


def test_rows_broken_by_the_page_are_joined_without_a_space():
    reading = read(SEED_STYLE, "plan.txt")

    broken = item(reading, "1-2-a")
    assert broken.title == "町民の立場で考え、自ら行動する意欲あふれる職員の育成（研修）"
    assert broken.sections == ("総務課", "企画課")


def test_titles_that_differ_only_in_spaces_are_one_node():
    reading = read(SEED_STYLE, "plan.txt")

    assert [n.title for n in reading.nodes if n.key == "2-2"] == ["ICT等の活用による業務の効率化"]
    assert "title-differs" not in codes(reading)


def test_titles_that_differ_in_words_are_a_finding():
    text = SMALL.text().replace("①歳入の確保", "①歳入の拡大")

    reading = read(text.encode(), "plan.txt")

    assert [n.title for n in reading.nodes if n.key == "2-1"] == ["歳入の拡大"]
    assert codes(reading) == ["title-differs"]


def test_sections_are_parted_by_either_space():
    text = SMALL.text().replace("建設課　町立病院", "建設課 町立病院")

    assert as_expected(read(text.encode(), "plan.txt")) == SMALL.expected()


def test_everyone_concerned_is_a_rule_and_no_section():
    reading = read(SMALL.data(), "plan.txt")

    alone, beside = item(reading, "1-1-b"), item(reading, "2-1-c")
    assert (alone.sections, alone.every_section) == ((), True)
    assert (beside.sections, beside.every_section) == (("総務課",), True)


def test_a_hospital_is_a_section_too():
    assert item(read(SMALL.data(), "plan.txt"), "2-1-b").sections == ("建設課", "町立病院")
