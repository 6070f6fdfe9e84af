"""The Japanese eras as data.

Sources: Meiji: rescript of Meiji 1-9-8 (old calendar), back to the first day of that lunar year,
1868-01-25; dates before 1873 are counted in our calendar here, a simplification.  Taisho, Showa:
rescripts of 1912-07-30 and 1926-12-25, valid on their own day.  Heisei: cabinet order 1 of 1989.
Reiwa: cabinet order 143 of 2019.  Both under the Era Name Act (Act 43 of 1979).
"""

from dataclasses import dataclass
from datetime import date
from typing import Final


@dataclass(frozen=True, slots=True)
class Era:
    """One era.  `first_fiscal_year` is the first fiscal year that is called by its name.

    That is the year of which the era covers the larger part: FY2019 is 令和元年度 (agreement of the
    ministries, 2019-04-02), while the three months of 昭和元年 belong to 大正15年度.
    """

    name: str
    letter: str
    sign: str
    first_day: date
    first_fiscal_year: int

    @property
    def base(self) -> int:
        """Return the number that turns a year of the era into a western one."""
        return self.first_day.year - 1

    @property
    def names(self) -> tuple[str, ...]:
        """Return every way to write the era: 令和, 令, R, ㋿."""
        return (self.name, self.name[0], self.letter, self.sign)


ERAS: Final = (
    Era("明治", "M", "㍾", date(1868, 1, 25), 1868),
    Era("大正", "T", "㍽", date(1912, 7, 30), 1912),
    Era("昭和", "S", "㍼", date(1926, 12, 25), 1927),
    Era("平成", "H", "㍻", date(1989, 1, 8), 1989),
    Era("令和", "R", "㋿", date(2019, 5, 1), 2019),
)


def era_of(day: date) -> Era | None:
    """Return the era of a day, None before Meiji."""
    return next((era for era in reversed(ERAS) if era.first_day <= day), None)


def era_of_fiscal_year(year: int) -> Era | None:
    """Return the era by which a fiscal year is called, None before Meiji."""
    return next((era for era in reversed(ERAS) if era.first_fiscal_year <= year), None)


def year_in_words(number: int) -> str:
    """Return a year of an era as papers write it: the first is 元."""
    return "元" if number == 1 else str(number)
