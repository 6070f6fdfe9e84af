import pytest

from yakuba.core.reading.findings import MESSAGES
from yakuba.core.reading.read import read
from yakuba.core.reading.tests.plans import SMALL, codes


def read_changed(old, new):
    text = SMALL.text()
    assert old in text
    return read(text.replace(old, new).encode(), "plan.txt")


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("(1)-①-b", "(1)-①-a", ["code-repeated"]),
        ("(1)-①-b", "(1)-①-ａ", ["code-repeated"]),
        ("(1)-①-b", "(1)-①-c", ["number-gap"]),
        ("(1)-②-a", "(2)-②-a", ["code-path-differs"]),
        ("（２）．持続", "（３）．持続", ["number-gap"]),
        ("②職員", "③職員", ["number-gap"]),
        ("研修の充実 総務課", "研修の充実（再掲） 総務課", ["relisted"]),
        ("研修の充実 総務課　企画課", "研修の充実", ["section-missing"]),
    ],
)
def test_doubtful_numbers_are_findings(old, new, found):
    expected_items = len(read(SMALL.data(), "plan.txt").items)

    reading = read_changed(old, new)

    assert [code for code in dict.fromkeys(codes(reading))] == found
    assert len(reading.items) == expected_items
    assert reading.exit_code == 0


def test_finding_stands_at_its_line():
    reading = read_changed("(1)-①-b", "(1)-①-a")

    (finding,) = reading.findings
    assert reading.lines[finding.place.line - 1].text.startswith("(1)-①-a 民間委託")


def test_repeated_code_is_kept_and_keys_stay_unique():
    reading = read_changed("(2)-①-b", "(2)-①-a")

    keys = [(item.key, item.code) for item in reading.items if item.parent == "2-1"]
    assert keys == [("2-1-1", "(2)-①-a"), ("2-1-2", "(2)-①-a"), ("2-1-c", "(2)-①-c")]


def test_added_item_keeps_its_number_and_takes_the_next_index():
    reading = read_changed("②職員", "No. R4-1 電子契約の導入 総務課\n②職員")

    added = next(item for item in reading.items if item.code == "R4-1")
    assert (added.key, added.title, added.sections) == ("1-1-3", "電子契約の導入", ("総務課",))


def test_measure_without_items_is_a_finding_and_stays():
    reading = read_changed("(1)-②-a 研修の充実 総務課　企画課\n", "")

    assert [node.key for node in reading.nodes] == ["1", "1-1", "1-2", "2", "2-1"]
    assert codes(reading) == ["node-without-items"]


def test_measure_only_in_the_chapters_is_added_from_there():
    head, heading, rest = SMALL.text().partition("実施計画項目一覧")
    rest = rest.replace("②職員の育成\n実施計画№ 実施計画項目 担当課\n", "")
    rest = rest.replace("(1)-②-a 研修の充実 総務課　企画課\n", "")

    reading = read((head + heading + rest).encode(), "plan.txt")

    assert [(n.key, n.code, n.title) for n in reading.nodes if n.key == "1-2"] == [
        ("1-2", "②", "職員の育成")
    ]
    assert codes(reading) == ["node-without-items"]


def test_every_message_is_one_or_more_whole_sentences():
    assert all(message.endswith("。") for message in MESSAGES.values())
    assert all(message.count("{") == message.count("{detail}") for message in MESSAGES.values())
