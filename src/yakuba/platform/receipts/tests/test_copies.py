"""A published copy of any register's record goes out by two people, and comes back by one."""

import pytest

from yakuba.kernel.problems import YakubaError
from yakuba.platform.db import Conflict
from yakuba.platform.masking import published, services
from yakuba.platform.office.rights import Forbidden
from yakuba.platform.receipts.tests.sample import COPIES, INTAKE, Letter, LetterCopy, compose
from yakuba.platform.receipts.tests.test_receiving import TODAY

VALUES = {"title": "街灯", "text": "街灯が切れている。", "reply": "", "district": ""}


@pytest.fixture
def letter(office):
    words = {"text": "裏の佐藤花子さんの家の前です。", "reply_text": "直しました。"}
    return INTAKE.receive(compose(words, office["desk"]), "k1")[0]


def written(letter, office, **values):
    version = services.copy_of(COPIES, letter).version
    how = {"actor": office["writer"], "version": version}
    return services.write(COPIES, letter, VALUES | values, **how)


def released(copy, who, version=None, **more):
    version = copy.version if version is None else version
    services.release(COPIES, copy, actor=who, version=version, **more)


def test_machine_proposes_and_writes_a_first_text(letter):
    copy = services.look(COPIES, letter)

    assert [(p["field"], p["words"]) for p in copy.proposals] == [("text", "佐藤花子")]
    assert (copy.text, copy.reply) == ("裏の〔氏名〕さんの家の前です。", "直しました。")


def test_writer_does_not_release_and_another_does(letter, office):
    copy = written(letter, office)
    for who in ("writer", "stranger"):
        with pytest.raises(Forbidden):
            released(copy, office[who])

    released(copy, office["head"])

    stored = LetterCopy.objects.get()
    assert (stored.state, stored.published_on) == ("published", TODAY)
    assert list(published.holding(published.published(COPIES), "街灯")) == [stored]
    assert list(published.holding(published.published(COPIES), "除雪")) == []


def test_words_left_standing_and_a_stale_page_stop_the_release(letter, office):
    services.look(COPIES, letter)
    copy = written(letter, office, text="佐藤花子さんの街灯")

    with pytest.raises(YakubaError, match="佐藤花子"):
        released(copy, office["head"])
    with pytest.raises(Conflict):
        released(copy, office["head"], version=copy.version - 1, has_read=True)

    assert not published.published(COPIES).exists()


def test_record_that_may_not_be_published_has_no_copy(letter, office):
    Letter.objects.update(may_publish=False)

    with pytest.raises(YakubaError, match="公表できません"):
        written(Letter.objects.get(), office)


def test_copy_is_withdrawn_by_one_person_with_a_reason(letter, office):
    copy = written(letter, office)
    released(copy, office["head"])
    how = {"actor": office["writer"], "version": copy.version}
    with pytest.raises(YakubaError):
        services.withdraw(COPIES, LetterCopy.objects.get(), " ", **how)

    services.withdraw(COPIES, LetterCopy.objects.get(), "本人の求め", **how)

    assert (LetterCopy.objects.get().state, published.published(COPIES).count()) == ("withdrawn", 0)
