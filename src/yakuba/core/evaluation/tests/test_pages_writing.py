"""A section's pages: its list, the four tasks, conflicts, figures, actions."""

from decimal import Decimal as D

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from yakuba.core.evaluation.models import Sheet, YearlyAction
from yakuba.core.evaluation.sheets import move, refresh
from yakuba.core.evaluation.tests.town import FY, TEXTS, bring_to, enter, write
from yakuba.core.indicators.models import Actual
from yakuba.platform.drafts.models import Draft

KEY = "1-1-a"


@pytest.fixture
def as_(client, world):
    """Return a function that signs in and gives the client."""

    def sign_in(name):
        client.force_login(world.accounts[name])
        return client

    return sign_in


def at(name, key=KEY, **parts):
    return reverse(name, kwargs={"fy": FY.year, "key": key} | parts)


def text_of(response):
    return response.content.decode()


def send(client, task, version, **typed):
    return client.post(at("sheet-text", task=task), {"version": version} | typed)


# the list and the tasks


def test_list_shows_a_section_its_own_reports_and_all_on_request(as_):
    client = as_("writer")
    address = reverse("report-list", kwargs={"fy": FY.year})

    own, everything = text_of(client.get(address)), text_of(client.get(address + "?all=1"))

    assert ("総合窓口の設置" in own, "補助金の見直し" in own) == (True, False)
    assert "補助金の見直し" in everything


def test_reports_lead_to_the_year_of_the_open_round(as_):
    response = as_("writer").get(reverse("reports"))

    assert response.headers["Location"] == "/staff/reports/2023/"


def test_bar_of_years_leads_to_the_same_page_of_that_year(as_):
    response = as_("writer").get("/staff/reports/2023/?fy=2022")

    assert response.headers["Location"] == "/staff/reports/2022/"


def test_year_without_a_round_says_so(as_):
    assert "照会は、まだ始まっていません" in text_of(as_("writer").get("/staff/reports/2022/"))


@pytest.mark.parametrize("address", ["/staff/reports/0/", "/staff/reports/2023/9-9-z/"])
def test_year_or_item_that_does_not_exist_is_not_found(as_, address):
    assert as_("writer").get(address).status_code == 404


def test_tasks_tell_what_is_done_and_how_many_days_are_left(as_, world):
    enter(world.item().indicators.get())
    client = as_("writer")
    send(client, "done", world.sheet().version, done_text="案内を送りました。")

    page = text_of(client.get(at("sheet")))

    assert "4つのうち1つ終わりました。" in page
    assert "あと9日" in page
    assert "<b>97.4</b>％" in page


def test_proposal_lists_all_that_is_missing_and_stays(as_, world):
    enter(world.item().indicators.get())
    response = as_("writer").post(at("sheet-move"), {"do": "propose"})

    page = text_of(response)
    assert response.status_code == 422
    assert "エラー：" in page
    assert "いまは「起案する」ができる状態ではありません。" in page
    assert world.sheet().state == "open"


def test_proposal_of_a_draft_names_each_missing_text(as_, world):
    client = as_("writer")
    send(client, "done", world.sheet().version, done_text="案内を送りました。")

    page = text_of(client.post(at("sheet-move"), {"do": "propose"}))

    assert "実績を確かめていません。" in page
    assert "「次にすること」が書かれていません。" in page
    assert "「できたこと」が書かれていません。" not in page
    assert world.sheet().state == "drafting"


def test_proposal_goes_to_the_head_and_can_be_withdrawn(as_, world):
    write(world)
    client = as_("writer")

    client.post(at("sheet-move"), {"do": "propose", "once": "k1"})
    assert world.sheet().state == "proposed"
    client.post(at("sheet-move"), {"do": "propose", "once": "k1"})
    assert world.sheet().state == "proposed"
    client.post(at("sheet-move"), {"do": "withdraw", "once": "k2"})

    assert world.sheet().state == "drafting"
    assert [step.name for step in world.sheet().steps.all()][2:] == ["propose", "withdraw"]


def test_returned_report_shows_the_reason_in_full(as_, world):
    move(bring_to(world, "proposed"), "send_back", actor=world.actor("head"), comment="内訳を。")

    page = text_of(as_("writer").get(at("sheet")))

    assert "差し戻されました。" in page
    assert "内訳を。" in page


# writing


def test_saved_text_leads_to_the_next_task_and_forgets_the_draft(as_, world):
    client = as_("writer")
    sheet = world.sheet()
    Draft.objects.create(
        account=world.accounts["writer"], form="sheet-done", record=str(sheet.pk), data={}
    )

    response = send(client, "done", sheet.version, done_text="一行目\r\n二行目")

    assert response.headers["Location"] == at("sheet-text", task="not-done")
    assert (world.sheet().done_text, Draft.objects.count()) == ("一行目\n二行目", 0)


def test_same_form_sent_twice_is_stored_once(as_, world):
    client, version = as_("writer"), world.sheet().version

    send(client, "done", version, done_text="案内を送りました。", once="k1")
    stored = world.sheet().version
    response = send(client, "done", version, done_text="案内を送りました。", once="k1")

    assert (response.status_code, world.sheet().version) == (302, stored)


def test_empty_or_long_text_is_refused_with_what_was_typed(as_, world):
    client, version = as_("writer"), world.sheet().version

    empty = send(client, "done", version, done_text=" ")
    long = send(client, "done", version, done_text="長" * 601)

    assert (empty.status_code, long.status_code) == (422, 422)
    assert "600字までです。いま601字あります。" in text_of(long)
    assert "長" * 601 in text_of(long)
    assert world.sheet().state == "open"


