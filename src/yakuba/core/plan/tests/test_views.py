from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from yakuba.core.evaluation.tests.town import make_world
from yakuba.core.plan.forms import HeadForm
from yakuba.core.plan.models import Ownership


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


def test_plan_says_for_which_items_every_section_concerned_answers(client, db):
    world = make_world(opened=False)
    client.force_login(world.accounts["secretariat"])
    item = world.item("1-1-a")
    Ownership.objects.create(item=item, start_fy=item.start_fy, end_fy=item.end_fy)

    page = client.get(reverse("plan", kwargs={"plan": world.plan.slug}))

    assert page.context["of_every_section"] >= {item.pk}
    assert "各該当課" in page.content.decode()
