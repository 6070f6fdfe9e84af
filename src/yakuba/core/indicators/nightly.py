"""The verification of each night: done by the worker, its result kept with its job."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from yakuba.core.indicators.verification import verify
from yakuba.platform.jobs.models import Job, State
from yakuba.platform.jobs.registry import Result, Running, job

KIND: Final = "figures.verify"


@dataclass(frozen=True, slots=True)
class LastVerification:
    """How the newest verification ended.  `error` is empty unless it could not be done at all."""

    at: datetime
    count: int
    broken: tuple[str, ...]
    changed: tuple[str, ...]
    error: str = ""

    @property
    def is_whole(self) -> bool:
        """Return whether every stored figure still follows from its stored values."""
        return not self.error and not self.broken


@job(KIND)
def verify_all(running: Running, payload: dict[str, Any]) -> Result:
    """Recompute all frozen figures and hold them against their records."""
    running.step(_("固定した数字を計算し直しています"))
    found = verify()
    words = _(
        "{count}件を計算し直しました。合わないもの{broken}件、固定したあとに記録が変わったもの{changed}件。"
    )
    broken, changed = [str(one) for one in found.broken], [str(one) for one in found.changed]
    text = words.format(count=found.count, broken=len(broken), changed=len(changed))
    return {"text": text, "count": found.count, "broken": broken, "changed": changed}


def last_verification() -> LastVerification | None:
    """Return the newest verification that ended, None before the first."""
    ended = Job.objects.filter(kind=KIND, state__in=(State.DONE, State.FAILED))
    newest = ended.exclude(ended_at=None).order_by("-ended_at").first()
    if newest is None or newest.ended_at is None:
        return None
    kept = newest.result or {}
    return LastVerification(
        at=newest.ended_at,
        count=kept.get("count", 0),
        broken=tuple(kept.get("broken", ())),
        changed=tuple(kept.get("changed", ())),
        error=newest.error,
    )
