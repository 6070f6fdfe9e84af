"""Public pages: what a resident reads, from a hand-written edition."""

import re

import html5lib
import pytest

from yakuba.core.publication import pages
from yakuba.core.publication.links import FileLinks, Page
from yakuba.core.publication.tables import tables
from yakuba.core.publication.tests import sample


def html(page: Page, *, edition=None, language: str = "ja") -> str:
    known = edition if edition is not None else sample.snapshot()
    return pages.render(known, page, links=FileLinks(page, language), language=language)


class Fixed(FileLinks):
    """Links that also know the office's side."""

    def page(self, name: str, **parts: object) -> str:
        return "/staff/" if name == "staff-home" else super().page(name, **parts)


class Read:
    """A parsed page: texts by tag or class, links, ids."""

    def __init__(self, text: str) -> None:
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        self.root = parser.parse(text)

    def all(self, name: str) -> list:
        return [each for each in self.root.iter() if name in self._names(each)]

    def texts(self, name: str) -> list[str]:
        return [plain(each) for each in self.all(name)]

    def hrefs(self) -> list[str]:
        return [each.get("href") for each in self.root.iter("a")]

    def ids(self) -> list[str]:
        return [each.get("id") for each in self.root.iter() if each.get("id")]

    def _names(self, each) -> list[str]:
        return [str(each.tag), *(each.get("class") or "").split()]


def plain(element) -> str:
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()


def read(page: Page, **more: object) -> Read:
    return Read(html(page, **more))


HOME = Page("home")
TAX = Page("item", "2-1-a")
DRILLS = Page("item", "1-1-a")
PEOPLE = Page("item", "1-1-b")


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("make", [sample.snapshot, sample.unpublished, lambda: sample.large(121)])
def test_every_page_is_valid_html_with_unique_ids(make, language):
    edition = make()
    for page in list(pages.pages_of(edition))[:20]:
        found = read(page, edition=edition, language=language)

        assert len(found.ids()) == len(set(found.ids())), page
        assert found.root.get("lang") == language
        assert len(found.all("h1")) == 1, page


def test_pages_of_edition_are_its_items_and_years():
    found = list(pages.pages_of(sample.snapshot()))

    assert [page.file_name for page in found] == [
        "index.html",
        "data.html",
        "trust.html",
        "items/1-1-a.html",
        "items/1-1-b.html",
        "items/2-1-a.html",
        "years/2021.html",
        "years/2022.html",
    ]


def test_same_edition_gives_the_same_bytes():
    assert html(TAX) == html(TAX)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_links_of_a_release_lead_to_its_files(language):
    edition = sample.snapshot()
    known = {page.file_name for page in pages.pages_of(edition)}
    for page in pages.pages_of(edition):
        for href in read(page, edition=edition, language=language).hrefs():
            target, _, fragment = href.partition("#")
            place = resolve(f"{language}/{page.file_name}", target)
            if place.startswith(("ja/", "en/")):
                assert place[3:] in known, (page, href)
                ids = read(page_named(edition, place[3:]), edition=edition).ids()
                assert not fragment or fragment in ids, (page, href)
            else:
                assert place.split("/")[0] in DATA, (page, href)


DATA = {"data", "book-ja.pdf", "snapshot.json", "manifest.json", "release.zip", "evidence"}


def resolve(start: str, href: str) -> str:
    if not href:
        return start
    parts = start.split("/")[:-1]
    for part in href.split("/"):
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def page_named(edition, file_name: str) -> Page:
    return next(page for page in pages.pages_of(edition) if page.file_name == file_name)


def test_file_is_left_out_when_the_release_has_none():
    links = FileLinks(HOME, "ja", files={"data/items.csv": 2300})

    text = pages.render(sample.snapshot(), HOME, links=links, language="ja")

    files = [href for href in Read(text).hrefs() if href.startswith("../")]
    assert "../data/items.csv" in files
    assert "../book-ja.pdf" not in files
    assert "CSV 2KB" in Read(text).texts("yk-files")[1]


# ---- home ----


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


# ---- item ----


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


# ---- year, data, trust ----


def test_year_page_counts_by_goal():
    table = read(Page("year", "2022")).all("table")[0]
    rows = [[plain(cell) for cell in row] for row in table.iter("tr")]

    assert rows == [
        ["目標", "達成", "おおむね達成", "未達", "指標なし", "計"],
        ["目標1役割分担による協働のまちづくり", "0", "0", "1", "1", "2"],
        ["目標2持続可能な行財政経営", "1", "0", "0", "0", "1"],
        ["計", "1", "0", "1", "1", "3"],
    ]


def test_year_page_counts_equal_the_edition():
    edition = sample.snapshot()
    for counts in edition["counts"]:
        table = read(Page("year", str(counts["fy"]))).all("table")[0]
        foot = [plain(cell) for cell in list(table.iter("tr"))[-1]][1:]

        rest = [counts[name] for name in ("no_indicator", "not_rated", "excluded")]
        known = [*counts["grades"].values(), *filter(None, rest), counts["items"]]
        assert foot == [str(number) for number in known]


