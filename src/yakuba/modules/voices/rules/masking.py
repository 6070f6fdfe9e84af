"""What a machine proposes to mask before a person decides (domain reference 4, section 6.6).

Patterns only: they know no names, they know what stands around names.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from yakuba.kernel.text import to_half_width


class Kind(StrEnum):
    """What seems to stand there; the value is what a reader sees in its place."""

    MAIL = "〔メール〕"
    PHONE = "〔電話〕"
    POSTAL = "〔郵便番号〕"
    ADDRESS = "〔住所〕"
    NAME = "〔氏名〕"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A passage from `start` to `end` that should not be published as it is."""

    start: int
    end: int
    kind: Kind
    words: str


_HAN: Final = "一-龠々ヶ髙﨑𠮷"
_DASH: Final = "-‐‑–−ー"
_GAP: Final = rf"[{_DASH}() ]{{0,2}}"
_BEGIN: Final = rf"(?<![{_HAN}])"
_NAME: Final = rf"[{_HAN}]{{1,4}} ?[{_HAN}ぁ-んァ-ヶ]{{0,4}}?"
_SENTENCE: Final = r"(?:^|(?<=[ 。、:!]))"
_TOWN: Final = rf"(?:[{_HAN}]{{1,3}}県)?(?:[{_HAN}]{{1,4}}郡)?(?:[{_HAN}]{{1,4}}[市町村])?(?:大字)?"
_AFTER_PLACE: Final = re.compile(rf"[ 、,]+({_NAME})(?=[。、 ]|まで|$)")

_PATTERNS: Final = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (Kind.MAIL, r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"),
        (
            Kind.PHONE,
            rf"(?<![0-9])\(?0[0-9]{{1,4}}{_GAP}[0-9]{{1,4}}{_GAP}[0-9]{{4}}(?![0-9])",
        ),
        (Kind.POSTAL, rf"(?<![0-9])[0-9]{{3}}[{_DASH}][0-9]{{4}}(?![0-9{_DASH}])"),
        (Kind.POSTAL, r"(?:(?<=郵便番号)|(?<=〒))[0-9]{7}(?![0-9])"),
        (
            Kind.ADDRESS,
            rf"{_TOWN}[{_HAN}]{{2,8}}[0-9]+(?:丁目|番地?|[{_DASH}の])(?:[0-9]+(?:番地?|号|[{_DASH}の])?)*",
        ),
        (Kind.ADDRESS, rf"{_TOWN}(?<=大字)[{_HAN}]{{1,4}}(?:\([{_HAN}]+\))?"),
        (Kind.NAME, rf"{_BEGIN}[{_HAN}]{{1,4}}(?=さん|様|氏|くん|君|ちゃん|先生)"),
        (Kind.NAME, rf"{_BEGIN}[{_HAN}]{{1,3}}(?=課長|係長|主任|主査|主事|議員)"),
        (Kind.NAME, rf"{_BEGIN}[{_HAN}]{{1,3}}[ぁ-んァ-ヶ]{{2,4}}(?=さん|様|氏)"),
        (Kind.NAME, rf"{_SENTENCE}{_NAME}(?=と申|と言いま|といいま|\([0-9]{{1,3}}歳)"),
        (Kind.NAME, rf"(?<=名前は){_NAME}(?=です)"),
        (Kind.NAME, rf"{_SENTENCE}[{_HAN}]{{1,3}} [{_HAN}ぁ-んァ-ヶ]{{1,4}}(?=です)"),
        (Kind.NAME, rf"(?<=私、){_NAME}(?=は)"),
        (Kind.NAME, rf"{_BEGIN}[{_HAN}]{{1,4}}(?=という(?:人|者|方))"),
    )
)
# What stands before さん or 先生 and is no name: 議員さん, 運転手さん, 担任の先生.
_NO_NAME: Final = re.compile(
    r"(?:母|父|兄|姉|弟|妹|祖母|祖父|娘|息子|子|子ども|客|医者|嫁|婿|孫|皆|奥|旦那|夫|妻|町長|市長|議員|職員|"
    r"運転手|看護師|保健師|利用者|担当|担当者|担任|業者|住民|町民|委員|先生|店員|園児|児童|生徒|患者|会長|区長|"
    r"課長|係長|主任|地元|近所|隣|お客|客|殿|神|同|彼女|女性|男性)"
)
_PHONE_DIGITS: Final = (10, 11)


def propose(text: str) -> list[Proposal]:
    """Return what to mask in a text, in its order; passages do not overlap."""
    plain = to_half_width(text)  # keeps the length, so that places stay the same
    found: list[Proposal] = []
    for kind, start, end in _candidates(plain):
        if not any(start < p.end and p.start < end for p in found):
            found.append(Proposal(start, end, kind, text[start:end]))
    found += [p for p in _after_places(plain, text, found) if p not in found]
    return sorted(found, key=lambda proposal: proposal.start)


def masked(text: str, proposals: Collection[Proposal]) -> str:
    """Return the text with each passage replaced by what it is."""
    for proposal in sorted(proposals, key=lambda p: -p.start):
        text = text[: proposal.start] + proposal.kind + text[proposal.end :]
    return text


def _candidates(plain: str) -> Iterator[tuple[Kind, int, int]]:
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(plain):
            if _is_meant(kind, match.group()):
                yield kind, match.start(), match.end()


def _is_meant(kind: Kind, words: str) -> bool:
    if kind is Kind.PHONE:
        return sum(c.isdigit() for c in words) in _PHONE_DIGITS
    return kind is not Kind.NAME or _NO_NAME.fullmatch(words) is None


def _after_places(plain: str, text: str, found: list[Proposal]) -> Iterator[Proposal]:
    """Yield the name that stands alone after an address, a postal code or a telephone number."""
    for place in found:
        match = _AFTER_PLACE.match(plain, place.end)
        if place.kind in (Kind.ADDRESS, Kind.POSTAL, Kind.PHONE) and match:
            start, end = match.span(1)
            if not any(start < p.end and p.start < end for p in found):
                yield Proposal(start, end, Kind.NAME, text[start:end])
