"""The staff's pages: the desk, one voice with what is next, and the intake."""

import re
from datetime import date

import pytest
from django.test import Client

from yakuba.modules.voices import services
from yakuba.modules.voices.choices import State
from yakuba.modules.voices.models import Voice
from yakuba.modules.voices.tests.office import assigned, move, received
from yakuba.platform.office.models import Account
from yakuba.platform.office.rights import Role
from yakuba.platform.office.tests.people import make_account

REPLY = {"reply_text": "直しました。", "reply_medium": "letter"}


def signed_in(office, who):
    client = Client()
    client.force_login(office[who].account)
    return client


def day(name, year, month, number):
    return {f"{name}_year": year, f"{name}_month": month, f"{name}_day": number}


def page_of(office, who, voice):
    return signed_in(office, who).get(f"/staff/r/voices.voice/{voice.pk}/")


def do(office, who, voice, verb, **values):
    return signed_in(office, who).post(f"/staff/voices/{voice.pk}/{verb}", values)


def verbs_on(page):
    return re.findall(r'action="/staff/voices/\d+/([a-z_]+)"', page.content.decode())


def titles(page):
    return {group.title: [v.pk for v in group.records] for group in page.context["groups"]}


def test_desk_shows_what_waits_for_whom(office):
    new, _secret = received(office)
    led = assigned(office, key="k2")
    written = move(assigned(office, key="k3"), "draft", office["roads-writer"], **REPLY)
    office["day"]["is"] = date(2024, 6, 10)

    desk = titles(signed_in(office, "policy-writer").get("/staff/voices/"))
    lead = titles(signed_in(office, "roads-head").get("/staff/voices/"))
    others = titles(signed_in(office, "care-head").get("/staff/voices/"))

    assert (desk["担当を決める"], desk["決裁を待っている"]) == ([new.pk], [])
    assert (lead["決裁を待っている"], lead["手もとにある"]) == ([written.pk], [led.pk, written.pk])
    assert set(lead["期限を過ぎた"]) == {led.pk, written.pk}
    assert [v for found in others.values() for v in found] == []


def test_who_reads_no_voice_is_offered_the_numbers_and_no_empty_groups(office):
    received(office)
    make_account("secretariat", Role.SECRETARIAT, section=office["policy"])
    client = Client()
    client.force_login(Account.objects.get(login_name="secretariat"))

    page = client.get("/staff/voices/")

    links = re.findall(r'href="(/(?:staff/)?(?:voices|r)/[^"]*)"', page.content.decode())
    assert (page.context["groups"], page.status_code) == ([], 200)
    assert "/voices/" in links
    assert [link for link in links if link in ("/staff/voices/new", "/staff/r/voices.voice/")] == []


def test_triage_page_shows_what_is_legally_something_else(office):
    voice, _secret = received(office)

    page = page_of(office, "policy-writer", voice)

    words = ("請願・陳情", "審査請求", "住民監査請求", "公益通報", "虐待", "道路の穴")
    assert [w for w in words if w not in page.content.decode()] == []
    ahead = [stop.title for stop in page.context["timeline"]][1:]
    assert ahead == ["担当決定", "調査", "起案", "決裁", "回答済", "完了"]
    assert verbs_on(page) == ["assign", "interim", "merge", "split", "send_on"]


def test_voice_goes_through_the_pages_to_its_answer(office):
    voice, _secret = received(office)
    roads = office["roads"].pk
    sorted_ = {"kind": "request", "topic": "roads", "urgency": "soon", "section": roads}

    do(office, "policy-writer", voice, "assign", **sorted_)
    do(office, "roads-writer", voice, "draft", **REPLY)
    move = f"/staff/r/voices.voice/{voice.pk}/move"
    signed_in(office, "roads-head").post(move, {"step": "approve"})
    page = page_of(office, "roads-writer", voice)
    unseen = do(office, "roads-writer", voice, "answer")
    done = do(office, "roads-writer", voice, "answer", seen="見** 023***2111")

    assert "見** 023***2111" in page.content.decode()
    assert (unseen.status_code, done.status_code) == (422, 302)
    stored = Voice.objects.get()
    assert (stored.state, stored.kind, stored.urgency) == (State.ANSWERED, "request", "soon")


