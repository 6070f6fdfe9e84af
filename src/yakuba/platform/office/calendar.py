"""The office's calendar: national holidays, the town's own closed days, its ordinance."""

from datetime import date
from functools import cache
from typing import Final

import holidays

from yakuba.kernel.opendays import OpenDays
from yakuba.platform import clock
from yakuba.platform.office.models import ClosedDay
from yakuba.platform.office.town import find_town

# Deadlines of issue 2 lie within the years around today; five years reach past the longest one.
_YEARS_BACK: Final = 10
_YEARS_AHEAD: Final = 6


def office_days() -> OpenDays:
    """Return the days on which the office is open, as they stand today (two queries)."""
    own = ClosedDay.objects.filter(is_valid=True).values_list("date", flat=True)
    closed = frozenset(own) | national_holidays()
    town = find_town()
    if town is None:
        return OpenDays(closed)
    return OpenDays(closed, ordinance_rolls=town.holiday_ordinance, ordinance=town.holiday_article)


def national_holidays() -> frozenset[date]:
    """Return Japan's holidays of the years around today, with 国民の休日 and 振替休日."""
    year = clock.today().year
    years = range(year - _YEARS_BACK, year + _YEARS_AHEAD)
    return frozenset[date]().union(*(_holidays_of(year) for year in years))


@cache
def _holidays_of(year: int) -> frozenset[date]:
    """Return the holidays of one year; they are the same for every town."""
    return frozenset(holidays.country_holidays("JP", years=year))
