"""The work of the night: each job once a day from its hour, and what its result says."""

from datetime import datetime, timedelta

import pytest

from yakuba.core.evaluation.tests.town import FY, enter, make_world
from yakuba.core.indicators import freezing, nightly
from yakuba.core.indicators.models import Calculation
from yakuba.platform import clock
from yakuba.platform.jobs import tasks
from yakuba.platform.jobs.models import Job
from yakuba.site import health_checks
from yakuba.site.nightly import start_due

pytestmark = pytest.mark.django_db
NIGHT = datetime(2024, 6, 11, 1, 59, tzinfo=clock.TOKYO)


@pytest.fixture
def at(monkeypatch):
    """Return a function that sets the real clock."""

    def set_clock(instant):
        monkeypatch.setattr(clock, "real_now", lambda: instant)
        field = Job._meta.get_field("created_at")
        monkeypatch.setattr(field, "default", lambda: instant)
        monkeypatch.setattr(field, "_get_default", lambda: instant)

    return set_clock


def test_each_job_starts_once_a_day_from_its_hour(at):
    at(NIGHT)
    assert start_due() == ["due.remind"]

    at(NIGHT + timedelta(minutes=1))
    assert (start_due(), start_due()) == (["figures.verify"], [])

    at(NIGHT + timedelta(hours=21))
    assert start_due() == []
    at(NIGHT + timedelta(hours=24, minutes=1))
    assert start_due() == ["due.remind", "figures.verify"]


def verified():
    job = Job.objects.create(kind=nightly.KIND, title="検算")
    tasks.run_job.call(str(job.pk))
    return nightly.last_verification()


def test_there_is_no_verification_before_the_first_night():
    assert nightly.last_verification() is None
    assert health_checks.figures().ok


def test_verification_counts_what_recomputes_and_names_what_does_not():
    world = make_world()
    indicator = world.item().indicators.first()
    enter(indicator)
    freezing.freeze(indicator, FY, reason="submit")
    whole = verified()
    assert (whole.count, whole.broken, whole.is_whole) == (1, (), True)
    assert health_checks.figures().ok

    Calculation.objects.update(value=1)
    broken = verified()

    assert (broken.is_whole, len(broken.broken)) == (False, 1)
    assert health_checks.figures().fix == "`yakuba figures verify` で確かめてください。"
