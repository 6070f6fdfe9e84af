"""The one way in: rights, versions, numbers, search, audit; and what it refuses."""

from datetime import date

import pytest
from django.db import connection

from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.problems import YakubaError
from yakuba.platform.audit.models import Event
from yakuba.platform.db import Conflict
from yakuba.platform.office.models import Town
from yakuba.platform.office.rights import DataClass, Forbidden
from yakuba.platform.registers import Register, feeds, registry, selections, services
from yakuba.platform.registers.dues import due_things
from yakuba.platform.registers.indexing import reindex, search
from yakuba.platform.registers.numbering import next_number
from yakuba.platform.registers.tests.conftest import TODAY
from yakuba.platform.registers.tests.sample import OPTIONS, REPLIES, VOICES, Voice
from yakuba.platform.search.folding import bigrams, phrases


def code_of(failure):
    return failure.value.problems[0].code


def found(text, register=VOICES):
    return set(register.model.objects.filter(search(register, text)).values_list("pk", flat=True))


def test_creation_is_one_event_with_its_history(office):
    voice = office.voice()

    event = Event.objects.order_by("-id").first()
    assert (event.action, event.record_id) == ("record.create", str(voice.pk))
    assert event.history_id == voice.history.get().history_id


def test_record_for_another_section_cannot_be_created(office):
    with pytest.raises(Forbidden):
        office.voice(by="writer", section=office.welfare)

    assert Voice.objects.count() == 0


def test_record_can_be_handed_to_another_section_but_not_taken(office):
    voice = office.voice()

    handed = services.save(
        VOICES,
        voice,
        {"section": office.welfare},
        actor=office.actor("writer"),
        expected_version=1,
    )

    with pytest.raises(Forbidden):
        services.save(
            VOICES,
            handed,
            {"section": office.tax},
            actor=office.actor("writer"),
            expected_version=2,
        )


def test_every_wrong_field_is_named_at_once(office):
    with pytest.raises(YakubaError) as failure:
        office.voice("", people=None)

    assert [problem.place for problem in failure.value.problems] == ["subject", "people"]


def test_private_character_is_refused_with_its_code(office):
    with pytest.raises(YakubaError) as failure:
        office.voice("渡\ue000さん")

    assert code_of(failure) == "record.private-character"
    assert "U+E000" in str(failure.value)


def test_refused_record_uses_up_no_number(office):
    with pytest.raises(YakubaError):
        office.voice("")

    assert office.voice().number == "2024-001"


def test_numbers_count_per_register_and_fiscal_year(office):
    numbers = [
        office.voice(received_on=day).number
        for day in (date(2024, 3, 31), date(2024, 4, 1), date(2024, 4, 2))
    ]

    assert numbers == ["2023-001", "2024-001", "2024-002"]
    assert next_number(REPLIES, FiscalYear(2024)) == 1


def test_number_that_came_with_a_record_is_passed_over(office):
    Voice.objects.create(
        number="2024-001", received_on=TODAY, subject="紙の台帳から", section=office.tax
    )

    assert office.voice().number == "2024-002"


def test_stale_version_is_a_conflict_and_changes_nothing(office):
    voice = office.voice()
    services.save(VOICES, voice, {"people": 2}, actor=office.actor("writer"), expected_version=1)

    with pytest.raises(Conflict):
        services.save(
            VOICES,
            Voice.objects.get(),
            {"people": 3},
            actor=office.actor("writer"),
            expected_version=1,
        )

    assert Voice.objects.get().people == 2


def test_state_is_not_a_value(office):
    with pytest.raises(ValueError, match=r"services\.move"):
        services.save(
            VOICES,
            office.voice(),
            {"state": "answered"},
            actor=office.actor("head"),
            expected_version=1,
        )


def test_step_that_the_state_does_not_allow_is_refused(office):
    with pytest.raises(YakubaError) as failure:
        services.move(VOICES, office.voice(), "answer", actor=office.actor("head"))

    assert code_of(failure) == "step-not-allowed"


def test_writer_cannot_approve(office):
    voice = services.move(VOICES, office.voice(), "draft", actor=office.actor("writer"))

    with pytest.raises(Forbidden):
        services.move(VOICES, voice, "answer", actor=office.actor("writer"))


def test_own_draft_is_approved_only_in_a_one_person_section_and_marked(office):
    voice = services.move(VOICES, office.voice(), "draft", actor=office.actor("head"))
    with pytest.raises(Forbidden) as refused:
        services.move(VOICES, voice, "answer", actor=office.actor("head"))
    assert code_of(refused) == "approve.own-draft"

    Town.objects.update(one_person_section=True)
    services.move(VOICES, voice, "answer", actor=office.actor("head"))

    assert '"one_person":true' in Event.objects.order_by("-id").first().payload.text


def test_stores_verb_of_the_module_is_used(office):
    voice = services.move(VOICES, office.voice(), "draft", actor=office.actor("writer"))

    answered = services.move(VOICES, voice, "answer", actor=office.actor("head"))

    assert (answered.answered_on, Voice.objects.get().answered_on) == (TODAY, TODAY)


def test_reason_that_is_too_long_is_refused(office):
    with pytest.raises(YakubaError) as failure:
        services.save(
            VOICES,
            office.voice(),
            {"people": 2},
            actor=office.actor("writer"),
            expected_version=1,
            reason="長" * 101,
        )

    assert code_of(failure) == "record.reason-too-long"


