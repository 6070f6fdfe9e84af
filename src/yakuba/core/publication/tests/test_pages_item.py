"""The item page: from the promise down to where a figure comes from."""

import pytest

from yakuba.core.publication.links import Page
from yakuba.core.publication.tests import sample
from yakuba.core.publication.tests.reader import DRILLS, HOME, PEOPLE, TAX, plain, read


def test_item_card_shows_figure_gap_and_parts():
    found = read(TAX)

    assert found.texts("yk-figure-val") == ["98.6％"]
    assert found.texts("yk-figure-state") == ["おおむね達成"]
    assert found.texts("yk-figure-say") == [
        "おおむね達成 目標 98.8％まで、あと0.2ポイントでした。"
        "前の年度（令和3年度）は98.3％でした。 "
        "項目の評価は「達成」です。理由は下の評価に書いています。"
    ]
    assert found.texts("yk-figure-parts") == [
        "納めるはずの額（調定額）567,842,300円納められた額（収入済額）559,900,100円"
        "はじめの値（令和2年度）98.0％"
    ]


def test_item_source_writes_the_fraction_and_where_it_ends():
    found = read(TAX)

    assert found.texts("yk-frac") == [
        "納められた額（収入済額）559,900,100円納めるはずの額（調定額）567,842,300円 "
        "× 100 をかけると＝ 小数第2位を四捨五入98.6％"
    ]
    assert found.texts("yk-kv")[0].startswith("もとの資料令和4年度決算書 12頁決算書.pdf")
    assert sample.DIGEST in found.texts("yk-mono")
    assert found.texts("yk-note--info")[0] == (
        "たどれるのはここまでです。この数字は、税務町民課が「令和4年度決算書 12頁」を"
        "見て入れたものです。その資料のもとになった一件ごとの記録は、"
        "このしくみには入っていません。"
    )


def test_item_table_has_every_year_with_the_missing_one_and_the_changed_target():
    rows = [plain(row) for row in read(TAX).all("tr")]

    assert rows[1:7] == [
        "令和5年度99.0――まだ出ていません",
        "令和4年度98.898.6−0.2おおむね達成",
        "令和3年度98.6から変更 98.598.3−0.2おおむね達成 訂正あり",
        "令和2年度―98.0―目標なし",
        "令和元年度―――記録なし",
        "平成30年度―97.9―目標なし",
    ]


def test_item_says_why_a_target_was_changed():
    notes = read(TAX).texts("yk-small")

    assert (
        "令和3年度の目標は、98.6％から98.5％に変わりました。理由：制度の改正があったため" in notes
    )


def test_item_correction_keeps_old_and_new():
    found = read(TAX)

    assert [plain(each) for each in found.all("s")] == ["98.6", "98.4％"]
    assert "令和4年10月15日令和3年度の実績98.4％ → 98.3％" in found.texts("yk-side")[0]


def test_item_override_says_rule_choice_and_reason():
    found = read(TAX)

    assert found.texts("yk-note--warn") == [
        "決まりでは おおむね達成、選んだ評価は 達成理由：納期の後の入金を確かめたため"
    ]


def test_item_shows_newest_evaluation_open_and_earlier_ones_folded():
    found = read(TAX)

    folded = [text for text in found.texts("details") if "自己評価" in text]
    assert len(folded) == 1
    assert folded[0].startswith("令和3年度の自己評価：おおむね達成税務町民課（現 税務課）")
    assert "スマートフォンで" not in folded[0]
    assert "スマートフォンで納められるようにしました。" in found.texts("yk-prose")[0]
    assert "本部の意見次の年も続けること" in found.texts("yk-prose")[0].replace(" ", "")


def test_item_effects_stand_in_the_column_of_their_class():
    table = next(each for each in read(TAX).all("table") if "この項目の効果額" in plain(each))
    rows = [[plain(cell) for cell in row] for row in table.iter("tr")][2:]

    assert rows == [
        ["令和4年度", "3,320,500", "―", "―", "―", "続く、決算で確認"],
        ["令和4年度", "―", "―", "12,000,000", "―", "その年度だけ、決算で確認"],
        [
            "令和4年度",
            "―",
            "―",
            "―",
            "350,400",
            "続く、決算で確認町の合計には入れません",
        ],
    ]


