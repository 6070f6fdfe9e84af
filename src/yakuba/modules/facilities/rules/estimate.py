"""What renewing a stock of buildings will cost, year by year (domain reference 5, section 1.5).

A method is data: how long a building lives, which works fall due at which age and what they cost,
and which overdue works are spread over the first ten years.  The sums are exact fractions; each
cell of the result is rounded half up to a yen once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from yakuba.kernel.numbers import round_half_up

BACKLOG_YEARS: Final = 10
REBUILD_YEARS: Final = 3  # the Ministry's spreadsheet: a rebuild is paid over three years

KINDS: Final = ("repair", "rebuild", "backlog")


@dataclass(frozen=True, slots=True)
class Building:
    """A building, or a facility taken as one.  Costs are yen per square metre."""

    name: str
    area_m2: Fraction
    built_fy: int
    repair_yen_m2: Fraction
    rebuild_yen_m2: Fraction


@dataclass(frozen=True, slots=True)
class Work:
    """A work that is due at an age: a share of the repair and of the rebuild cost, over years.

    `overdue` are the ages at the start at which the missed work is spread over the first ten years;
    at other ages a missed work is not made up.
    """

    age: int
    years: int = 1
    of_repair: Fraction = Fraction(0)
    of_rebuild: Fraction = Fraction(0)
    overdue: range = range(0)

    def cost(self, building: Building) -> Fraction:
        """Return what the work costs for a building, in yen."""
        unit = self.of_repair * building.repair_yen_m2 + self.of_rebuild * building.rebuild_yen_m2
        return unit * building.area_m2


@dataclass(frozen=True, slots=True)
class Method:
    """A way of renewing: rebuilt after `life` years, with works before."""

    life: int
    works: tuple[Work, ...]


# Rule "S": the Ministry's spreadsheet (公共施設等更新費用試算ソフト), as 加古川市 (2017) used it.
SIMPLE: Final = Method(
    life=60, works=(Work(age=30, years=2, of_repair=Fraction(1), overdue=range(31, 51)),)
)
# Rule "L": the guide for plans of long-lived schools (MEXT 2017), shares of the rebuild cost.
LONG_LIFE: Final = Method(
    life=80,
    works=(
        Work(age=20, of_rebuild=Fraction(1, 4)),
        Work(age=40, years=2, of_rebuild=Fraction(3, 5), overdue=range(41, 71)),
        Work(age=60, of_rebuild=Fraction(1, 4)),
    ),
)
METHODS: Final[Mapping[str, Method]] = MappingProxyType({"simple": SIMPLE, "long-life": LONG_LIFE})


@dataclass(slots=True)
class Exact:
    """The exact sums of an estimate, yen per year of the window, by kind."""

    start: int
    years: int
    sums: dict[str, list[Fraction]] = field(init=False)

    def __post_init__(self) -> None:
        self.sums = {kind: [Fraction(0)] * self.years for kind in KINDS}

    def add(self, kind: str, fy: int, cost: Fraction, *, over: int) -> None:
        """Spread a cost evenly over years from `fy` on; only years of the window count."""
        for year in range(max(fy, self.start), min(fy + over, self.start + self.years)):
            self.sums[kind][year - self.start] += cost / over

    @property
    def total(self) -> Fraction:
        """Return the sum over all years and kinds."""
        return sum((sum(series, Fraction(0)) for series in self.sums.values()), Fraction(0))


@dataclass(frozen=True, slots=True)
class Estimate:
    """An estimate in whole yen, one value per year of the window and kind."""

    years: tuple[int, ...]
    repair: tuple[int, ...]
    rebuild: tuple[int, ...]
    backlog: tuple[int, ...]
    total: int

    @property
    def sums(self) -> tuple[int, ...]:
        """Return the three kinds together, per year."""
        return tuple(map(sum, zip(self.repair, self.rebuild, self.backlog, strict=True)))

    @property
    def mean(self) -> int:
        """Return the total per year."""
        return int(round_half_up(Fraction(self.total, len(self.years))))

    @property
    def peak(self) -> tuple[int, int]:
        """Return the earliest year with the largest sum, and that sum."""
        most = max(self.sums)
        return self.years[self.sums.index(most)], most


def estimate(buildings: Iterable[Building], method: Method, *, start: int, years: int) -> Estimate:
    """Return what renewing the buildings costs in the fiscal years from `start` on."""
    exact = add_up(buildings, method, start=start, years=years)
    cells = {kind: tuple(map(_yen, series)) for kind, series in exact.sums.items()}
    window = tuple(range(start, start + years))
    return Estimate(years=window, total=_yen(exact.total), **cells)


def add_up(buildings: Iterable[Building], method: Method, *, start: int, years: int) -> Exact:
    """Return the exact sums of an estimate."""
    exact = Exact(start, years)
    for building in buildings:
        _add_building(exact, building, method)
    return exact


def _add_building(exact: Exact, building: Building, method: Method) -> None:
    """Add one building: what is overdue first, then life after life until the window ends."""
    age = exact.start - building.built_fy
    rebuilding = building.area_m2 * building.rebuild_yen_m2
    born = building.built_fy
    if age > method.life:
        exact.add("backlog", exact.start, rebuilding, over=BACKLOG_YEARS)
        born = exact.start
    else:
        for work in method.works:
            if age in work.overdue:
                exact.add("backlog", exact.start, work.cost(building), over=BACKLOG_YEARS)
    while born < exact.start + exact.years:
        for work in method.works:
            if born + work.age >= exact.start:
                exact.add("repair", born + work.age, work.cost(building), over=work.years)
        born += method.life
        exact.add("rebuild", born, rebuilding, over=REBUILD_YEARS)


def _yen(amount: Fraction) -> int:
    return int(round_half_up(amount))