def test_year_page_shows_money_in_thousand_yen_by_kind():
    table = next(
        each for each in read(Page("year", "2022")).all("table") if "効果額の計" in plain(each)
    )
    rows = [[plain(cell) for cell in row] for row in table.iter("tr")][2:]

    assert rows == [
        ["その年度だけの効果", "0", "0", "0", "12,000", "0"],
        ["続く効果", "3,321", "0", "3,321", "0", "0"],
        ["計", "3,321", "0", "3,321", "12,000", "0"],
    ]


def test_year_page_lists_overrides_and_corrections_of_the_year():
    old, new = read(Page("year", "2021")), read(Page("year", "2022"))

    assert "98.4％ → 98.3％" in old.texts("main")[0]
    assert "98.4％ → 98.3％" not in new.texts("main")[0]
    assert "ちがう評価を選んだ項目が、1つあります。" in new.texts("main")[0]
    assert "すべての項目が、決まりどおりの評価です。" in old.texts("main")[0]


def test_data_page_counts_rows_and_explains_columns():
    found = read(Page("data"))
    rows = [[plain(cell) for cell in row] for row in found.all("tr")][1:]
    files = tables(sample.snapshot())

    names = ["項目の一覧", "目標と実績", "評価", "効果額", "訂正の記録", "数と合計"]
    lengths = [content.count(b"\r\n") - 1 for content in files.values()]
    assert [row[:2] for row in rows] == [[n, str(c)] for n, c in zip(names, lengths, strict=True)]
    heads = [content.decode("utf-8-sig").split("\r\n")[0].split(",") for content in files.values()]
    assert found.texts("dt") == [name for head in heads for name in head]


def test_trust_page_shows_digest_scale_and_worked_examples():
    found = read(Page("trust"))

    text = found.texts("main")[0]
    assert len(found.texts("yk-mono")[0]) == 64
    assert "95 ÷ 96 ＝ 99.0％" in text
    assert "95 − 96 ＝ −1" in text
    assert "目標まであと少し（率は0.5ポイント以内）" in text
    assert "Yakuba 0.1.0" in text


# ---- frame ----


def test_file_carries_charset_policy_and_relative_styles():
    text = html(TAX)

    assert '<meta charset="utf-8">' in text
    assert "default-src &#x27;none&#x27;" in text
    assert 'href="../../assets/base.css"' in text
    assert " style=" not in text
    assert "<script" not in text


def test_sample_town_is_marked_and_a_real_one_is_not():
    edition = sample.snapshot()
    edition["release"]["sample"] = False

    assert len(read(TAX).all("yk-sample")) == 1
    assert read(TAX, edition=edition).all("yk-sample") == []


def test_hostile_text_is_escaped_everywhere():
    bad = '<script>alert(1)</script>"onclick=x'
    edition = poisoned(sample.snapshot(), bad)
    for page in pages.pages_of(edition):
        for language in ("ja", "en"):
            text = html(page, edition=edition, language=language)

            assert "<script" not in text
            assert Read(text)


TEXTS = {
    "title", "title_en", "short", "short_en", "promise", "name", "name_en", "definition",
    "numerator_name", "denominator_name", "part_unit", "unit", "unit_en", "rounding", "done",
    "not_done", "next", "override_reason", "headquarters_remark", "source_note", "reason",
    "cause", "label", "text", "note", "on_behalf", "break_note", "word", "rule", "contact",
    "planned", "actual", "now", "code",
}  # fmt: skip


def poisoned(value, bad: str, name: str = ""):
    """Return the edition with the text put into every free text, codes of grades excepted."""
    if isinstance(value, dict):
        free = {k: v for k, v in value.items()}
        is_grade = "mark" in value
        return {k: v if is_grade and k == "code" else poisoned(v, bad, k) for k, v in free.items()}
    if isinstance(value, list):
        return [poisoned(each, bad, name) for each in value]
    return bad if name in TEXTS and isinstance(value, str) else value


def test_english_page_marks_japanese_text():
    found = read(TAX, language="en")

    marked = [plain(each) for each in found.root.iter("span") if each.get("lang") == "ja"]
    assert found.texts("h1") == ["Raising the tax collection rate"]
    assert "口座振替の案内を送りました。" in marked
    assert "Tax Division" not in marked


def test_section_of_the_year_has_its_name_of_today_in_brackets():
    assert "税務町民課（現 税務課）" in html(TAX)


@pytest.mark.parametrize("page", [Page("item", "9-9-z"), Page("year", "1999"), Page("goal", "1")])
def test_edition_knows_which_pages_it_has(page):
    assert not pages.exists(sample.snapshot(), page)
    assert pages.exists(sample.snapshot(), TAX)


def test_file_names_are_ascii():
    assert Page("item", "1-1-ア").file_name == "items/1-1-x30a2.html"