def test_item_with_zero_shows_zero_and_the_ratio():
    found = read(DRILLS)

    assert found.texts("yk-figure-val") == ["0回"]
    assert found.texts("yk-figure-state") == ["未達"]
    assert "目標に対する割合（実績 ÷ 目標）：0.0％" in found.texts("yk-kv")[0]
    assert "令和3年度1531+16達成" in [plain(row) for row in found.all("tr")]


def test_item_without_indicator_says_not_measured():
    found = read(PEOPLE)

    assert found.texts("h2")[0] == "まだ、数字で測っていません"
    assert found.texts("yk-figure-val") == []
    assert found.texts("yk-figure-state") == ["指標なし"]


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("not_yet", "令和4年度の数字：まだ出ていません"),
        ("not_available", "令和4年度の数字：記録なし"),
        ("not_applicable", "令和4年度の数字：対象外"),
    ],
)
def test_item_without_value_says_why(status, sentence):
    edition = sample.snapshot()
    edition["items"][0]["indicators"][0]["points"][1] |= {
        "value": None,
        "gap": None,
        "grade": None,
        "status": status,
    }

    card = read(DRILLS, edition=edition).texts("yk-figure")[0]

    assert sentence in card
    assert "令和4年度の目標は15回です。" in card


def test_item_before_publication_shows_target_and_date_due():
    card = read(TAX, edition=sample.unpublished()).texts("yk-figure")[0]

    assert "結果は、これから公表します。令和4年9月30日までに公表します。" in card
    assert "令和3年度の目標は98.5％です。" in card


def test_corrected_figure_of_the_shown_year_links_to_its_correction():
    edition = sample.snapshot()
    points = edition["items"][2]["indicators"][0]["points"]
    points[3]["was"] = {"value": "98.7", "correction": 2}

    card = read(TAX, edition=edition).texts("yk-figure-say")[0]

    assert "この数字は、公表した後に訂正しました" in card
    assert "公表した後に訂正しました" not in read(TAX).texts("yk-figure-say")[0]


def test_changed_method_is_not_compared():
    edition = sample.snapshot()
    points = edition["items"][2]["indicators"][0]["points"]
    points[3] |= {"breaks": True, "break_note": "分母に滞納分を入れました。"}

    found = read(TAX, edition=edition)

    say = found.texts("yk-figure-say")[0]
    assert "測り方が変わったため、前の年度とは比べられません。" in say
    assert "前の年度（" not in say
    assert (
        "令和4年度から測り方が変わったため、それより前とは比べられません。"
        "分母に滞納分を入れました。" in found.texts("yk-small")
    )


def test_relisted_item_shows_the_other_one_and_counts_once():
    edition = sample.snapshot()
    edition["items"].append(
        sample.item("1-1-c", "1-1", "(1)-①-c", "収納率（再掲）", "収納率（再掲）")
        | {"relisted_of": "2-1-a"}
    )

    assert read(HOME, edition=edition).texts("h1") == ["3の約束のうち、1が目標に届きました。"]
    found = read(Page("item", "1-1-c"), edition=edition)
    assert found.texts("yk-figure-val") == ["98.6％"]
    assert "この項目は「町税収納率向上の取組」の再掲です。" in found.texts("yk-title")[0]


def test_section_head_shows_the_sections_own_grade_and_headquarters_stand_under_theirs():
    edition = sample.snapshot()
    item = next(each for each in edition["items"] if each["key"] == "2-1-a")
    newest = next(each for each in item["years"] if each["fy"] == 2022)
    newest |= {"grade": "near", "headquarters_grade": "miss", "suggested": "near"}

    found = read(TAX, edition=edition)

    assert found.texts("yk-by")[0].endswith("評価 おおむね達成（決まりどおり）")
    assert "本部の意見本部が改めた評価 未達" in found.texts("yk-prose")[0]
