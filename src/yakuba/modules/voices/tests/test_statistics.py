from datetime import date, timedelta
from decimal import Decimal

import pytest

from yakuba.modules.voices import public_statistics
from yakuba.modules.voices.models import Voice, VoiceCopy
from yakuba.modules.voices.tests.office import TODAY, received


def put(office, key, days, answered=None, **values):
    """Store a voice received some days before TODAY and answered after `answered` days."""
    voice, _secret = received(office, key, **values)
    on = TODAY - timedelta(days=days)
    Voice.objects.filter(pk=voice.pk).update(
        received_on=on,
        due_on=on + timedelta(days=14),
        answered_on=None if answered is None else on + timedelta(days=answered),
        state="received" if answered is None else "answered",
    )
    return voice


@pytest.fixture
def year(office):
    for number, (days, answered) in enumerate(((29, 4), (28, 10), (28, 16), (20, None), (3, None))):
        put(office, f"k{number}", days, answered)
    put(office, "thanks", 5, wants_reply=False)
    put(office, "last", 60, 3)
    return office


def test_statistics_of_a_year_name_both_numbers_of_each_share(year):
    found = public_statistics.of_year()

    assert (found.received, found.wanting) == (6, 5)
    assert [(s.percent, s.part, s.whole) for s in found.shares] == [
        (60, 3, 5),
        (50, 2, 4),
        (Decimal("66.7"), 2, 3),
    ]
    assert (found.average, found.middle) == (10, 10)


def test_share_within_days_is_hidden_where_few_people_stand_behind_it(client, year):
    for number in range(5):
        put(year, f"more{number}", 28, 9)

    found = public_statistics.of_year()
    page = client.get("/voices/").content.decode()

    assert found.within == [(5, None, None), (10, 7, Decimal("87.5")), (20, 8, 100)]
    assert page.count("伏せる</td>") == 2 + sum(
        n is None for _t, rows in found.tables for _w, n in rows
    )


def test_late_is_what_waits_beyond_its_day(year):
    (late,) = public_statistics.of_year().late

    assert (late.section, late.due, late.days) == ("政策推進課", date(2024, 4, 24), 6)
    assert "14日" in late.why


def test_page_shows_a_year_and_no_word_of_a_voice(client, year):
    page = client.get("/voices/").content.decode()

    assert "道に穴があります" not in page
    assert not [v.receipt_no for v in Voice.objects.all() if v.receipt_no in page]
    assert page.count("<title id=") == 2


@pytest.mark.parametrize("typed", ["1950", "9999", "0"])
def test_year_without_voices_is_not_found(client, year, typed):
    assert client.get(f"/voices/?fy={typed}").status_code == 404


def make_copy(office, number, state="published", **values):
    voice = put(office, f"c{number}", 10, 2)
    return VoiceCopy.objects.create(
        voice=voice,
        slug=f"P{number}",
        title=f"見出し{number}",
        text="街灯",
        state=state,
        published_on=TODAY,
        **values,
    )


def test_only_published_copies_are_listed_and_found_by_folded_words(client, office):
    make_copy(office, 1, reply="ゴミの日を直しました")
    make_copy(office, 2)
    make_copy(office, 3, state="draft", reply="ごみ")
    make_copy(office, 4, state="withdrawn", reply="ごみ")

    everything = client.get("/voices/published/").content.decode()
    found = client.get("/voices/published/?q=ごみ 街灯").content.decode()

    assert [f"見出し{n}" in everything for n in (1, 2, 3, 4)] == [True, True, False, False]
    assert [f"見出し{n}" in found for n in (1, 2, 3, 4)] == [True, False, False, False]


def test_csv_holds_the_published_copies_and_no_formula(client, office):
    make_copy(office, 1, reply="=1+1")
    make_copy(office, 2, state="draft")

    lines = client.get("/voices/published.csv").content.decode("utf-8-sig").splitlines()

    assert lines[1:] == ["P1,2024-04-30,other,,見出し1,街灯,'=1+1"]
