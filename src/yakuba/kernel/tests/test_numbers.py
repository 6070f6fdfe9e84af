from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yakuba.kernel.numbers import (
    Mode,
    Rounding,
    format_number,
    format_yen,
    parse_integer,
    parse_number,
    parse_yen,
    percent,
    round_half_up,
)
from yakuba.kernel.problems import Problem, YakubaError

FRACTIONS = st.fractions(min_value=-(10**12), max_value=10**12)
DECIMALS = st.decimals(-(10**12), 10**12, places=3, allow_nan=False, allow_infinity=False)
NUMBER_FIX = "「1,234」「△1,234」「12.5」のように数字だけを入力してください。"


@pytest.mark.parametrize(
    ("mode", "rounded"),
    [
        (Mode.HALF_UP, ["0.3", "0.4", "-0.3", "0.2", "-0.2"]),
        (Mode.DOWN, ["0.2", "0.3", "-0.2", "0.2", "-0.2"]),
        (Mode.UP, ["0.3", "0.4", "-0.3", "0.3", "-0.3"]),
        (Mode.HALF_EVEN, ["0.2", "0.4", "-0.2", "0.2", "-0.2"]),
    ],
)
def test_rounding_follows_its_mode(mode, rounded):
    values = ["0.25", "0.35", "-0.25", "0.21", "-0.21"]

    assert [Rounding(mode).apply(Decimal(value)) for value in values] == list(map(Decimal, rounded))


def test_rounding_keeps_its_decimals():
    assert str(Rounding(decimals=1).apply(97)) == "97.0"
    assert str(Rounding(decimals=0).apply(Fraction(5, 2))) == "3"
    assert str(Rounding(decimals=-3).apply(1_234_500)) == "1235000"
    assert str(Rounding(decimals=2).apply(Decimal("-0.001"))) == "0.00"


def test_rounding_refuses_a_float():
    with pytest.raises(TypeError, match=r"Rounding.apply\(0.1\): allowed are int"):
        Rounding().apply(0.1)


def test_rounding_does_not_depend_on_the_decimal_context():
    with localcontext() as context:
        context.prec = 3

        assert round_half_up(Decimal("123456.75"), 1) == Decimal("123456.8")


@pytest.mark.parametrize(
    ("part", "whole", "result"),
    [
        (194, 200, Decimal("97.0")),
        (1, 3, Decimal("33.3")),
        (2, 3, Decimal("66.7")),
        (999, 1000, Decimal("99.9")),
        (1999, 2000, Decimal("100.0")),
        (0, 5, Decimal("0.0")),
        (0, 0, None),
        (5, 0, None),
        (Decimal("1.5"), Decimal(3), Decimal("50.0")),
    ],
)
def test_percent_is_rounded_once(part, whole, result):
    assert percent(part, whole) == result


def test_percent_follows_the_rounding_it_is_given():
    assert percent(1999, 2000, Rounding(Mode.DOWN)) == Decimal("99.9")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1234", "1234"),
        ("１，２３４", "1234"),
        ("1,234,567.89", "1234567.89"),
        (" 　97.0 ％", "97.0"),
        ("12.5%", "12.5"),
        ("△1,234", "-1234"),
        ("▲ 5", "-5"),
        ("−5", "-5"),
        ("–5", "-5"),
        ("－５", "-5"),
        ("ー5", "-5"),
        ("-5", "-5"),
        ("+5", "5"),
        ("(1,234)", "-1234"),
        ("（１，２３４．５）", "-1234.5"),
        ("△0", "0"),
        ("007", "7"),
    ],
)
def test_number_reads_from_every_way_to_write_it(text, number):
    assert str(parse_number(text)) == number


@pytest.mark.parametrize(
    "text",
    [
        "-",
        "―",
        "なし",
        "1万",
        "1,23",
        "1234,567",
        "1 234",
        "5-",
        "1ー2",
        "(5",
        "5)",
        "(-5)",
        "--5",
        "1.",
        ".5",
        "5²",
        "①",
        "٣",
        "1e3",
        "NaN",
        "12円",
    ],
)
def test_anything_else_is_no_number(text):
    with pytest.raises(YakubaError) as caught:
        parse_number(text)

    assert caught.value.problems == (
        Problem("number-unreadable", f"「{text}」は数として読めません。", NUMBER_FIX),
    )


