"""How a person can be reached: whether a contact can be used, and how much of it is shown."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from yakuba.kernel.problems import Problem

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


def reply_way(*, wants: bool, contact: str, medium: str) -> Iterator[Problem]:
    """Yield why an answer could not reach the person who wants one."""
    if wants and not contact and medium != "page":
        words = "返事を求めていますが、連絡先がありません。"
        fix = "連絡先を聞くか、返事の方法を「町のページ」にしてください。受付番号で読めます。"
        yield Problem("receipts.contact", words, fix, "contact")
