import io
import re
import zipfile

import pytest
from pypdf import PdfReader

from yakuba.kernel.problems import YakubaError
from yakuba.modules.voices import letters, public_statistics
from yakuba.modules.voices.copies import COPIES
from yakuba.modules.voices.models import Voice, VoiceCopy
from yakuba.modules.voices.tests.office import TODAY, received
from yakuba.platform.db import Conflict
from yakuba.platform.jobs.models import Job
from yakuba.platform.letters.services import make
from yakuba.platform.masking import services as copies
from yakuba.platform.office.rights import Forbidden

VALUES = {"title": "街灯", "text": "街灯が切れている。", "reply": "直しました。", "district": ""}
TEXT = "裏の佐藤花子さんの家の前の街灯が切れています。"


@pytest.fixture
def voice(office):
    """Return a voice that was answered and may be published, of the desk."""
    found, _secret = received(office, text=TEXT)
    Voice.objects.filter(pk=found.pk).update(
        may_publish=True,
        answered_on=TODAY,
        approved_on=TODAY,
        state="answered",
        reply_text="高橋が直しました。\n<b>&amp;{{ 7*7 }}</b>",
    )
    return Voice.objects.get(pk=found.pk)


def written(voice, office, **values):
    values = VALUES | values
    version = copies.copy_of(COPIES, voice).version
    return copies.write(COPIES, voice, values, actor=office["policy-writer"], version=version)


def test_machine_proposes_names_and_a_first_text(voice):
    copy = copies.look(COPIES, voice)

    assert [(p["field"], p["words"]) for p in copy.proposals] == [
        ("text", "佐藤花子"),
        ("reply_text", "高橋"),
    ]
    assert copy.text == TEXT.replace("佐藤花子", "〔氏名〕")
    assert [words for words, kind in copies.marked(voice, copy, "text") if kind] == ["佐藤花子"]


def test_copy_goes_out_only_by_a_second_person(voice, office):
    copy = written(voice, office)

    with pytest.raises(Forbidden):
        copies.release(COPIES, copy, actor=office["policy-writer"], version=copy.version)
    copies.release(COPIES, copy, actor=office["policy-head"], version=copy.version)

    stored = VoiceCopy.objects.get()
    assert (stored.state, stored.published_on) == ("published", TODAY)
    assert (stored.writer, stored.checker) == (
        office["policy-writer"].account,
        office["policy-head"].account,
    )


def test_writer_who_is_head_needs_another_head(voice, office):
    head = office["policy-head"]
    copy = copies.write(COPIES, voice, VALUES, actor=head, version=1)

    with pytest.raises(Forbidden):
        copies.release(COPIES, copy, actor=head, version=copy.version)


def test_change_after_the_release_needs_the_second_person_again(voice, office):
    copy = written(voice, office)
    copies.release(COPIES, copy, actor=office["policy-head"], version=copy.version)

    written(voice, office, text="別の文")

    assert VoiceCopy.objects.get().state == "draft"


def test_words_that_should_be_masked_need_a_look(voice, office):
    copies.look(COPIES, voice)
    copy = written(voice, office, text="佐藤花子さんの街灯")

    with pytest.raises(YakubaError, match="佐藤花子"):
        copies.release(COPIES, copy, actor=office["policy-head"], version=copy.version)
    copy.refresh_from_db()
    copies.release(COPIES, copy, actor=office["policy-head"], version=copy.version, has_read=True)

    assert VoiceCopy.objects.get().state == "published"


def test_text_changed_since_it_was_read_is_not_released(voice, office):
    copy = written(voice, office)
    read = copy.version
    written(voice, office, text="読んでいない文")

    with pytest.raises(Conflict):
        copies.release(COPIES, VoiceCopy.objects.get(), actor=office["policy-head"], version=read)


