"""The staff pages of publishing and correcting."""

from datetime import date

import pytest
from django.urls import reverse

from yakuba.core.publication import services
from yakuba.core.publication.models import Correction, Release
from yakuba.core.publication.tests import town as towns
from yakuba.kernel.fiscal import FiscalYear
from yakuba.platform.jobs import tasks
from yakuba.platform.jobs.models import Job

pytestmark = pytest.mark.django_db

PLACE = "2021:2-a:2-a-1"


@pytest.fixture
def town():
    made = towns.found()
    towns.report(made)
    return made


@pytest.fixture
def published(town):
    services.publish(town.plan, towns.FIRST, account=None, on=date(2022, 9, 8))
    return town


def signed_in(client, town, name):
    client.force_login(town.actors[name].account)
    return client


def address(town, name, **parts):
    return reverse(name, kwargs={"plan": town.plan.slug, **parts})


def text_of(response):
    return response.content.decode()


def test_preview_shows_what_would_be_published(client, town):
    page = signed_in(client, town, "secretariat").get(address(town, "release-preview", fy=2021))

    assert page.status_code == 200
    assert "令和3年度を公表できます" in text_of(page)
    assert "98.3%" in text_of(page)
    assert "公表は、推進本部の職にある人が行います。" in text_of(page)
    assert Release.objects.count() == 0


def test_headquarters_publishes_by_a_job(client, town):
    hq = signed_in(client, town, "headquarters")

    answer = hq.post(address(town, "release-preview", fy=2021), {"go": "1"})
    job = Job.objects.get()
    tasks.run_job.call(str(job.pk))
    job.refresh_from_db()

    assert answer.status_code == 302
    assert job.result["text"] == "令和3年度の第1版を公表しました。"
    assert Release.objects.get().account == town.headquarters
    assert "いまの版" in text_of(hq.get(reverse("releases")))


def test_secretariat_cannot_publish(client, town):
    page = signed_in(client, town, "secretariat").post(
        address(town, "release-preview", fy=2021), {"go": "1"}
    )

    assert page.status_code == 200
    assert Job.objects.count() == 0


def test_late_item_needs_its_reason(client, town):
    towns.report(town, FiscalYear(2022), late=("2-b",))
    hq = signed_in(client, town, "headquarters")
    place = address(town, "release-preview", fy=2022)

    refused = hq.post(place, {"late-2-b": ""})
    accepted = hq.post(place, {"late-2-b": "担当者の急病"})

    assert refused.status_code == 422
    assert "は「書き始め前」です。" in text_of(refused)
    assert accepted.status_code == 302
    assert Job.objects.get().payload["late"] == {"2-b": "担当者の急病"}


def test_stopped_job_publishes_nothing(client, town):
    signed_in(client, town, "headquarters").post(
        address(town, "release-preview", fy=2021), {"go": "1"}
    )
    job = Job.objects.get()
    Job.objects.update(stop_requested=True)

    tasks.run_job.call(str(job.pk))

    job.refresh_from_db()
    assert job.state == "stopped"
    assert Release.objects.count() == 0


def test_correction_shows_old_and_new_before_it_is_stored(client, published):
    page = signed_in(client, published, "secretariat")
    place = address(published, "correction-new")
    typed = {"place": PLACE, "numerator": "５５７，０００，０００", "denominator": "567,800,000"}
    typed["cause"] = "還付した額を差し引いていませんでした。"

    chosen = page.get(place, {"place": PLACE})
    checked = page.post(place, typed | {"step": "check"})
    assert Correction.objects.count() == 0
    stored = page.post(place, typed | {"step": "store"})

    assert "98.3%" in text_of(chosen)
    assert "<b>98.1%</b>" in text_of(checked)
    assert stored.status_code == 302
    assert Correction.objects.get().old == "98.3"
    assert "公表を待っている訂正が1件あります。" in text_of(page.get(reverse("releases")))


def test_correction_without_cause_names_the_field(client, published):
    page = signed_in(client, published, "secretariat").post(
        address(published, "correction-new"),
        {"place": PLACE, "numerator": "1", "denominator": "2", "step": "store"},
    )

    assert page.status_code == 422
    assert "まちがいの原因" in text_of(page)
    assert Correction.objects.count() == 0


def test_correction_lists_published_places_only(client, town):
    page = signed_in(client, town, "secretariat").get(address(town, "correction-new"))

    assert "訂正するものがありません" in text_of(page)


def test_place_that_is_not_published_is_not_found(client, town):
    page = signed_in(client, town, "secretariat")

    for place in (PLACE, "x", "2021:2-a:nothing"):
        assert page.get(address(town, "correction-new"), {"place": place}).status_code == 404


def test_waiting_correction_is_taken_back(client, published):
    page = signed_in(client, published, "secretariat")
    typed = {"place": "2021:2-a:done_text", "text": "正しい文", "cause": "誤記", "step": "store"}
    page.post(address(published, "correction-new"), typed)

    page.post(address(published, "correction-withdraw"), {"number": "1"})

    assert Correction.objects.count() == 0


def test_clerk_may_neither_correct_nor_settle(client, published):
    page = signed_in(client, published, "clerk")

    assert page.get(address(published, "correction-new")).status_code == 403
    assert page.post(address(published, "release-settle")).status_code == 403
    assert page.get(reverse("releases")).status_code == 200


def test_settling_says_so(client, published):
    page = signed_in(client, published, "headquarters").post(
        address(published, "release-settle"), follow=True
    )

    assert "整えました" in text_of(page)


def test_reason_given_before_is_there_when_the_year_is_published_anew(client, town):
    fy, late = FiscalYear(2022), {"2-b": "担当者の急病"}
    towns.report(town, fy, late=("2-b",))
    services.publish(town.plan, fy, account=None, on=date(2023, 9, 8), late=late)

    right = {"place": "2022:2-a:done_text", "text": "正しい文", "cause": "誤字", "step": "store"}
    signed_in(client, town, "secretariat").post(address(town, "correction-new"), right)

    hq = signed_in(client, town, "headquarters")
    page = text_of(hq.get(address(town, "release-preview", fy=2022)))

    assert 'value="担当者の急病"' in page
    assert "令和4年度を公表できます" in page


@pytest.mark.parametrize("year", ["2099", "1", "2020", "99999"])
def test_preview_of_a_year_outside_the_plan_is_not_found(client, town, year):
    page = signed_in(client, town, "headquarters").get(f"/staff/releases/3rd-2021/{year}/")

    assert page.status_code == 404
