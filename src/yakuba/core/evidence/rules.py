"""Rules that many indicators share, over plain tuples; a module's own rules stand beside them."""

from collections.abc import Hashable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from yakuba.kernel.evidence import (
    IN,
    NOT_IN,
    Outcome,
    Placed,
    Scope,
    count,
    excluded,
    median,
    share,
)


def how_many(records: Sequence[Sequence[Hashable]], scope: Scope) -> Outcome:
    """Return how many records there are; the register's filters show them by kind."""
    return count(IN for _record in records)


def median_days(visits: Sequence[tuple[date | None, date | None]], scope: Scope) -> Outcome:
    """Return the median days in a stage; a visit is (entered, left)."""
    not_passed = excluded("この段階をまだ終えていない")
    return median(
        (IN, (left - entered).days) if entered and left else (not_passed, 0)
        for entered, left in visits
    )


def median_age(records: Sequence[tuple[date | None, ...]], scope: Scope) -> Outcome:
    """Return the median age in days of what is open today.

    A record is (begun, ended, ended otherwise …); how many are open is the number of those placed
    in the numerator.
    """
    over = excluded("終わっている")
    return median(
        (over if any(ended) or begun is None else IN, (scope.today - begun).days if begun else 0)
        for begun, *ended in records
    )


def mean(records: Sequence[tuple[int]], scope: Scope) -> Outcome:
    """Return a number of a record on average."""
    numbers = [number for (number,) in records]
    value = Fraction(sum(numbers), len(numbers)) if numbers else None
    return Outcome((IN,) * len(numbers), Decimal(sum(numbers)), Decimal(len(numbers)), value)


def share_of_yes(opinions: Sequence[tuple[bool | None]], scope: Scope) -> Outcome:
    """Return those who said yes, among those who said so or not."""
    silent = excluded("感想を聞いていない")
    return share(silent if o is None else _placed(is_in=o) for (o,) in opinions)


def _placed(*, is_in: bool) -> Placed:
    return IN if is_in else NOT_IN
