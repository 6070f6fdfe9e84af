"""National codes: the six digits of a municipality."""

import re
from typing import Final

_WEIGHTS: Final = (6, 5, 4, 3, 2)
_CODE: Final = re.compile(r"[0-9]{6}")
_BODY: Final = re.compile(r"[0-9]{5}")


def check_digit(code: str) -> int:
    """Return the check digit of a five-digit municipality code: 06323 -> 1.

    The last digit of 11 - (S mod 11), S being the digits times 6, 5, 4, 3, 2 (検査数字, codes of
    the Ministry of Internal Affairs, 全国地方公共団体コード仕様).

    :raises ValueError: if the code is not five digits
    """
    if not _BODY.fullmatch(code):
        raise ValueError(f"check_digit({code!r}): allowed are five digits, such as 06323")
    weighted = sum(int(digit) * weight for digit, weight in zip(code, _WEIGHTS, strict=True))
    return (11 - weighted % 11) % 10


def municipality_code_is_valid(code: str) -> bool:
    """Return whether the text is six digits with the right check digit: 063231."""
    return bool(_CODE.fullmatch(code)) and check_digit(code[:5]) == int(code[5])
