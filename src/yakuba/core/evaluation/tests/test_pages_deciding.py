"""The pages of those who decide: head, secretariat, headquarters, finance."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse

from yakuba.core.evaluation.models import MoneyEffect, Round, RoundState, SectionDue
from yakuba.core.evaluation.sheets import move, save_sheet
from yakuba.core.evaluation.tests.town import DUE, FY, bring_to, make_world, write
from yakuba.core.indicators.models import Actual
from yakuba.core.plan.owners import owners_of
from yakuba.platform.office.tests.people import give_post

YEAR = {"fy": FY.year}


@pytest.fixture
def as_(client, world):
    def sign_in(name):
        client.force_login(world.accounts[name])
        return client

    return sign_in


def at(name, key="1-1-a"):
    return reverse(name, kwargs=YEAR | {"key": key})


def of_year(name):
    return reverse(name, kwargs=YEAR)


def text_of(response):
    return response.content.decode()


def decide(client, world, do, *, page="sheet-approval", key="1-1-a", **more):
    typed = {"do": do, "version": world.sheet(key).version, "comment": ""} | more
    return client.post(at(page, key), typed)


# the head


def test_head_sees_what_is_decided_and_submits(as_, world):
    bring_to(world, "proposed")
    client = as_("head")

    page = text_of(client.get(at("sheet-approval")))
    response = decide(client, world, "submit", once="k1")

    assert "はじめて回ってきました。" in page
    assert "口座振替の案内を全世帯に送りました。" in page
    assert response.headers["Location"] == at("sheet-paper")
    assert world.sheet().state == "submitted"
    assert decide(client, world, "submit", once="k1").status_code == 302


def test_head_sends_back_only_with_a_reason(as_, world):
    bring_to(world, "proposed")
    client = as_("head")

    refused = decide(client, world, "send_back")
    assert refused.status_code == 422
    assert "理由が書かれていません。" in text_of(refused)
    decide(client, world, "send_back", comment="内訳を書いてください。")

    assert world.sheet().state == "returned"


def test_head_sees_field_by_field_what_changed_since_last_time(as_, world):
    sheet = bring_to(world, "submitted")
    move(sheet, "return", actor=world.actor("secretariat"), comment="内訳を。")
    sheet = save_sheet(
        world.sheet(),
        {"done_text": "内訳は42件です。"},
        actor=world.actor("writer"),
        expected_version=world.sheet().version,
    )
    move(sheet, "propose", actor=world.actor("writer"))

    page = text_of(as_("head").get(at("sheet-approval")))

    assert "<del>口座振替の案内を全世帯に送りました。</del>" in page
    assert "<ins>内訳は42件です。</ins>" in page
    assert page.count("<del>") == 1


def test_head_does_not_decide_what_changed_meanwhile(as_, world):
    sheet = bring_to(world, "proposed")
    client = as_("head")

    response = decide(client, world, "submit", version=sheet.version - 1)

    assert response.status_code == 422
    assert "ほかの人がこの内容を保存しました。" in text_of(response)
    assert world.sheet().state == "proposed"


def test_own_draft_is_refused_beforehand_in_words(as_, world):
    give_post(world.accounts["writer"].person, "head", section=world.sections["tax"])
    bring_to(world, "proposed")
    client = as_("writer")

    assert "自分が書いたものを自分で提出することはできません。" in text_of(
        client.get(at("sheet-approval"))
    )
    assert decide(client, world, "submit").status_code == 422


@pytest.mark.parametrize("who", ["writer", "other_head", "secretariat", "headquarters", "auditor"])
def test_only_the_own_head_decides(as_, world, who):
    bring_to(world, "proposed")

    assert as_(who).get(at("sheet-approval")).status_code == 403
    assert decide(as_(who), world, "submit").status_code == 403
    assert world.sheet().state == "proposed"


def test_decision_page_of_another_state_leads_to_the_paper(as_, world):
    assert as_("head").get(at("sheet-approval")).headers["Location"] == at("sheet-paper")


# the board


def test_board_says_who_is_late_since_when(as_, world, monkeypatch):
    bring_to(world, "submitted")
    monkeypatch.setenv("YAKUBA_TODAY", "2024-06-05")

    page = text_of(as_("secretariat").get(of_year("board-list")))

    assert "4件のうち、3件が期限を過ぎています" in page
    assert page.count("5日超過") == 3
    assert "5月31日から" in page


def test_board_says_in_words_what_it_shows(as_, world):
    bring_to(world, "submitted")
    section = world.sections["tax"].pk
    client = as_("secretariat")

    page = text_of(client.get(of_year("board-list") + f"?section={section}&state=submitted"))
    late = text_of(client.get(of_year("board-list") + "?late=1"))

    assert "<b>税務町民課</b>" in page
    assert "状態が「提出済み」" in page
    assert (page.count('<th role="rowheader"'), late.count('<th role="rowheader"')) == (1, 0)
    assert "この条件に合う報告はありません" in late


def test_several_reports_are_checked_at_once_or_none(as_, world):
    first = bring_to(world, "submitted")
    second = bring_to(world, "submitted", "1-1-b")
    third = world.sheet("1-1-c")
    client = as_("secretariat")

    refused = client.post(of_year("board-list"), {"sheet": [first.pk, third.pk]})
    assert refused.status_code == 422
    assert "1-1-c 補助金の見直し：" in text_of(refused)
    assert world.sheet().state == "submitted"

    client.post(of_year("board-list"), {"sheet": [first.pk, second.pk], "once": "k1"})
    assert (world.sheet().state, world.sheet("1-1-b").state) == ("checked", "checked")
    assert client.post(of_year("board-list"), {"once": "k2"}).status_code == 422


def test_secretariat_checks_and_returns_one_report(as_, world):
    bring_to(world, "submitted")
    client = as_("secretariat")
    assert "事務局の確認" in text_of(client.get(at("board-sheet")))

    assert decide(client, world, "return", page="board-sheet").status_code == 422
    decide(client, world, "check", page="board-sheet")
    assert world.sheet().state == "checked"
    decide(client, world, "return", page="board-sheet", comment="数字の内訳を。")

    assert world.sheet().state == "returned"
    assert world.sheet().done_text != ""


@pytest.mark.parametrize("who", ["writer", "head", "finance", "headquarters", "auditor"])
def test_others_read_the_board_and_check_nothing(as_, world, who):
    sheet = bring_to(world, "submitted")
    client = as_(who)

    assert client.get(of_year("board-list")).status_code == 200
    assert client.get(at("board-sheet")).status_code == 403
    assert client.post(of_year("board-list"), {"sheet": [sheet.pk]}).status_code == 403
    for name in ("round-open", "board-due", "reminders", "owners"):
        assert client.get(of_year(name)).status_code == 403
    assert world.sheet().state == "submitted"


def test_board_as_csv_holds_every_row_and_no_formula(as_, world):
    world.item("1-1-b").__class__.objects.filter(item_key="1-1-b").update(short_name="=1+1")

    response = as_("secretariat").get(of_year("board-csv"))

    rows = list(csv.reader(io.StringIO(text_of(response).removeprefix("\ufeff"))))
    assert [row[1] for row in rows] == [
        "項目",
        "町税収納率向上の取組",
        "'=1+1",
        "補助金の見直し",
        "押印の見直し",
    ]
    assert rows[1][2:6] == ["税務町民課", "書き始め前", "2024-05-31", "0"]


def test_section_gets_another_due_date(as_, world):
    section = world.sections["general"]
    typed = {"section": section.pk, "due_on_year": "令和6", "due_on_month": "6", "due_on_day": "10"}

    as_("secretariat").post(of_year("board-due"), typed | {"reason": "異動"})

    row = SectionDue.objects.get()
    assert (row.section, row.due_on, row.reason) == (section, date(2024, 6, 10), "異動")
    assert as_("secretariat").post(of_year("board-due"), {}).status_code == 422


def test_reminder_names_what_is_missing_and_when(as_, world, monkeypatch):
    bring_to(world, "submitted")
    monkeypatch.setenv("YAKUBA_TODAY", "2024-06-05")

    page = text_of(as_("secretariat").get(of_year("reminders")))

    assert "税務町民課 御中" in page
    assert "期限の令和6年5月31日を過ぎています。" in page
    assert "・(1)-①-b 総合窓口の設置（書き始め前）" in page
    assert "・(1)-①-a" not in page


def test_board_takes_the_same_queries_for_any_number_of_reports(
    as_, world, django_assert_max_num_queries
):
    client = as_("secretariat")
    client.get(of_year("board-list"))
    with django_assert_max_num_queries(14) as many:
        client.get(of_year("board-list"))
    world.round.sheets.exclude(item__item_key="1-1-a").delete()
    with django_assert_max_num_queries(14) as few:
        client.get(of_year("board-list"))
    assert len(few) == len(many)


# opening a round


@pytest.fixture
def unopened(db):
    return make_world(opened=False, lead_for_all=False)


def dates(world):
    return {
        "scale": world.scale.pk,
        "opens_on_year": "令和6",
        "opens_on_month": "4",
        "opens_on_day": "10",
        "due_on_year": "令和6",
        "due_on_month": "5",
        "due_on_day": "31",
        "message": "去年から尺度が変わりました。",
    }


def test_round_shows_what_stands_in_its_way_and_opens_when_settled(client, unopened):
    client.force_login(unopened.accounts["secretariat"])
    address = of_year("round-open")
    assert "1-1-d 押印の見直しは、令和5年度の主担当がまだ決まっていません。" in text_of(
        client.get(address)
    )
    assert client.post(address, dates(unopened)).status_code == 422
    assert unopened.round.sheets.count() == 0

    lead = unopened.sections["policy"]
    item = unopened.item("1-1-d")
    joint = unopened.sections["tax"].pk
    client.post(of_year("owners"), {f"lead-{item.pk}": lead.pk, f"joint-{item.pk}": joint})
    response = client.post(address, dates(unopened))

    assert response.headers["Location"] == of_year("board-list")
    round_ = Round.objects.get()
    assert (round_.state, round_.due_on, round_.sheets.count()) == ("open", DUE, 4)
    owners = owners_of(unopened.plan, FY)[item.pk]
    assert (owners.lead, owners.joint) == (lead, [unopened.sections["tax"]])


def test_due_date_before_the_first_day_is_refused(client, unopened):
    client.force_login(unopened.accounts["secretariat"])

    response = client.post(of_year("round-open"), dates(unopened) | {"due_on_month": "3"})

    assert "期限が始める日より前です。" in text_of(response)


def test_year_outside_every_plan_says_what_to_do(client, unopened):
    client.force_login(unopened.accounts["secretariat"])

    for name in ("round-open", "owners"):
        page = text_of(client.get(reverse(name, kwargs={"fy": 2030})))
        assert "決定した計画がありません" in page


def test_owners_of_last_year_are_copied_where_nothing_is_settled(client, unopened):
    from yakuba.core.plan.owners import settle

    settle(unopened.item("1-1-d"), FY.previous, lead=unopened.sections["policy"])
    client.force_login(unopened.accounts["secretariat"])
    page = text_of(client.get(of_year("owners")))
    assert "主担当の決まっていない項目が1件あります" in page

    client.post(of_year("owners"), {"do": "copy"})

    owners = owners_of(unopened.plan, FY)
    assert owners[unopened.item("1-1-d").pk].lead == unopened.sections["policy"]
    assert owners[unopened.item("1-1-a").pk].lead == unopened.sections["tax"]


def test_owners_that_were_not_changed_are_left_alone(client, unopened):
    client.force_login(unopened.accounts["secretariat"])
    item = unopened.item("1-1-a")
    before = item.ownerships.get().pk

    client.post(of_year("owners"), {f"lead-{item.pk}": unopened.sections["tax"].pk})

    assert item.ownerships.get().pk == before


def test_round_is_closed_and_leaves_the_homes(as_, world):
    client = as_("secretariat")

    client.post(of_year("round-close"))

    world.round.refresh_from_db()
    assert world.round.state == RoundState.CLOSED
    assert "今することはありません" in text_of(as_("writer").get("/staff/"))


# headquarters


def test_acceptance_lists_overrides_first(as_, world):
    bring_to(world, "checked", "1-1-b")
    write(world, grade=world.grade("near"), override_reason="雪害")
    for name, who in (("propose", "writer"), ("submit", "head"), ("check", "secretariat")):
        move(world.sheet(), name, actor=world.actor(who))

    page = text_of(as_("headquarters").get(of_year("acceptance-list")))

    assert "うち1件は、課が決まりとちがう評価を選びました。" in page
    assert "町税の収納率（速報）" in page
    assert page.index("(1)-①-a") < page.index("(1)-①-b")


def test_headquarters_accept_several_at_once(as_, world):
    first, second = bring_to(world, "checked"), bring_to(world, "checked", "1-1-b")

    as_("headquarters").post(of_year("acceptance-list"), {"sheet": [first.pk, second.pk]})

    assert {world.sheet(k).state for k in ("1-1-a", "1-1-b")} == {"accepted"}
    assert as_("headquarters").post(of_year("acceptance-list"), {}).status_code == 422


def test_headquarters_change_a_grade_with_a_reason_and_accept(as_, world):
    bring_to(world, "checked")
    client = as_("headquarters")
    typed = {"do": "accept", "grade": world.grade("near").pk, "remark": ""}

    refused = client.post(at("acceptance-sheet"), typed)
    assert refused.status_code == 422
    assert "評価を変えた理由が書かれていません。" in text_of(refused)
    assert world.sheet().state == "checked"

    client.post(at("acceptance-sheet"), typed | {"remark": "雪害を認める。"})
    sheet = world.sheet()
    assert (sheet.state, sheet.headquarters_grade) == ("accepted", world.grade("near"))


def test_acceptance_is_taken_back_only_with_a_reason(as_, world):
    bring_to(world, "accepted")
    client = as_("headquarters")

    assert client.post(at("acceptance-sheet"), {"do": "reopen"}).status_code == 422
    assert world.sheet().state == "accepted"
    client.post(at("acceptance-sheet"), {"do": "reopen", "remark": "数字を直すため"})

    assert world.sheet().state == "returned"
    assert world.sheet().steps.last().comment == "数字を直すため"


@pytest.mark.parametrize("who", ["writer", "head", "secretariat", "finance", "auditor"])
def test_nobody_else_accepts(as_, world, who):
    sheet = bring_to(world, "checked")
    client = as_(who)

    assert client.get(of_year("acceptance-list")).status_code == 403
    assert client.post(of_year("acceptance-list"), {"sheet": [sheet.pk]}).status_code == 403
    assert client.post(at("acceptance-sheet"), {"do": "accept"}).status_code == 403
    assert world.sheet().state == "checked"


# finance


@pytest.fixture
def effect(world):
    return MoneyEffect.objects.create(
        item=world.item(),
        fy=FY,
        effect_class="revenue_up",
        gross_yen=12_340_000,
        baseline_kind="last_year",
    )


def test_finance_sees_hints_and_totals_and_confirms(as_, world, effect):
    bring_to(world, "submitted")
    actual = Actual.objects.get()
    client = as_("finance")

    page = text_of(client.get(of_year("finance-list")))
    assert "かかった費用が0円です。" in page
    assert "12,340,000円" in page
    assert "974÷1,000" in page
    client.post(of_year("finance-list"), {"effect": [effect.pk], "actual": [actual.pk]})

    effect.refresh_from_db()
    actual.refresh_from_db()
    assert (effect.status, actual.status) == ("confirmed", "confirmed")
    assert world.sheet().figures.get().calculation.status == "confirmed"


def test_finance_confirms_all_or_none(as_, world, effect):
    bring_to(world, "accepted")
    actual = Actual.objects.get()

    refused = as_("finance").post(
        of_year("finance-list"), {"effect": [effect.pk], "actual": [actual.pk]}
    )

    assert refused.status_code == 422
    assert "本部が了承する前の速報の数字だけです。" in text_of(refused)
    effect.refresh_from_db()
    assert effect.status == "provisional"
    assert as_("finance").post(of_year("finance-list"), {}).status_code == 422


def test_others_read_the_money_and_confirm_nothing(as_, world, effect):
    client = as_("secretariat")

    assert client.get(of_year("finance-list")).status_code == 200
    assert client.post(of_year("finance-list"), {"effect": [effect.pk]}).status_code == 403


def test_doubtful_group_shows_no_total(as_, world, effect):
    effect.overlap_group, effect.is_counted = "税", False
    effect.save()

    page = text_of(as_("finance").get(of_year("finance-list")))

    assert "直すまで合計は出ません。" in page


@pytest.mark.parametrize(
    ("name", "who", "target"),
    [
        ("board", "secretariat", "board-list"),
        ("acceptance", "headquarters", "acceptance-list"),
        ("finance", "finance", "finance-list"),
    ],
)
def test_link_of_the_header_leads_to_the_open_year(as_, name, who, target):
    assert as_(who).get(reverse(name)).headers["Location"] == of_year(target)


# tables


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("indicator-table", "secretariat"),
        ("method-table", "secretariat"),
        ("target-table", "writer"),
        ("scale-table", "secretariat"),
        ("grade-table", "secretariat"),
        ("band-table", "secretariat"),
        ("action-table", "secretariat"),
        ("effect-table", "writer"),
    ],
)
def test_table_opens_for_its_role_and_not_for_the_auditor(as_, effect, name, who):
    assert as_(who).get(reverse(name)).status_code == 200
    assert as_("auditor").get(reverse(name)).status_code == 403


def row_of(effect, **typed):
    known = {
        "item": effect.item_id,
        "fy": "令和5年度",
        "effect_class": effect.effect_class,
        "continuity": "once",
        "gross_yen": "1,000",
        "cost_yen": "0",
        "baseline_kind": "last_year",
        "is_counted": "on",
        "version": effect.version,
    }
    row = f"row-{effect.pk}"
    empty = {"continuity": "once", "cost_yen": "0", "is_counted": "on"}
    new = {f"new-{number}-{n}": v for number in range(3) for n, v in empty.items()}
    changed = {f"{row}-{n}": v for n, v in (known | typed).items()}
    return {"do": "save", "row": effect.pk} | new | changed


def test_effect_of_the_own_section_is_changed_until_it_is_confirmed(as_, world, effect):
    client = as_("writer")
    client.post(reverse("effect-table"), row_of(effect))
    effect.refresh_from_db()
    assert effect.gross_yen == 1000

    MoneyEffect.objects.update(status="confirmed")
    page = text_of(client.post(reverse("effect-table"), row_of(effect, gross_yen="2,000")))

    effect.refresh_from_db()
    assert effect.gross_yen == 1000
    assert "決算で確認した効果は書きかえられません。" in page


def test_effects_of_other_sections_are_not_listed(as_, effect):
    client = as_("other")

    assert "12,340,000" not in text_of(client.get(reverse("effect-table")))


def test_target_of_a_year_that_began_is_not_changed_in_place(as_, world):
    target = world.item().indicators.get().targets.get()
    row = f"row-{target.pk}"
    typed = {
        "indicator": target.indicator_id,
        "fy": "R5",
        "kind": "annual",
        "value": "97",
        "set_on": "R3.4.1",
        "version": target.version,
    }

    page = text_of(
        as_("secretariat").post(
            reverse("target-table"),
            {"do": "save", "row": target.pk} | {f"{row}-{n}": v for n, v in typed.items()},
        )
    )

    target.refresh_from_db()
    assert target.value == 99
    assert "年度が始まった目標は書きかえられません。" in page