def test_individual_number_is_refused_and_the_text_stays_on_the_page(as_, world):
    response = send(
        as_("writer"), "done", world.sheet().version, done_text="番号は123456789018です。"
    )

    page = text_of(response)
    assert response.status_code == 422
    assert "個人番号と思われる" in page
    assert "番号は123456789018です。</textarea>" in page


def test_going_back_keeps_a_draft_for_its_writer_alone(as_, world):
    client = as_("writer")
    send(
        client,
        "not-done",
        world.sheet().version,
        do="back",
        not_done_text="書きかけ",
        causes=["law"],
    )

    assert world.sheet().not_done_text == ""
    page = text_of(client.get(at("sheet-text", task="not-done")))
    assert "書きかけ</textarea>" in page
    assert "下書きを開きました" in page
    assert "書きかけ" in text_of(client.get(at("sheet")))
    assert "書きかけ</textarea>" not in text_of(
        as_("writer2").get(at("sheet-text", task="not-done"))
    )


def test_autosaved_words_come_back_as_they_were_typed(as_, world):
    client, sheet = as_("writer"), world.sheet()
    address = reverse("draft-autosave", kwargs={"form": "sheet-not-done", "record": str(sheet.pk)})
    typed = {"version": sheet.version, "not_done_text": "途中", "causes": "budget", "grade": ""}

    saved = client.post(address, typed)
    page = text_of(client.get(at("sheet-text", task="not-done")))

    assert saved.status_code == 200
    assert "途中</textarea>" in page
    assert 'value="budget" class' in page or 'value="budget"' in page
    assert page.count(" checked") == 2  # the cause, and no grade


def test_suggested_grade_is_marked_and_another_needs_a_reason(as_, world):
    enter(world.item().indicators.get())
    refresh(world.sheet())
    client = as_("writer")
    page = text_of(client.get(at("sheet-text", task="not-done")))
    assert page.count("決まりどおり</span>") == 1

    typed = {"not_done_text": "遅れました。", "grade": world.grade("near").pk}
    refused = send(client, "not-done", world.sheet().version, **typed)
    assert refused.status_code == 422
    assert "決まりとちがう評価を選んだ理由が書かれていません。" in text_of(refused)
    assert "遅れました。</textarea>" in text_of(refused)

    send(client, "not-done", world.sheet().version, override_reason="雪害", **typed)
    assert (world.sheet().grade, world.sheet().override_reason) == (world.grade("near"), "雪害")


def test_last_years_text_stands_beside(as_, world):
    before = world.sheet()
    before.pk, before._state.adding, before.state = None, True, "published"
    before.round = world.round.__class__.objects.create(
        plan=world.plan,
        fy=FY.previous,
        scale=world.scale,
        opens_on=world.round.opens_on,
        due_on=world.round.due_on,
    )
    before.done_text = "去年の文です。"
    before.save()

    page = text_of(as_("writer").get(at("sheet-text", task="done")))

    assert "<p>去年の文です。</p>" in page
    assert "令和4年度" in page


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
    assert "ほかの人が保存した値" in page
    assert ("980÷1,000" in page, 'value="970"' in page) == (True, True)
    assert Actual.objects.get().value == D("98.0")


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


# rights


@pytest.mark.parametrize("name", ["sheet-figures", "sheet-actions"])
@pytest.mark.parametrize("who", ["other", "head", "finance", "headquarters", "auditor"])
def test_others_do_not_reach_the_writing_pages(as_, world, name, who):
    assert as_(who).get(at(name)).status_code == 403


@pytest.mark.parametrize("who", ["other", "head", "finance", "headquarters", "auditor"])
def test_others_do_not_write_texts_but_read_the_paper(as_, world, who):
    client = as_(who)

    assert send(client, "done", world.sheet().version, done_text="x").status_code == 403
    assert client.get(at("sheet")).headers["Location"] == at("sheet-paper")
    assert client.get(at("sheet-paper")).status_code == 200
    assert world.sheet().done_text == ""


def test_secretariat_writes_on_behalf_and_the_page_says_so(as_, world):
    client = as_("secretariat")
    assert client.get(at("sheet")).headers["Location"] == at("sheet-paper")
    assert "税務町民課の代わりに入力しています。" in text_of(client.get(at("sheet") + "?behalf=1"))

    send(client, "done", world.sheet().version, done_text="電話で聞きました。")

    assert Sheet.objects.get(pk=world.sheet().pk).on_behalf_of == "税務町民課"
    assert "事務局が代わりに入力" in text_of(client.get(at("sheet-paper")))


@pytest.mark.parametrize("state", ["proposed", "submitted", "accepted"])
def test_report_that_was_passed_on_cannot_be_opened_for_writing(as_, world, state):
    bring_to(world, state)
    client = as_("writer")

    for name, parts in (("sheet-text", {"task": "done"}), ("sheet-figures", {})):
        assert client.get(at(name, **parts)).headers["Location"] == at("sheet")
    response = send(client, "done", world.sheet().version, done_text="後から")
    assert response.status_code == 422
    assert "後から</textarea>" in text_of(response)


def test_signed_out_person_is_asked_to_sign_in(client, world):
    assert client.get(at("sheet")).headers["Location"].startswith("/accounts/login/")


def test_list_takes_the_same_queries_for_any_number_of_reports(
    as_, world, django_assert_num_queries
):
    client = as_("writer")
    address = "/staff/reports/2023/?all=1"
    client.get(address)
    with django_assert_num_queries(10) as few:
        client.get(address)
    world.round.sheets.filter(item__item_key__in=["1-1-c", "1-1-d"]).delete()
    with django_assert_num_queries(len(few)):
        client.get(address)
