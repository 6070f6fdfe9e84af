import pytest

from yakuba.core.reading.read import read
from yakuba.core.reading.result import UnreadableDocument
from yakuba.core.reading.sources.refusals import MAX_BYTES
from yakuba.core.reading.sources.text import read_text
from yakuba.core.reading.tests.plans import SMALL

PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 40
EUC = "みほん町行財政改革実現プランの目標".encode("euc_jp")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "reading.empty"),
        (b" \r\n\x0c\n", "reading.empty"),
        ("　\n　".encode(), "reading.empty"),
        (PHOTO, "reading.format"),
        (PHOTO[3:], "reading.encoding"),
        (b"\x00\x01\x02\x03" * 50, "reading.not-text"),
        (SMALL.text().encode("utf-16-le"), "reading.encoding"),
        (b"%PDF-1.7 /Encrypt 5 0 R", "reading.encrypted"),
        (b"%PDF-1.7 plain", "reading.damaged"),
        (b"PK\x03\x04word/document.xml", "reading.damaged"),
        (b"\x89PNG\r\n\x1a\n", "reading.format"),
        (EUC, "reading.encoding"),
        (b"a" * (MAX_BYTES + 1), "reading.too-large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_unreadable_file_is_refused_with_one_sentence(data, code):
    with pytest.raises(UnreadableDocument) as refusal:
        read(data, "計画.txt")

    (problem,) = refusal.value.problems
    assert problem.code == code
    assert problem.message.startswith("「計画.txt」は")
    assert problem.message.count("。") == 1
    assert problem.fix.endswith("。")
    assert refusal.value.exit_code == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
def test_text_is_decoded_in_every_encoding(encoding):
    document = read_text("第１次みほん町\n計画".encode(encoding), "plan.txt")

    assert [line.text for line in document.lines] == ["第１次みほん町", "計画"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_an_editor_counts_them(end):
    document = read_text(end.join(["一", "", "二\x0c三\u2028四"]).encode(), "plan.txt")

    assert [(line.place.line, line.text) for line in document.lines] == [
        (1, "一"),
        (2, ""),
        (3, "二\x0c三\u2028四"),
    ]


def test_columns_become_cells():
    document = read_text("番号\t項目\t\n| 1 | 広報 |\n平文".encode(), "plan.txt")

    assert [line.cells for line in document.lines] == [("番号", "項目", ""), ("1", "広報"), ()]


@pytest.mark.parametrize(
    "text",
    [
        "買い物\n1 牛乳\n2 パン\n3 卵\n",
        "カレーの作り方\n１ 材料\n（１）野菜\n（２）肉\n２ 手順\n（１）切る\n（２）煮る\n",
        "みほん町行財政改革審議会 会議録\n１ 日時\n２ 出席者\n３ 議事\n（１）実施計画について\n"
        "（２）その他\n４ 閉会\n（１）次回\n",
        "みほん町行財政改革審議会条例\n第１条　町長の諮問に応じ、審議会を置く。\n"
        "(1) 行財政改革に関すること。\n(2) 見直しに関すること。\n",
        "a",
        "１",
    ],
)
def test_text_that_is_no_plan_gives_an_empty_tree_and_one_error(text):
    reading = read(text.encode(), "memo.txt")

    assert (reading.nodes, reading.items) == ((), ())
    assert [(f.code, f.level) for f in reading.findings] == [("no-plan", "error")]
    assert reading.exit_code == 1
