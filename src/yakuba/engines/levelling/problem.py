"""What is to be levelled, as frozen values.  Costs are in any one money unit, areas in m²."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

REPAIR: Final = "repair"
LONG_LIFE: Final = "long_life"
REBUILD: Final = "rebuild"
DEMOLISH: Final = "demolish"
KINDS: Final = (REPAIR, LONG_LIFE, REBUILD, DEMOLISH)  # their numbers are 1 to 4; 0 is "keep"

# Per asset the works of its whole life: (year, kind), in the order of years.
Works = tuple[tuple[int, str], ...]
Plan = Mapping[str, Works]


@dataclass(frozen=True, slots=True)
class Asset:
    """A building or a piece of infrastructure; `age` is that of the first year."""

    id: str
    group: str
    area_m2: float
    age: int
    life: int
    removable: bool
    rebuild_cost: float
    running_cost: float
    replacement_service_cost: float
    demolition_cost: float


@dataclass(frozen=True, slots=True)
class Kind:
    """What a kind of work costs and does; fields that it has not are 0."""

    from_age: int
    payment_years: int
    share: float = 0.0
    years_younger: int = 0
    youngest: int = 0
    before_limit: int = 0
    limit_gain: int = 0


@dataclass(frozen=True, slots=True)
class Limits:
    """What a plan must keep to."""

    flat_line_max: float
    works_per_year: int
    area_reduction_share: float
    group_area_kept_share: float
    group_checkpoints: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Prices:
    """What exceeding the flat line costs per unit, and what the flat line itself costs."""

    overshoot: float
    flat_line: float


@dataclass(frozen=True, slots=True)
class Problem:
    """Assets over years, with what works do and cost, limits and prices."""

    start_fy: int
    years: int
    discount_rate: float
    assets: tuple[Asset, ...]
    works: Mapping[str, Kind]
    running_growth: tuple[float, float]
    terminal_share: float
    limits: Limits
    prices: Prices

    @property
    def groups(self) -> tuple[str, ...]:
        """Return the names of the groups, sorted."""
        return tuple(sorted({asset.group for asset in self.assets}))

    def discount(self, year: int) -> float:
        """Return (1 + r)^-year, by division only, so that every machine gives the same bits."""
        factor = 1.0
        for _ in range(year):
            factor /= 1.0 + self.discount_rate
        return factor

    def cost(self, asset: Asset, kind: str) -> float:
        """Return what a work on an asset costs in all."""
        if kind == DEMOLISH:
            return asset.demolition_cost
        own = self.works[kind].share * asset.rebuild_cost
        return own + asset.demolition_cost if kind == REBUILD else own
