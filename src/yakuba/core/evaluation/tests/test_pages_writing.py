"""A section's pages: its list, the four tasks, conflicts, figures, actions."""

import pytest
from django.urls import reverse

from yakuba.core.evaluation.models import Sheet
from yakuba.core.evaluation.sheets import move, refresh
from yakuba.core.evaluation.tests.pages import at, send, text_of
from yakuba.core.evaluation.tests.town import FY, bring_to, enter, write
from yakuba.platform.drafts.models import Draft

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
    with django_assert_num_queries(11) as few:
        client.get(address)
    world.round.sheets.filter(item__item_key__in=["1-1-c", "1-1-d"]).delete()
    with django_assert_num_queries(len(few)):
        client.get(address)