def test_missing_number_is_named():
    with pytest.raises(YakubaError) as caught:
        parse_number("　 ")

    assert caught.value.problems == (
        Problem("number-missing", "数が入力されていません。", "数を入力してください。"),
    )


def test_number_of_too_many_digits_is_refused():
    assert parse_number("-" + "9" * 20) == -(10**20 - 1)

    with pytest.raises(YakubaError, match="桁が多すぎます。20桁までで入力してください。"):
        parse_number("9" * 21)


def test_integer_refuses_decimals():
    assert (parse_integer("△１，０００"), parse_integer("5.0")) == (-1000, 5)

    with pytest.raises(YakubaError, match=r"「5\.5」には小数があります。整数で入力してください。"):
        parse_integer("5.5")


@pytest.mark.parametrize(
    ("text", "unit", "yen"),
    [
        ("1,234", "円", 1_234),
        ("1,234", "千円", 1_234_000),
        ("△1.5", "百万円", -1_500_000),
        ("38.2", "億円", 3_820_000_000),
        ("5千円", "円", 5_000),
        ("５ 円", "千円", 5),
        ("0.001", "千円", 1),
    ],
)
def test_yen_reads_in_its_unit(text, unit, yen):
    assert parse_yen(text, unit) == yen


def test_yen_refuses_fractions_of_a_yen_and_nonsense():
    with pytest.raises(YakubaError, match=r"「1\.2345」には1円未満の端数があります。"):
        parse_yen("1.2345", "千円")
    with pytest.raises(YakubaError, match="「5ドル」は数として読めません。"):
        parse_yen("5ドル")


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1234567, None, "1,234,567"),
        (Decimal("-1234.50"), None, "-1,234.50"),
        (Decimal("1234.5"), 1, "1,234.5"),
        (1234, 1, "1,234.0"),
        (Decimal("0.05"), 1, "0.1"),
        (Decimal("1E+3"), None, "1,000"),
        (0, None, "0"),
    ],
)
def test_number_is_written_with_commas(value, decimals, text):
    assert format_number(value, decimals) == text


def test_minus_is_written_as_the_page_wants_it():
    assert format_number(-5, minus="−") == "−5"
    assert format_yen(-1_234_500, "千円", minus="△") == "△1,235千円"


def test_yen_is_written_with_its_unit():
    assert format_yen(1234567) == "1,234,567円"
    assert format_yen(1_250_000_000, "億円", decimals=1) == "12.5億円"


@given(value=DECIMALS)
def test_every_number_reads_back(value):
    written = [format_number(value, minus=minus) for minus in ("-", "−", "△")]

    assert [parse_number(text) for text in written] == [value] * 3


@given(
    yen=st.integers(-(10**12) + 1, 10**12 - 1),
    unit=st.sampled_from(["円", "千円", "百万円", "億円"]),
)
def test_every_amount_reads_back(yen, unit):
    assert parse_yen(format_yen(yen, unit, decimals=8), "円") == yen


@given(value=FRACTIONS, mode=st.sampled_from(Mode), decimals=st.integers(0, 4))
def test_rounding_is_near_odd_and_stable(value, mode, decimals):
    rounding = Rounding(mode, decimals)
    rounded = rounding.apply(value)

    assert abs(Fraction(rounded) - value) < Fraction(1, 10**decimals)
    assert rounding.apply(-value) == -rounded
    assert rounding.apply(rounded) == rounded


@given(values=st.tuples(FRACTIONS, FRACTIONS), mode=st.sampled_from(Mode))
def test_rounding_keeps_the_order(values, mode):
    low, high = sorted(values)

    assert Rounding(mode).apply(low) <= Rounding(mode).apply(high)


def problems_of(parse, text):
    try:
        parse(text)
    except YakubaError as error:
        return error.problems
    return ()


@given(text=st.text(alphabet="0123456789０９,.，．-△▲()（）%円千億 ", max_size=12) | st.text())
def test_any_text_is_a_number_or_a_problem(text):
    for parse in (parse_number, parse_integer, parse_yen):
        assert len(problems_of(parse, text)) <= 1
