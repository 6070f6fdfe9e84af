"""What is to be done in which year: stages as words or signs, beside or below their years."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from yakuba.core.reading.document import Place
from yakuba.core.reading.texts import fold, join
from yakuba.core.reading.words import PLAN_WORD
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.problems import YakubaError
from yakuba.kernel.wareki import parse_fiscal_year

_WORD: Final = (
    "検討開始|継続検討|継続実施|一部実施|順次実施|実施済|検討|準備|調査|研究|調整|試行|決定|周知|構築|導入"
    "|実施|継続|拡充|推進|運用|見直し|完了|終了|廃止|達成"
)
_WORDS: Final = rf"(?:{_WORD})(?:\s?[・/／、→]\s?(?:{_WORD}))*"
_ARROWS: Final = "→⇒➠➡⇨⟶⟹➔"
_SIGNS: Final = rf"[▲△▼▽●○◎◯◇◆□■★☆{_ARROWS}]"
_STAGE: Final = rf"(?:{_WORDS}|{_SIGNS}|[-ー―─]+>)"
_AS_STAGE: Final = re.compile(rf"({_STAGE})(?:[\s:：、。(（・]+|$)(.*)", re.DOTALL)
_SIGN_FIRST: Final = re.compile(rf"({_SIGNS})\s*(.+)", re.DOTALL)
# What a sign means where the document does not explain it (domain/1 §5.2).
_USUAL: Final = {"▲": "検討", "△": "検討", "●": "実施", "○": "実施", "◎": "実施", "◯": "実施"}
_CONTINUED: Final = "継続"

_ERA: Final = "(?:令和|平成|[RHＲＨ][.．]?)"
_NUMBER: Final = "(?:元|[0-9０-９]{1,2})"
_NAMED: Final = rf"(?:{_ERA}\s?{_NUMBER}|(?:20|２０)[0-9０-９]{{2}})(?:年度?)?"
_YEAR: Final = rf"(?:{_NAMED}|{_NUMBER}(?:年度?)?)"
_YEAR_CELL: Final = re.compile(
    rf"[（(]?({_YEAR})[）)]?(?:[（(][^（）()]{{1,12}}[）)])?(?:計画|目標|の?取組(?:内容)?|予定)?"
)
_NAMED_YEAR: Final = re.compile(rf"[（(]?{_NAMED}[）)]?(?:[（(].{{1,12}}[）)])?")
_NTH_YEAR: Final = re.compile("(?:第?([1-9])年(?:度|次|目)|(初)年度)")
_PAIR: Final = re.compile(
    rf"(?<![0-9０-９A-Za-z])({_YEAR})\s*[:：]?\s*({_STAGE})(?=[\s、，,／/;；]|{_YEAR}|$)"
)
_LINE: Final = re.compile(rf"[・○●]?\s*[（(]?({_NAMED})[）)]?\s*[:：…\s]\s*(.+)")
_SCHEDULE: Final = re.compile(
    r"[◇◆■□○●・\s【\[(（]*(?:年次計画|年度別計画|年度計画|実施計画|実施年度|スケジュール|実施時期|工程|計画)?[】\])）\s:：]*"
)
_MEANING: Final = re.compile(
    rf"({_SIGNS})\s*[:：=＝…‥・（(－\-]*\s*((?:{_WORD})(?:[・、/／](?:{_WORD}))*)"
)
_LEGEND: Final = re.compile("凡例|記号|マーク")
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class RawAction:
    """A year as printed and what stands with it."""

    year: str
    said: str
    place: Place


@dataclass(frozen=True, slots=True)
class Action:
    """What is to be done in a year; the stage is None where no word or sign of one is printed."""

    fy: FiscalYear
    stage: str | None
    text: str


def year_in(cell: str) -> str | None:
    """Return the year at the head of a column (H28, 令和3年度, 29, 2年目), or None."""
    text = unicodedata.normalize("NFKC", "".join(cell.split()))
    if _NTH_YEAR.fullmatch(text):
        return text
    match = _YEAR_CELL.fullmatch(text)
    return match[1] if match else None


def is_named_year(cell: str) -> bool:
    """Return whether a cell is surely a year: 令和3年度 or 2021, not 29."""
    return bool(_NAMED_YEAR.fullmatch(unicodedata.normalize("NFKC", "".join(cell.split()))))


def are_years(cells: Sequence[str]) -> bool:
    """Return whether cells are years that follow one another: R3 R4 R5, 29 30 31."""
    years = [year_in(cell) for cell in cells]
    if len(years) < 2 or not all(years):
        return False
    numbers = [re.sub("[^0-9]", "", (year or "").replace("元", "1")) for year in years]
    if not all(numbers):
        return "初年度" in (years[0] or "")
    follow = [int(after) - int(before) == 1 for before, after in pairwise(numbers)]
    restarts = [int(number) in (1, 2) for number in numbers[1:]]
    return all(f or r for f, r in zip(follow, restarts, strict=True))


def take_pairs(text: str, place: Place) -> tuple[str, tuple[RawAction, ...]]:
    """Return a line without its years and stages (H28▲ H29●), and those; two of them at least."""
    found = list(_PAIR.finditer(text))
    if len(found) < 2 or not are_years([match[1] for match in found]):
        return text, ()
    actions = tuple(RawAction(match[1], match[2], place) for match in found)
    rest = text[: found[0].start()] + text[found[-1].end() :]
    return ("" if _SCHEDULE.fullmatch(rest) else rest.rstrip("　 :：")), actions


def take_line(text: str, place: Place) -> RawAction | None:
    """Return the action of a line that begins with its year (令和3年度　要綱を改める), or None."""
    match = _LINE.fullmatch(text)
    if match is None or re.search("[~〜～-]|から|まで", match[2][:3]):
        return None
    if PLAN_WORD.fullmatch(match[2]) or len(match[2]) > _LONGEST:
        return None
    return RawAction(match[1], match[2], place)


def take_trailing(
    text: str, years: Sequence[str], place: Place
) -> tuple[str, tuple[RawAction, ...]] | None:
    """Return a row without the stages at its end, one for each year of the table's head.

    None where there are some, but not as many as years: nobody knows which is which.
    """
    words = text.split()
    taken: list[str] = []
    while len(words) > 1 and re.fullmatch(_STAGE, words[-1]):
        taken.insert(0, words.pop())
    if not taken:
        return text, ()
    if len(taken) != len(years):
        return None
    actions = (RawAction(year, said, place) for year, said in zip(years, taken, strict=True))
    return " ".join(words), tuple(actions)


def take_unplaced(text: str, place: Place) -> tuple[str, tuple[RawAction, ...]]:
    """Return a row without the stages at its end, and those without a year."""
    words = text.split()
    taken: list[str] = []
    while len(words) > 1 and re.fullmatch(_STAGE, words[-1]):
        taken.insert(0, words.pop())
    return " ".join(words), (RawAction("", " ".join(taken), place),)


def legend_of(texts: Iterable[str]) -> dict[str, str]:
    """Return what the signs mean, where lines explain them: ▲検討 ●実施."""
    meanings: dict[str, str] = {}
    for text in texts:
        found = _meanings(text)
        meanings |= {sign: word for sign, word in found.items() if sign not in meanings}
    return meanings


def is_legend(text: str) -> bool:
    """Return whether a line only explains signs."""
    found = _meanings(text)
    return (
        bool(found)
        and not _MEANING.sub("", text).strip("　 、,，;；／/()（）：:。凡例記号※").strip()
    )


def _meanings(text: str) -> dict[str, str]:
    if len(text) > 200:
        return {}
    found = {match[1]: match[2] for match in _MEANING.finditer(text)}
    return found if len(found) > 1 or _LEGEND.search(text) else {}


class Years:
    """Reads years as the plan means them: those without an era near its beginning."""

    def __init__(self, start: FiscalYear | None, legend: Mapping[str, str]) -> None:
        self.start = start
        self.legend = legend
        self.assumed: list[RawAction] = []
        self.unread: list[RawAction] = []

    def actions(self, raws: Iterable[RawAction]) -> Iterator[Action]:
        """Yield the actions by year as printed; blank cells say nothing."""
        near = self.start
        for raw in raws:
            said = raw.said.strip()
            if not said or re.fullmatch("[-ー―－─—/／]+", said):
                continue
            fy = self._year(raw.year, near)
            if fy is None:
                self.unread.append(raw)
                continue
            near = near or fy
            yield Action(fy, *self._said(raw))

    def _year(self, year: str, near: FiscalYear | None) -> FiscalYear | None:
        nth = _NTH_YEAR.fullmatch(year)
        if nth:
            return self.start and FiscalYear(int(self.start) + int(nth[1] or 1) - 1)
        try:
            return parse_fiscal_year(year.replace(".", "").replace("．", ""), near)
        except YakubaError:
            return None

    def _said(self, raw: RawAction) -> tuple[str | None, str]:
        text = raw.said.strip().lstrip("・").strip()
        match = _AS_STAGE.fullmatch(text) or _SIGN_FIRST.fullmatch(text)
        if match is None:
            return None, _joined(text)
        stage, rest = match[1], match[2].strip()
        if re.fullmatch(_WORDS, stage):
            return fold(stage), _joined(rest.rstrip("）)") if "（" not in rest else rest)
        return self._meaning(stage, raw), _joined(rest)

    def _meaning(self, sign: str, raw: RawAction) -> str | None:
        if sign in self.legend:
            return self.legend[sign]
        if sign in _ARROWS or sign.endswith(">"):
            return _CONTINUED
        if sign in _USUAL:
            self.assumed.append(raw)
        return _USUAL.get(sign)


def _joined(text: str) -> str:
    return join(part.strip() for part in text.split("\n"))
