import pytest
from django.urls import reverse

from yakuba.platform.jobs.models import Job, State
from yakuba.platform.office.rights import Role
from yakuba.platform.office.tests.people import make_account, make_section, make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer():
    make_town()
    return make_account("w1", Role.WRITER, section=make_section())


def page(job):
    return reverse("job", kwargs={"job_id": job.pk})


def make_job(account, **fields):
    return Job.objects.create(kind="x", title="公表の準備", account=account, **fields)


def test_open_job_comes_again_by_itself_without_javascript(client, writer):
    client.force_login(writer)
    job = make_job(writer, state=State.RUNNING, step="PDF を作っています", done=3, total=27)

    response = client.get(page(job))

    assert response["Refresh"] == "2"
    words = response.content.decode()
    assert "PDF を作っています" in words
    assert "27件のうち3件" in words
    assert '<progress max="27" value="3"' in words


def test_reader_may_hold_the_page_still(client, writer):
    client.force_login(writer)

    response = client.get(page(make_job(writer)) + "?still")

    assert "Refresh" not in response


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (
            {"state": State.DONE, "result": {"url": "/staff/there", "label": "開く", "text": "済"}},
            '<a class="yk-btn yk-btn--main" href="/staff/there">開く</a>',
        ),
        ({"state": State.FAILED, "error": "町名がありません。"}, "町名がありません。"),
        ({"state": State.STOPPED}, "作業は中止されました。"),
    ],
    ids=["done", "failed", "stopped"],
)
def test_ended_job_shows_how_it_ended_and_stays(client, writer, fields, words):
    client.force_login(writer)

    response = client.get(page(make_job(writer, **fields)))

    assert "Refresh" not in response
    assert words in response.content.decode()


def test_running_job_is_stopped_by_its_button(client, writer):
    client.force_login(writer)
    job = make_job(writer, state=State.RUNNING)

    response = client.post(reverse("job-stop", kwargs={"job_id": job.pk}))

    job.refresh_from_db()
    assert (response.status_code, response["Location"]) == (302, page(job))
    assert job.stop_requested is True


def test_stopping_needs_a_post(client, writer):
    client.force_login(writer)
    job = make_job(writer, state=State.RUNNING)

    assert client.get(reverse("job-stop", kwargs={"job_id": job.pk})).status_code == 405


def test_job_of_another_writer_is_not_there(client, writer):
    other = make_account("w2", Role.WRITER, section=None)
    client.force_login(other)
    job = make_job(writer, state=State.RUNNING, step="他人の作業")

    seen = client.get(page(job))
    stopped = client.post(reverse("job-stop", kwargs={"job_id": job.pk}))

    job.refresh_from_db()
    assert (seen.status_code, stopped.status_code, job.stop_requested) == (404, 404, False)
    assert "他人の作業" not in seen.content.decode()


def test_secretariat_sees_every_job(client, writer):
    client.force_login(make_account("s1", Role.SECRETARIAT, section=None))

    assert client.get(page(make_job(writer, state=State.DONE))).status_code == 200


def test_title_and_error_of_a_job_are_escaped(client, writer):
    client.force_login(writer)
    job = make_job(writer, state=State.FAILED, error="<script>x</script>")

    assert "<script>x" not in client.get(page(job)).content.decode()
