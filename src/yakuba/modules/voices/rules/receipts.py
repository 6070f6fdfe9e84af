"""The number and the words on a receipt.

The number is R6-00123-5: era year, five digits counted per fiscal year, a check digit.  The digit
is Damm's: it finds every single wrong digit and every swap of two neighbors (H. M. Damm, Total
anti-symmetrische Quasigruppen, 2004, with the table of order 10 printed there).
"""

import re
import unicodedata
from typing import Final

from yakuba.kernel.fiscal import FiscalYear

SERIES: Final = 1  # the register of voices; others that print receipts take other digits
WORDS: Final = 3

_DAMM: Final = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)
# M T S H R, as in the era codes of JIS X 0301 and of tax forms.
_ERAS: Final = {"M": 1, "T": 2, "S": 3, "H": 4, "R": 5}
_PRINTED: Final = re.compile(r"([MTSHR])([0-9]{1,2})([0-9]{5})([0-9])")

# Short, common, unlike each other by ear.  262,144 triples: tries are limited per number.
# fmt: off
WORD_LIST: Final = (
    "りんご", "さくら", "やま", "かわ", "そら", "うみ", "ほし", "つき", "ゆき", "かぜ", "もり",
    "いけ", "たけ", "まつ", "うめ", "きく", "ばら", "すみれ", "もみじ", "いちょう", "つばめ",
    "すずめ", "からす", "はと", "つる", "かめ", "うさぎ", "くま", "しか", "りす", "うま",
    "ひつじ", "とけい", "かさ", "ぼうし", "くつ", "つくえ", "いす", "まど", "とびら", "かがみ",
    "はしご", "たいこ", "ふえ", "すずり", "ふで", "えほん", "てがみ", "みかん", "ぶどう", "なし",
    "もも", "くり", "かき", "いちご", "すいか", "だいこん", "にんじん", "きゅうり", "なす",
    "とうふ", "みそ", "おにぎり", "せんべい",
)
# fmt: on


def check_digit(digits: str) -> int:
    """Return the digit that, put after the others, shows a wrong one or two swapped."""
    row = 0
    for digit in digits:
        row = int(_DAMM[row][int(digit)])
    return row


def receipt_number(fy: FiscalYear, count: int) -> str:
    """Return the number printed on a receipt: R6-00123-5.

    :raises ValueError: if the count is not between 1 and 99,999
    """
    if not 1 <= count <= 99_999:
        raise ValueError(f"receipt_number: count {count}, allowed are 1 to 99999")
    era, year = fy.short[0], fy.short[1:]
    return f"{era}{year}-{count:05d}-{_check(era, year, f'{count:05d}')}"


def read_number(typed: str) -> str | None:
    """Return a typed number as it is stored, None if its check digit says that it is wrong.

    Width, case, spaces and hyphens do not matter.
    """
    plain = re.sub(r"[\s\-‐‑–−ーｰ]", "", unicodedata.normalize("NFKC", typed)).upper()
    found = _PRINTED.fullmatch(plain)
    if found is None:
        return None
    era, year, count, digit = found.groups()
    if _check(era, year, count) != int(digit):
        return None
    return f"{era}{int(year)}-{count}-{digit}"


def words_of(digest: bytes) -> str:
    """Return the three words that a secret digest stands for: りんご・さくら・やま."""
    return "・".join(WORD_LIST[byte % len(WORD_LIST)] for byte in digest[:WORDS])


def plain_words(typed: str) -> str:
    """Return typed words so that kana, width and separators do not matter."""
    text = unicodedata.normalize("NFKC", typed)
    hiragana = (chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in text)
    return "".join(c for c in hiragana if c.isalnum())


def mask_contact(text: str) -> str:
    """Return a telephone number, mail or postal address of which one knows only the ends."""
    if "@" in text:
        name, _at, host = text.partition("@")
        return f"{name[:1]}***@{host}"
    shown = 4 if any(c.isdigit() for c in text[-4:]) and len(text) > 8 else 1
    return f"{text[:3]}{'*' * max(len(text) - 3 - shown, 1)}{text[-shown:]}"


def _check(era: str, year: str, count: str) -> int:
    return check_digit(f"{SERIES}{_ERAS[era]}{int(year):02d}{count}")
