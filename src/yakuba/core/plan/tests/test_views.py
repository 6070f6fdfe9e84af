from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from yakuba.core.evaluation.tests.town import make_world
from yakuba.core.plan.forms import HeadForm


def test_years_of_a_reading_are_shown_as_the_office_writes_them():
    form = HeadForm(initial={"title": "計画", "start_fy": 2025, "end_fy": None}, prefix="head")

    assert (form["start_fy"].value(), form["end_fy"].value()) == ("令和7年度", None)


def test_refused_document_leaves_the_plans_on_the_page(client, db):
    world = make_world(opened=False)
    client.force_login(world.accounts["secretariat"])

    page = client.post(reverse("plan-upload"), {"file": SimpleUploadedFile("計画.txt", b"")})

    assert page.status_code == 422
    assert world.plan.title in page.content.decode()
    assert "まだ計画がありません" not in page.content.decode()
