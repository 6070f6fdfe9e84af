"""For which fiscal years the plan is made."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from yakuba.core.reading.document import Place
from yakuba.core.reading.facts import number_of_plan
from yakuba.core.reading.findings import Findings
from yakuba.core.reading.marks import value_of
from yakuba.core.reading.outline import Branch
from yakuba.core.reading.piece import Piece
from yakuba.core.reading.texts import Run
from yakuba.core.reading.words import EARLIER_PLAN
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.problems import YakubaError
from yakuba.kernel.wareki import parse_date, parse_fiscal_year

_YEAR: Final = "(?<![A-Za-z0-9])(?:(?:令和|平成|昭和|[RHS])(?:元|[0-9]{1,2})|(?:19|20)[0-9]{2})"
_ASIDE: Final = r"(?:\([^()]{1,14}\))?"
_OF_YEAR: Final = f"{_ASIDE}(?:年度?)?{_ASIDE}"
_TO: Final = "(?:から|より|[~〜‐–—―ー→-])"
_YEARS: Final = "(?P<years>[0-9]{1,2})(?:か|カ|ヶ|ケ|箇|ヵ)?年"
_DECLARED: Final = rf"(?:(?:まで)?(?:の|\(|とする)?(?:計)?{_YEARS}(?!度|月|[0-9]))?"
_KANJI_YEAR: Final = re.compile("(令和|平成|昭和)([一二三四五六七八九十]{1,3})年")

_DAYS: Final = re.compile(
    rf"(?P<start>{_YEAR}年[0-9]+月[0-9]+日){_TO}(?P<end>{_YEAR}年[0-9]+月[0-9]+日){_DECLARED}"
)
_FROM_TO: Final = re.compile(
    rf"(?P<start>{_YEAR}){_OF_YEAR}{_TO}(?P<end>{_YEAR}|(?:元|[0-9]{{1,2}})(?=年)){_OF_YEAR}{_DECLARED}"
)
_FOR_YEARS: Final = re.compile(
    rf"(?P<start>{_YEAR}){_OF_YEAR}"
    rf"(?:から|より|を初年度とする|を初年度とし|を始期とする)(?:の|、|向こう|今後)*{_YEARS}"
)


@dataclass(frozen=True, slots=True)
class Span:
    """Years found, with the number of years that the text itself names."""

    start: FiscalYear
    end: FiscalYear
    declared: int | None
    place: Place

    @property
    def words(self) -> str:
        """Return the span in words: 令和3年度〜令和5年度."""
        return f"{self.start.wareki}〜{self.end.wareki}"


def period_of(
    outline: Branch,
    front: Sequence[Piece],
    *,
    skip: set[int],
    ordinal: int | None,
    findings: Findings,
) -> tuple[FiscalYear | None, FiscalYear | None]:
    """Return first and last fiscal year, or None for both when the document names none.

    A chapter about the period counts most, then the cover, then sentences about the plan's period,
    then any other; spans of earlier plans never count.  `skip` holds the ids of branches to leave.
    """
    ranked: list[list[Span]] = [[], [], [], []]
    cover = Run.of((_arabic(piece.text), piece.place) for piece in front)
    ranked[1].extend(_spans(cover, ordinal))
    for branch in outline.walk():
        if id(branch) not in skip:
            run = Run.of((_arabic(p.text), p.place) for p in (*branch.lines, *branch.text))
            ranked[_rank(branch, run)].extend(_spans(run, ordinal))
    best = next((spans for spans in ranked if spans), [])
    if not best:
        findings.add("period-missing", Place(line=1))
        return None, None
    _report(best, findings)
    return best[0].start, best[0].end


def _arabic(text: str) -> str:
    """Return the text with the years of eras in digits: 平成十七年度 as 平成17年度."""
    return _KANJI_YEAR.sub(lambda match: f"{match[1]}{value_of(match[2])}年", text)


def _rank(branch: Branch, run: Run) -> int:
    if "期間" in branch.heading:
        return 0
    return 2 if "期間" in run.text or re.search("本(?:計画|プラン|大綱)", run.text) else 3


def _report(spans: Sequence[Span], findings: Findings) -> None:
    first = spans[0]
    if len({(span.start, span.end) for span in spans}) > 1:
        words = "、".join(dict.fromkeys(span.words for span in spans))
        findings.add("period-uncertain", first.place, words)
    if first.declared is not None and first.declared != first.end - first.start + 1:
        findings.add("period-length-differs", first.place, f"{first.declared}年")


def _spans(run: Run, ordinal: int | None) -> Iterator[Span]:
    taken = 0
    for pattern in (_DAYS, _FROM_TO, _FOR_YEARS):
        for match in pattern.finditer(run.text):
            if _is_earlier_plan(match, ordinal):
                continue
            span = _span(match, run)
            if span is not None and span.start <= span.end:
                taken += 1
                yield span
        if taken:
            return


def _is_earlier_plan(match: re.Match[str], ordinal: int | None) -> bool:
    text = match.string
    before = re.split("[。、]", text[: match.start()])[-1]
    after = re.split("[。、]", text[match.end() : match.end() + 16])[0]
    number = number_of_plan(after) or number_of_plan(before[-16:])
    other = ordinal is not None and number is not None and number < ordinal
    return other or bool(EARLIER_PLAN.search(before))


def _span(match: re.Match[str], run: Run) -> Span | None:
    groups = match.groupdict()
    years = groups.get("years")
    try:
        start = _year(groups["start"])
        end = _year(_whole(groups), start) if "end" in groups else start + int(years or 1) - 1
    except YakubaError:
        return None
    declared = int(years) if years and "end" in groups else None
    offset = match.start("years") if years else match.start()
    return Span(start, end, declared, run.place_at(offset))


def _whole(groups: Mapping[str, str]) -> str:
    """Return the last year with its century where only the first has one: 2021〜23年度."""
    start, end = groups["start"], groups["end"]
    return start[:2] + end if start.isdecimal() and len(end) == 2 else end


def _year(text: str, near: FiscalYear | None = None) -> FiscalYear:
    if "日" in text:
        return FiscalYear.of(parse_date(text))
    return parse_fiscal_year(text, near)
