"""Two writers of one report: texts, figures and actions, of which no word is lost."""

from decimal import Decimal as D

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from yakuba.core.evaluation.models import YearlyAction
from yakuba.core.evaluation.tests.pages import at, send, text_of
from yakuba.core.evaluation.tests.town import FY, TEXTS, bring_to, enter, write
from yakuba.core.indicators.models import Actual
from yakuba.platform.audit.models import EventPayload

# two writers


def test_two_writers_of_different_fields_are_merged(as_, world):
    seen = write(world).version
    send(as_("writer2"), "next", seen, next_text="二人目の文")

    response = send(as_("writer"), "done", seen, done_text="一人目の文")

    assert response.status_code == 302
    assert (world.sheet().done_text, world.sheet().next_text) == ("一人目の文", "二人目の文")


def test_two_writers_of_one_field_choose_and_no_word_is_lost(as_, world):
    seen = write(world).version
    send(as_("writer2"), "done", seen, done_text="相手の文")
    client = as_("writer")

    response = send(client, "done", seen, done_text="わたしの文", once="k1")

    page = text_of(response)
    assert response.status_code == 409
    assert [text in page for text in (TEXTS["done_text"], "わたしの文", "相手の文")] == [True] * 3
    assert " checked" not in page
    assert "writer2さん" in page
    assert world.sheet().done_text == "相手の文"


def conflict(world, client):
    """Return what the conflict page would send, without a choice."""
    return {
        "version": world.sheet().version,
        "seen": world.sheet().version - 1,
        "done_text": "わたしの文",
        "clash": "done_text",
        "once": "k2",
    }


@pytest.mark.parametrize(("answer", "kept"), [("mine", "わたしの文"), ("theirs", "相手の文")])
def test_choice_between_two_writers_is_stored(as_, world, answer, kept):
    seen = write(world).version
    send(as_("writer2"), "done", seen, done_text="相手の文")
    client = as_("writer")
    typed = conflict(world, client) | {"choose-done_text": answer}

    response = client.post(at("sheet-text", task="done"), typed)

    assert (response.status_code, world.sheet().done_text) == (302, kept)
    history = set(world.sheet().history.values_list("done_text", flat=True))
    assert {TEXTS["done_text"], "相手の文"} <= history
    given_up = [payload.text for payload in EventPayload.objects.all()]
    assert given_up == ([] if answer == "mine" else ['{"done_text":"わたしの文"}'])


def test_conflict_without_a_choice_asks_again(as_, world):
    seen = write(world).version
    send(as_("writer2"), "done", seen, done_text="相手の文")
    client = as_("writer")

    response = client.post(at("sheet-text", task="done"), conflict(world, client))

    assert response.status_code == 409
    assert "選んでいない欄があります" in text_of(response)
    assert world.sheet().done_text == "相手の文"


def test_third_writer_meanwhile_makes_a_new_conflict(as_, world):
    seen = write(world).version
    send(as_("writer2"), "done", seen, done_text="相手の文")
    typed = conflict(world, None) | {"choose-done_text": "mine"}
    send(as_("writer2"), "done", world.sheet().version, done_text="三つ目の文")

    response = as_("writer").post(at("sheet-text", task="done"), typed)

    assert response.status_code == 409
    assert "三つ目の文" in text_of(response)
    assert world.sheet().done_text == "三つ目の文"


# figures and actions


def figure_form(world, **typed):
    indicator = world.item().indicators.get()
    known = {
        "status": "provisional",
        "numerator": "９７４",
        "denominator": "1,000",
        "as_of_year": "令和6",
        "as_of_month": "4",
        "as_of_day": "30",
        "source_note": "税務の月計",
    }
    return {f"i{indicator.pk}-{name}": value for name, value in (known | typed).items()}


def test_figures_are_computed_and_confirmed(as_, world):
    client = as_("writer")

    response = client.post(at("sheet-figures"), figure_form(world) | {"do": "confirm"})

    actual = Actual.objects.get()
    assert response.headers["Location"] == at("sheet-text", task="done")
    assert (actual.value, actual.numerator, actual.entered_by) == (
        D("97.4"),
        D(974),
        world.accounts["writer"],
    )
    sheet = world.sheet()
    assert (sheet.state, sheet.suggested) == ("drafting", world.grade("miss"))
    assert sheet.figures_confirmed_on is not None
    assert "<b>97.4</b>％" in text_of(client.get(at("sheet-figures")))


def test_saved_figures_are_shown_back_without_being_confirmed(as_, world):
    client = as_("writer")

    response = client.post(at("sheet-figures"), figure_form(world) | {"do": "save"})

    assert response.headers["Location"] == at("sheet-figures")
    assert world.sheet().figures_confirmed_on is None
    assert world.sheet().suggested == world.grade("miss")


