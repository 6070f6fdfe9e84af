"""On which days the office is open: rules with validity, and days that are closed one by one."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_DAY: Final = timedelta(days=1)
_SEARCH_LIMIT: Final = 400


@dataclass(frozen=True, slots=True)
class ClosedRule:
    """Days that come back: weekdays (Monday is 0) or (month, day) of each year.

    It holds from `since` to `until`, both included; None means without end.
    """

    name: str
    weekdays: frozenset[int] = frozenset()
    days: frozenset[tuple[int, int]] = frozenset()
    since: date = date.min
    until: date = date.max

    def closes(self, day: date) -> bool:
        """Return whether the office is closed on the day by this rule."""
        if not self.since <= day <= self.until:
            return False
        return day.weekday() in self.weekdays or (day.month, day.day) in self.days


# Local Autonomy Act, art. 4-2(2): Saturdays and Sundays; the days around New Year that the town
# sets, in nearly every town 29 December to 3 January.  National holidays come as single days.
WEEKENDS: Final = ClosedRule("土曜日・日曜日", weekdays=frozenset({5, 6}))
NEW_YEAR: Final = ClosedRule(
    "年末年始", days=frozenset({(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)})
)
USUAL_RULES: Final = (WEEKENDS, NEW_YEAR)


@dataclass(frozen=True, slots=True)
class OpenDays:
    """The office's calendar: closed by a rule, or on one of the closed days.

    `closed` holds national holidays and the town's own days.  `ordinance_rolls` says whether the
    town's holiday ordinance moves the ends of periods set by its ordinances and rules, `ordinance`
    where it says so.
    """

    closed: frozenset[date] = frozenset()
    rules: tuple[ClosedRule, ...] = USUAL_RULES
    ordinance_rolls: bool = True
    ordinance: str = "町の休日を定める条例"

    def is_open(self, day: date) -> bool:
        """Return whether the office is open on the day."""
        return day not in self.closed and not any(rule.closes(day) for rule in self.rules)

    def next_open(self, day: date) -> date:
        """Return the first open day, from the day itself on.

        :raises ValueError: if none comes within 400 days
        """
        return self._first_open(day, _DAY)

    def previous_open(self, day: date) -> date:
        """Return the last open day, up to the day itself.

        :raises ValueError: if none was within 400 days
        """
        return self._first_open(day, -_DAY)

    def add(self, day: date, count: int) -> date:
        """Return the open day that is `count` open days after (below 0: before) the day.

        The day itself is not counted; 0 returns it unchanged.
        """
        step = _DAY if count > 0 else -_DAY
        for _ in range(abs(count)):
            day = self._first_open(day + step, step)
        return day

    def count(self, first: date, last: date) -> int:
        """Return how many open days lie from the first to the last, both included."""
        return sum(self.is_open(day) for day in _days(first, last))

    def digest(self) -> str:
        """Return the SHA-256 of the canonical form, which calculations store."""
        form = {
            "closed": sorted(day.isoformat() for day in self.closed),
            "ordinance": self.ordinance,
            "ordinance_rolls": self.ordinance_rolls,
            "rules": [_canonical(rule) for rule in self.rules],
        }
        text = json.dumps(form, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def _first_open(self, day: date, step: timedelta) -> date:
        for n in range(_SEARCH_LIMIT):
            if self.is_open(day + n * step):
                return day + n * step
        raise ValueError(f"OpenDays: no open day within {_SEARCH_LIMIT} days of {day}")


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _canonical(rule: ClosedRule) -> dict[str, object]:
    return {
        "days": sorted(rule.days),
        "name": rule.name,
        "since": rule.since.isoformat(),
        "until": rule.until.isoformat(),
        "weekdays": sorted(rule.weekdays),
    }
