"""A random tree in a random style, read back, is the same tree."""

from hypothesis import given, settings
from hypothesis import strategies as st

from yakuba.core.reading.read import read
from yakuba.core.reading.result import UnreadableDocument
from yakuba.core.reading.tests.plans import (
    FULL_LETTERS,
    LETTERS,
    Goal,
    Item,
    Measure,
    Plan,
    Style,
    as_expected,
)

BEGINNINGS = ("町民参加", "公共施設", "歳入", "町税収納率", "ICT", "RPA等", "広報", "人材", "NPO")
MIDDLES = ("の", "による連携・協働の", "及び事務の", "（新規）の", "、窓口の", "を生かした")
ENDS = (
    "推進",
    "見直し",
    "充実",
    "確保（ふるさと納税等）",
    "適正化",
    "拡大",
    "取り組み",
    "人づくり",
)
SECTIONS = ("総務課", "企画財政課", "税務町民課", "町立病院", "教育委員会事務局", "議会事務局")

titles = st.tuples(*map(st.sampled_from, (BEGINNINGS, MIDDLES, ENDS))).map("".join)
owners = st.lists(st.sampled_from(SECTIONS), max_size=3, unique=True).map(tuple)
items = st.builds(Item, titles, owners, st.booleans()).filter(lambda i: i.sections or i.every)
measures = st.builds(Measure, titles, st.lists(items, min_size=1, max_size=8).map(tuple))
goals = st.builds(Goal, titles, st.lists(measures, min_size=1, max_size=5).map(tuple))
styles = st.builds(
    Style,
    after_goal=st.sampled_from(["", "．", "、", " ", "　", ". "]),
    after_measure=st.sampled_from(["", "．", " ", "　"]),
    code=st.sampled_from(["({g})-{c}-{a}", "{g}-{m}-{a}", "（{g}）－{c}－{a}", "{g}-({m})-{a}"]),
    letters=st.sampled_from([LETTERS, FULL_LETTERS]),
    head=st.sampled_from(["", "実施計画№ 実施計画項目 担当課", "番号　取組項目　所管課"]),
    between=st.sampled_from(["　", " ", "、", "・", "／"]),
    before_sections=st.sampled_from([" ", "　", "\t", "\n", "   "]),
    everyone=st.sampled_from(["各該当課", "関係各課", "全課", "全庁"]),
    has_chapters=st.booleans(),
    blank_lines=st.integers(0, 2),
    newline=st.sampled_from(["\n", "\r\n", "\r"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp932", "utf-16"]),
)
plans = st.builds(Plan, st.lists(goals, min_size=1, max_size=5).map(tuple), style=styles)


@given(plan=plans)
@settings(deadline=None, derandomize=True, max_examples=40)
def test_rendered_plan_reads_back_as_the_same_tree(plan):
    reading = read(plan.data(), "plan.txt")

    assert as_expected(reading) == plan.expected()
    assert len({twig.key for twig in (*reading.nodes, *reading.items)}) == (
        len(reading.nodes) + len(reading.items)
    )


@given(plan=plans, breaks=st.randoms(use_true_random=False))
@settings(deadline=None, derandomize=True, max_examples=40)
def test_rows_broken_anywhere_in_their_titles_read_back_as_the_same_tree(plan, breaks):
    plan = plan.with_style(before_sections=" ", blank_lines=0, newline="\n")
    lines = [_broken(line, plan, breaks) for line in plan.text().split("\n")]

    reading = read("\n".join(lines).encode(plan.style.encoding), "plan.txt")

    assert as_expected(reading) == plan.expected()


def _broken(line, plan, breaks):
    """Break a row once inside its title, between two Japanese characters."""
    code, _, rest = line.partition(" ")
    title, _, owners = rest.partition(" ")
    wide = [n for n in range(4, len(title) - 1) if not title[n - 1 : n + 1].isascii()]
    if not code.endswith(tuple(plan.style.letters)) or not owners or not wide:
        return line
    cut = breaks.choice(wide)
    return f"{code} {title[:cut]}\n{title[cut:]} {owners}"


@given(
    text=st.text(alphabet="（）()①②-a1１．.、。　 \n\t町課計画改革プラン№Ⅰ【】第・", max_size=300)
)
@settings(deadline=None, derandomize=True, max_examples=150)
def test_any_text_is_read_or_refused_and_never_breaks(text):
    try:
        reading = read(text.encode(), "any.txt")
    except UnreadableDocument:
        return

    keys = [twig.key for twig in (*reading.nodes, *reading.items)]
    assert len(keys) == len(set(keys))
    assert reading.exit_code in (0, 1)
