"""Japanese text: width, the folded form for search, and numbers that must not be stored."""

import re
import unicodedata
from typing import Final

from yakuba.kernel.sentences import Sentence, sentence

_HALF_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}

# Characters that a person types for another one when searching: old and new forms (字体).
_VARIANT_PAIRS: Final = (
    "髙高 﨑崎 嵜崎 濵浜 濱浜 邊辺 邉辺 齋斎 齊斉 嶋島 嶌島 澤沢 廣広 國国 學学 櫻桜 "
    "瀧滝 龍竜 眞真 惠恵 德徳 渕淵 冨富 桒桑 𠮷吉 藏蔵 會会 縣県 區区 實実 豐豊 萬万 "
    "與与 總総 體体 舊旧 圓円 增増 靜静 黑黒 曾曽 彌弥 禮礼 繩縄 壽寿 榮栄 寶宝 劍剣 "
    "條条 淺浅 峯峰 埜野 楢楢 晉晋 圖図 驛駅 鐵鉄 發発 觀観 關関 應応 參参 經経 濟済 "
    "爲為 氣気 鹽塩 釀醸 嶽岳 莊荘 餘余 盡尽 "
)
_VARIANTS: Final = str.maketrans({pair[0]: pair[1] for pair in _VARIANT_PAIRS.split()})
_SELECTORS: Final = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")

# Spellings of the same word, each brought to its last form; longer ones first.
_SPELLINGS: Final = (
    ("引っ越し", "引越"),
    ("引越し", "引越"),
    ("問い合わせ", "問合"),
    ("問合わせ", "問合"),
    ("問合せ", "問合"),
    ("申し込み", "申込"),
    ("申込み", "申込"),
    ("受け付け", "受付"),
    ("受付け", "受付"),
    ("取り組み", "取組"),
    ("取組み", "取組"),
    ("手続き", "手続"),
    ("届け出", "届出"),
    ("見直し", "見直"),
    ("子ども", "子供"),
    ("こども", "子供"),
    ("ゴミ", "ごみ"),
    ("お客様", "お客さま"),
)

# Characters that only the machine on which they were made can show (外字).
_PRIVATE: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")

_QUOTED: Final = 40

_SEPARATOR: Final = "[ \\-‐‑–−ーｰ]"
_TWELVE_DIGITS: Final = re.compile(
    rf"(?<![0-9])(?=(?P<number>[0-9]{{4}}(?P<gap>{_SEPARATOR}?)[0-9]{{4}}(?P=gap)[0-9]{{4}})(?![0-9]))"
)


def to_half_width(text: str) -> str:
    """Return the text with full-width ASCII and spaces made narrow, and nothing else changed.

    Unlike NFKC it keeps ² and ①, which would turn 5² into 52.
    """
    return text.translate(_HALF_WIDTH)


def normalize_key(text: str) -> str:
    """Return the text after NFKC, without outer spaces."""
    return unicodedata.normalize("NFKC", text).strip()


def quote(text: object) -> Sentence:
    """Return what a person typed in quotation marks, cut after 40 characters."""
    typed = str(text).strip()
    cut = f"{typed[:_QUOTED]}…" if len(typed) > _QUOTED else typed
    return sentence("「%(typed)s」", typed=cut)


def fold(text: str) -> str:
    """Return the form of a text in which search compares: width, case, variants and spellings.

    Only for a column beside the text: stored words stay as they were written.
    """
    plain = _SELECTORS.sub("", unicodedata.normalize("NFKC", text)).casefold()
    folded = plain.translate(_VARIANTS)
    for spelling, common in _SPELLINGS:
        folded = folded.replace(spelling, common)
    return folded


def find_individual_number(text: str) -> list[str]:
    """Return every Individual Number (マイナンバー) in a text, as twelve digits.

    Found are twelve digits in a row or in groups of four with one space or hyphen between, in
    either width, whose check digit is right (Order of the Ministry of Internal Affairs 85 of 2014,
    art. 5).  One other twelve-digit number in about eleven looks the same.
    """
    matches = _TWELVE_DIGITS.finditer(to_half_width(text))
    numbers = (re.sub(_SEPARATOR, "", match["number"]) for match in matches)
    return [number for number in numbers if _individual_check(number[:11]) == int(number[11])]


def find_private_characters(text: str) -> list[str]:
    """Return the characters of private use (外字) in a text, which other machines cannot show."""
    return _PRIVATE.findall(text)


def name_character(character: str) -> str:
    """Return a character with its number, by which it can be looked up: 「〓」（U+E000）."""
    return f"{quote(character)}（U+{ord(character):04X}）"


def _individual_check(body: str) -> int:
    weighted = sum(
        int(digit) * (n + 1 if n <= 6 else n - 5) for n, digit in enumerate(reversed(body), start=1)
    )
    remainder = weighted % 11
    return 0 if remainder <= 1 else 11 - remainder
