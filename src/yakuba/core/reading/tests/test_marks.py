import pytest

from yakuba.core.reading.keys import key_parts, last_part
from yakuba.core.reading.marks import split_bare_number, split_mark, value_of

LINES = (
    "５０年を見据えた|２０５０年|３ 年間とします|第３次みほん町|10-20代の若者|RPAによる効率化"
    "|一人ひとりが|町民とともに|2021-2023|"
)


@pytest.mark.parametrize(
    ("line", "family", "printed", "values", "rest"),
    [
        ("（１）．町民と行政", "paren", "（１）", (1,), "町民と行政"),
        ("(2) 歳入", "paren", "(2)", (2,), "歳入"),
        ("①町民が", "circled", "①", (1,), "町民が"),
        ("⑫　町民", "circled", "⑫", (12,), "町民"),
        ("(1)-①-a 連携", "path3", "(1)-①-a", (1, 1, 1), "連携"),
        ("(2)-①-ｂ 財源", "path3", "(2)-①-ｂ", (2, 1, 2), "財源"),
        ("１－(２)－イ　充実", "path3", "１－(２)－イ", (1, 2, 2), "充実"),
        ("1-1-1 取組", "path3", "1-1-1", (1, 1, 1), "取組"),
        ("(1)①ア 取組", "path3", "(1)①ア", (1, 1, 1), "取組"),
        ("1.2 取組", "path2", "1.2", (1, 2), "取組"),
        ("第１　趣旨", "ordinal:第", "第１", (1,), "趣旨"),
        ("第三章　計画", "ordinal:第章", "第三章", (3,), "計画"),
        ("Ⅳ　財政", "roman", "Ⅳ", (4,), "財政"),
        ("【１】財政", "bracket", "【１】", (1,), "財政"),
        ("基本目標２　協働", "word:基本目標", "基本目標２", (2,), "協働"),
        ("３．目標", "digits", "３", (3,), "目標"),
        ("２ 歳入の確保", "digits", "２", (2,), "歳入の確保"),
        ("ウ．委託", "kana", "ウ", (3,), "委託"),
        ("(ア) 窓口", "paren-kana", "(ア)", (1,), "窓口"),
        ("a 連携", "letter", "a", (1,), "連携"),
        ("二、期間", "kanji", "二", (2,), "期間"),
        ("R5-1 契約", "added", "R5-1", (1,), "契約"),
        ("No. R2-4 契約", "added", "R2-4", (4,), "契約"),
        ("№12 契約", "number", "№12", (12,), "契約"),
        ("・広報", "bullet:・", "・", (), "広報"),
        ("(1)-③-c", "path3", "(1)-③-c", (1, 3, 3), ""),
    ],
)
def test_mark_is_split_from_its_title(line, family, printed, values, rest):
    found = split_mark(line)

    assert found is not None
    mark, title = found
    assert (mark.family, mark.printed, title) == (family, printed, rest)
    assert tuple(part.value for part in mark.parts) == values


@pytest.mark.parametrize(
    "line",
    LINES.split("|"),
)
def test_text_without_a_mark_is_left_whole(line):
    assert split_mark(line) is None


@pytest.mark.parametrize(
    ("line", "rest"), [("１行財政改革", "行財政改革"), ("２町民との協働", "町民との協働")]
)
def test_bare_number_is_split_from_a_title(line, rest):
    found = split_bare_number(line)

    assert found is not None
    assert found[1] == rest


@pytest.mark.parametrize("line", ["３年間", "２０５０年", "５つの目標", "町民", "２の目標"])
def test_bare_number_of_a_sentence_is_no_mark(line):
    assert split_bare_number(line) is None


@pytest.mark.parametrize(
    ("symbol", "value"),
    [("7", 7), ("c", 3), ("ウ", 3), ("十", 10), ("十二", 12), ("二十", 20), ("IV", 4), ("", None)],
)
def test_symbol_has_its_place_in_the_row(symbol, value):
    assert value_of(symbol) == value


@pytest.mark.parametrize(
    ("code", "part"),
    [("(2)-①-ｂ", "b"), ("①", "1"), ("1-1-12", "12"), ("R2-1", None), ("・", None), (None, None)],
)
def test_last_part_is_the_letter_or_number_after_nfkc(code, part):
    assert last_part(code) == part


@pytest.mark.parametrize(
    ("marks", "parts"),
    [
        (["a", "b", "c"], ["a", "b", "c"]),
        (["a", "b", "b", "c"], ["a", "2", "3", "c"]),
        (["a", None, "c"], ["a", "2", "c"]),
        ([None, None], ["1", "2"]),
        (["1", "3", "3", "2"], ["1", "2", "3", "4"]),
        ([], []),
    ],
)
def test_key_parts_are_unique_among_siblings(marks, parts):
    assert key_parts(marks) == parts
