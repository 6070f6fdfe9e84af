import pytest
from django.db.utils import OperationalError

from yakuba import __version__
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
