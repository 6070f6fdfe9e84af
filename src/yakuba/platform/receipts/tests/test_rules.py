import pytest
from hypothesis import given
from hypothesis import strategies as st

from yakuba.platform.receipts import contacts, qr
from yakuba.platform.receipts import rules as receipts
from yakuba.platform.receipts.words import WORDS

DIGITS = st.text("0123456789", min_size=1, max_size=8)


def test_number_is_read_however_it_is_typed():
    number = receipts.receipt_number("R6", 123)

    assert number == "R6-00123-7"
    typed = [
        "r6-00123-7",
        "Ｒ６－００１２３－７",
        "R6 00123 7",
        "R6ー00123ー7",
        "R6001237",
        " R6-00123-7 ",
    ]
    assert [receipts.read_receipt_number(text) for text in typed] == [number] * 6


@pytest.mark.parametrize("text", ["", "R6-00123", "R6-00123-8", "6-00123-7", "R6-00132-7", "こえ"])
def test_text_that_is_no_number_is_refused(text):
    assert receipts.read_receipt_number(text) is None


def test_check_digit_of_the_published_example():
    assert receipts.check_digit("572") == "4"  # Damm's own


@given(DIGITS, st.data())
def test_every_single_wrong_digit_is_found(digits, data):
    whole = digits + receipts.check_digit(digits)
    place = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != whole[place]]))
    wrong = whole[:place] + other + whole[place + 1 :]

    assert receipts.check_digit(wrong[:-1]) != wrong[-1]


@given(DIGITS, st.data())
def test_every_swap_of_neighbors_is_found(digits, data):
    whole = digits + receipts.check_digit(digits)
    place = data.draw(st.integers(0, len(whole) - 2))
    swapped = whole[:place] + whole[place + 1] + whole[place] + whole[place + 2 :]

    assert (receipts.check_digit(swapped[:-1]) == swapped[-1]) == (swapped == whole)


@given(st.integers(1, 99), st.integers(1, 99_999))
def test_number_survives_the_round_trip(year, sequence):
    number = receipts.receipt_number(f"R{year}", sequence)

    assert receipts.read_receipt_number(number) == number
    assert receipts.read_receipt_number(number.replace("-", "")) == number


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("0237-67-2111", None),
        ("０９０－１２３４－５６７８", None),
        ("haru@example.jp", None),
        ("haru@example", ("mail", 0)),
        ("なし", ("none", 0)),
        ("０２３７－６７－２１１", ("short", 1)),
        ("0237-67-21111111", ("long", 3)),
    ],
)
def test_contact_that_cannot_be_used_says_why(text, fault):
    assert contacts.contact_fault(text) == fault


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("haru@example.jp", "h***@example.jp"),
        ("0237-67-2111", "023*****2111"),
        ("朝日町宮宿", "朝日町*宿"),
    ],
)
def test_contact_is_masked_but_can_be_told_apart(text, masked):
    assert contacts.mask_contact(text) == masked


def test_name_is_masked():
    assert (contacts.mask_name("髙橋 春子"), contacts.mask_name("")) == ("髙**", "")


def test_words_of_secrets_are_all_different():
    assert (len(WORDS), len(set(WORDS))) == (128, 128)


def test_qr_code_is_a_path_with_a_quiet_zone():
    code = qr.drawn("https://town.example.jp/voices/status")

    assert code.path.startswith("M4 4h1v1h-1z")
    assert code.size == 29 + 2 * 4
