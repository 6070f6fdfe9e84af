"""What is due each minute."""

from datetime import datetime, time
from typing import Any

from yakuba.kernel.problems import Problem
from yakuba.platform import clock, locks
from yakuba.platform.audit import seals
from yakuba.platform.backup import making
from yakuba.platform.jobs import services as jobs
from yakuba.site import environment, nightly

BUSY = Problem("tick.busy", "前の回がまだ終わっていません。", "終わるまで待ってください。")


def tick() -> dict[str, Any]:
    """Do what is due and return what was done; doing it twice has the effect of once.

    :raises YakubaError: if another tick is still at work.
    """
    with locks.hold("tick", busy=BUSY):
        block = seals.seal()
        return {
            "sealed_events": block.count if block else 0,
            "interrupted_jobs": jobs.close_interrupted(),
            "backup": back_up_nightly(),
            "started": nightly.start_due(),
            "removed_backups": making.remove_old(),
        }


def back_up_nightly() -> str | None:
    """Make the backup of tonight, unless it is there; return its name."""
    now = clock.real_now().astimezone(clock.TOKYO)
    due = datetime.combine(now.date(), time(environment.backup_hour()), tzinfo=clock.TOKYO)
    newest = next(iter(making.backups()), None)
    if now < due or (newest is not None and making.made_at(newest) >= due):
        return None
    return making.make().name
