"""The limit on failed sign-ins: counted in the database, growing delay, never a lock for good.

trust.md 9: ten per ten minutes.  The sender's address gets five times as many, for a whole office
may come from one address.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from yakuba.platform import clock
from yakuba.platform.office.models import FailedSignIn

WINDOW: Final = timedelta(minutes=10)
PER_NAME: Final = 10
PER_ADDRESS: Final = 50
_FIRST_DELAY: Final = timedelta(seconds=10)
_KEEP: Final = timedelta(days=1)


def delay(failures: Sequence[datetime], now: datetime, *, limit: int) -> timedelta:
    """Return how long to wait before the next try; zero if it is free.

    From the limit on, the delay after the last failure doubles: 10 s, 20 s, 40 s …, at most the
    window.  Failures older than the window do not count.
    """
    recent = [at for at in failures if now - at < WINDOW]
    if len(recent) < limit:
        return timedelta(0)
    grown: timedelta = _FIRST_DELAY * 2 ** min(len(recent) - limit, 10)
    return max(max(recent) + min(grown, WINDOW) - now, timedelta(0))


def wait_before_sign_in(login_name: str, address: str) -> timedelta:
    """Return how long this login name, coming from this address, has to wait."""
    now = clock.real_now()
    name, place = _keys(login_name, address)
    return max(
        delay(_failures(name, now), now, limit=PER_NAME),
        delay(_failures(place, now), now, limit=PER_ADDRESS),
    )


def count_failure(login_name: str, address: str) -> None:
    """Write down a failed sign-in, and forget those of yesterday."""
    FailedSignIn.objects.filter(at__lt=clock.real_now() - _KEEP).delete()
    for key in _keys(login_name, address):
        FailedSignIn.objects.create(key=key)


def forget_failures(login_name: str) -> None:
    """Forget the failures of a login name after it has signed in."""
    FailedSignIn.objects.filter(key=_keys(login_name, "")[0]).delete()


def _failures(key: str, now: datetime) -> list[datetime]:
    rows = FailedSignIn.objects.filter(key=key, at__gt=now - WINDOW)
    return list(rows.values_list("at", flat=True))


def _keys(login_name: str, address: str) -> tuple[str, str]:
    """Return digests: a password typed into the wrong field is not kept."""
    pair = (f"name:{login_name}", f"address:{address}")
    name, place = (hashlib.sha256(part.encode()).hexdigest() for part in pair)
    return name, place
