import pytest

from yakuba.core.reading.read import read
from yakuba.core.reading.tests.plans import FULL_LETTERS, SMALL, as_expected, codes

EVERYONE = (
    "各該当課 該当各課 関係課 関係各課 各課 全課 全庁 庁内全課 全部署 各所属 該当する課 所管課 "
    "全課（局・室） 各課・局 担当各課"
)
NAMES = (
    "町長公室 みらい創造室 くらし安心課 議会事務局 農業委員会 会計室 図書館 教育委員会事務局 "
    "地域包括支援センター 子ども未来課 ＤＸ推進室 総務課（財政係）"
)


def test_plan_in_the_plain_style_gives_its_tree():
    reading = read(SMALL.data(), "plan.txt")

    assert as_expected(reading) == SMALL.expected()
    assert (reading.title, reading.ordinal) == (SMALL.title, 3)
    assert (int(reading.start_fy), int(reading.end_fy)) == (2021, 2023)
    assert codes(reading) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"newline": "\r\n"},
        {"newline": "\r"},
        {"encoding": "cp932"},
        {"encoding": "cp932", "newline": "\r\n"},
        {"encoding": "utf-8-sig"},
        {"encoding": "utf-16"},
        {"blank_lines": 1},
        {"blank_lines": 2},
        {"after_goal": ""},
        {"after_goal": "、"},
        {"after_goal": "　"},
        {"after_measure": "．"},
        {"after_measure": " "},
        {"head": ""},
        {"head": "番号　取組項目　所管課"},
        {"head": "実施計画№\n実施計画項目\n担当課"},
        {"between": " "},
        {"between": "、"},
        {"between": "・"},
        {"between": "／"},
        {"between": ", "},
        {"before_sections": "　　　"},
        {"before_sections": "\t"},
        {"before_sections": "……"},
        {"before_sections": "：", "between": "、"},
        {"before_sections": "\n"},
        {"before_sections": "\n\n"},
        {"before_sections": "\n", "between": "\n"},
        {"list_heading": ""},
        {"list_heading": "別表　取組項目一覧表"},
        {"code": "({g})-{m}-{a}"},
        {"code": "{g}-{m}-{a}"},
        {"code": "{g}-({m})-{a}"},
        {"code": "（{g}）－{c}－{a}", "letters": FULL_LETTERS},
        {"letters": FULL_LETTERS},
    ],
    ids=str,
)
def test_plan_in_another_style_gives_the_same_tree(changes):
    plan = SMALL.with_style(**changes)

    reading = read(plan.data(), "plan.txt")

    assert as_expected(reading) == plan.expected()
    assert codes(reading) == []


@pytest.mark.parametrize(
    "words",
    EVERYONE.split(),
)
def test_words_for_everyone_concerned_are_no_section(words):
    plan = SMALL.with_style(everyone=words)

    assert as_expected(read(plan.data(), "plan.txt")) == SMALL.expected()


@pytest.mark.parametrize("name", ["管理課", "施設課", "事業課", "安全課", "全国大会推進室"])
def test_names_that_resemble_everyone_are_sections(name):
    text = SMALL.text().replace("税務課", name)

    reading = read(text.encode(), "plan.txt")

    assert [item.sections for item in reading.items if item.key == "2-1-a"] == [(name,)]


@pytest.mark.parametrize(
    "name",
    NAMES.split(),
)
def test_names_of_all_kinds_are_sections(name):
    text = SMALL.text().replace("町立病院", name)

    reading = read(text.encode(), "plan.txt")

    assert [i.sections for i in reading.items if i.key == "2-1-b"] == [("建設課", name)]


def test_list_alone_gives_the_tree_and_no_period():
    plan = SMALL.with_style(has_chapters=False)

    reading = read(plan.data(), "plan.txt")

    assert as_expected(reading) == plan.expected()
    assert (reading.start_fy, reading.end_fy) == (None, None)
    assert codes(reading) == ["period-missing"]


def test_chapters_alone_make_the_measures_items():
    plan = SMALL.with_style(has_list=False)

    reading = read(plan.data(), "plan.txt")

    nodes, items = as_expected(reading)
    assert nodes == [("1", "町民とともに歩むまちづくり"), ("2", "持続できる財政")]
    assert items == [
        ("1-1", "①", "町民が参加しやすい行政運営", (), False),
        ("1-2", "②", "職員の育成", (), False),
        ("2-1", "①", "歳入の確保", (), False),
    ]
    assert codes(reading) == ["sections-none"]


def test_list_before_the_chapters_gives_the_same_tree():
    chapters, heading, rows = SMALL.text().partition(SMALL.style.list_heading)
    title, _, rest = chapters.partition("\n")

    reading = read(f"{title}\n{heading}{rows}\n{rest}".encode(), "plan.txt")

    assert as_expected(reading) == SMALL.expected()