def test_search_follows_a_change_and_forgets_the_old_words(office):
    voice = office.voice("街灯がほしい")

    services.save(
        VOICES, voice, {"subject": "側溝の掃除"}, actor=office.actor("writer"), expected_version=1
    )

    assert (found("街灯"), found("側溝")) == (set(), {voice.pk})


@pytest.mark.parametrize(
    ("typed", "hit"),
    [
        ("除雪", True),
        ("雪", True),
        ("ぐ", True),
        ("寄せた雪", True),
        ("ｶﾞﾚｰｼﾞ", True),
        ("ガレージ 除雪", True),
        ("除雪ガレージ", False),
        ("3月", True),
        ("abc12", True),
        ("除雪 鸚鵡", False),
        ("ぐガ", False),
        ('"除雪" OR *', False),
        ("()&|!<->:*'", False),
    ],
)
def test_search_is_exact_from_one_character(office, typed, hit):
    voice = office.voice("除雪で寄せた雪が出入口をふさぐ", body="ガレージの前。３月、ABC-12")
    office.voice("窓口の方が親切だった")

    assert found(typed) == ({voice.pk} if hit else set())


@pytest.mark.parametrize("token", ["1e", "e1", "0x", "3月", "a.", "w2", "00", "-1", "月3", "ｱb"])
def test_pair_of_any_kind_is_one_token_in_both_databases(office, token):
    voice = office.voice(f"あ{token}い")

    assert found(token) == {voice.pk}, (connection.vendor, bigrams(token), phrases(token))


def test_reindex_writes_the_search_anew(office):
    Voice.objects.create(number="x", received_on=TODAY, subject="紙の台帳", section=office.tax)
    assert found("紙の") == set()

    assert reindex(VOICES) == 1

    assert len(found("紙の")) == 1


def test_due_things_are_the_own_late_and_soon_ones_latest_first(office):
    office.voice("遅い", received_on=date(2024, 5, 1))
    office.voice("もっと遅い", received_on=date(2024, 4, 1))
    office.voice("もうすぐ", received_on=date(2024, 5, 30))
    office.voice("まだ先", received_on=date(2024, 6, 10))
    office.voice("ほかの課", by="other", received_on=date(2024, 4, 1))

    things = due_things(office.actor("writer"), TODAY)

    assert [(t.title, t.standing.words) for t in things] == [
        ("もっと遅い", "56日超過"),
        ("遅い", "26日超過"),
        ("もうすぐ", "期限 6月13日"),
    ]
    assert due_things(office.actor("auditor"), TODAY) == []


def test_look_at_personal_data_is_written_down(office, monkeypatch):
    voice = office.voice()
    personal = Register(**OPTIONS | {"data_class": DataClass.PERSONAL})
    others = [r for r in registry._declared if r is not VOICES]
    monkeypatch.setattr(registry, "_declared", [*others, personal])
    client = office.client("auditor")
    before = Event.objects.count()

    client.get(f"/staff/r/sample.voice/{voice.pk}/")
    list(client.get("/staff/r/sample.voice/csv?state=received").streaming_content)

    events = Event.objects.order_by("id")[before:]
    assert [(e.action, e.count) for e in events] == [("record.read", 1), ("record.export", 1)]
    assert office.client("other").get(f"/staff/r/sample.voice/{voice.pk}/").status_code == 404
    assert office.client("secretariat").get("/staff/r/sample.voice/").status_code == 403


def test_selection_shows_exactly_the_keys_and_says_so(office, monkeypatch):
    first, _second = office.voice("一"), office.voice("二")

    def named(register, params, actor):
        words = f"指標 {params['indicator']} が使った記録"
        return selections.Selection({first.pk}, words, ("indicator", "fy"))

    monkeypatch.setattr(selections, "_functions", {"indicator": named})

    page = office.client("writer").get("/staff/r/sample.voice/?indicator=voices.on-time&fy=2024")

    assert page.context["sentence"] == "指標 voices.on-time が使った記録 — 1件"
    assert page.context["hidden"] == {"indicator": "voices.on-time", "fy": "2024"}


def test_feeds_stand_on_the_record_and_on_the_register(office, monkeypatch):
    def source(register, record):
        return [feeds.Feed("期限内回答率", "/x", "分母" if record else "全体", "95.2", "％")]

    monkeypatch.setattr(feeds, "_sources", [source])
    voice = office.voice()
    client = office.client("writer")

    assert "分母" in client.get(f"/staff/r/sample.voice/{voice.pk}/").content.decode()
    assert "全体" in client.get("/staff/r/sample.voice/").content.decode()


def detail(request, register, pk):
    """Stand for the derived page of a record."""
    from django.http import HttpResponse

    return HttpResponse(f"own page of {register.code} {pk}")


def test_page_is_replaced_whole_but_keeps_its_right(office, monkeypatch):
    voice = office.voice()
    own = Register(**OPTIONS | {"pages": {"detail": f"{__name__}.detail"}})
    others = [r for r in registry._declared if r is not VOICES]
    monkeypatch.setattr(registry, "_declared", [*others, own])

    page = office.client("writer").get(f"/staff/r/sample.voice/{voice.pk}/")

    assert page.content.decode() == f"own page of sample.voice {voice.pk}"
    assert office.client("council").get(f"/staff/r/sample.voice/{voice.pk}/").status_code == 403
