"""A random tree in the style of a random town, read back, is the same tree."""

from hypothesis import given, settings
from hypothesis import strategies as st

from yakuba.core.reading.read import read_document
from yakuba.core.reading.tests.styles import (
    COLUMNS,
    FAMILIES,
    GROUPS,
    TARGETS,
    Branching,
    Leaf,
    Look,
    Rendering,
    found_in,
)

BEGINNINGS = (
    "町民参加",
    "公共施設",
    "町税等",
    "未収金",
    "広報紙",
    "補助金",
    "庁舎",
    "学校跡地",
    "ＩＣＴ",
)
MIDDLES = ("の", "における事務の", "と窓口の", "（新規）の", "、会議の", "に係る経費の")
ENDS = ("推進", "見直し", "充実", "適正化", "拡大", "一元化", "在り方の検討", "統合")
SECTIONS = ("総務課", "企画財政課", "税務町民課", "町立病院", "教育委員会", "議会事務局")
EVERYONE = ("各該当課", "関係各課", "全課", "庁内全課", "施設所管課")
WORDS = ("検討", "準備", "実施", "継続", "完了")

titles = st.tuples(*map(st.sampled_from, (BEGINNINGS, MIDDLES, ENDS))).map("".join)
names = st.lists(st.sampled_from(SECTIONS), max_size=2, unique=True).map(tuple)


def leaves(years):
    stages = st.tuples(*[st.sampled_from(WORDS)] * years)
    return st.builds(Leaf, titles, names, st.booleans(), stages).filter(
        lambda leaf: leaf.sections or leaf.every
    )


def trees(depth, years):
    rows = leaves(years)
    for _ in range(depth):
        children = st.lists(rows, min_size=1, max_size=4, unique_by=lambda row: row.title)
        rows = st.builds(Branching, titles, children.map(tuple))
    return st.lists(rows, min_size=2, max_size=4, unique_by=lambda row: row.title).map(tuple)


@st.composite
def looks(draw, depth):
    families = draw(
        st.lists(st.sampled_from(sorted(FAMILIES)), min_size=depth, max_size=depth, unique=True)
    )
    layout = draw(st.sampled_from(["lines", "tables", "columns", "cards"]))
    items = ["running", "circled", "paren-kana", "path", "bullet"]
    if layout == "tables":
        items = ["running", "circled", "path", "none"]
    if layout in ("columns", "cards"):
        items = ["running", "path", "none"]
    return Look(
        families=tuple(families),
        item=draw(st.sampled_from(items)),
        layout=layout,
        owners=draw(
            st.sampled_from(["gap", "gap-dot", "bracket", "paren", "paren-label", "label"])
        ),
        years=draw(st.sampled_from(["none", "beside", "below"])),
        start=draw(st.integers(2020, 2026)),
        heads=draw(st.sampled_from([COLUMNS, TARGETS])),
        code_head=draw(st.sampled_from(["№", "番号", "管理番号", "No."])),
        title_head=draw(st.sampled_from(["取組項目", "実施項目", "取組名", "具体的な取組"])),
        owner_head=draw(st.sampled_from(["担当課", "所管課", "主管課", "担当部署"])),
        everyone=draw(st.sampled_from(EVERYONE)),
        prose=draw(st.booleans()),
        intro=draw(st.booleans()),
        total=draw(st.booleans()),
    )


def is_readable(look):
    """Return whether a person could tell the levels of a look apart by its marks."""
    marks = [*look.families, look.item]
    return not any(sum(mark in group for mark in marks) > 1 for group in GROUPS) and (
        look.item not in look.families
        and not (look.item == "running" and set(look.families) & GROUPS[1])
        and len(set(marks)) == len(marks)
    )


@st.composite
def renderings(draw):
    depth = draw(st.integers(1, 4))
    look = draw(looks(depth).filter(is_readable))
    return Rendering(draw(trees(depth, draw(st.integers(2, 3)))), look)


@given(plan=renderings())
@settings(deadline=None, derandomize=True, max_examples=60)
def test_plan_in_any_style_reads_back_as_the_same_tree(plan):
    reading = read_document(plan.document())

    assert found_in(reading) == plan.expected()
