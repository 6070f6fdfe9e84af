"""A block from Excel is compared by key, shown, and stored all or none with its reason."""

from datetime import date

import pytest

from yakuba.platform.audit.models import Event
from yakuba.platform.registers.facts import key_of
from yakuba.platform.registers.tests.browser import text_of
from yakuba.platform.registers.tests.sample import Voice

ADDRESS = "/staff/r/sample.voice/paste"
GRID = "/staff/r/sample.voice/grid"


@pytest.fixture
def keyed(office, monkeypatch):
    monkeypatch.setattr(Voice, "pasted_by", ("subject",), raising=False)
    office.voice("街灯がほしい", people=3)
    office.voice("除雪の時間", people=1)
    key_of.cache_clear()
    yield office
    key_of.cache_clear()


def block(*rows):
    head = "件名\t受付日\t担当課\t人数"
    return "\n".join([head, *("\t".join(row) for row in rows)])


def send(office, text, by="writer", **more):
    return office.client(by).post(ADDRESS, {"block": text} | more)


def shown(office, text):
    page = send(office, text)
    return page.context["found"]


CHANGED = ("街灯がほしい", "令和6年6月3日", "税務町民課", "１２")
ADDED = ("側溝のふた", "R6.6.4", "税務町民課", "2")
SAME = ("除雪の時間", "2024-06-03", "税務町民課", "1")


def test_block_is_compared_by_its_key_and_nothing_is_stored(keyed):
    page = send(keyed, block(CHANGED, ADDED, SAME))

    found = page.context["found"]
    assert (found.changed, found.added, found.same) == (1, 1, 1)
    changes = [(c.place, c.label, c.old, c.new) for c in found.changes if c.place == "2行目"]
    assert changes == [("2行目", "人数", "3", "12")]
    assert "まだ何も変えていません。" in text_of(page)
    assert Voice.objects.count() == 2
    assert Voice.objects.get(subject="街灯がほしい").people == 3


def test_shown_block_is_stored_once_with_reason_history_and_one_event(keyed):
    text = block(CHANGED, ADDED, SAME)
    typed = {"digest": shown(keyed, text).digest, "reason": "名簿と合わせた", "once": "k-1"}
    before = Event.objects.count()

    first = send(keyed, text, do="apply", **typed)
    again = send(keyed, text, do="apply", **typed)

    assert first["Location"] == GRID
    assert again.status_code == 200
    changed = Voice.objects.get(subject="街灯がほしい")
    assert (changed.people, changed.version) == (12, 2)
    assert changed.history.first().history_change_reason == "名簿と合わせた"
    assert Voice.objects.filter(subject="側溝のふた").count() == 1
    events = Event.objects.order_by("pk")[before:]
    assert [(e.action, e.count) for e in events] == [("record.paste", 2)]


def test_one_wrong_row_refuses_the_whole_block(keyed):
    wrong = ("みんなの広場", "令和6年13月3日", "税務町民課", "2")

    page = send(keyed, block(CHANGED, wrong))

    assert page.status_code == 422
    assert "3行目「受付日」" in text_of(page)
    assert Voice.objects.get(subject="街灯がほしい").people == 3


def test_row_of_another_section_is_refused_with_its_place(keyed):
    keyed.voice("よその課", by="other")

    page = send(keyed, block(CHANGED, ("よその課", "R6.6.3", "健康福祉課", "5")))

    assert page.status_code == 422
    assert [p.place for p in page.context["problems"]] == ["3行目"]
    assert Voice.objects.get(subject="よその課").people == 1


def test_text_that_must_not_be_stored_is_refused_before_it_is_shown(keyed):
    page = send(keyed, block(("番号 123456789018", "R6.6.3", "税務町民課", "1")))

    assert page.status_code == 422
    assert "個人番号" in text_of(page)


def test_block_over_records_that_changed_since_is_shown_again(keyed):
    text = block(CHANGED)
    digest = shown(keyed, text).digest
    Voice.objects.filter(subject="街灯がほしい").update(people=7)

    page = send(keyed, text, do="apply", digest=digest, once="k-2")

    assert page.status_code == 200
    assert [(c.old, c.new) for c in page.context["found"].changes] == [("7", "12")]
    assert Voice.objects.get(subject="街灯がほしい").people == 7


def test_without_a_key_every_row_is_new(office):
    office.voice("街灯がほしい", received_on=date(2024, 6, 3))

    found = shown(office, block(CHANGED, CHANGED))

    assert (found.changed, found.added) == (0, 2)


def test_too_long_block_and_reader_are_refused(keyed):
    assert "500行まで" in text_of(send(keyed, block(*[SAME] * 501)))
    assert send(keyed, block(SAME), by="auditor").status_code == 403
    assert keyed.client("writer").get(ADDRESS)["Location"] == GRID


def test_grid_offers_the_block_and_a_reason_for_each_row(keyed):
    page = text_of(keyed.client("writer").get(GRID))

    assert 'id="block"' in page
    assert "件名が同じ行は書きかえ、ない行は足します。" in page
    assert page.count('-reason"') >= 7
