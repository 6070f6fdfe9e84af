"""The public pages in the app: addresses, languages, no cookie, the same queries for any size."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils import translation

from yakuba.core.plan.models import Plan, PlanState, PlanVersion
from yakuba.core.publication import canonical, pages, services, store
from yakuba.core.publication.models import Release
from yakuba.core.publication.tests import sample
from yakuba.core.publication.tests import town as towns
from yakuba.core.publication.tests.town import FIRST
from yakuba.kernel.fiscal import FiscalYear
from yakuba.platform.office.models import Town

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/",
    "/plans/3rd-2021/",
    "/plans/3rd-2021/items/2-1-a",
    "/plans/3rd-2021/2022/",
    "/data/",
    "/trust",
]


@pytest.fixture
def plan():
    Town.objects.create(pk=1, code="063231", name="朝日町", prefecture="山形県")
    made = Plan.objects.create(
        slug="3rd-2021",
        title="第３次朝日町行財政改革実現プラン",
        start_fy=FiscalYear(2021),
        end_fy=FiscalYear(2023),
        state=PlanState.IN_FORCE,
    )
    PlanVersion.objects.create(
        plan=made, number=1, effective_fy=FiscalYear(2021), decided_on=date(2021, 4, 1)
    )
    return made


@pytest.fixture
def publish(plan, tmp_path, monkeypatch):
    monkeypatch.setenv("YAKUBA_HOME", str(tmp_path))

    def make(edition, *, fy: int = 2022, number: int = 1) -> None:
        folder = tmp_path / "published" / plan.slug / str(fy) / f"r{number}"
        (folder / "data").mkdir(parents=True)
        (folder / "snapshot.json").write_bytes(canonical.encode(edition))
        (folder / "data" / "items.csv").write_bytes(b"0" * 2300)
        Release.objects.create(
            plan=plan,
            fy=FiscalYear(fy),
            number=number,
            published_on=date(fy + 1, 9, 8),
            made_at=datetime(fy + 1, 9, 8, tzinfo=UTC),
        )

    return make


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_address_shows_its_page_in_the_language_of_the_path(client, publish, address, prefix):
    publish(sample.snapshot())

    response = client.get(prefix + address)

    language = "en" if prefix else "ja"
    assert response.status_code == 200
    assert f'<html lang="{language}">' in response.text
    assert response.cookies == {}
    assert "Cookie" not in response.get("Vary", "")


def test_links_of_the_app_stay_in_their_language_and_find_the_files(client, publish):
    publish(sample.snapshot())

    text = client.get("/en/").text

    assert 'href="/en/plans/3rd-2021/items/2-1-a"' in text
    assert 'href="/published/3rd-2021/2022/r1/data/items.csv"' in text
    assert "book-ja.pdf" not in text
    assert 'href="/" lang="ja"' in text


@pytest.mark.parametrize(
    "address",
    [
        "/plans/4th-2024/",
        "/plans/3rd-2021/items/9-9-z",
        "/plans/3rd-2021/2019/",
        "/plans/3rd-2021/goals/1",
    ],
)
def test_page_that_does_not_exist_is_not_found(client, publish, address):
    publish(sample.snapshot())

    assert client.get(address).status_code == 404


def test_newest_release_is_shown(client, publish):
    publish(sample.snapshot())
    corrected = sample.snapshot()
    corrected["items"][2]["indicators"][0]["points"][3]["value"] = "98.5"
    publish(corrected, number=2)

    text = client.get("/plans/3rd-2021/items/2-1-a").text

    assert "<b>98.5</b>" in text
    assert "<b>98.6</b>" not in text


@pytest.mark.parametrize("address", ["/", "/plans/3rd-2021/items/1-1-0"])
def test_queries_do_not_grow_with_the_items(client, publish, address, django_assert_num_queries):
    publish(sample.large(300))

    with django_assert_num_queries(1):
        assert client.get(address).status_code == 200


def test_plan_without_release_shows_its_outline(client, plan):
    response = client.get("/")

    assert response.status_code == 200
    assert plan.title in response.text


def test_town_without_plan_says_what_comes_next(client):
    response = client.get("/")

    assert response.status_code == 200
    assert "まだプランがありません" in response.text
    assert f'href="{reverse("staff-home")}"' in response.text


def test_draft_plan_is_not_shown(client, plan):
    Plan.objects.update(state=PlanState.DRAFTING)

    assert plan.title not in client.get("/").text
    assert client.get("/plans/3rd-2021/").status_code == 404


def test_addresses_are_those_of_the_contract():
    with translation.override("en"):
        english = reverse("public-year", kwargs={"plan": "3rd-2021", "fy": 2022})

    assert english == "/en/plans/3rd-2021/2022/"
    assert reverse("public-item", kwargs={"plan": "p", "key": "2-1-a"}) == "/plans/p/items/2-1-a"


def test_pages_of_a_reported_town_show_what_its_sheets_say(client):
    town = towns.found()
    towns.report(town, late=("2-b",))
    late = {"2-b": "担当者の急病"}
    services.publish(town.plan, FIRST, account=town.headquarters, on=date(2022, 9, 8), late=late)
    snapshot = store.current_snapshot(town.plan.slug)

    for page in pages.pages_of(snapshot):
        for language in ("ja", "en"):
            assert client.get(address_of(page, town.plan.slug, language)).status_code == 200
    item = client.get(address_of(pages.Page("item", "2-b"), town.plan.slug, "ja")).text
    assert "この年度の報告は、公表に間に合いませんでした。理由：担当者の急病" in item


def test_outline_of_a_decided_plan_has_every_page(client):
    town = towns.found()

    for page in pages.pages_of(store.current_snapshot(town.plan.slug)):
        assert client.get(address_of(page, town.plan.slug, "ja")).status_code == 200
    assert "3の約束の結果は、これから公表します" in client.get("/").text


def address_of(page: pages.Page, slug: str, language: str) -> str:
    parts = {
        "item": {"plan": slug, "key": page.key},
        "year": {"plan": slug, "fy": page.key},
        "goal": {"plan": slug, "key": page.key},
    }
    with translation.override(language):
        return reverse(f"public-{page.kind}", kwargs=parts.get(page.kind, {}))
