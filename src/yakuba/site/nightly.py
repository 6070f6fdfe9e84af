"""Work of each night, started once by the timer and done by the worker."""

from datetime import datetime, time
from typing import Final

from django.utils.translation import gettext_noop as _

from yakuba.platform import clock
from yakuba.platform.jobs import services as jobs
from yakuba.platform.jobs.models import Job

# Kind of the job, from which hour of the Tokyo day, and its title.
NIGHTLY: Final = (
    ("due.remind", 0, _("期限のお知らせ")),
    ("figures.verify", 2, _("数字の検算")),
)


def start_due() -> list[str]:
    """Start the jobs whose hour has come today and that were not started yet; return their kinds.

    Each is started once a day, so that doing it again has no effect.
    """
    return [kind for kind, hour, title in NIGHTLY if _start(kind, hour, title)]


def _start(kind: str, hour: int, title: str) -> bool:
    now = clock.real_now().astimezone(clock.TOKYO)
    due = datetime.combine(now.date(), time(hour), tzinfo=clock.TOKYO)
    if now < due or Job.objects.filter(kind=kind, created_at__gte=due).exists():
        return False
    jobs.enqueue(kind, title, account=None, payload={})
    return True
