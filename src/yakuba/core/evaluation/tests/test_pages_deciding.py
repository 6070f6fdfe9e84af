"""The pages of those who decide: head, headquarters, finance."""

import pytest
from django.urls import reverse

from yakuba.core.evaluation.models import MoneyEffect
from yakuba.core.evaluation.sheets import move, save_sheet
from yakuba.core.evaluation.tasks import FIELDS as TASKS
from yakuba.core.evaluation.tests.pages import at, decide, of_year, text_of
from yakuba.core.evaluation.tests.town import FY, bring_to, make_world, write
from yakuba.core.indicators.models import Actual
from yakuba.platform.office.tests.people import give_post

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


DATES = {
    "opens_on_year": "令和6",
    "opens_on_month": "4",
    "opens_on_day": "10",
    "due_on_year": "令和6",
    "due_on_month": "5",
    "due_on_day": "31",
}
FIGURE = {
    "status": "provisional",
    "numerator": "974",
    "denominator": "1000",
    "source_note": "月計",
}


def test_whole_year_goes_through_the_pages(client, db):
    world = make_world(opened=False)
    prefix = f"i{world.item().indicators.get().pk}"

    def post(who, address, **typed):
        client.force_login(world.accounts[who])
        response = client.post(address, typed)
        assert response.status_code == 302, text_of(response)

    post("secretariat", of_year("round-open"), scale=world.scale.pk, message="", **DATES)
    post("writer", at("sheet-figures"), **{f"{prefix}-{n}": v for n, v in FIGURE.items()})
    for task, field in TASKS.items():
        typed = {field: "書きました。", "grade": world.grade("miss").pk}
        post("writer", at("sheet-text", task=task), version=world.sheet().version, **typed)
    post("writer", at("sheet-move"), do="propose")
    post("head", at("sheet-approval"), do="submit", version=world.sheet().version)
    post("secretariat", at("board-sheet"), do="check", version=world.sheet().version)
    post("headquarters", at("acceptance-sheet"), do="accept", grade="", remark="")

    sheet = world.sheet()
    assert (sheet.state, sheet.grade, sheet.suggested) == ("accepted", *[world.grade("miss")] * 2)
    assert str(sheet.figures.get().calculation.value) == "97.4000"
    steps = ["open", "write", "propose", "submit", "check", "accept"]
    assert [step.name for step in sheet.steps.all()] == steps
