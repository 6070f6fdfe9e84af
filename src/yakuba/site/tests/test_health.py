import pytest
from django.db.utils import OperationalError

from yakuba import __version__
from yakuba.core.indicators import nightly
from yakuba.platform import clock
from yakuba.platform.jobs.models import Job, State
from yakuba.site import health

pytestmark = pytest.mark.django_db


def test_live_answers_without_a_cookie(client):
    response = client.get("/health/live")

    assert response.json() == {"status": "live", "version": __version__}
    assert response.cookies == {}


def test_ready_answers_when_the_database_does(client):
    response = client.get("/health/ready")

    assert (response.status_code, response.json()["status"]) == (200, "ready")


def test_ready_is_degraded_when_the_database_fails(client, monkeypatch):
    def fail():
        raise OperationalError("gone")

    monkeypatch.setattr(health.connection, "cursor", fail)

    response = client.get("/health/ready")

    assert response.status_code == 503
    assert response.json() == {"status": "degraded", "database": "unreachable"}


def test_ready_is_degraded_while_a_figure_does_not_recompute(client):
    Job.objects.create(
        kind=nightly.KIND,
        title="検算",
        state=State.DONE,
        ended_at=clock.real_now(),
        result={"count": 3, "broken": ["壊れた"], "changed": []},
    )

    response = client.get("/health/ready")

    assert response.status_code == 200
    assert response.json() == {"status": "degraded", "database": "ok", "figures": "broken"}
