from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform import clock
from yakuba.platform.jobs import registry, services, tasks
from yakuba.platform.jobs.models import Job, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind(monkeypatch):
    """Return a function that declares what the kind `test.work` does."""
    return lambda function: monkeypatch.setitem(registry.FUNCTIONS, "test.work", function)


def start(payload=None):
    return services.enqueue("test.work", "試し", account=None, payload=payload or {})


def run(job):
    tasks.run_job.call(str(job.pk))
    job.refresh_from_db()
    return job


def test_job_ends_with_the_result_of_its_function(kind):
    kind(lambda running, payload: {"url": f"/there/{payload['fy']}"})

    job = run(start({"fy": 2023}))

    assert (job.state, job.result, job.error) == (State.DONE, {"url": "/there/2023"}, "")


def test_enqueue_hands_the_job_to_the_worker_in_its_queue(kind):
    kind(lambda running, payload: None)

    job = services.enqueue("test.work", "試し", account=None, payload={}, queue="slow")

    task = DBTaskResult.objects.get()
    assert (task.args_kwargs["args"], task.queue_name) == ([str(job.pk)], "slow")


def test_enqueue_refuses_a_kind_that_nobody_declares():
    with pytest.raises(YakubaError) as caught:
        services.enqueue("test.nothing", "試し", account=None, payload={})

    assert caught.value.problems[0].code == "jobs.kind"
    assert Job.objects.count() == 0


def test_step_shows_what_is_done_and_how_far(kind):
    seen = []

    def work(running, payload):
        running.step("PDF を作る", 3, 27)
        seen.append(Job.objects.values_list("step", "done", "total").get())

    kind(work)
    run(start())

    assert seen == [("PDF を作る", 3, 27)]


def test_anticipated_failure_shows_its_sentence(kind):
    def work(running, payload):
        raise YakubaError(Problem("x", "町名がありません。", "登録してください。"))

    kind(work)
    job = run(start())

    assert (job.state, job.error) == (State.FAILED, "町名がありません。登録してください。")


def test_unforeseen_failure_shows_a_number_and_still_rises(kind, caplog):
    def work(running, payload):
        raise ZeroDivisionError("secret words")

    kind(work)
    job = start()
    with pytest.raises(ZeroDivisionError):
        run(job)

    job.refresh_from_db()
    number = str(job.pk)[:8].upper()
    assert job.state == State.FAILED
    assert job.error == f"思いがけない誤りで止まりました。番号 {number} を管理者に伝えてください。"
    assert [record.getMessage() for record in caplog.records] == [f"job {number} failed"]


def test_running_job_stops_at_its_next_step(kind):
    reached = []

    def work(running, payload):
        running.step("一つ目")
        services.request_stop(Job.objects.get())
        running.step("二つ目")
        reached.append("after")

    kind(work)
    job = run(start())

    assert (job.state, reached) == (State.STOPPED, [])


def test_waiting_job_stops_at_once_and_never_runs(kind):
    ran = []
    kind(lambda running, payload: ran.append(1))
    job = start()

    services.request_stop(job)
    run(job)

    assert (job.state, ran) == (State.STOPPED, [])


def test_ended_job_stays_as_it_is_when_asked_to_stop(kind):
    kind(lambda running, payload: None)
    job = run(start())

    services.request_stop(job)

    job.refresh_from_db()
    assert (job.state, job.stop_requested) == (State.DONE, False)


def test_silent_worker_leaves_the_job_failed_with_a_way_on(kind):
    kind(lambda running, payload: None)
    silent, alive = start(), start()
    now = clock.real_now()
    Job.objects.filter(pk=alive.pk).update(state=State.RUNNING, heartbeat_at=now)
    late = now - services.SILENCE - timedelta(seconds=1)
    Job.objects.filter(pk=silent.pk).update(state=State.RUNNING, heartbeat_at=late)

    closed = services.close_interrupted()

    states = {str(job.pk): (job.state, job.error) for job in Job.objects.all()}
    assert closed == 1
    assert states == {
        str(silent.pk): (State.FAILED, services.INTERRUPTED),
        str(alive.pk): (State.RUNNING, ""),
    }


def test_job_that_was_closed_as_interrupted_is_not_reopened_by_its_late_worker(kind):
    def work(running, payload):
        Job.objects.update(state=State.FAILED, error=services.INTERRUPTED)
        running.step("続き")

    kind(work)
    job = run(start())

    assert (job.state, job.error) == (State.FAILED, services.INTERRUPTED)
