"""How the worker runs one job."""

import logging
import threading
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from django.db import connection
from django_tasks import task

from yakuba.kernel.problems import YakubaError
from yakuba.platform import clock
from yakuba.platform.jobs import registry
from yakuba.platform.jobs.models import Job, State

BEAT_SECONDS = 15
logger = logging.getLogger(__name__)


class StopRequested(Exception):  # noqa: N818 (not an error: the person asked for it)
    """Raised at a job's next step after a person asked it to stop."""


@dataclass(slots=True)
class Run:
    """One run of a job, handed to the function that does the work."""

    job_id: str
    account_id: int | None

    def step(self, text: str, done: int = 0, total: int = 0) -> None:
        """Store what is being done and how far it is.

        :raises StopRequested: if a person asked the job to stop.
        """
        mine = Job.objects.filter(pk=self.job_id, state=State.RUNNING)
        mine.update(step=text, done=done, total=total, heartbeat_at=clock.real_now())
        if not mine.filter(stop_requested=False).exists():
            raise StopRequested


@task()
def run_job(job_id: str) -> None:
    """Run a job that still waits, and store how it ended."""
    now = clock.real_now()
    started = Job.objects.filter(pk=job_id, state=State.QUEUED).update(
        state=State.RUNNING, started_at=now, heartbeat_at=now
    )
    if not started:
        return
    job = Job.objects.get(pk=job_id)
    ending: dict[str, Any] = _unexpected(job_id)  # holds when something unforeseen is raised
    try:
        with Heartbeat(job_id):
            result = registry.find(job.kind)(Run(job_id, job.account_id), job.payload)
        ending = {"state": State.DONE, "result": result}
    except StopRequested:
        ending = {"state": State.STOPPED}
    except YakubaError as error:
        ending = {"state": State.FAILED, "error": str(error)}
    finally:
        Job.objects.filter(pk=job_id, state=State.RUNNING).update(
            ended_at=clock.real_now(), **ending
        )


def _unexpected(job_id: str) -> dict[str, Any]:
    number = job_id[:8].upper()
    return {
        "state": State.FAILED,
        "error": f"思いがけない誤りで止まりました。番号 {number} を管理者に伝えてください。",
    }


class Heartbeat:
    """Says every few seconds that the worker still lives, while one long step runs."""

    def __init__(self, job_id: str) -> None:
        self._job_id = job_id
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()
        self._thread.join()
        if kind is not None and not issubclass(kind, StopRequested | YakubaError):
            logger.error("job %s failed", self._job_id[:8].upper(), exc_info=error)

    def _beat(self) -> None:
        try:
            while not self._ended.wait(BEAT_SECONDS):
                Job.objects.filter(pk=self._job_id).update(heartbeat_at=clock.real_now())
        finally:
            connection.close()
