import pytest
from hypothesis import given
from hypothesis import strategies as st

from yakuba.kernel.codes import check_digit, municipality_code_is_valid
from yakuba.kernel.text import (
    find_individual_number,
    find_private_characters,
    fold,
    name_character,
    normalize_key,
    quote,
    to_half_width,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("髙橋 春子", "高橋 春子"),
        ("㈱朝日ワイン", "(株)朝日ワイン"),
        ("ﾘﾝｺﾞ温泉", "リンゴ温泉"),
        ("ＲＰＡ", "rpa"),
        ("引っ越し", "引越し"),
        ("窓口の問い合わせ", "窓口の問合せ"),
        ("葛\U000e0100城", "葛城"),
        ("𠮷田", "吉田"),
    ],
)
def test_fold_brings_spellings_together(one, other):
    assert fold(one) == fold(other)


@given(text=st.text())
def test_fold_is_stable_for_width(text):
    assert fold(to_half_width(text)) == fold(text)


def test_key_of_a_printed_number_is_plain():
    assert normalize_key(" (2)-①-ｂ ") == "(2)-1-b"


def test_quote_cuts_long_words():
    assert quote(" あ ") == "「あ」"
    assert quote("1" * 41) == f"「{'1' * 40}…」"


def test_half_width_leaves_signs_alone():
    assert to_half_width("５²　①") == "5² ①"


@pytest.mark.parametrize(
    "text",
    [
        "番号は123456789018です",
        "１２３４５６７８９０１８",
        "1234 5678 9018",
        "１２３４－５６７８－９０１８",
        "1234‐5678‐9018",
        "令和3 1234 5678 9018",
    ],
)
def test_individual_number_is_found(text):
    assert find_individual_number(text) == ["123456789018"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "123456789019",
        "1123456789018",
        "1234567890181",
        "2021-04-01 2022-03-31",
        "0237-67-2111",
        "123,456,789,018円",
        "1234-5678 9018",
    ],
)
def test_other_numbers_are_left_alone(text):
    assert find_individual_number(text) == []


def test_individual_number_with_check_digit_zero_is_found():
    # 1 × 6 + 1 × 5 = 11, remainder 0; and 1 × 6 + 2 × 3 = 12, remainder 1: both give 0.
    text = "110000000000、100200000000"

    assert find_individual_number(text) == ["110000000000", "100200000000"]


@given(body=st.from_regex(r"[0-9]{11}", fullmatch=True))
def test_one_last_digit_in_ten_is_right(body):
    found = [n for n in range(10) if find_individual_number(f"{body}{n}")]

    assert len(found) == 1


@pytest.mark.parametrize("code", ["063231", "011002", "131016", "062014"])
def test_code_of_a_real_municipality_is_valid(code):
    assert municipality_code_is_valid(code)


@pytest.mark.parametrize("code", ["063230", "06323", "0632311", "０６３２３１", "06323a", ""])
def test_wrong_code_is_not_valid(code):
    assert not municipality_code_is_valid(code)


def test_check_digit_needs_five_digits():
    assert check_digit("06323") == 1

    with pytest.raises(ValueError, match=r"check_digit\('6323'\): allowed are five digits"):
        check_digit("6323")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("髙橋﨑𠮷葛\U000e0100①㈱", []),
        ("佐\ue000藤", ["\ue000"]),
        ("\uf8ff\U000f0000", ["\uf8ff", "\U000f0000"]),
    ],
)
def test_characters_of_private_use_are_found(text, found):
    assert find_private_characters(text) == found


def test_character_is_named_with_its_number():
    assert name_character("\ue000") == "「\ue000」（U+E000）"
