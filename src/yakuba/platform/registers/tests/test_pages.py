"""The pages of a register as people use them."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from yakuba.platform.registers import services
from yakuba.platform.registers.tests.browser import posted, text_of
from yakuba.platform.registers.tests.sample import REPLIES, VOICES, Reply, Voice

LIST = "/staff/r/sample.voice/"


def test_list_says_in_words_what_it_shows(office):
    office.voice()
    office.voice("窓口の方が親切だった", received_on=date(2024, 5, 1))
    office.voice("ほかの課", by="other")

    page = office.client("writer").get(f"{LIST}?section={office.tax.pk}&state=received")

    assert page.context["sentence"] == "担当課: 税務町民課、状態: 受付 — 2件（うち期限切れ1件）"
    assert [str(row.record) for row in page.context["listing"].rows] == [
        "除雪で寄せた雪が出入口をふさぐ",
        "窓口の方が親切だった",
    ]


def test_list_finds_by_two_characters_and_folds(office):
    office.voice()
    office.voice("髙橋さんの窓口")

    client = office.client("writer")

    def found(text):
        return [str(r.record) for r in client.get(LIST, {"q": text}).context["listing"].rows]

    assert found("除雪") == ["除雪で寄せた雪が出入口をふさぐ"]
    assert found("高橋") == ["髙橋さんの窓口"]
    assert found("2024-002") == ["髙橋さんの窓口"]
    assert found("除雪機") == []


def test_list_sorts_pages_and_sums(office):
    for n in range(3):
        office.voice(f"こえ{n}", people=n + 1)

    page = office.client("writer").get(f"{LIST}?sort=-people")

    assert [row.record.people for row in page.context["listing"].rows] == [3, 2, 1]
    assert page.context["sums"] == ["", "", "", "", "", "6", ""]
    assert 'aria-sort="descending"' in text_of(page)


def test_late_ones_come_first_and_alone(office):
    office.voice("新しい")
    office.voice("古い", received_on=date(2024, 5, 1))
    client = office.client("writer")

    first = client.get(f"{LIST}?late=first&sort=-received_on")
    only = client.get(f"{LIST}?late=1")

    assert [str(r.record) for r in first.context["listing"].rows] == ["古い", "新しい"]
    assert only.context["sentence"] == "期限切れのもの — 1件"
    assert "26日超過" in text_of(only)


def test_empty_lists_name_the_next_step(office):
    client = office.client("writer")

    assert "まだ1件も入っていません" in text_of(client.get(LIST))
    assert "この条件に合うものはありません" in text_of(client.get(f"{LIST}?q=除雪機"))


def test_detail_shows_deadline_timeline_and_steps(office):
    voice = office.voice(received_on=date(2024, 5, 1))

    page = text_of(office.client("writer").get(f"{LIST}{voice.pk}/"))

    assert "「回答日」の期限を26日過ぎています" in page
    assert "要綱5条" in page
    assert "回答案を出す" in page
    assert "回答する" not in page.replace("回答するまで", "")


def test_new_record_is_stored_once_with_number_history_and_search(office):
    client = office.client("writer")
    form = client.get(f"{LIST}new").context["form"]
    data = {
        "once": form["once"].value(),
        "received_on_year": "令和6",
        "received_on_month": "6",
        "received_on_day": "3",
        "subject": "街灯がほしい",
        "body": "",
        "section": office.tax.pk,
        "people": "２",
    }

    first = client.post(f"{LIST}new", data)
    again = client.post(f"{LIST}new", data)

    voice = Voice.objects.get()
    assert (first.status_code, again["Location"]) == (302, LIST)
    assert (voice.number, voice.people, voice.version) == ("2024-001", 2, 1)
    assert voice.history.get().history_user == office.accounts["writer"]
    assert "1件" in client.get(f"{LIST}?q=街灯").context["sentence"]


def test_form_sent_as_it_opened_changes_nothing(office):
    voice = office.voice(body="本文\n二行目")
    client = office.client("writer")
    form = client.get(f"{LIST}{voice.pk}/edit").context["form"]

    done = client.post(f"{LIST}{voice.pk}/edit", posted(form))

    assert done.status_code == 302
    assert (Voice.objects.get().version, voice.history.count()) == (1, 1)


def test_change_keeps_who_and_why(office):
    voice = office.voice()
    client = office.client("writer")
    data = posted(client.get(f"{LIST}{voice.pk}/edit").context["form"])

    client.post(f"{LIST}{voice.pk}/edit", data | {"subject": "直した", "reason": "誤字"})

    page = text_of(client.get(f"{LIST}{voice.pk}/"))
    assert "<del>除雪で寄せた雪が出入口をふさぐ</del> → 直した" in page
    assert "理由：誤字" in page


def test_refused_form_keeps_what_was_typed(office):
    client = office.client("writer")

    page = client.post(f"{LIST}new", {"subject": "1234-5678-9018", "people": "x"})

    assert page.status_code == 422
    assert "1234-5678-9018" in text_of(page)


def test_individual_number_is_refused(office):
    voice = office.voice()
    client = office.client("writer")
    data = posted(client.get(f"{LIST}{voice.pk}/edit").context["form"])

    page = client.post(f"{LIST}{voice.pk}/edit", data | {"body": "番号は123456789018です"})

    assert page.status_code == 422
    assert "個人番号" in text_of(page)
    assert Voice.objects.get().body == ""


def test_two_writers_choose_between_base_mine_and_theirs(office):
    voice = office.voice(people=1)
    client = office.client("writer")
    mine = posted(client.get(f"{LIST}{voice.pk}/edit").context["form"])
    services.save(
        VOICES, voice, {"subject": "相手の文"}, actor=office.actor("head"), expected_version=1
    )

    clash = client.post(f"{LIST}{voice.pk}/edit", mine | {"subject": "私の文", "people": "5"})

    page = text_of(clash)
    assert clash.status_code == 409
    assert [c.theirs for c in clash.context["clashes"]] == ["相手の文"]
    assert "私の文" in page
    assert "除雪で寄せた雪が出入口をふさぐ" in page
    answer = dict(clash.context["typed"]) | {"version": 1, "theirs": 2}
    client.post(f"{LIST}{voice.pk}/edit", answer | {"choose-subject": "mine"})
    stored = Voice.objects.get()
    assert (stored.subject, stored.people, stored.version) == ("私の文", 5, 3)


def test_unanswered_clash_asks_again(office):
    voice = office.voice()
    client = office.client("writer")
    mine = posted(client.get(f"{LIST}{voice.pk}/edit").context["form"])
    services.save(
        VOICES, voice, {"subject": "相手の文"}, actor=office.actor("head"), expected_version=1
    )

    again = client.post(f"{LIST}{voice.pk}/edit", mine | {"subject": "私の文", "theirs": "2"})

    assert again.status_code == 409
    assert Voice.objects.get().subject == "相手の文"


def test_draft_is_kept_opened_and_dropped(office):
    voice = office.voice()
    client = office.client("writer")
    page = client.get(f"{LIST}{voice.pk}/edit")
    typed = posted(page.context["form"]) | {"subject": "書きかけ", "received_on_day": "4"}

    client.post(page.context["autosave"], typed)
    opened = client.get(f"{LIST}{voice.pk}/edit")

    assert opened.context["form"]["subject"].value() == "書きかけ"
    assert 'value="4"' in text_of(opened)
    client.post(f"{LIST}{voice.pk}/edit", {"do": "drop"})
    form = client.get(f"{LIST}{voice.pk}/edit").context["form"]
    assert form["subject"].value() == voice.subject


def test_step_moves_with_a_comment_and_shows_the_way(office):
    voice = office.voice()
    client = office.client("writer")

    client.post(
        f"{LIST}{voice.pk}/move", {"step": "draft", "comment": "お願いします", "version": 1}
    )

    timeline = client.get(f"{LIST}{voice.pk}/").context["timeline"]
    assert [(stop.title, stop.state) for stop in timeline] == [
        ("受付", "done"),
        ("決裁", "now"),
        ("回答済", ""),
    ]
    assert timeline[1].note.endswith("高橋 舞　お願いします")


def test_step_from_an_old_page_is_refused(office):
    voice = office.voice()
    client = office.client("writer")
    services.save(VOICES, voice, {"people": 9}, actor=office.actor("writer"), expected_version=1)

    page = client.post(f"{LIST}{voice.pk}/move", {"step": "draft", "version": "1"})

    assert page.status_code == 422
    assert "ほかの人がこの内容を保存しました" in text_of(page)
    assert Voice.objects.get().state == "received"


def test_records_of_another_section_are_read_but_not_written(office):
    voice = office.voice(by="other", subject="ほかの課")
    client = office.client("writer")

    assert client.get(f"{LIST}{voice.pk}/").status_code == 200
    assert client.get(f"{LIST}{voice.pk}/edit").status_code == 403
    assert client.post(f"{LIST}{voice.pk}/move", {"step": "draft"}).status_code == 403


def test_csv_of_the_view_guards_and_names_the_columns(office):
    office.voice("=HYPERLINK(1)")
    office.voice("ほかの課", by="other")

    answer = office.client("writer").get(f"{LIST}csv?section={office.tax.pk}")

    assert text_of(answer) == (
        "\ufeff番号,受付日,件名,担当課,状態,人数,回答まで\r\n"
        "2024-001,2024-06-03,'=HYPERLINK(1),税務町民課,受付,1,期限 6月17日\r\n"
    )


def test_open_data_holds_only_open_columns_of_open_rows(office, client):
    office.voice("山田さんのこと")
    voice = office.voice("鈴木さんのこと")
    services.move(VOICES, voice, "draft", actor=office.actor("writer"))
    services.move(VOICES, voice, "answer", actor=office.actor("head"))

    answer = client.get("/data/r/sample.voice.csv")

    assert text_of(answer) == ("\ufeff受付日,担当課,回答日\r\n2024-06-03,税務町民課,2024-06-10\r\n")
    assert client.get("/data/r/sample.reply.csv").status_code == 404
    assert not answer.cookies


def test_hostile_text_is_escaped_everywhere(office):
    hostile = "<script>alert(1)</script>"
    voice = office.voice(hostile, body=hostile)
    client = office.client("writer")

    for address in (LIST, f"{LIST}?q=alert", f"{LIST}{voice.pk}/", f"{LIST}{voice.pk}/edit"):
        page = text_of(client.get(address))
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_view_is_kept_shown_and_forgotten(office):
    office.voice()
    client = office.client("writer")

    client.post(f"{LIST}views", {"do": "keep", "title": "受付だけ", "query": "state=received"})
    pills = client.get(f"{LIST}?state=received").context["pills"]

    assert [(p.title, p.is_current) for p in pills] == [
        ("すべて", False),
        ("期限切れ", False),
        ("受付だけ", True),
    ]
    assert len(office.client("head").get(LIST).context["pills"]) == 2
    client.post(f"{LIST}views", {"do": "forget", "view": pills[2].pk})
    assert len(client.get(LIST).context["pills"]) == 2


def test_dense_rows_are_kept_for_the_person(office):
    office.voice()
    client = office.client("writer")

    client.post(f"{LIST}views", {"do": "dense"})

    assert "yk-table--dense" in text_of(client.get(LIST))
    assert "yk-table--dense" not in text_of(office.client("head").get(LIST))


def test_part_is_shown_and_begun_from_its_record(office):
    voice = office.voice()
    services.create(REPLIES, {"voice": voice, "text": "調べます"}, actor=office.actor("writer"))
    client = office.client("writer")

    page = client.get(f"{LIST}{voice.pk}/")
    new = client.get(f"/staff/r/sample.reply/new?voice={voice.pk}").context["form"]

    assert "調べます" in text_of(page)
    assert f"/staff/r/sample.reply/new?voice={voice.pk}" in text_of(page)
    assert str(new["voice"].value()) == str(voice.pk)
    assert Reply.objects.get().voice == voice


def test_file_is_kept_with_the_record(office):
    voice = office.voice()
    client = office.client("writer")

    client.post(f"{LIST}{voice.pk}/files", {"file": SimpleUploadedFile("写真.txt", b"x")})

    assert "写真.txt" in text_of(client.get(f"{LIST}{voice.pk}/"))


def test_index_counts_what_the_person_reaches(office):
    office.voice(received_on=date(2024, 5, 1))

    entries = office.client("writer").get("/staff/r/").context["entries"]

    assert {e.register.code: (e.count, e.late) for e in entries}["sample.voice"] == (1, 1)
    assert office.client("council").get("/staff/r/").status_code == 403
