"""Numbering marks: what may stand before a title, as data."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from yakuba.core.reading.words import COUNTED, COUNTER_IN_TITLE, COUNTERS

_KANA: Final = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
)
_KANJI: Final = "一二三四五六七八九十"
_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_HYPHEN: Final = r"\s?[-‐‑‒–—―−－ーｰ─━﹣]\s?"
_SIGN: Final = r"\s?[-‐–—―−－ー─・･/／_＿.．,，、]?\s?"

_DIGITS: Final = "[0-9０-９]{1,3}"
_PART: Final[tuple[tuple[str, str], ...]] = (
    ("paren", rf"[（(]\s?{_DIGITS}\s?[）)]|[⑴-⒇]"),
    ("paren-letter", "[（(][a-zA-Zａ-ｚＡ-Ｚ][）)]|[⒜-⒵]"),
    ("paren-kana", "[（(][ア-ンｱ-ﾝ][）)]"),
    ("paren-kanji", f"[（(][{_KANJI}]{{1,3}}[）)]"),
    ("circled", "[①-⑳㉑-㉟㊱-㊿❶-❿]"),
    ("roman", r"[Ⅰ-Ⅻⅰ-ⅻ]|(?:IX|IV|VI{0,3}|I{1,3})(?=[\s．.、，])"),
    ("digits", _DIGITS),
    ("letter", "[a-zA-Zａ-ｚＡ-Ｚ]"),
    ("kana", "[ア-ンｱ-ﾝ]"),
)
_ANY_PART: Final = "|".join(pattern for _, pattern in _PART)
_TITLE_AFTER: Final = r"(?=[\s．.、，,:：「『]|$)"
_AFTER: Final = r"(?=[\s．.、，,:：）)]|$)"
_WORDS: Final = (
    "(?:基本|重点|推進|改革の|個別|主要|大|中|小)?"
    "(?:目標|方針|項目|施策|方策|柱|視点|戦略|課題|取組|取り組み|テーマ|分野|事項|重点|改革|プロジェクト"
    "|アクション|ステップ|部門|政策)"
)


@dataclass(frozen=True, slots=True)
class Part:
    """One number of a mark: ① is family circled, value 1, symbol 1."""

    family: str
    printed: str
    symbol: str
    value: int | None


@dataclass(frozen=True, slots=True)
class Mark:
    """A printed mark; several parts in a path like (1)-①-a, none in a bullet."""

    family: str
    printed: str
    parts: tuple[Part, ...] = ()

    @property
    def value(self) -> int | None:
        """Return the number of the last part; None when it has none."""
        return self.parts[-1].value if self.parts else None

    @property
    def symbol(self) -> str:
        """Return the last letter or number after NFKC; empty for a bullet."""
        return self.parts[-1].symbol if self.parts else ""

    @property
    def is_path(self) -> bool:
        """Return whether the mark names the levels above it too."""
        return len(self.parts) > 1


@dataclass(frozen=True, slots=True)
class Family:
    """A way of numbering: the pattern of the mark, and the parts that are in it."""

    name: str
    pattern: re.Pattern[str]
    parts: Callable[[str], tuple[Part, ...]]


def part_of(printed: str) -> Part:
    """Return the number in a single mark such as （１）, ① or ａ."""
    family = next((name for name, pattern in _PART if re.fullmatch(pattern, printed)), "digits")
    symbol = re.sub(rf"[^0-9A-Za-zア-ン{_KANJI}]", "", unicodedata.normalize("NFKC", printed))
    return Part(family, printed, symbol, value_of(symbol))


def value_of(symbol: str) -> int | None:
    """Return the place of a symbol in its row: 3 for 3, c, ウ, 三 and III."""
    if symbol.isdecimal():
        return int(symbol)
    if symbol in _ROMAN and (len(symbol) > 1 or symbol in ("I", "V")):
        return _ROMAN.index(symbol) + 1
    if len(symbol) == 1 and symbol.isascii() and symbol.isalpha():
        return ord(symbol.lower()) - ord("a") + 1
    if len(symbol) == 1 and symbol in _KANA:
        return _KANA.index(symbol) + 1
    return _kanji_value(symbol)


def _kanji_value(symbol: str) -> int | None:
    if not symbol or any(letter not in _KANJI for letter in symbol):
        return None
    tens, ten, units = symbol.rpartition("十")
    if not ten:
        return _KANJI.index(symbol[0]) + 1
    return 10 * (_KANJI.index(tens) + 1 if tens else 1) + (_KANJI.index(units) + 1 if units else 0)


def _one(printed: str) -> tuple[Part, ...]:
    return (part_of(printed),)


def _number_in(printed: str) -> tuple[Part, ...]:
    match = re.search(
        rf"{_ANY_PART}|[{_KANJI}]{{1,3}}", re.sub("[【】［］〔〕\\[\\]]", "", printed)
    )
    return (part_of(match[0]),) if match else ()


def _path(printed: str) -> tuple[Part, ...]:
    return tuple(part_of(match[0]) for match in re.finditer(_ANY_PART, printed))


def _last_of_path(printed: str) -> tuple[Part, ...]:
    return _path(printed)[-1:]


def _last_number(printed: str) -> tuple[Part, ...]:
    return (part_of(re.findall(_DIGITS, printed)[-1]),)


def _family(name: str, pattern: str, parts: Callable[[str], tuple[Part, ...]] = _one) -> Family:
    return Family(name, re.compile(pattern), parts)


# Tried in this order; the first that matches at the start of a line is the mark.
FAMILIES: Final[tuple[Family, ...]] = (
    _family("added", rf"[RＲHＨ][0-9０-９]{{1,2}}{_HYPHEN}{_DIGITS}{_AFTER}", _last_number),
    _family(
        "path",
        rf"(?:{_ANY_PART})(?:{_HYPHEN}(?:{_ANY_PART}))*{_HYPHEN}"
        rf"(?:(?:[①-⑳]|[（(]{_DIGITS}[）)]|[a-zａ-ｚ](?![a-zA-Z]))|(?:{_ANY_PART}){_AFTER})",
        _path,
    ),
    _family("path", rf"{_DIGITS}(?:[.．]{_DIGITS})+(?=\s)", _path),
    _family(
        "path",
        rf"[（(]{_DIGITS}[）)]{_SIGN}[①-⑳]{_SIGN}"
        rf"(?:[（(](?:{_DIGITS}|[ア-ンa-z])[）)]|[ア-ンa-zａ-ｚ]|{_DIGITS}){_AFTER}",
        _path,
    ),
    _family("ordinal", rf"第\s?(?:{_DIGITS}|[{_KANJI}]{{1,3}})[章編部節款]?{_AFTER}", _number_in),
    _family(
        "word",
        rf"[【［\[]?{_WORDS}\s?"
        rf"(?:[①-⑳]|[【［\[（(]{_DIGITS}[】］\])）]|(?:{_ANY_PART})[】］\]]|(?:{_ANY_PART}){_TITLE_AFTER})",
        _number_in,
    ),
    _family(
        "word",
        rf"[【［\[]?{_WORDS}\s?(?:{_ANY_PART})(?:{_HYPHEN}(?:{_ANY_PART}))+[】］\]]?(?=[\s．.、，,:：「『]|$)",
        _last_of_path,
    ),
    _family("number", rf"(?:№|No[.．]?|NO[.．]?)\s?{_DIGITS}{_AFTER}", _last_number),
    _family("bracket", rf"[【［〔\[]\s?(?:{_DIGITS}|[{_KANJI}])\s?[】］〕\]]", _number_in),
    *(
        _family(name, pattern)
        for name, pattern in _PART
        if name not in {"digits", "letter", "kana"}
    ),
    _family("digits", rf"[0-9０-９]{{1,3}}(?=[．.、，,:：）)]|$|\s+(?!{COUNTED})[^\s0-9０-９])"),
    _family("letter", rf"[a-zA-Zａ-ｚＡ-Ｚ]{_AFTER}"),
    _family("kana", rf"[ア-ンｱ-ﾝ]{_AFTER}"),
    _family("kanji", rf"[{_KANJI}]{{1,2}}{_AFTER}"),
    _family("bullet", "[・●○◇◆■□◎▲△▼▽★☆►➢]", lambda printed: ()),
)
_PREFIX: Final = re.compile(
    rf"(?:№|No[.．]?|NO[.．]?)\s?(?=[RＲHＨ][0-9０-９]|[（(]?{_DIGITS}[）)]?{_HYPHEN})"
)
_NUMBERS: Final = re.compile(rf"{_ANY_PART}|[{_KANJI}]|\s")
_BARE: Final = re.compile(
    rf"([0-9０-９]{{1,2}})(?=(?:{COUNTER_IN_TITLE})|[^\W0-9０-９a-zA-Zぁ-ん{COUNTERS}])"
)
_SEPARATOR: Final = re.compile(r"\s*[．.、，,:：）)]?\s*")


def split_mark(line: str) -> tuple[Mark, str] | None:
    """Return the mark at the start of a line and what follows its separator, or None.

    The separator (．. 、 or spaces) belongs to neither.
    """
    prefix = _PREFIX.match(line)
    line = line[prefix.end() :] if prefix else line
    for family in FAMILIES:
        match = family.pattern.match(line)
        if match is None:
            continue
        printed = match[0].rstrip()
        parts = family.parts(printed)
        rest = line[match.end() :]
        separator = _SEPARATOR.match(rest)
        return Mark(_name(family, parts, printed), printed, parts), rest[
            separator.end() :
        ] if separator else rest
    return None


def split_bare_number(line: str) -> tuple[Mark, str] | None:
    """Return a number that nothing separates from its title (１改革の必要性), or None.

    To be asked of short lines only: a sentence may begin like that too.
    """
    match = _BARE.match(line)
    if match is None:
        return None
    return Mark("digits", match[1], _one(match[1])), line[match.end() :]


def is_mark(text: str) -> bool:
    """Return whether a cell holds a mark and nothing else."""
    found = split_mark(" ".join(text.split()))
    return bool(found and found[0].parts and not found[1]) or bool(re.fullmatch(_ANY_PART, text))


def mark_of_cell(text: str) -> Mark:
    """Return the mark that fills a cell of codes, byte for byte as printed."""
    printed = " ".join(text.split())
    found = split_mark(printed)
    if found is not None and not found[1]:
        return found[0]
    whole = re.sub(r"^(?:№|No[.．]?|NO[.．]?)\s?", "", printed)
    if re.fullmatch(rf"{_ANY_PART}", whole):
        return Mark("code", printed, (part_of(whole),))
    parts = tuple(part_of(match[0]) for match in re.finditer(_ANY_PART, printed))
    return Mark("code", printed, parts[-1:])


def _name(family: Family, parts: tuple[Part, ...], printed: str) -> str:
    """Return the family's name, made exact: paths by length, words by the word."""
    if family.name == "path":
        return f"path{len(parts)}"
    if family.name == "bullet":
        return f"bullet:{printed}"
    if family.name in {"word", "ordinal", "bullet"}:
        return f"{family.name}:{_NUMBERS.sub('', printed)}"
    return family.name