@pytest.mark.parametrize("without", [{"answered_on": None}, {"may_publish": False}])
def test_copy_waits_for_the_answer_and_the_consent(voice, office, without):
    Voice.objects.filter(pk=voice.pk).update(**without)

    with pytest.raises(YakubaError):
        written(Voice.objects.get(), office)


def test_copy_is_withdrawn_with_a_reason(client, voice, office):
    copy = written(voice, office)
    copies.release(COPIES, copy, actor=office["policy-head"], version=copy.version)
    actor = office["policy-writer"]

    with pytest.raises(YakubaError):
        copies.withdraw(COPIES, VoiceCopy.objects.get(), " ", actor=actor, version=copy.version)
    assert "街灯が切れている" in client.get("/voices/published/").content.decode()
    copies.withdraw(
        COPIES, VoiceCopy.objects.get(), "本人の求め", actor=actor, version=copy.version
    )

    assert "街灯が切れている" not in client.get("/voices/published/").content.decode()


def test_place_of_few_voices_is_not_named(voice, office):
    for number in range(4):
        received(office, f"p{number}", place="見本地区 公園")

    assert written(voice, office, district="見本地区").district == ""
    received(office, "p4", place="見本地区")
    assert written(voice, office, district="見本地区").district == "見本地区"


def test_stranger_neither_sees_nor_writes_the_copy(client, voice, office):
    stranger = office["care-head"]
    client.force_login(stranger.account)

    with pytest.raises(Forbidden):
        copies.write(COPIES, voice, VALUES, actor=stranger, version=1)
    assert client.get(f"/staff/voices/{voice.pk}/copy").status_code == 404


def test_page_marks_what_was_found_and_takes_the_text(client, voice, office):
    copies.look(COPIES, voice)
    client.force_login(office["policy-writer"].account)
    address = f"/staff/voices/{voice.pk}/copy"

    page = client.get(address).content.decode()
    empty = client.post(address, {"do": "write", "version": 1})
    client.post(address, VALUES | {"do": "write", "version": 1})
    late = client.post(address, VALUES | {"do": "write", "version": 1, "text": "別の人の文"})

    assert "<mark>佐藤花子" in page
    assert empty.status_code == late.status_code == 422
    assert "別の人の文" in late.content.decode()
    assert VoiceCopy.objects.get().text == "街灯が切れている。"


@pytest.mark.parametrize(("do", "kind"), [("look", "masking.look")])
def test_dictionary_works_in_a_job(client, voice, office, do, kind):
    client.force_login(office["policy-writer"].account)

    client.post(f"/staff/voices/{voice.pk}/copy", {"do": do})

    assert [job.kind for job in Job.objects.all()] == [kind]


def test_letter_as_word_says_what_was_typed(voice):
    made = (
        zipfile.ZipFile(io.BytesIO(make(letters.LETTER, "docx", letters.letter_words(voice))))
        .read("word/document.xml")
        .decode()
    )
    words = re.sub("<[^>]+>", "", made)

    assert "&lt;b&gt;&amp;amp;{{ 7*7 }}&lt;/b&gt;" in words
    assert "見本　様" in words


def test_letter_as_pdf_says_what_was_typed(voice):
    (page,) = PdfReader(io.BytesIO(make(letters.LETTER, "pdf", letters.letter_words(voice)))).pages

    words = page.extract_text()

    assert "<b>&amp;{{ 7*7 }}</b>" in words
    assert voice.receipt_no in words


def test_letter_waits_for_the_approval(voice):
    voice.approved_on = None

    with pytest.raises(YakubaError):
        letters.letter_words(voice)


def test_summary_prints_the_numbers_of_the_page(voice):
    found = public_statistics.of_year()

    words = "".join(
        p.extract_text()
        for p in PdfReader(
            io.BytesIO(make(letters.SUMMARY, "pdf", letters.summary_words(found)))
        ).pages
    )
    words = words.replace(" ", "")

    assert "届いたこえ1件" in words
    assert "返事を求めたこえ1" in words
