from datetime import date
from decimal import Decimal as D

import pytest

from yakuba.core.evaluation.sheets import (
    confirm_figure,
    move,
    problems_of,
    save_sheet,
)
from yakuba.core.evaluation.tests.town import TEXTS, TODAY, bring_to, enter, make_world, write
from yakuba.core.indicators.freezing import recomputes
from yakuba.core.indicators.models import Actual
from yakuba.kernel.problems import YakubaError
from yakuba.platform.audit.models import Event
from yakuba.platform.db import Conflict
from yakuba.platform.office.rights import Forbidden
from yakuba.platform.office.tests.people import give_post


def codes(failure):
    return [problem.code for problem in failure.value.problems]


def save(world, actor="writer", key="1-1-a", version=None, **values):
    sheet = world.sheet(key)
    on_behalf = values.pop("on_behalf", False)
    return save_sheet(
        sheet,
        values,
        actor=world.actor(actor),
        expected_version=version or sheet.version,
        on_behalf=on_behalf,
    )


# writing


def test_first_words_start_the_draft_and_name_the_writer(world):
    sheet = save(world, done_text="案内を送りました。")

    stored = world.sheet()
    assert (stored.state, stored.done_text) == ("drafting", "案内を送りました。")
    assert stored.writer == world.accounts["writer"]
    assert sheet.version == stored.version
    assert [step.name for step in stored.steps.all()] == ["open", "write"]


def test_fields_that_were_not_given_stay(world):
    save(world, done_text="案内を送りました。", causes=["people"])

    sheet = save(world, next_text="続けます。")

    assert (sheet.done_text, sheet.causes) == ("案内を送りました。", ["people"])


def test_every_save_is_one_version_with_its_history(world):
    before = world.sheet().version
    save(world, done_text="一")
    save(world, done_text="二")

    history = world.sheet().history.exclude(done_text="").order_by("history_id")

    assert [row.done_text for row in history][-1] == "二"
    assert world.sheet().version == before + 3  # the first save also starts the draft


@pytest.mark.parametrize(
    "actor", ["other", "head", "secretariat", "headquarters", "auditor", "finance", "administrator"]
)
def test_only_a_writer_of_the_section_writes(world, actor):
    with pytest.raises(Forbidden):
        save(world, actor, done_text="書きかえ")

    assert world.sheet().done_text == ""


def test_secretariat_writes_on_behalf_and_is_named(world):
    sheet = save(world, "secretariat", on_behalf=True, done_text="電話で聞きました。")

    assert (sheet.on_behalf_of, sheet.writer) == ("税務町民課", world.accounts["secretariat"])
    with pytest.raises(Forbidden):
        save(world, "other", on_behalf=True, done_text="x")


def test_section_that_writes_itself_is_no_longer_written_for(world):
    save(world, "secretariat", on_behalf=True, done_text="電話で聞きました。")

    assert save(world, next_text="自分で書きます。").on_behalf_of == ""


@pytest.mark.parametrize("state", ["proposed", "submitted", "checked", "accepted"])
def test_texts_stand_still_after_the_section_passed_them_on(world, state):
    bring_to(world, state)

    with pytest.raises(YakubaError) as refused:
        save(world, done_text="書きかえ")

    assert codes(refused) == ["sheet.state"]
    assert world.sheet().done_text == TEXTS["done_text"]


def test_individual_number_is_refused_beside_its_field(world):
    with pytest.raises(YakubaError) as refused:
        save(world, done_text="番号は123456789018です。")

    assert [(p.code, p.place) for p in refused.value.problems] == [
        ("text.individual-number", "done_text")
    ]
    assert world.sheet().state == "open"


def test_second_of_two_writers_meets_a_conflict_and_the_first_text_stays(world):
    seen = write(world).version
    save(world, done_text="先に保存した文")

    with pytest.raises(Conflict):
        save(world, "writer2", version=seen, done_text="あとから保存した文")

    assert world.sheet().done_text == "先に保存した文"


# what is missing


def test_empty_sheet_lists_all_that_is_missing(world):
    enter(world.item().indicators.get())
    sheet = save(world, causes=[])

    assert [p.place for p in problems_of(sheet)] == [
        "figures",
        "done_text",
        "not_done_text",
        "next_text",
    ]


