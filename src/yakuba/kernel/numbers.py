"""Numbers: rounded once by a rule that is data, read and written as a town office does."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.kernel.sentences import Sentence, sentence
from yakuba.kernel.text import quote, to_half_width

Exact = int | Decimal | Fraction

YEN_UNITS: Final = {"円": 1, "千円": 1_000, "百万円": 1_000_000, "億円": 100_000_000}
MAX_DIGITS: Final = 20
MINUS_SIGNS: Final = "-−–‐△▲ー"

_NUMBER: Final = re.compile(
    rf"(?P<open>\()?(?P<sign>[{MINUS_SIGNS}+])?\s*(?P<digits>[0-9]+|[0-9]{{1,3}}(?:,[0-9]{{3}})+)"
    r"(?P<fraction>\.[0-9]+)?(?P<close>\))?\s*%?"
)


class Mode(StrEnum):
    """How a number is rounded; halves and directions are seen from zero, as for money."""

    HALF_UP = "half_up"
    DOWN = "down"
    UP = "up"
    HALF_EVEN = "half_even"


@dataclass(frozen=True, slots=True)
class Rounding:
    """A rounding rule.  `stage` says at which stage a figure is rounded, once: its value."""

    mode: Mode = Mode.HALF_UP
    decimals: int = 1
    stage: str = "value"

    def apply(self, value: Exact) -> Decimal:
        """Return the value with so many decimals; fewer than 0 rounds to tens, hundreds …

        :raises TypeError: if the value is a float, which is not exact
        """
        if isinstance(value, float):
            raise TypeError(f"Rounding.apply({value!r}): allowed are int, Decimal, Fraction")
        scaled = abs(Fraction(value)) * Fraction(10) ** self.decimals
        whole = _round(scaled, self.mode) * (-1 if value < 0 else 1)
        return _shifted(whole, self.decimals)


def round_half_up(value: Exact, decimals: int = 0) -> Decimal:
    """Return the value rounded half up (away from zero)."""
    return Rounding(Mode.HALF_UP, decimals).apply(value)


def percent(part: Exact, whole: Exact, rounding: Rounding = Rounding()) -> Decimal | None:
    """Return how many percent the part is of the whole, None if the whole is 0."""
    if whole == 0:
        return None
    return rounding.apply(Fraction(part) * 100 / Fraction(whole))


def parse_number(text: str) -> Decimal:
    """Return the number that a text means: １，２３４ △1,234 (1,234) 97.0%.  A % is dropped.

    :raises YakubaError: if it is no number
    """
    written = to_half_width(text).strip()
    if not written:
        missing = sentence("数が入力されていません。")
        raise _refusal("number-missing", missing, sentence("数を入力してください。"))
    match = _NUMBER.fullmatch(written)
    if match is None or not _signs_agree(match):
        raise _refusal(
            "number-unreadable",
            sentence("%(text)sは数として読めません。", text=quote(text)),
            sentence("「1,234」「△1,234」「12.5」のように数字だけを入力してください。"),
        )
    whole, fraction = match["digits"].replace(",", ""), match["fraction"] or ""
    if len(whole + fraction) > MAX_DIGITS + len(fraction[:1]):
        message = sentence("%(text)sは桁が多すぎます。", text=quote(text))
        fix = sentence("%(digits)d桁までで入力してください。", digits=MAX_DIGITS)
        raise _refusal("number-too-long", message, fix)
    negative = bool(match["open"]) or (match["sign"] or "+") != "+"
    number = Decimal(whole + fraction)
    return number.copy_negate() if negative and number else number


def parse_integer(text: str) -> int:
    """Return the whole number that a text means.

    :raises YakubaError: if it is no whole number
    """
    number = parse_number(text)
    if number != int(number):
        message = sentence("%(text)sには小数があります。", text=quote(text))
        raise _refusal("number-not-whole", message, sentence("整数で入力してください。"))
    return int(number)


def parse_yen(text: str, unit: str = "円") -> int:
    """Return yen from an amount in the unit (円, 千円, 百万円, 億円); a unit in the text wins.

    :raises YakubaError: if it is no amount, or not a whole number of yen
    """
    number, written = _split_unit(to_half_width(text).strip())
    yen = Fraction(parse_number(number)) * YEN_UNITS[written or unit]
    if yen.denominator != 1:
        message = sentence("%(text)sには1円未満の端数があります。", text=quote(text))
        fix = sentence("円の単位で割り切れる額を入力してください。")
        raise _refusal("yen-not-whole", message, fix)
    return int(yen)


def format_number(value: int | Decimal, decimals: int | None = None, *, minus: str = "-") -> str:
    """Return the number with commas: 1,234.5; with `decimals` shown with so many, half up.

    `minus` is the sign of negative numbers: "−" (U+2212) or "△" on screens and papers.
    """
    if decimals is not None:
        value = round_half_up(value, decimals)
    exact = Decimal(value) if isinstance(value, int) else value
    text = f"{exact.copy_abs():,f}"
    return minus + text if value < 0 else text


def format_yen(yen: int, unit: str = "円", *, decimals: int = 0, minus: str = "-") -> str:
    """Return an amount with its unit: 1,234円; in larger units rounded half up: 1,235千円."""
    amount = round_half_up(Fraction(yen, YEN_UNITS[unit]), decimals)
    return format_number(amount, minus=minus) + unit


def _refusal(code: str, message: Sentence, fix: Sentence) -> YakubaError:
    return YakubaError(Problem(code, message, fix))


def _split_unit(text: str) -> tuple[str, str]:
    """Return the number and its unit, "" without one; the longest unit wins: 千円, not 円."""
    written = [unit for unit in YEN_UNITS if text.endswith(unit)]
    unit = max(written, key=len, default="")
    return text.removesuffix(unit), unit


def _signs_agree(match: re.Match[str]) -> bool:
    if match["open"]:
        return bool(match["close"]) and not match["sign"]
    return not match["close"]


def _round(value: Fraction, mode: Mode) -> int:
    whole, rest = divmod(value, 1)
    up = {
        Mode.HALF_UP: rest * 2 >= 1,
        Mode.DOWN: False,
        Mode.UP: rest > 0,
        Mode.HALF_EVEN: rest * 2 > 1 or (rest * 2 == 1 and whole % 2 == 1),
    }
    return whole + up[mode]


def _shifted(whole: int, decimals: int) -> Decimal:
    """Return whole / 10**decimals, exact whatever the precision of the decimal context."""
    if decimals <= 0:
        return Decimal(whole * 10**-decimals)
    digits = tuple(int(digit) for digit in str(abs(whole)))
    return Decimal((int(whole < 0), digits, -decimals))