def test_step_cannot_be_taken_around_the_recipients_check(office):
    voice = move(assigned(office), "draft", office["roads-writer"], **REPLY)
    voice = move(voice, "approve", office["roads-head"])

    address = f"/staff/r/voices.voice/{voice.pk}/move"
    answer = signed_in(office, "roads-writer").post(address, {"step": "answer"})

    assert answer.status_code == 422
    assert Voice.objects.get().state == State.APPROVED


@pytest.mark.parametrize(
    ("verb", "values", "place"),
    [
        ("draft", {"reply_text": "", "reply_medium": "letter"}, "reply_text"),
        ("transfer", {"section": "0", "comment": "道の件"}, "section"),
        ("interim", day("promised_on", 2024, 5, 1) | {"words": "まだ"}, "promised_on"),
        ("merge", {"same_as": "R6-1"}, "same_as"),
        ("decline", {"no_reply_ground": ""}, "no_reply_ground"),
        ("send_on", {"other_body": " "}, "other_body"),
        ("split", {"text": ""}, "text"),
    ],
)
def test_refused_verb_says_where_and_keeps_the_page(office, verb, values, place):
    voice = assigned(office)

    answer = do(office, "roads-writer", voice, verb, **values)

    assert answer.status_code == 422
    assert place in answer.context["form"].errors
    assert "エラー" in answer.content.decode()


def test_section_that_handed_a_voice_on_goes_back_to_its_desk(office):
    voice = assigned(office)
    care = office["care"].pk

    answer = do(office, "roads-writer", voice, "transfer", section=care, comment="病院の件")

    assert answer["Location"] == "/staff/voices/"
    assert page_of(office, "roads-writer", voice).status_code == 404


def test_unknown_verb_and_foreign_voice_are_not_found(office):
    voice, _secret = received(office)

    assert do(office, "policy-writer", voice, "burn").status_code == 404
    assert do(office, "care-writer", voice, "assign").status_code == 404


def test_held_voice_offers_only_its_release(office):
    voice = services.compose({"text": "また書きます。"}, office["desk"])
    voice, _secret = services.INTAKE.receive(voice, "k1", sent=lambda: 6)

    page = page_of(office, "policy-writer", voice)
    do(office, "policy-writer", voice, "release")

    assert verbs_on(page) == ["release"]
    assert "assign" in verbs_on(page_of(office, "policy-writer", voice))


def test_letter_is_split_at_empty_lines(office):
    voice = assigned(office)

    do(office, "roads-writer", voice, "split", text="除雪の件\r\n二行目\r\n\r\n税金の件")

    assert [v.text for v in voice.splits.order_by("pk")] == ["除雪の件\n二行目", "税金の件"]


def test_intake_gives_the_receipt_once_and_asks_for_a_contact(office):
    client = signed_in(office, "care-writer")
    key = re.search(r'name="key" value="([^"]+)"', client.get("/staff/voices/new").content.decode())
    said = {
        "key": key.group(1),
        "channel": "phone",
        "text": "電話でのこえ",
        "topic": "other",
        "wants_reply": "on",
    } | day("received_on", "R6", 4, 29)

    refused = client.post("/staff/voices/new", said)
    taken = client.post("/staff/voices/new", said | {"contact": "0237672111"})
    again = client.post("/staff/voices/new", said | {"contact": "0237672111"})

    assert (refused.status_code, Voice.objects.count()) == (422, 1)
    assert "連絡先がありません" in refused.content.decode()
    assert taken.context["secret"] == again.context["secret"]
    assert Voice.objects.get().section == office["policy"]
