"""Fiscal years of local governments: 1 April to 31 March (Local Autonomy Act, art. 208)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, overload

from yakuba.kernel.eras import era_of_fiscal_year, year_in_words

FIRST_MONTH: Final = 4


@dataclass(frozen=True, order=True, slots=True)
class FiscalYear:
    """A fiscal year, named by the western year in which it begins.

    :raises ValueError: if the year has no days in the calendar of Python (1 to 9998)
    """

    year: int

    def __post_init__(self) -> None:
        if not 1 <= self.year < date.max.year:
            raise ValueError(f"FiscalYear({self.year!r}): allowed are 1 to {date.max.year - 1}")

    @classmethod
    def of(cls, day: date) -> "FiscalYear":
        """Return the fiscal year to which a day belongs."""
        return cls(day.year if day.month >= FIRST_MONTH else day.year - 1)

    @classmethod
    def range(cls, first: "FiscalYear", last: "FiscalYear") -> "Iterator[FiscalYear]":
        """Yield the years from the first to the last, both included."""
        return (cls(year) for year in range(first.year, last.year + 1))

    @property
    def first_day(self) -> date:
        """Return 1 April."""
        return date(self.year, FIRST_MONTH, 1)

    @property
    def last_day(self) -> date:
        """Return 31 March of the next calendar year."""
        return date(self.year + 1, 3, 31)

    @property
    def span(self) -> tuple[date, date]:
        """Return first and last day, as `__range` lookups want them."""
        return self.first_day, self.last_day

    @property
    def closing_ends(self) -> date:
        """Return the last day of the closing period: 31 May (Local Autonomy Act, art. 235-5)."""
        return date(self.year + 1, 5, 31)

    @property
    def next(self) -> "FiscalYear":
        """Return the year after."""
        return self + 1

    @property
    def previous(self) -> "FiscalYear":
        """Return the year before."""
        return self - 1

    @property
    def wareki(self) -> str:
        """Return the name in words: 令和3年度, 令和元年度; 1860年度 before the eras we know."""
        era = era_of_fiscal_year(self.year)
        if era is None:
            return f"{self.year}年度"
        return f"{era.name}{year_in_words(self.year - era.base)}年度"

    @property
    def short(self) -> str:
        """Return the short name of table heads: R3."""
        era = era_of_fiscal_year(self.year)
        return str(self.year) if era is None else f"{era.letter}{self.year - era.base}"

    def __int__(self) -> int:
        return self.year

    def __str__(self) -> str:
        return str(self.year)

    def __add__(self, years: int) -> "FiscalYear":
        return FiscalYear(self.year + years)

    @overload
    def __sub__(self, other: "FiscalYear") -> int: ...
    @overload
    def __sub__(self, other: int) -> "FiscalYear": ...
    def __sub__(self, other: "FiscalYear | int") -> "FiscalYear | int":
        if isinstance(other, FiscalYear):
            return self.year - other.year
        return FiscalYear(self.year - other)