def test_number_beside_a_state_without_one_is_not_dropped(as_, world):
    typed = figure_form(world, status="not_applicable")

    refused = as_("writer").post(at("sheet-figures"), typed)
    emptied = as_("writer").post(
        at("sheet-figures"),
        figure_form(world, status="not_applicable", numerator="", denominator=""),
    )

    assert refused.status_code == 422
    assert "この状態では数を残せません" in text_of(refused)
    assert emptied.status_code == 302


def test_wrong_figures_are_refused_beside_their_fields(as_, world):
    response = as_("writer").post(
        at("sheet-figures"), figure_form(world, numerator="1001", source_note="")
    )

    page = text_of(response)
    assert response.status_code == 422
    assert "「収入済額」が「調定額」より大きくなっています。" in page
    assert "どの資料の数字かが書かれていません。" in page
    assert 'value="1001"' in page
    assert Actual.objects.count() == 0


def test_attached_file_is_kept_with_the_figure(as_, world):
    indicator = world.item().indicators.get()
    typed = figure_form(world, source_note="") | {"do": "save"}
    typed[f"i{indicator.pk}-upload"] = SimpleUploadedFile("月計.csv", b"tax,974\n")

    response = as_("writer").post(at("sheet-figures"), typed)

    assert response.status_code == 302, text_of(response)
    stored = Actual.objects.get().evidence.get()
    assert (stored.name, stored.section) == ("月計.csv", world.sections["tax"])


def test_second_writer_of_a_figure_sees_the_stored_one_and_both_stay(as_, world):
    indicator = world.item().indicators.get()
    seen = enter(indicator).version
    client = as_("writer")
    client.post(at("sheet-figures"), figure_form(world, numerator="980", version=seen))

    response = as_("writer2").post(
        at("sheet-figures"), figure_form(world, numerator="970", version=seen)
    )

    page = text_of(response)
    assert response.status_code == 422
    rows = response.context["forms"][0].merged.clashes
    assert [(r.label, r.base, r.mine, r.theirs) for r in rows] == [("分子", "974", "970", "980")]
    assert ("<td" in page, "相手" in page, 'value="970"' in page) == (True, True, True)
    assert Actual.objects.get().value == D("98.0")

    version = response.context["forms"][0].initial["version"]
    client.post(at("sheet-figures"), figure_form(world, numerator="970", version=version))
    assert Actual.objects.get().value == D("97.0")


def test_fields_of_a_figure_that_two_people_changed_apart_come_together(as_, world):
    indicator = world.item().indicators.get()
    seen = enter(indicator).version
    as_("writer").post(at("sheet-figures"), figure_form(world, numerator="980", version=seen))

    mine = figure_form(world, numerator="974", note="推計を含む", version=seen)
    response = as_("writer2").post(at("sheet-figures"), mine)

    form = response.context["forms"][0]
    assert (form.initial["numerator"], form.initial["note"]) == (D("980"), "推計を含む")
    assert "両方の入力を合わせて" in text_of(response)


def test_actions_are_reported(as_, world):
    action = YearlyAction.objects.create(
        item=world.item(), fy=FY, planned_text="案内を送る", planned_stage="run"
    )
    client = as_("writer")
    typed = {"actual_text": "送った", "actual_stage": "finish", "version": action.version}

    client.post(at("sheet-actions"), {f"a{action.pk}-{name}": v for name, v in typed.items()})

    action.refresh_from_db()
    assert (action.actual_text, action.actual_stage) == ("送った", "finish")
    stale = client.post(
        at("sheet-actions"),
        {f"a{action.pk}-{name}": v for name, v in (typed | {"actual_text": "x"}).items()},
    )
    assert stale.status_code == 422
    assert "ほかの人がこの内容を保存しました。" in text_of(stale)
    (clash,) = stale.context["forms"][0].merged.clashes
    assert (clash.base, clash.mine, clash.theirs) == ("", "x", "送った")
    assert ">x</textarea>" in text_of(stale).replace("\n", "")


def test_two_of_headquarters_do_not_overwrite_each_other(as_, world):
    bring_to(world, "checked")
    seen = world.sheet().version
    client = as_("headquarters")
    first = {"do": "save", "version": seen, "remark": "先に書いた意見"}
    client.post(at("acceptance-sheet"), first)

    response = client.post(at("acceptance-sheet"), first | {"remark": "あとの意見"})

    assert response.status_code == 409
    page = text_of(response)
    assert ("先に書いた意見" in page, "あとの意見</textarea>" in page) == (True, True)
    assert world.sheet().headquarters_remark == "先に書いた意見"
    version = response.context["form"].initial["version"]
    client.post(at("acceptance-sheet"), first | {"remark": "あとの意見", "version": version})
    assert world.sheet().headquarters_remark == "あとの意見"