def test_item_without_indicator_needs_no_figures(world):
    sheet = write(world, "1-1-b")

    assert problems_of(sheet) == []


def test_sheet_with_suggestion_needs_a_grade(world):
    write(world)

    sheet = save(world, grade=None)

    assert [(p.code, p.place) for p in problems_of(sheet)] == [("sheet.grade", "grade")]


def test_other_grade_needs_a_reason(world):
    sheet = write(world, grade=world.grade("near"), override_reason=" ")
    assert [p.code for p in problems_of(sheet)] == ["sheet.override"]
    with pytest.raises(YakubaError):
        move(sheet, "propose", actor=world.actor("writer"))

    sheet = save(world, override_reason="雪害のため")

    assert problems_of(sheet) == []


# the flow


def test_sheet_goes_from_open_to_accepted(world):
    sheet = bring_to(world, "accepted")

    steps = [(s.name, s.source, s.target, s.account.login_name) for s in sheet.steps.all()]
    assert steps == [
        ("open", "not_opened", "open", "secretariat"),
        ("write", "open", "drafting", "writer"),
        ("propose", "drafting", "proposed", "writer"),
        ("submit", "proposed", "submitted", "head"),
        ("check", "submitted", "checked", "secretariat"),
        ("accept", "checked", "accepted", "headquarters"),
    ]
    assert (sheet.submitted_on, sheet.accepted_on, sheet.one_person) == (TODAY, TODAY, False)
    assert list(
        Event.objects.filter(action__startswith="sheet.").values_list("action", flat=True)
    ) == [
        "sheet.write",
        "sheet.save",
        "sheet.propose",
        "sheet.submit",
        "sheet.check",
        "sheet.accept",
    ]


@pytest.mark.parametrize(
    ("state", "name", "actors"),
    [
        ("drafting", "propose", {"writer", "writer2"}),
        ("proposed", "withdraw", {"writer", "writer2"}),
        ("proposed", "submit", {"head"}),
        ("proposed", "send_back", {"head"}),
        ("submitted", "check", {"secretariat"}),
        ("submitted", "return", {"secretariat"}),
        ("checked", "accept", {"headquarters"}),
        ("checked", "return", {"secretariat"}),
        ("accepted", "reopen", {"headquarters"}),
    ],
)
def test_each_step_belongs_to_one_role(world, state, name, actors):
    bring_to(world, state)
    allowed = set()

    for actor in world.accounts:
        try:
            move(world.sheet(), name, actor=world.actor(actor), comment="理由")
        except Forbidden:
            continue
        allowed.add(actor)
        break
    assert allowed <= actors
    for actor in set(world.accounts) - actors:
        with pytest.raises((Forbidden, YakubaError)):
            move(world.sheet(), name, actor=world.actor(actor), comment="理由")


def test_sheet_cannot_skip_a_state(world):
    sheet = write(world)

    for name, actor in (("submit", "head"), ("check", "secretariat"), ("accept", "headquarters")):
        with pytest.raises(YakubaError) as refused:
            move(sheet, name, actor=world.actor(actor))
        assert codes(refused) == ["step-not-allowed"]


@pytest.mark.parametrize(
    ("state", "name", "actor"),
    [
        ("proposed", "send_back", "head"),
        ("submitted", "return", "secretariat"),
        ("accepted", "reopen", "headquarters"),
    ],
)
def test_step_back_needs_a_reason_and_is_counted(world, state, name, actor):
    sheet = bring_to(world, state)
    with pytest.raises(YakubaError) as refused:
        move(sheet, name, actor=world.actor(actor), comment=" ")
    assert codes(refused) == ["step.reason"]

    sheet = move(sheet, name, actor=world.actor(actor), comment="内訳を書いてください。")

    assert (sheet.state, sheet.returned_count) == ("returned", 1)
    assert sheet.steps.last().comment == "内訳を書いてください。"


def test_returned_sheet_is_written_and_goes_round_again(world):
    sheet = bring_to(world, "submitted")
    move(sheet, "return", actor=world.actor("secretariat"), comment="内訳を。")

    sheet = save(world, done_text="内訳を書きました。")
    sheet = move(sheet, "propose", actor=world.actor("writer"))
    sheet = move(sheet, "submit", actor=world.actor("head"))

    assert (sheet.state, sheet.returned_count, sheet.done_text) == (
        "submitted",
        1,
        "内訳を書きました。",
    )


