"""What is due: listed by own section, reminded of once a day, at any number of records."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yakuba.platform.audit.models import Event
from yakuba.platform.registers import services as registers
from yakuba.platform.registers.tests.conftest import TODAY
from yakuba.platform.registers.tests.sample import VOICES
from yakuba.platform.reminders.listing import due_list
from yakuba.platform.reminders.models import Reminder
from yakuba.platform.reminders.services import remind

DAY = timedelta(days=1)
PAGE = "/staff/due/"


def text_of(answer):
    return answer.content.decode()


@pytest.fixture
def four(office):
    """Return the office with a late voice, one of today, one soon, one far, one of others."""
    office.voice("遅い", received_on=date(2024, 5, 1))
    office.voice("今日", received_on=TODAY - 14 * DAY)
    office.voice("もうすぐ", received_on=date(2024, 5, 30))
    office.voice("まだ先", received_on=TODAY)
    office.voice("ほかの課", by="other", received_on=date(2024, 4, 1))
    return office


def titles(found):
    return {g.kind: [due.thing.title for due in g.dues] for g in found.groups}


def test_due_list_groups_the_own_things_by_how_they_stand(four):
    found = due_list(four.actor("writer"), TODAY)

    assert titles(found) == {"late": ["遅い"], "today": ["今日"], "soon": ["もうすぐ"]}
    assert (found.count, found.late_count) == (3, 1)


def test_due_list_of_everywhere_holds_what_the_actor_reads(four):
    found = due_list(four.actor("auditor"), TODAY, everywhere=True)

    assert titles(found)["late"] == ["ほかの課", "遅い"]
    assert due_list(four.actor("auditor"), TODAY).count == 0


def test_page_says_each_rule_in_words(four):
    page = text_of(four.client("writer").get(PAGE))

    assert "26日超過" in page
    assert "令和6年5月1日（水）の翌日から数えて14日目は令和6年5月15日（水）で、" in page
    assert "ほかの課" not in page
    assert "ほかの課" in text_of(four.client("writer").get(f"{PAGE}?all=1"))


def test_page_without_anything_due_says_when_it_fills(office):
    assert "期限の7日前になると、ここに出ます。" in text_of(office.client("writer").get(PAGE))


def test_page_asks_the_database_as_often_for_many_as_for_few(four):
    few = queries(four)
    for number in range(40):
        four.voice(f"こえ{number}", received_on=date(2024, 4, 1) + number * DAY)
    many = queries(four)

    assert few == many


def queries(office):
    client = office.client("writer")
    client.get(PAGE)
    with CaptureQueriesContext(connection) as caught:
        client.get(PAGE)
    return len(caught)


def test_reminding_twice_on_a_day_has_the_effect_of_once(four):
    assert (remind(TODAY), remind(TODAY)) == (4, 0)

    assert set(Reminder.objects.values_list("first_on", "last_on", "times")) == {(TODAY, TODAY, 1)}
    assert Event.objects.filter(action="due.remind").count() == 1


def test_next_day_reminds_again_and_says_since_when(four, monkeypatch):
    remind(TODAY)

    remind(TODAY + DAY)

    late = Reminder.objects.get(due_on=date(2024, 5, 15))
    assert (late.first_on, late.last_on, late.times) == (TODAY, TODAY + DAY, 2)
    assert "6月10日から2回知らせました。" in text_of(four.client("writer").get(PAGE))


def test_answered_voice_is_no_longer_reminded_of(four):
    remind(TODAY)
    voice = VOICES.model.objects.get(subject="遅い")
    registers.save(
        VOICES, voice, {"answered_on": TODAY}, actor=four.actor("writer"), expected_version=1
    )

    remind(TODAY + DAY)

    assert not Reminder.objects.filter(record_id=voice.pk).exists()
    assert Reminder.objects.count() == 3
