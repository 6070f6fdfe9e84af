"""Figures beside an estimate: roads and pipes, the area to cut, the effect of long life.

Sources: domain reference 5, sections 1.5 (infrastructure, honesty rule) and 4.1 (加古川市 2017).
"""

from fractions import Fraction
from typing import Final

from yakuba.kernel.numbers import Exact
from yakuba.modules.facilities.rules.estimate import Method

# Years until a line of infrastructure is renewed (the Ministry's spreadsheet).
ROAD_YEARS: Final = 15
BRIDGE_YEARS: Final = 60
WATER_PIPE_YEARS: Final = 40
SEWER_PIPE_YEARS: Final = 50


def yearly_renewal(amount: Exact, unit_cost: Exact, *, life: int) -> Fraction:
    """Return yen per year of a line (m² or m, yen per unit) renewed evenly over its life."""
    return Fraction(amount) / life * Fraction(unit_cost)


def area_to_cut_percent(
    estimate: Exact, budget: Exact, *, renewal_saving: Exact, running_saving: Exact
) -> Fraction:
    """Return how many percent of the floor area must go so that the rest can be paid for.

    All amounts are per year in one unit; the savings are those of one percent of the area.  0 when
    the budget is enough.
    """
    gap = max(Fraction(estimate) - Fraction(budget), Fraction(0))
    return gap / (Fraction(renewal_saving) + Fraction(running_saving))


def effect(simple: Exact, long_life: Exact) -> tuple[Fraction, Fraction]:
    """Return what long life saves, as an amount and in percent; negative when it is dearer.

    Both totals must be of the same stock and window.  Long life does not always save inside a
    window: show the sign, both totals and the window beside it.
    """
    saved = Fraction(simple) - Fraction(long_life)
    return saved, saved * 100 / Fraction(simple)


def steady_share(method: Method, *, repair: Exact, rebuild: Exact) -> Fraction:
    """Return the yearly cost of a method in the long run, as a share of the rebuild cost."""
    of_repair = sum((work.of_repair for work in method.works), Fraction(0))
    of_rebuild = sum((work.of_rebuild for work in method.works), Fraction(1))
    return (of_repair * Fraction(repair) / Fraction(rebuild) + of_rebuild) / method.life


def escalated(unit_cost: Exact, *, yearly_percent: Exact, years: int) -> Fraction:
    """Return a unit cost after years of rising prices."""
    return Fraction(unit_cost) * (1 + Fraction(yearly_percent) / 100) ** years
