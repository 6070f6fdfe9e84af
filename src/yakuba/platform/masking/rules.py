"""What a machine proposes to mask before a person decides (domain reference 4, section 6.6).

Two readers look at a text: patterns know what stands around names, addresses and numbers; words
(from the dictionary of Sudachi) know which names exist.  Both together still miss some.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from yakuba.kernel.text import to_half_width


class Kind(StrEnum):
    """What seems to stand there; the value is what a reader sees in its place."""

    MAIL = "〔メール〕"
    PLATE = "〔車の番号〕"
    BIRTH = "〔生年月日〕"
    PHONE = "〔電話〕"
    POSTAL = "〔郵便番号〕"
    ADDRESS = "〔住所〕"
    AGE = "〔年齢〕"
    NAME = "〔氏名〕"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A passage from `start` to `end` that should not be published as it is."""

    start: int
    end: int
    kind: Kind
    words: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: where it stands and what it is, `person`, `place`, `noun` or nothing."""

    start: int
    end: int
    kind: str = ""


_HAN: Final = "一-龠々ヶ髙﨑𠮷"
_DASH: Final = "-‐‑–—―−ー"
_GAP: Final = rf"[{_DASH}()の ]{{0,2}}"
_KANJI_DIGITS: Final = str.maketrans("〇一二三四五六七八九", "0123456789")
_NAME: Final = rf"[{_HAN}]{{1,4}} ?[{_HAN}ぁ-んァ-ヶ]{{0,4}}?"
_SENTENCE: Final = r"(?:^|(?<=[ 。、:!]))"
_TOWN: Final = rf"(?:[{_HAN}]{{1,3}}県)?(?:[{_HAN}]{{1,4}}郡)?(?:[{_HAN}]{{1,4}}[市町村])?(?:大字)?"
_PART: Final = rf"[甲乙丙]?[0-9]+(?:丁目|番地?|[{_DASH}の](?=[0-9]))"
_RELATION: Final = (
    "父|母|祖父|祖母|夫|妻|主人|娘|息子|長男|長女|次男|次女|弟|妹|兄|姉|孫|嫁|伯父|叔父|伯母|叔母"
)
_TITLE: Final = (
    "課長|係長|主任|主査|主事|議員|町議|市議|県議|町長|医師|看護師|保健師|ケアマネ|運転手|教諭|校長|"
    "園長|区長|民生委員|職員|巡査|住職"
)
_HONORIFIC: Final = "さん|様|氏(?!名)|くん|君|ちゃん|先生|殿"
_SELF: Final = "と申|と言いま|といいま"

_NUMBERS: Final = (
    (Kind.MAIL, r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"),
    (Kind.PLATE, rf"[{_HAN}]{{1,4}} ?[0-9]{{2,3}} ?[ぁ-ん] ?[0-9・]{{1,2}}[{_DASH}]?[0-9]{{2}}"),
    (
        Kind.BIRTH,
        r"(?:(?:明治|大正|昭和|平成|令和|[MTSHR])?[0-9元]{1,4}[年./][0-9]{1,2}[月./][0-9]{1,2}日?)"
        r"(?=\)?生)",
    ),
    (Kind.PHONE, rf"(?<![0-9])\(?0[0-9]{{1,4}}{_GAP}[0-9]{{1,4}}{_GAP}[0-9]{{4}}(?![0-9])"),
    (Kind.POSTAL, rf"〒?(?<![0-9])[0-9]{{3}}[{_DASH}][0-9]{{4}}(?![0-9{_DASH}])"),
    (Kind.POSTAL, r"(?:(?<=郵便番号)|〒)[0-9]{7}(?![0-9])"),
    (
        Kind.ADDRESS,
        rf"{_TOWN}[{_HAN}]{{2,8}}?{_PART}(?:の?[0-9]+(?:番地?|号|[{_DASH}の](?=[0-9]))?)*号?",
    ),
    (Kind.ADDRESS, rf"{_TOWN}(?<=大字)[{_HAN}]{{1,4}}(?:\([{_HAN}]+\))?"),
    (Kind.ADDRESS, r"(?:[A-Z0-9]+棟)?[0-9]{1,4}号室?(?=[のにでがを]|$)|[0-9]+号室"),
    (Kind.ADDRESS, r"[ァ-ヶー]{3,}(?<!メートル)[0-9]{3}(?:号室?)?(?![0-9円])"),
    (Kind.ADDRESS, rf"[{_HAN}]{{2,8}}(?:の[^、。の]{{1,6}})+の家(?=です)"),
    (
        Kind.AGE,
        r"(?<![0-9から〜~-])[0-9]{1,3}[歳才](?!以|未満|から|まで|児|代|[〜~]|の?(?:人|方|健診))",
    ),
)
_NAMES: Final = (
    rf"(?<![{_HAN}])[{_HAN}]{{1,4}}(?={_HONORIFIC})",
    rf"(?<![{_HAN}ァ-ヶ])[{_HAN}ァ-ヶ]{{1,3}}[ぁ-んァ-ヶー]{{1,4}}(?={_HONORIFIC})",
    rf"(?<![ァ-ヶー])[ァ-ヶー]{{2,6}}(?:・[ァ-ヶー]+)*(?={_HONORIFIC})",
    r"(?:(?<=の)|(?<=[、。「])|^)[ぁ-ん]{2,4}?(?=さん|くん|ちゃん|先生)",
    rf"{_SENTENCE}[{_HAN}]{{1,4}}(?= ?(?:{_SELF}))",
    rf"{_SENTENCE}{_NAME}(?={_SELF}|\([0-9]{{1,3}}歳)",
    rf"(?:(?<=[がは、])|^)[ぁ-んァ-ヶ]{{2,8}}(?={_SELF})",
    rf"(?<=名前は){_NAME}(?=です)",
    rf"(?<=。)[{_HAN}]{{1,3}}(?=です。?$)",
    rf"{_SENTENCE}[{_HAN}]{{1,3}} [{_HAN}ぁ-んァ-ヶ]{{1,4}}(?=です)",
    rf"(?<=私、){_NAME}(?=は)",
    rf"(?<![{_HAN}])[{_HAN}]{{1,4}}(?=という(?:人|者|方|職員))",
    rf"(?:{_RELATION})の?(?P<name>[ァ-ヶー]{{2,4}})(?![ァ-ヶー])",
    r"(?<=[、(])(?P<name>[ぁ-ん]{2,4})(?=\))",
    r"[ァ-ヶー]{2,}(?:・[ァ-ヶー]{2,})+(?=です|と[申言い])",
    r"[A-Z](?:[a-z]+|\.)(?: [A-Z][a-z]+)+",
    rf"[{_HAN}]{{1,4}}(?:衛門|兵衛)|[{_HAN}ぁ-んァ-ヶ]{{1,5}}(?=\(屋号)|(?<=屋号は)[{_HAN}ぁ-ん]{{1,5}}?(?=です)",
    rf"(?<=\()[{_HAN}]{{1,3}}屋(?=\))",
)
_PATTERNS: Final = tuple((kind, re.compile(pattern)) for kind, pattern in _NUMBERS)
_NAME_PATTERNS: Final = tuple(re.compile(pattern) for pattern in _NAMES)
_AFTER_PLACE: Final = re.compile(rf"[ 、,]+({_NAME})(?=[。、 ]|まで|$)")
# What stands before さん or 先生 and is no name: 議員さん, 運転手さん, 担任の先生.
_NO_NAME: Final = re.compile(
    rf"(?:以上|.*(?:の|{_TITLE}|手|屋|員|師|者|客|係|会長|委員|学校|学|院|園|所|店|局|課|役場)|{_RELATION}|"
    "子|子ども|お子|子供|婿|皆|みな|奥|旦那|殿|神|同|たく|赤|業者|住民|町民|園児|児童|生徒|地元|近所|隣|"
    "彼女|女性|男性|担任|町|村|市|お医者|お母|お父|おばあ|おじい|お客|お巡り|お嫁|お坊|.*皆|.*親御)"
)
# What makes a place of a name before it.
_PLACEMARK: Final = re.compile(
    r"[市町村区県郡川沢山橋駅線湖沼池道]|地区|地方|地域|団地|集落|公園|小学|中学|高校|病院|台"
)
_PERSONMARK: Final = re.compile(rf"(?:{_HONORIFIC}|{_TITLE}|家|宅|{_SELF}|です)")
_PHONE_DIGITS: Final = (10, 11)


def propose(text: str, words: Sequence[Word] = ()) -> list[Proposal]:
    """Return what to mask in a text, in its order; passages do not overlap."""
    plain = to_half_width(text)  # keeps the length, so that places stay the same
    found: list[Proposal] = []
    for kind, start, end in _candidates(plain, words):
        _add(found, text, kind, (start, end))
    for place in tuple(found):
        match = _AFTER_PLACE.match(plain, place.end)
        if place.kind in (Kind.ADDRESS, Kind.POSTAL, Kind.PHONE) and match:
            _add(found, text, Kind.NAME, match.span(1))
    return sorted(found, key=lambda proposal: proposal.start)


def masked(text: str, proposals: Collection[Proposal]) -> str:
    """Return the text with each passage replaced by what it is."""
    for proposal in sorted(proposals, key=lambda p: -p.start):
        text = text[: proposal.start] + proposal.kind + text[proposal.end :]
    return text


def read_words(text: str) -> list[Word]:
    """Return the words of a text by the dictionary; slow to load, so only in the worker."""
    from sudachipy import Dictionary, SplitMode

    plain = to_half_width(text)
    tokens = Dictionary(dict="core").tokenizer(mode=SplitMode.A).tokenize(plain)
    return [Word(t.begin(), t.end(), _word_kind(t.part_of_speech())) for t in tokens]


def _word_kind(part_of_speech: Sequence[str]) -> str:
    if part_of_speech[1] == "固有名詞":
        return {"人名": "person", "地名": "place"}.get(part_of_speech[2], "noun")
    return "noun" if part_of_speech[0] == "名詞" else ""


def _add(found: list[Proposal], text: str, kind: Kind, span: tuple[int, int]) -> None:
    start, end = span
    if start < end and not any(start < p.end and p.start < end for p in found):
        found.append(Proposal(start, end, kind, text[start:end]))


def _candidates(plain: str, words: Iterable[Word]) -> Iterator[tuple[Kind, int, int]]:
    digits = plain.translate(_KANJI_DIGITS)
    for kind, pattern in _PATTERNS:
        for match in (*pattern.finditer(plain), *pattern.finditer(digits)):
            if kind is not Kind.PHONE or sum(map(str.isdigit, match.group())) in _PHONE_DIGITS:
                yield kind, match.start(), match.end()
    names = sorted(_names(plain, words), key=lambda span: span[0] - span[1])
    yield from ((Kind.NAME, start, end) for start, end in names)


def _names(plain: str, words: Iterable[Word]) -> Iterator[tuple[int, int]]:
    for pattern in _NAME_PATTERNS:
        for match in pattern.finditer(plain):
            start, end = match.span("name") if "name" in pattern.groupindex else match.span()
            if not _NO_NAME.fullmatch(plain[start:end]):
                yield start, end
    yield from _known_names(plain, words)


def _known_names(plain: str, words: Iterable[Word]) -> Iterator[tuple[int, int]]:
    """Yield runs of words that the dictionary knows as names of persons.

    A name of a place counts where a person is meant: before さん, 議員, 家 or です.
    """
    for start, end, kinds in _runs(plain, words):
        is_person = "person" in kinds and not _PLACEMARK.match(plain, end)
        is_meant = _PERSONMARK.match(plain, end) and _begins(plain, start)
        if (is_person or is_meant) and not _NO_NAME.fullmatch(plain[start:end]):
            yield start, end


def _begins(plain: str, start: int) -> bool:
    return start == 0 or plain[start - 1] in " 。、:「(のとや"


def _runs(plain: str, words: Iterable[Word]) -> Iterator[tuple[int, int, set[str]]]:
    """Yield names that follow each other, at most a space or ・ between: family and given name."""
    start = end = -1
    kinds: set[str] = set()
    for word in words:
        if word.kind not in ("person", "place"):
            continue
        if start < 0 or plain[end : word.start].strip(" ・"):
            if kinds:
                yield start, end, kinds
            start, kinds = word.start, set()
        end = word.end
        kinds.add(word.kind)
    if kinds:
        yield start, end, kinds
