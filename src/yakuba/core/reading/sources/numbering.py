"""The numbers that Word prints by itself before a paragraph: they stand in no text."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_KANA: Final = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
)
_KANJI: Final = "〇一二三四五六七八九"
_CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ROMAN: Final = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_ROMAN_SIGNS: Final = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
_WIDE: Final = str.maketrans("0123456789", "０１２３４５６７８９")


def _roman(number: int) -> str:
    if number <= len(_ROMAN_SIGNS):
        return _ROMAN_SIGNS[number - 1]
    printed = ""
    for value, letters in _ROMAN:
        while number >= value:
            printed, number = printed + letters, number - value
    return printed


def _kanji(number: int) -> str:
    tens, units = divmod(number, 10)
    ten = "" if not tens else "十" if tens == 1 else _KANJI[tens] + "十"
    return ten + (_KANJI[units] if units or not tens else "")


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26)


_FORMATS: Final[dict[str, Callable[[int], str]]] = {
    "decimal": str,
    "decimalFullWidth": lambda n: str(n).translate(_WIDE),
    "decimalFullWidth2": lambda n: str(n).translate(_WIDE),
    "decimalEnclosedCircle": lambda n: _CIRCLED[n - 1] if n <= len(_CIRCLED) else f"({n})",
    "decimalEnclosedCircleChinese": lambda n: _CIRCLED[n - 1] if n <= len(_CIRCLED) else f"({n})",
    "decimalEnclosedParen": lambda n: f"({n})",
    "decimalEnclosedFullstop": lambda n: f"{n}.",
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "upperLetter": lambda n: _letter(n).upper(),
    "lowerLetter": _letter,
    "aiueo": lambda n: _KANA[(n - 1) % len(_KANA)],
    "aiueoFullWidth": lambda n: _KANA[(n - 1) % len(_KANA)],
    "japaneseCounting": _kanji,
    "japaneseLegal": _kanji,
    "japaneseDigitalTenThousand": _kanji,
    "ideographDigital": _kanji,
    "chineseCounting": _kanji,
}


@dataclass(slots=True)
class Level:
    """One level of a list: its way of counting, its pattern (第%1章) and where it starts."""

    format: str
    pattern: str
    start: int


@dataclass(slots=True)
class Numbering:
    """Counts the paragraphs of every list of a document."""

    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    roots: dict[str, str] = field(default_factory=dict)
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    def label(self, number_id: str, depth: int) -> str:
        """Return what is printed before the next paragraph of a list, a bullet included."""
        levels = self.lists.get(number_id, {})
        level = levels.get(depth)
        if level is None or level.format == "none":
            return ""
        if level.format == "bullet":
            return "・"
        root = self.roots.get(number_id, number_id)
        self.counts[root, depth] = self.counts.get((root, depth), level.start - 1) + 1
        for below in range(depth + 1, 9):
            self.counts.pop((root, below), None)

        def part(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            above = levels.get(index, level)
            count = self.counts.setdefault((root, index), above.start)
            return _FORMATS.get(above.format, str)(count)

        return re.sub("%([1-9])", part, level.pattern)


def numbering_of(document: Any) -> Numbering:
    """Return the lists that a Word document declares."""
    try:
        element = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return Numbering()
    abstract = {
        a.get(f"{_W}abstractNumId"): dict(_levels(a)) for a in element.iter(f"{_W}abstractNum")
    }
    found = Numbering()
    for num in element.iter(f"{_W}num"):
        number_id, link = num.get(f"{_W}numId"), num.find(f"{_W}abstractNumId")
        if link is None:
            continue
        root = link.get(f"{_W}val")
        found.lists[number_id] = abstract.get(root, {})
        restarts = num.find(f"{_W}lvlOverride/{_W}startOverride") is not None
        found.roots[number_id] = number_id if restarts else f"abstract {root}"
    return found


def _levels(abstract: Any) -> Iterator[tuple[int, Level]]:
    for level in abstract.iter(f"{_W}lvl"):
        depth = int(level.get(f"{_W}ilvl") or 0)
        values = (_value(level, name) for name in ("numFmt", "lvlText", "start"))
        form, pattern, start = values
        yield depth, Level(form or "decimal", pattern or "", int(start or 1))


def _value(element: Any, name: str) -> str | None:
    child = element.find(f"{_W}{name}")
    return None if child is None else child.get(f"{_W}val")


def place_in_list(paragraph: Any) -> tuple[str, int] | None:
    """Return list and level of a paragraph, by itself or by its style; None outside lists."""
    properties = [paragraph._p.pPr]
    style = paragraph.style
    while style is not None:
        properties.append(style.element.find(f"{_W}pPr"))
        style = style.base_style
    for found in properties:
        number = None if found is None else found.find(f"{_W}numPr")
        if number is None:
            continue
        list_id, depth = _value(number, "numId"), _value(number, "ilvl")
        return None if list_id in (None, "0") else (str(list_id), int(depth or 0))
    return None
