"""Starting, stopping and watching jobs."""

from datetime import timedelta
from typing import Any

from django.db import transaction

from yakuba.platform import clock
from yakuba.platform.jobs import registry
from yakuba.platform.jobs.models import Job, State
from yakuba.platform.office.models import Account

SILENCE = timedelta(seconds=90)
INTERRUPTED = "途中で止まりました。もう一度始めてください。"


def enqueue(
    kind: str,
    title: str,
    *,
    account: Account | None,
    payload: dict[str, Any],
    queue: str = "default",
) -> Job:
    """Store a job for the worker and return it; its page is `jobs/<id>/`.

    :raises YakubaError: if no app declares this kind of job.
    """
    from yakuba.platform.jobs.tasks import run_job

    registry.find(kind)
    with transaction.atomic():
        job = Job.objects.create(kind=kind, title=title, account=account, payload=payload)
        run_job.using(queue_name=queue).enqueue(str(job.pk))
    return job


def request_stop(job: Job) -> None:
    """Ask a job to stop: a waiting one ends at once, a running one at its next step."""
    with transaction.atomic():
        waiting = Job.objects.filter(pk=job.pk, state=State.QUEUED)
        if not waiting.update(state=State.STOPPED, ended_at=clock.real_now()):
            Job.objects.filter(pk=job.pk, state=State.RUNNING).update(stop_requested=True)


def close_interrupted() -> int:
    """Close the running jobs whose worker has been silent too long; return how many."""
    now = clock.real_now()
    silent = Job.objects.filter(state=State.RUNNING, heartbeat_at__lt=now - SILENCE)
    return silent.update(state=State.FAILED, error=INTERRUPTED, ended_at=now)