def test_step_on_a_sheet_that_changed_meanwhile_is_a_conflict(world):
    sheet = bring_to(world, "proposed")

    with pytest.raises(Conflict):
        move(sheet, "submit", actor=world.actor("head"), expected_version=sheet.version - 1)

    assert world.sheet().state == "proposed"


def test_writer_does_not_approve_the_own_draft(world):
    give_post(world.accounts["writer"].person, "head", section=world.sections["tax"])
    sheet = bring_to(world, "proposed")

    with pytest.raises(YakubaError) as refused:
        move(sheet, "submit", actor=world.actor("writer"))

    assert codes(refused) == ["approve.own-draft"]


@pytest.mark.django_db
def test_one_person_section_approves_and_is_flagged():
    world = make_world(one_person_section=True)
    give_post(world.accounts["writer"].person, "head", section=world.sections["tax"])
    sheet = bring_to(world, "proposed")

    sheet = move(sheet, "submit", actor=world.actor("writer"))

    assert (sheet.state, sheet.one_person) == ("submitted", True)


def test_secretariat_takes_a_sheet_written_on_behalf_to_submission(world):
    sheet = write(world, "1-1-b")
    save(world, "secretariat", "1-1-b", on_behalf=True, done_text="電話で聞きました。")
    sheet = world.sheet("1-1-b")

    sheet = move(sheet, "propose", actor=world.actor("secretariat"))
    sheet = move(sheet, "submit", actor=world.actor("secretariat"))

    assert (sheet.state, sheet.on_behalf_of) == ("submitted", "税務町民課")


# figures


def test_submission_freezes_the_figures_of_the_sheet(world):
    sheet = bring_to(world, "submitted")

    pointer = sheet.figures.get()
    assert (pointer.calculation.value, pointer.before) == (D("97.4"), None)
    assert recomputes(pointer.calculation)


def test_second_submission_keeps_what_the_figure_was(world):
    sheet = bring_to(world, "submitted")
    move(sheet, "return", actor=world.actor("secretariat"), comment="数字を。")
    enter(world.item().indicators.get(), 980)
    move(world.sheet(), "propose", actor=world.actor("writer"))

    sheet = move(world.sheet(), "submit", actor=world.actor("head"))

    pointer = sheet.figures.get()
    assert (pointer.calculation.value, pointer.before.value) == (D("98.0"), D("97.4"))


def test_finance_confirms_a_provisional_figure_and_it_freezes_anew(world):
    sheet = bring_to(world, "submitted")
    frozen = sheet.figures.get().calculation

    actual = confirm_figure(sheet, Actual.objects.get(), actor=world.actor("finance"))

    pointer = sheet.figures.get()
    assert actual.status == "confirmed"
    assert (pointer.calculation.status, pointer.calculation.value) == ("confirmed", D("97.4"))
    assert pointer.calculation != frozen
    with pytest.raises(YakubaError) as refused:
        confirm_figure(sheet, actual, actor=world.actor("finance"))
    assert codes(refused) == ["actual.confirm"]


def test_confirmed_figure_of_the_closing_period_is_of_its_end(world, monkeypatch):
    sheet = bring_to(world, "submitted")
    monkeypatch.setenv("YAKUBA_TODAY", "2024-06-24")

    confirm_figure(sheet, Actual.objects.get(), actor=world.actor("finance"))

    assert Actual.objects.get().as_of == date(2024, 5, 31)
    assert sheet.figures.get().calculation.as_of == date(2024, 5, 31)


def test_figure_of_an_accepted_sheet_is_locked(world):
    sheet = bring_to(world, "accepted")

    with pytest.raises(YakubaError) as refused:
        confirm_figure(sheet, Actual.objects.get(), actor=world.actor("finance"))

    assert codes(refused) == ["actual.confirm"]


@pytest.mark.parametrize("actor", ["writer", "head", "secretariat", "headquarters"])
def test_nobody_but_finance_confirms(world, actor):
    sheet = bring_to(world, "submitted")

    with pytest.raises(Forbidden):
        confirm_figure(sheet, Actual.objects.get(), actor=world.actor(actor))
