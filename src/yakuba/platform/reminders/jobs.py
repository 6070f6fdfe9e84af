"""The job of the night that reminds."""

from typing import Any

from django.utils.translation import gettext as _

from yakuba.platform import clock
from yakuba.platform.jobs.registry import Result, Running, job
from yakuba.platform.reminders import services


@job("due.remind")
def remind(running: Running, payload: dict[str, Any]) -> Result:
    """Write down today's reminders."""
    running.step(_("期限を見ています"))
    count = services.remind(clock.today())
    return {"text": _("{count}件の期限を知らせました。").format(count=count), "count": count}
