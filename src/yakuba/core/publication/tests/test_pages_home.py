"""The home page: what a resident reads in ten seconds."""

import pytest

from yakuba.core.publication import pages
from yakuba.core.publication.links import Page
from yakuba.core.publication.tests import sample
from yakuba.core.publication.tests.reader import HOME, Fixed, Read, html, read


def test_home_says_the_result_in_its_heading():
    assert read(HOME).texts("h1") == ["3の約束のうち、1が目標に届きました。"]


def test_home_says_when_nothing_was_reached():
    edition = sample.snapshot()
    edition["items"][2]["years"][1]["grade"] = "near"

    found = read(HOME, edition=edition)

    assert found.texts("h1") == ["3の約束のうち、目標に届いたものはありませんでした。"]


def test_home_lead_compares_same_items_and_names_the_missed():
    assert read(HOME).texts("yk-lead") == [
        "前の年度と同じ数です。届かなかった1つは、防災訓練です。"
        "理由と次の手を、それぞれのページに書いています。"
    ]


@pytest.mark.parametrize(
    ("grade", "sentence"),
    [("done", "前の年度より1つ増えました。"), ("miss", "前の年度と同じ数です。")],
)
def test_home_lead_counts_the_change(grade, sentence):
    edition = sample.snapshot()
    edition["items"][0]["years"][1]["grade"] = grade

    assert read(HOME, edition=edition).texts("yk-lead")[0].startswith(sentence)


def test_home_does_not_compare_across_a_change_of_scale():
    edition = sample.snapshot()
    edition["scales"].append(edition["scales"][0] | {"version": 2})
    for each in edition["items"]:
        each["years"][1]["scale_version"] = 2

    lead = read(HOME, edition=edition).texts("yk-lead")[0]

    assert lead.startswith("評価の決まりが変わったため、前の年度とは比べられません。")


def test_home_beads_show_one_mark_per_item_and_every_count():
    found = read(HOME)

    words = ["達成 1", "おおむね達成 0", "未達 1", "指標なし 1"]
    assert found.texts("yk-beads-word") == words
    beads = [len(list(each)) for each in found.all("yk-beads-marks")]
    assert beads == [1, 1, 1]


def test_home_rows_show_state_figure_and_target():
    assert read(HOME).texts("yk-row") == [
        "令和3年度 達成、令和4年度 防災訓練0回 未達目標 15回",
        "令和3年度 指標なし、令和4年度 人材の活用― 指標なし測っていません",
        "令和3年度 おおむね達成、令和4年度 町税の収納率98.6％ 達成目標 98.8％",
    ]


def test_home_goal_counts_its_items():
    assert read(HOME).texts("yk-goal-sum") == ["0／2項目で達成", "1／1項目で達成"]


def test_home_news_shows_a_correction_with_old_and_new_value_once():
    news = [text for text in read(HOME).texts("li") if "訂正" in text]

    assert news == [
        "令和4年10月15日町税の収納率：令和3年度の実績を、98.4％から98.3％に訂正しました"
    ]


def test_home_has_no_average_and_no_score():
    text = html(HOME)

    assert "平均" not in text
    assert "点数" not in text


def test_home_of_many_items_counts_per_measure_and_leads_to_goal_pages():
    found = read(HOME, edition=sample.large(121))

    assert found.texts("yk-row") == []
    assert found.all("yk-beads-marks") == []
    assert [href for href in found.hrefs() if "goals" in href] == [
        "goals/1.html",
        "goals/2.html",
    ]


def test_home_of_120_items_still_lists_them():
    found = read(HOME, edition=sample.large(120))

    assert len(found.texts("yk-row")) == 120


def test_goal_page_lists_all_items():
    found = read(Page("goal", "1"), edition=sample.large(121))

    assert len(found.texts("yk-row")) == 81


def test_home_before_publication_shows_the_tree_and_the_date_due():
    found = read(HOME, edition=sample.unpublished())

    assert found.texts("h1") == ["3の約束の結果は、これから公表します"]
    assert found.texts("yk-lead") == [
        "令和3年度の結果を、令和4年9月30日までに公表します。"
        "いまは、町が何を約束したかをお読みください。"
    ]
    assert [text for text in found.texts("li") if "課" in text] == [
        "地域の防災力の向上総務課",
        "人材の活用総務課",
        "町税収納率向上の取組税務町民課（現 税務課）",
    ]


def test_page_without_plan_names_the_next_step():
    found = Read(pages.render_empty(links=Fixed(HOME, "ja"), language="ja"))

    assert found.texts("h1") == ["まだプランがありません"]
    assert "プランの文書を読み込んでください" in found.texts("main")[0]
