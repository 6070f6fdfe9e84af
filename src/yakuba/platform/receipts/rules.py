"""The number on a receipt.

It is R6-00123-7: year, five digits counted per fiscal year, a check digit.
"""

import re
import unicodedata
from typing import Final

# Damm's quasigroup of order 10: totally anti-symmetric, so that one wrong digit and two swapped
# neighbors are always found (H. M. Damm, Total anti-symmetrische Quasigruppen, Marburg 2004).
_DAMM: Final = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
_NUMBER: Final = re.compile(r"([A-Z])([0-9]{1,2})-?([0-9]{5})-?([0-9])")
_HYPHENS: Final = re.compile(r"[\s‐‑‒–—―−ー-]+")


def check_digit(digits: str) -> str:
    """Return the digit that, put behind the digits, makes mistakes in them visible."""
    state = 0
    for digit in digits:
        state = _DAMM[state][int(digit)]
    return str(state)


def receipt_number(year: str, sequence: int) -> str:
    """Return the number that a resident is given: R6 and 123 → R6-00123-7.

    `year` is the short name of the fiscal year; its digits are checked along.
    """
    body = f"{sequence:05d}"
    return f"{year}-{body}-{check_digit(year[1:] + body)}"


def read_receipt_number(text: str) -> str | None:
    """Return the number as it is stored, however it was typed; None if it cannot be one."""
    plain = _HYPHENS.sub("-", unicodedata.normalize("NFKC", text).upper().strip()).strip("-")
    found = _NUMBER.fullmatch(plain)
    if found is None:
        return None
    era, year, body, check = found.groups()
    return f"{era}{year}-{body}-{check}" if check_digit(year + body) == check else None
