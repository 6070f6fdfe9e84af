"""The only way to the time.  The demo town stands still on its own day."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.utils import timezone

TOKYO = ZoneInfo("Asia/Tokyo")
_standing: Final[ContextVar[datetime | None]] = ContextVar("standing", default=None)


@contextmanager
def standing_at(instant: datetime) -> Iterator[None]:
    """Let everything inside happen at one instant: this is how the demo town got its past.

    :raises RuntimeError: if this is not the demo town
    """
    if demo_day() is None:
        raise RuntimeError("clock.standing_at: only the demo town may choose its time")
    token = _standing.set(instant)
    try:
        yield
    finally:
        _standing.reset(token)


def standing() -> datetime | None:
    """Return the instant at which the demo town's past happens just now, None otherwise."""
    return _standing.get()


def demo_day() -> date | None:
    """Return the fixed day of the demo town, or None in a real one."""
    fixed = os.environ.get("YAKUBA_TODAY")
    return date.fromisoformat(fixed) if fixed else None


def today() -> date:
    """Return the office's day, in Tokyo."""
    past = standing()
    if past is not None:
        return past.astimezone(TOKYO).date()
    return demo_day() or timezone.now().astimezone(TOKYO).date()


def real_now() -> datetime:
    """Return the true instant, also in the demo town: for sessions, links and the audit."""
    return standing() or timezone.now()


def now() -> datetime:
    """Return the instant of a business act; in the demo town its fixed day at the real hour."""
    real = real_now()
    fixed = demo_day()
    if fixed is None or standing() is not None:
        return real
    hour = real.astimezone(TOKYO).timetz().replace(tzinfo=None)
    return datetime.combine(fixed, hour, tzinfo=TOKYO)
