"""Texts are found by any two neighbors, and only by those."""

from yakuba.platform.office.models import Section
from yakuba.platform.office.tests.people import make_section
from yakuba.platform.search import services
from yakuba.platform.search.folding import bigrams, phrases, tokens_of
from yakuba.platform.search.models import SearchEntry

CODE = "office.thing"


def found(text, code=CODE):
    return set(Section.objects.filter(services.search(code, text)).values_list("name", flat=True))


def test_bigrams_are_the_neighbors_and_the_last_character():
    assert bigrams("髙橋 ﾏｲ") == ["高橋", "橋マ", "マイ", "イ"]
    assert bigrams("、。") == []


def test_phrase_of_one_character_looks_for_beginnings():
    assert [p.fts5() for p in phrases("雪 除雪")] == ['"雪"*', '"除雪"']
    assert [p.tsquery() for p in phrases("雪 除雪機")] == ["雪:*", "(除雪 <-> 雪機)"]


def test_record_is_found_under_its_own_code_only(db):
    section = make_section("snow", "除雪課")
    services.index(CODE, section.pk, ["除雪課", "町の道"])

    assert found("除雪") == {"除雪課"}
    assert found("課町") == set()
    assert found("除雪", "office.other") == set()


def test_entry_follows_a_change(db):
    section = make_section("snow", "除雪課")
    services.index(CODE, section.pk, ["除雪"])

    services.index(CODE, section.pk, ["街灯"])

    assert (found("除雪"), found("街灯")) == (set(), {"除雪課"})


def test_many_are_added_at_once_and_forgotten_at_once(db, monkeypatch):
    monkeypatch.setattr(services, "BATCH", 2)

    assert services.add(CODE, [(n, [f"道{n}号"]) for n in range(1, 6)]) == 5

    assert SearchEntry.objects.get(record_id=5).text == tokens_of(["道5号"])
    services.forget(CODE, [1, 2])
    assert SearchEntry.objects.count() == 3
    services.forget(CODE)
    assert SearchEntry.objects.count() == 0
