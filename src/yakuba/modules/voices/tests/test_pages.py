"""A resident tells the town something and looks how far it is; no cookie, no account."""

import re
from datetime import date

import pytest

from yakuba.modules.voices.models import Voice, VoiceDesk
from yakuba.platform.office.tests.people import make_section, make_town

HERE = {"headers": {"Sec-Fetch-Site": "same-origin"}}
WRITTEN = {
    "topic": "roads",
    "text": "<b>除雪</b>が遅いです。",
    "place": "",
    "reply": "yes",
    "name": "髙橋 春子",
    "contact": "０２３７－６７－２１１１",
}


@pytest.fixture
def desk(db):
    make_town()
    return VoiceDesk.objects.create(
        section=make_section("policy", "政策推進課"),
        valid_from=date(2020, 4, 1),
        purpose="返事のため",
        legal_basis="取扱要綱第7条",
    )


def token(answer):
    return re.search(r'name="form_token" value="([^"]+)"', answer.content.decode()).group(1)


def send(client, values, before, page="/voices/new"):
    return client.post(page, values | {"form_token": token(before)}, **HERE)


def checked(client, **values):
    return send(client, WRITTEN | values, client.get("/voices/new"))


def shown(answer, css):
    found = re.search(rf'class="{css}"><span>[^<]*</span><b>([^<]*)</b>', answer.content.decode())
    return found.group(1)


def test_form_says_what_for_by_what_right_who_reads_and_how_long(client, desk):
    page = client.get("/voices/new").content.decode()

    told = [
        "政策推進課と担当の課",
        "返事のため",
        "取扱要綱第7条",
        "返事の3年後に消します",
        "14日以内",
    ]
    assert [words for words in told if words not in page] == []


def test_voice_is_checked_sent_and_found_again(client, desk):
    check = checked(client)
    assert Voice.objects.count() == 0
    receipt = send(client, WRITTEN | {"do": "send"}, check)
    number, secret = shown(receipt, "yk-receipt-no"), shown(receipt, "yk-receipt-word")

    typed = {"number": number, "secret": secret}
    status = send(client, typed, client.get("/voices/status"), "/voices/status")

    voice = Voice.objects.get()
    assert (voice.text, voice.name, voice.receipt_no) == (WRITTEN["text"], "髙橋 春子", number)
    page = status.content.decode()
    assert "受け付けました。担当の課を決めています。" in page
    assert "除雪" not in page
    assert "髙橋" not in page
    assert (len(client.cookies), len(receipt.cookies)) == (0, 0)


def test_check_page_shows_the_text_as_text_and_the_due_date(client, desk):
    page = checked(client).content.decode()

    assert "&lt;b&gt;除雪&lt;/b&gt;" in page
    assert "<b>除雪" not in page


def test_sending_twice_gives_the_same_receipt(client, desk):
    check = checked(client)

    first = send(client, WRITTEN | {"do": "send"}, check)
    second = send(client, WRITTEN | {"do": "send"}, check)

    assert Voice.objects.count() == 1
    assert shown(first, "yk-receipt-word") == shown(second, "yk-receipt-word")


def test_form_changed_after_sending_is_a_voice_of_its_own(client, desk):
    form = client.get("/voices/new")
    send(client, WRITTEN | {"do": "send"}, send(client, WRITTEN, form))
    other = WRITTEN | {"text": "ほかのこと"}

    send(client, other | {"do": "send"}, send(client, other, form))

    assert sorted(v.text for v in Voice.objects.all()) == sorted([WRITTEN["text"], "ほかのこと"])


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"text": ""}, "入力してください。"),
        ({"contact": "0237-67-211"}, "電話番号の数字が1つ足りません。"),
        ({"name": ""}, "返事のために、お名前を書いてください。"),
        ({"text": "123456789018"}, "個人番号（マイナンバー）"),
        ({"reply": ""}, "選んでください。"),
    ],
)
def test_refused_form_says_why_and_keeps_what_was_typed(client, desk, values, words):
    page = checked(client, **values).content.decode()

    assert words in page
    assert "エラー" in page
    assert 'value="髙橋 春子"' in page or values.get("name") == ""
    assert Voice.objects.count() == 0


def test_going_back_keeps_what_was_typed(client, desk):
    page = send(client, WRITTEN | {"do": "edit"}, checked(client)).content.decode()

    assert "&lt;b&gt;除雪&lt;/b&gt;が遅いです。</textarea>" in page


def test_voice_without_a_reply_keeps_no_name_and_no_contact(client, desk):
    values = WRITTEN | {"reply": "no"}

    send(client, values | {"do": "send"}, send(client, values, client.get("/voices/new")))

    voice = Voice.objects.get()
    assert (voice.name, voice.contact, voice.wants_reply) == ("", "", False)


def test_wrong_secret_opens_nothing(client, desk):
    receipt = send(client, WRITTEN | {"do": "send"}, checked(client))
    typed = {"number": shown(receipt, "yk-receipt-no"), "secret": "さくら"}

    page = send(client, typed, client.get("/voices/status"), "/voices/status").content.decode()

    assert "組み合わせは見つかりません" in page
    assert "担当の課を決めています" not in page


def test_town_without_a_desk_says_that_the_form_is_not_open(client, db):
    make_town()

    assert "まだ始まっていません" in client.get("/voices/new").content.decode()


def test_pages_stand_in_english_too(client, desk):
    assert [client.get(f"/en/voices/{page}").status_code for page in ("new", "status")] == [
        200,
        200,
    ]
