"""The API says and stores what the screens do, with the same rights and the same words."""

import json
from datetime import date

import pytest
from django.test import Client

from yakuba.platform.registers.tests.sample import Voice

OWN = "/api/v1/sample.voice"
OPEN = "/api/v1/open/sample.voice"


def send(client, method, address, body, **more):
    data = json.dumps(body)
    return client.generic(method, address, data, content_type="application/json", **more)


def new(office, **values):
    known = {"received_on": "2024-06-03", "subject": "街灯がほしい", "section": office.tax.pk}
    return {"key": "from-the-test", "values": known | values}


def places(answer):
    return {p["place"] for p in answer.json()["problems"]}


def test_list_pages_filters_and_searches(office):
    office.voice("街灯がほしい", received_on=date(2024, 6, 5))
    office.voice("窓口が親切だった")
    client = office.client("writer")

    everything = client.get(f"{OWN}?sort=received_on").json()
    one = client.get(f"{OWN}?q=街灯&section={office.tax.pk}").json()

    assert [r["subject"] for r in everything["records"]] == ["窓口が親切だった", "街灯がほしい"]
    assert (everything["total"], everything["page"], everything["pages"]) == (2, 1, 1)
    assert [r["subject"] for r in one["records"]] == ["街灯がほしい"]
    assert one["records"][0]["section"] == {"id": office.tax.pk, "title": "税務町民課"}


@pytest.mark.parametrize("query", ["section=0", "sort=body", "page=0", "colour=red", "late=2"])
def test_question_that_nobody_can_answer_is_refused(office, query):
    answer = office.client("writer").get(f"{OWN}?{query}")

    assert answer.status_code == 422
    assert places(answer) == {query.partition("=")[0]}


def test_create_stores_once(office):
    client = office.client("writer")

    first = send(client, "POST", OWN, new(office))
    again = send(client, "POST", OWN, new(office))

    stored = Voice.objects.get()
    assert (first.status_code, again.status_code) == (201, 409)
    assert first.json()["number"] == stored.number
    assert stored.history.get().history_user == office.accounts["writer"]


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"subject": ""}, "subject"),
        ({"subject": "あ" * 81}, "subject"),
        ({"subject": "番号は123456789018です"}, "subject"),
        ({"received_on": "soon"}, "received_on"),
        ({"section": 0}, "section"),
        ({"state": "answered"}, "state"),
    ],
)
def test_wrong_value_is_named_at_its_place(office, values, place):
    answer = send(office.client("writer"), "POST", OWN, new(office, **values))

    assert (answer.status_code, places(answer)) == (422, {place})
    assert Voice.objects.count() == 0


def test_change_is_the_next_version(office):
    voice = office.voice()

    body = {"version": 1, "reason": "聞き直した", "values": {"subject": "雪の件"}}
    answer = send(office.client("writer"), "PATCH", f"{OWN}/{voice.pk}", body)

    assert (answer.json()["version"], answer.json()["subject"]) == (2, "雪の件")
    assert Voice.objects.get().history.first().history_change_reason == "聞き直した"


def test_two_who_change_the_same_field_get_both_words(office):
    voice = office.voice("元の件名")
    address = f"{OWN}/{voice.pk}"
    send(office.client("head"), "PATCH", address, {"version": 1, "values": {"subject": "相手"}})

    mine = {"version": 1, "values": {"subject": "わたし"}}
    answer = send(office.client("writer"), "PATCH", address, mine)
    other = {"version": 1, "values": {"people": 3}}
    merged = send(office.client("writer"), "PATCH", address, other)

    [clash] = answer.json()["clashes"]
    assert (answer.status_code, answer.json()["version"]) == (409, 2)
    words = (clash["field"], clash["base"], clash["mine"], clash["theirs"], clash["who"])
    assert words == ("subject", "元の件名", "わたし", "相手", "佐藤 恵")
    assert (merged.json()["subject"], merged.json()["people"]) == ("相手", 3)


def test_rights_are_those_of_the_screens(office):
    voice = office.voice()
    change = {"version": 1, "values": {"subject": "よその課"}}

    other = send(office.client("other"), "PATCH", f"{OWN}/{voice.pk}", change)
    council = office.client("council").get(OWN)
    nobody = Client().get(OWN)

    assert [a.status_code for a in (other, council, nobody)] == [403, 403, 401]
    assert {a.headers["Content-Type"] for a in (other, council, nobody)} == {"application/json"}
    assert office.client("auditor").get(f"{OWN}/{voice.pk}").json()["subject"] == voice.subject
    assert office.client("writer").get(f"{OWN}/{voice.pk + 1}").status_code == 404


def test_change_without_a_token_is_refused(office):
    client = Client(enforce_csrf_checks=True)
    client.force_login(office.accounts["writer"])

    answer = send(client, "POST", OWN, new(office))

    assert (answer.status_code, answer.json()["problems"][0]["code"]) == (403, "api.csrf")
    assert Voice.objects.count() == 0


def test_everybody_gets_the_open_columns_and_no_cookie(office):
    office.voice("名前の入った件名")
    Voice.objects.update(state="answered")
    office.voice("まだ公開しない件名")

    answer = Client().get(f"{OPEN}?section={office.tax.pk}&sort=-received_on")

    [record] = answer.json()["records"]
    assert set(record) == {"received_on", "section", "answered_on"}
    assert record["section"] == "税務町民課"
    assert (list(answer.cookies), "Cookie" in answer.headers.get("Vary", "")) == ([], False)
    assert Client().get(f"{OPEN}?q=名前").status_code == 422
    assert Client().get(f"{OPEN}?state=received").status_code == 422


def test_what_does_not_exist_is_said_in_json(office):
    addresses = ["/api/v1/open/sample.none", f"{OPEN}/2024-001", "/api/v1/open/sample.reply"]

    answers = [Client().get(address) for address in addresses]

    assert [(a.status_code, a.json()["problems"][0]["code"]) for a in answers] == [
        (404, "api.missing")
    ] * 3


def test_description_names_every_operation(office):
    paths = Client().get("/api/v1/openapi.json").json()["paths"]

    assert set(paths["/api/v1/sample.voice"]) == {"get", "post"}
    assert set(paths["/api/v1/sample.voice/{key}"]) == {"get", "patch"}
    assert set(paths["/api/v1/open/sample.voice"]) == {"get"}
    assert "/api/v1/open/sample.reply" not in paths


def test_page_for_people_names_what_is_open(office):
    assert b"/api/v1/open/sample.voice" in Client().get("/api/v1/").content


def test_nothing_is_deleted(office):
    voice = office.voice()

    answer = office.client("writer").delete(f"{OWN}/{voice.pk}")

    assert (answer.status_code, answer.json()["problems"][0]["code"]) == (405, "api.method")
    assert Voice.objects.count() == 1


def test_who_may_not_write_is_told_before_the_words_are_read(office):
    assert send(office.client("auditor"), "POST", OWN, {}).status_code == 403
    assert Client().post(OPEN).status_code == 405
