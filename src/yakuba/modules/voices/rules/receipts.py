"""The number on a receipt, and whether a contact can be used.

The number is R6-00123-7: year, five digits counted per fiscal year, a check digit.
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


_PHONE_LENGTHS: Final = (10, 11)  # land lines, mobile telephones
_MAIL: Final = re.compile(r"[^@\s]+@[^@\s.]+\.[^@\s]+")


def contact_fault(text: str) -> tuple[str, int] | None:
    """Return why a telephone number or mail address cannot be used, None if it can.

    The word is mail, none, short or long; the number says how many digits are missing or too many.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if "@" in plain:
        return None if _MAIL.fullmatch(plain) else ("mail", 0)
    digits = len(re.sub(r"\D", "", plain))
    fewest, most = _PHONE_LENGTHS
    if not digits:
        return "none", 0
    if digits < fewest:
        return "short", fewest - digits
    return ("long", digits - most) if digits > most else None


def mask_contact(text: str) -> str:
    """Return a telephone number, mail or postal address of which one sees only the ends."""
    if "@" in text:
        name, _at, host = text.partition("@")
        return f"{name[:1]}***@{host}"
    shown = 4 if any(c.isdigit() for c in text[-4:]) and len(text) > 8 else 1
    return f"{text[:3]}{'*' * max(len(text) - 3 - shown, 1)}{text[-shown:]}"


def mask_name(name: str) -> str:
    """Return a name of which one sees the first character: 髙**."""
    return name[:1] + "**" if name else ""
