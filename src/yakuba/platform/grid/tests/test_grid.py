"""The grid stores row by row, says what is wrong at its cell, and loses nobody's words."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yakuba.platform.registers import registry, services
from yakuba.platform.registers.declaration import Register
from yakuba.platform.registers.tests.browser import text_of
from yakuba.platform.registers.tests.sample import OPTIONS, VOICES, Voice

ADDRESS = "/staff/r/sample.voice/grid"
JSON = {"Accept": "application/json"}


def typed(office, name, **changed):
    known = {
        "received_on": "令和6年6月3日",
        "subject": "街灯がほしい",
        "section": office.tax.pk,
        "people": "３",
    }
    known |= changed
    return {"row": name} | {f"{name}-{field}": value for field, value in known.items()}


def of(voice, office, **changed):
    return typed(office, f"row-{voice.pk}", **{"version": voice.version} | changed)


def test_page_shows_the_view_as_rows_to_write_in(office):
    office.voice("街灯がほしい")
    office.voice("除雪の順番")

    page = office.client("writer").get(f"{ADDRESS}?q=街灯")

    rows = page.context["rows"]
    assert [row.record.subject for row in rows if row.record] == ["街灯がほしい"]
    assert [row.name for row in rows[1:]] == [f"new-{n}" for n in range(5)]
    assert text_of(page).count('<th scope="col">') == len(VOICES.fields) + 3  # row, reason, save


def test_row_is_stored_as_the_next_version(office):
    voice = office.voice()

    done = office.client("writer").post(ADDRESS, of(voice, office))

    stored = Voice.objects.get()
    assert done.status_code == 302
    assert (stored.version, stored.subject, stored.people) == (2, "街灯がほしい", 3)
    assert stored.history.first().history_user == office.accounts["writer"]


def test_new_row_is_stored_once(office):
    client = office.client("writer")
    sent = typed(office, "new-0", once="key-of-the-row")

    first = client.post(ADDRESS, sent, headers=JSON).json()
    again = client.post(ADDRESS, sent, headers=JSON).json()

    assert first == {"version": 1, "row": f"row-{Voice.objects.get().pk}"}
    assert again == {}
    assert [v.subject for v in Voice.objects.all()] == ["街灯がほしい"]


def test_wrong_cell_is_named_at_its_place_and_in_the_summary(office):
    voice = office.voice()
    sent = of(voice, office, people="たくさん", received_on="いつか")

    page = office.client("writer").post(ADDRESS, sent)
    told = office.client("writer").post(ADDRESS, sent, headers=JSON)

    name = f"row-{voice.pk}"
    assert {e["place"] for e in told.json()["errors"]} == {f"{name}-people", f"{name}-received_on"}
    assert (page.status_code, told.status_code) == (422, 422)
    assert f'href="#id_{name}-people"' in text_of(page)
    assert "たくさん" in text_of(page)
    assert Voice.objects.get().version == 1


def test_rule_of_the_record_is_named_at_its_cell(office):
    voice = office.voice()
    sent = of(voice, office, subject="番号は123456789018です")

    told = office.client("writer").post(ADDRESS, sent, headers=JSON).json()

    assert [e["place"] for e in told["errors"]] == [f"row-{voice.pk}-subject"]


def test_two_who_wrote_the_same_cell_are_asked(office):
    voice = office.voice("元の件名")
    mine = of(voice, office, subject="わたし", people="1")
    services.save(
        VOICES, voice, {"subject": "相手"}, actor=office.actor("head"), expected_version=1
    )
    client = office.client("writer")

    page = client.post(ADDRESS, mine)
    told = client.post(ADDRESS, mine, headers=JSON)
    [clash] = told.json()["clashes"]
    answer = mine | {"theirs": told.json()["version"], clash["name"]: "mine"}
    client.post(ADDRESS, answer)

    assert (page.status_code, told.status_code) == (409, 409)
    assert [clash[w] for w in ("base", "mine", "theirs")] == ["元の件名", "わたし", "相手"]
    assert all(words in text_of(page) for words in ("元の件名", "わたし", "相手"))
    assert (Voice.objects.get().subject, Voice.objects.get().version) == ("わたし", 3)


def test_row_of_another_section_is_only_read(office):
    voice = office.voice(by="other")
    client = office.client("writer")

    page = client.get(ADDRESS)
    sent = client.post(ADDRESS, of(voice, office))

    assert page.context["rows"][0].form is None
    assert (sent.status_code, Voice.objects.get().version) == (403, 1)


@pytest.mark.parametrize("row", ["", "row-0", "row-x", "other-1"])
def test_row_that_is_none_is_not_found(office, row):
    assert office.client("writer").post(ADDRESS, {"row": row}).status_code == 404


def test_reader_gets_no_grid(office):
    assert office.client("auditor").get(ADDRESS).status_code == 403
    assert "/grid" not in text_of(office.client("auditor").get("/staff/r/sample.voice/"))
    assert "/grid" in text_of(office.client("writer").get("/staff/r/sample.voice/"))


def test_register_with_a_form_of_its_own_has_no_grid(office, monkeypatch):
    own = Register(**OPTIONS | {"pages": {"edit": f"{__name__}.edit"}})
    others = [r for r in registry._declared if r is not VOICES]
    monkeypatch.setattr(registry, "_declared", [*others, own])

    assert office.client("writer").get(ADDRESS).status_code == 404
    assert "/grid" not in text_of(office.client("writer").get("/staff/r/sample.voice/"))


def test_page_runs_as_many_queries_for_many_rows_as_for_few(office):
    office.voice()
    client = office.client("writer")
    few = counted(client)
    for number in range(30):
        office.voice(f"件名{number}")

    assert counted(client) == few


def counted(client):
    client.get(ADDRESS)
    with CaptureQueriesContext(connection) as caught:
        client.get(ADDRESS)
    return len(caught)