def test_repeated_headings_of_a_table_are_one_node():
    text = (
        "みほん町行財政改革プラン\n"
        "目標\t方策\t番号\t取組項目\t担当課\n"
        "1 協働\t(1) 情報\t1-1-1\t広報の充実\t総務課\n"
        "1 協働\t(1) 情報\t1-1-2\t会議の公開\t企画調整\n"
        "1 協働\t(2) 参加\t1-2-1\t公募委員\t総務課\n"
    )

    reading = read(text.encode(), "plan.txt")

    assert as_expected(reading) == (
        [("1", "協働"), ("1-1", "情報"), ("1-2", "参加")],
        [
            ("1-1-1", "1-1-1", "広報の充実", ("総務課",), False),
            ("1-1-2", "1-1-2", "会議の公開", ("企画調整",), False),
            ("1-2-1", "1-2-1", "公募委員", ("総務課",), False),
        ],
    )


def test_running_numbers_stay_in_the_keys_and_are_no_gaps():
    text = (
        "みほん町行財政改革プラン\n（１）協働\n1 広報の充実 総務課\n2 会議の公開 総務課\n"
        "（２）財政\n3 収納率の向上 税務課\n4 補助金の見直し 総務課\n"
    )

    reading = read(text.encode(), "plan.txt")

    assert [item.key for item in reading.items] == ["1-1", "1-2", "2-3", "2-4"]
    assert codes(reading) == ["period-missing"]


def test_items_without_printed_codes_take_their_index():
    text = (
        "みほん町行財政改革プラン\n１ 協働のまち\n取組項目 担当課\n広報の充実 総務課\n"
        "会議の公開 企画課\n２ 確かな財政\n取組項目 担当課\n収納率の向上 税務課\n"
    )

    reading = read(text.encode(), "plan.txt")

    assert [(item.key, item.code, item.title) for item in reading.items] == [
        ("1-1", None, "広報の充実"),
        ("1-2", None, "会議の公開"),
        ("2-1", None, "収納率の向上"),
    ]


def test_codes_without_any_heading_give_nodes_without_titles():
    text = "みほん町行財政改革プラン\n(1)-①-a 広報の充実 総務課\n(1)-②-a 収納率の向上 税務課\n"

    reading = read(text.encode(), "plan.txt")

    assert [(n.key, n.code, n.title) for n in reading.nodes] == [
        ("1", "(1)", ""),
        ("1-1", "①", ""),
        ("1-2", "②", ""),
    ]
    assert codes(reading) == ["period-missing"] + ["heading-missing"] * 3


def test_a_lost_heading_is_told_by_the_codes():
    lines = SMALL.with_style(has_chapters=False).text().split("\n")
    lost = "\n".join(line for line in lines if line != "②職員の育成")

    reading = read(lost.encode(), "plan.txt")

    assert [(n.key, n.code, n.title) for n in reading.nodes if n.key == "1-2"] == [("1-2", "②", "")]
    assert [item.key for item in reading.items] == [item[0] for item in SMALL.expected()[1]]
    assert "heading-missing" in codes(reading)


def test_contents_page_numbers_and_running_titles_are_no_text():
    title, _, rest = SMALL.text().partition("\n")
    contents = "目　次\n１ 行財政改革の必要性 ……… 1\n２ 改革の方向性　2\n３．行財政改革の目標　2\n"
    pages = rest.replace("(2)-①-a", f"- 3 -\n{title}\n(2)-①-a").replace("３．", "2\n３．")

    reading = read(f"{title}\n{contents}{pages}".encode(), "plan.txt")

    assert as_expected(reading) == SMALL.expected()
    assert codes(reading) == []


@pytest.mark.parametrize("cut", [4, 7, 10])
def test_heading_broken_in_the_list_is_joined(cut):
    title = "町民が参加しやすい行政運営"
    text = SMALL.text().replace(f"①{title}", f"①{title[:cut]}\n{title[cut:]}")

    reading = read(text.encode(), "plan.txt")

    assert as_expected(reading) == SMALL.expected()
    assert codes(reading) == ["title-joined"]


def test_heading_broken_in_the_chapters_is_joined_before_its_paragraph():
    plan = SMALL.with_style(has_list=False)
    paragraph = "町民とともに、着実に取り組み、誰もが住み続けられるまちをつくります。"
    text = plan.text().replace("町民とともに、着実に取り組みます。", paragraph)

    broken = read(text.replace("参加しやすい行政", "参加しやすい\n行政").encode(), "plan.txt")

    assert as_expected(broken) == as_expected(read(plan.data(), "plan.txt"))
    assert codes(broken) == ["title-joined", "sections-none"]


@pytest.mark.parametrize("head", ["整理番号 改革の内容 主務", "符号　具体策　受け持つ課"])
def test_head_of_a_table_in_unknown_words_is_no_title(head):
    plan = SMALL.with_style(head=head)

    assert as_expected(read(plan.data(), "plan.txt")) == plan.expected()


@pytest.mark.parametrize(
    "heading",
    [
        "【実施計画項目一覧】",
        "■実施計画項目一覧",
        "５ 実施計画項目一覧",
        "具体的な取り組み",
        "別紙１　項目一覧（案）",
    ],
)
def test_list_under_any_heading_is_the_tree(heading):
    plan = SMALL.with_style(list_heading=heading)

    assert as_expected(read(plan.data(), "plan.txt")) == plan.expected()


def test_running_number_before_a_code_is_left_out():
    plan = SMALL.with_style(code="({g})-{c}-{a}")
    text = plan.text().replace("(1)-①-a", "1 (1)-①-a").replace("(1)-①-b", "2 (1)-①-b")

    assert as_expected(read(text.encode(), "plan.txt")) == plan.expected()
