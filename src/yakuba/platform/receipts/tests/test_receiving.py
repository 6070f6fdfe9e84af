"""Received once and followed by number and secret; held, merged, split, promised, heard."""

from datetime import date, timedelta

import pytest

from yakuba.kernel.problems import YakubaError
from yakuba.platform.audit.models import Event
from yakuba.platform.office.rights import Forbidden
from yakuba.platform.receipts import answering
from yakuba.platform.receipts.joining import other_of, parts_of
from yakuba.platform.receipts.letters import reply_words
from yakuba.platform.receipts.rules import receipt_number
from yakuba.platform.receipts.tests.conftest import TODAY
from yakuba.platform.receipts.tests.sample import INTAKE, LETTERS, Letter, LetterNotice, compose


def received(office, key="k1", sent=None, **values):
    return INTAKE.receive(compose({"text": "街灯"} | values, office["desk"]), key, sent=sent)


def test_what_is_sent_twice_is_one_record_with_the_same_secret(office):
    first, secret = received(office)

    second, again = received(office, text="ほかの文")

    assert (second, again, Letter.objects.get().text) == (first, secret, "街灯")
    assert first.receipt_no == receipt_number("R6", 1)
    assert [(e.action, e.count) for e in Event.objects.all()] == [("letter.receive", 1)]


def test_record_is_found_by_its_number_and_secret_only(office):
    letter, secret = received(office)
    other, theirs = received(office, key="k2")

    assert INTAKE.find(letter.receipt_no.lower(), secret.replace("・", " ")) == letter
    assert INTAKE.find(other.receipt_no, secret) is None
    assert INTAKE.find(letter.receipt_no, "") is None
    assert INTAKE.find("R6-00001-9", theirs) is None


def test_sixth_of_an_hour_is_held_until_a_person_has_read_it(office):
    held = [received(office, f"k{n}", sent=lambda n=n: n)[0] for n in (5, 6)]
    assert [letter.is_held for letter in held] == [False, True]

    with pytest.raises(Forbidden):
        answering.release(LETTERS, held[1], act="letter.release", actor=office["stranger"])
    answering.release(LETTERS, held[1], act="letter.release", actor=office["writer"])

    assert not Letter.objects.filter(is_held=True).exists()


def test_staff_take_in_for_the_desk_if_they_write_personal_records(office):
    letter, secret = INTAKE.take_in({"text": "電話"}, actor=office["stranger"])

    assert (letter.section, INTAKE.find(letter.receipt_no, secret)) == (office["section"], letter)
    with pytest.raises(Forbidden):
        INTAKE.take_in({"text": "電話"}, actor=office["finance"])


def test_town_without_a_desk_takes_nothing_in(office):
    office["desk"].delete()

    assert INTAKE.desk_on(TODAY) is None
    with pytest.raises(YakubaError, match="窓口がまだありません"):
        INTAKE.take_in({"text": "電話"}, actor=office["writer"])


def test_same_thing_is_found_by_its_number_and_never_itself(office):
    letter, _secret = received(office)
    other, _theirs = received(office, key="k2")

    assert other_of(LETTERS, letter, other.receipt_no, actor=office["writer"]) == other
    for number, who in (
        (letter.receipt_no, "writer"),
        ("", "writer"),
        (other.receipt_no, "stranger"),
    ):
        with pytest.raises(YakubaError):
            other_of(LETTERS, letter, number, actor=office[who])


def test_parts_of_a_letter_are_tied_to_it(office):
    letter, _secret = received(office)

    def again(text):
        return compose({"text": text}, office["desk"])

    how = {"compose": again, "day": TODAY, "act": "letter.split", "actor": office["writer"]}
    made = parts_of(LETTERS, letter, ["除雪 ", "", "税金"], **how)

    assert [(one.text, one.split_from) for one in made] == [("除雪", letter), ("税金", letter)]
    with pytest.raises(YakubaError):
        parts_of(LETTERS, letter, [" "], **how)


@pytest.mark.parametrize(("days", "answered"), [(0, None), (3, TODAY)])
def test_promise_is_later_than_the_due_date_and_before_the_answer(office, days, answered):
    letter, _secret = received(office, due_on=TODAY, answer_by=TODAY, answered_on=answered)
    told = LetterNotice(letter=letter, on=TODAY, text="調べます")
    told.promised_on = TODAY + timedelta(days=days)

    with pytest.raises(YakubaError):
        answering.promise(LETTERS, letter, told, act="letter.interim", actor=office["writer"])

    assert not LetterNotice.objects.exists()


def test_promise_moves_the_day_of_the_answer_and_keeps_the_due_date(office):
    letter, _secret = received(office, due_on=TODAY, answer_by=TODAY)
    later = TODAY + timedelta(days=3)
    told = LetterNotice(letter=letter, on=TODAY, text="調べます", promised_on=later)

    answering.promise(LETTERS, letter, told, act="letter.interim", actor=office["writer"])

    stored = Letter.objects.get()
    assert (stored.due_on, stored.answer_by) == (TODAY, later)


def test_person_is_heard_once_after_the_answer(office):
    letter, _secret = received(office)
    answering.hear(letter, "clear", act="letter.opinion")
    assert letter.was_clear is None
    letter.answered_on = TODAY

    for said in ("nonsense", "unclear", "clear"):
        answering.hear(letter, said, act="letter.opinion")

    assert Letter.objects.get().was_clear is False


def test_recipient_is_masked_and_must_have_been_seen(office):
    letter, _secret = received(office, name="髙橋 春子", contact="0237-67-2111")
    with pytest.raises(YakubaError):
        answering.check_seen(letter)

    letter._seen = "髙** 023*****2111"

    answering.check_seen(letter)
    assert received(office, key="k2")[0].recipient == "町のページ"


def test_answer_of_a_merged_one_is_read_where_its_person_asked_for_it(office):
    lead, _secret = received(office, reply_text="直しました。", answered_on=TODAY)
    letter, _theirs = received(office, key="k2", wished_medium="page", same_as=lead)

    assert (letter.reply_here, lead.reply_here) == ("直しました。", "")


def test_letter_waits_for_the_approval_and_names_who_gets_it(office):
    letter, _secret = received(office, reply_text="一行\n\n二行")
    how = {"title": "回答", "opening": "次のとおり", "nameless": "くださった方", "section": "課"}
    with pytest.raises(YakubaError):
        reply_words(letter, **how)
    letter.approved_on = date(2024, 5, 1)

    words = reply_words(letter, **how)

    assert (words["to"], words["paragraphs"]) == ("くださった方", ["一行", "二行"])
    assert words["town"] == "山形県朝日町"
