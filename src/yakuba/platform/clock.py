"""The only way to the time.  The demo town stands still on its own day."""

import os
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

TOKYO = ZoneInfo("Asia/Tokyo")


def demo_day() -> date | None:
    """Return the fixed day of the demo town, or None in a real one."""
    fixed = os.environ.get("YAKUBA_TODAY")
    return date.fromisoformat(fixed) if fixed else None


def today() -> date:
    """Return the office's day, in Tokyo."""
    return demo_day() or timezone.now().astimezone(TOKYO).date()


def real_now() -> datetime:
    """Return the true instant, also in the demo town: for sessions, links and the audit."""
    return timezone.now()


def now() -> datetime:
    """Return the instant of a business act; in the demo town its fixed day at the real hour."""
    real = timezone.now()
    fixed = demo_day()
    if fixed is None:
        return real
    hour = real.astimezone(TOKYO).timetz().replace(tzinfo=None)
    return datetime.combine(fixed, hour, tzinfo=TOKYO)
