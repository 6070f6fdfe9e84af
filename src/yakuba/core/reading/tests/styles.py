"""Plans of みほん町 in the styles of real towns: one tree, rendered as lines, tables or cards."""

from dataclasses import dataclass

from tests.reading_set.papers import ABOVE, spans

from yakuba.core.reading.document import Cell, Document, Line, Place, Table, lines_of_table

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
KANA = "アイウエオカキクケコサシスセソタチツテト"
ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ"
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")

# Each: how a number is printed, and what parts it from the title.
FAMILIES = {
    "roman": (lambda n: ROMAN[n - 1], "　"),
    "roman-dot": (lambda n: ROMAN[n - 1], "．"),
    "ordinal": (lambda n: f"第{n}", "　"),
    "digit": (lambda n: str(n), " "),
    "wide-digit": (lambda n: str(n).translate(WIDE), "　"),
    "digit-dot": (lambda n: str(n), "．"),
    "paren": (lambda n: f"({n})", " "),
    "wide-paren": (lambda n: f"（{str(n).translate(WIDE)}）", ""),
    "circled": (lambda n: CIRCLED[n - 1], " "),
    "kana": (lambda n: KANA[n - 1], "　"),
    "paren-kana": (lambda n: f"({KANA[n - 1]})", " "),
    "bracket": (lambda n: f"【{n}】", ""),
    "word": (lambda n: f"基本目標{n}", "　"),
    "word-item": (lambda n: f"基本項目{str(n).translate(WIDE)}", "　"),
    "pillar": (lambda n: f"柱{n}", "　"),
}
# Two of one group would be taken for one another on neighbouring levels by people too.
GROUPS = (
    {"roman", "roman-dot"},
    {"digit", "wide-digit", "digit-dot"},
    {"paren", "wide-paren"},
    {"kana", "paren-kana"},
    {"word", "word-item", "pillar"},
)
COLUMNS = ("大区分", "中区分", "小区分", "細区分")
TARGETS = ("基本目標", "基本方針", "施策", "重点項目")


@dataclass(frozen=True)
class Leaf:
    title: str
    sections: tuple[str, ...]
    every: bool
    stages: tuple[str | None, ...]


@dataclass(frozen=True)
class Branching:
    title: str
    children: tuple["Branching | Leaf", ...]


@dataclass(frozen=True)
class Look:
    """How a plan is printed; `families` holds one family per level above the items."""

    families: tuple[str, ...]
    item: str
    layout: str
    owners: str
    years: str
    start: int
    heads: tuple[str, ...]
    code_head: str
    title_head: str
    owner_head: str
    everyone: str
    prose: bool
    intro: bool
    total: bool


class Rendering:
    """One plan in one look, with what must be read."""

    def __init__(self, goals, look):
        self.goals, self.look = goals, look
        self.running = 0
        self.count = 0
        self.nodes, self.items = [], []
        self.lines = ["みほん町行財政改革推進プラン", self._period(), ""]
        if look.intro:
            self.lines += ["はじめに", "本町では、人口の減少に備えて改革を進めます。", ""]
        self.blocks = []
        self.rows = []
        self._walk(goals, (), ())
        self._flush()
        if look.total:
            self.lines.append(f"合計　{len(self.items)}項目")

    def _period(self):
        years = len(self._leaves(self.goals)[0].stages)
        start = self.look.start
        return f"計画期間　令和{start - 2018}年度～令和{start - 2018 + years - 1}年度"

    def _leaves(self, rows):
        found = []
        for row in rows:
            found += [row] if isinstance(row, Leaf) else self._leaves(row.children)
        return found

    def _walk(self, rows, path, above):
        for n, row in enumerate(rows, 1):
            if isinstance(row, Leaf):
                self._item(row, n, path, above, len(rows))
                continue
            family, sign = FAMILIES[self.look.families[len(path)]]
            code = family(n)
            self.nodes.append(("-".join(map(str, (*path, n))), code, row.title))
            text = f"{code}{sign}{row.title}"
            if self.look.layout != "columns" and self.look.layout != "cards":
                self._flush()
                self.lines.append(text)
                if self.look.prose:
                    self.lines.append("町民とともに、着実に取り組みます。")
            self._walk(row.children, (*path, n), (*above, text))

    def _item(self, leaf, n, path, above, siblings):
        self.running += 1
        printed, part = self._code(n, path)
        parts = [str(part)] if part else [str(n)]
        key = "-".join(map(str, (*path, *parts)))
        years = [
            (self.look.start + i, stage) for i, stage in enumerate(leaf.stages) if stage
        ] if self.look.years != "none" else []  # fmt: skip
        self.items.append((key, printed, leaf.title, leaf.sections, leaf.every, tuple(years)))
        if self.look.layout == "lines":
            self._line(leaf, printed)
        elif self.look.layout == "cards":
            self._card(leaf, printed, above)
        else:
            self.rows.append((leaf, printed, above))

    def _code(self, n, path):
        match self.look.item:
            case "running":
                return str(self.running), self.running
            case "circled":
                return CIRCLED[n - 1], n
            case "paren-kana":
                return f"({KANA[n - 1]})", KANA[n - 1]
            case "path":
                return "-".join(map(str, (*path, n))), n
            case "bullet":
                return "・", None
            case _:
                return None, None

    def _owners(self, leaf, between="、"):
        return between.join([*leaf.sections, *([self.look.everyone] if leaf.every else [])])

    def _line(self, leaf, printed):
        owners = self._owners(leaf, "・" if self.look.owners == "gap-dot" else "、")
        text = f"{printed} {leaf.title}" if printed != "・" else f"・{leaf.title}"
        written = {
            "gap": f"{text}　　　{owners}",
            "gap-dot": f"{text}    {owners}",
            "bracket": f"{text}【{owners}】",
            "paren": f"{text}（{owners}）",
            "paren-label": f"{text}（担当：{owners}）",
            "label": text,
        }[self.look.owners]
        pairs = [(self._year(i), s) for i, s in enumerate(leaf.stages) if s]
        if self.look.years == "beside" and len(pairs) > 1:
            written += "　　" + "　".join(f"{year} {stage}" for year, stage in pairs)
        self.lines.append(written)
        if self.look.owners == "label":
            self.lines.append(f"　担当課：{owners}")
        if self.look.years == "below" or (self.look.years == "beside" and len(pairs) == 1):
            self.lines += [
                f"　{self._year(i, named=True)}度　{s}" for i, s in enumerate(leaf.stages) if s
            ]

    def _year(self, i, *, named=False):
        return f"令和{self.look.start - 2018 + i}年" if named else f"R{self.look.start - 2018 + i}"

    def _head(self, years):
        head = [self.look.code_head] if self.look.item != "none" else []
        head += [self.look.title_head, self.look.owner_head]
        return head + [self._year(i) for i in range(years)] if self.look.years != "none" else head

    def _row(self, leaf, printed):
        row = [printed] if self.look.item != "none" else []
        row += [leaf.title, self._owners(leaf, "\n")]
        return row + [s or "" for s in leaf.stages] if self.look.years != "none" else row

    def _flush(self):
        """Close the table that is open."""
        if not self.rows:
            return
        years = len(self.rows[0][0].stages)
        if self.look.layout == "columns":
            grid = [[*self.look.heads[: len(self.look.families)], *self._head(years)]]
            before = ()
            for leaf, printed, above in self.rows:
                shown = [
                    ABOVE if above[: i + 1] == before[: i + 1] else text
                    for i, text in enumerate(above)
                ]
                grid.append([*shown, *self._row(leaf, printed)])
                before = above
        else:
            grid = [self._head(years), *(self._row(leaf, code) for leaf, code, _ in self.rows)]
        self.lines.append(grid)
        self.rows = []

    def _card(self, leaf, printed, above):
        grid = [[head, text, "", ""] for head, text in zip(self.look.heads, above, strict=False)]
        code = [self.look.code_head, printed] if self.look.item != "none" else ["備考", "—"]
        grid.append([*code, self.look.owner_head, self._owners(leaf)])
        grid.append([self.look.title_head, leaf.title, "", ""])
        grid.append(["取組内容", "これまでのやり方を改めて、町民の手間を減らす。", "", ""])
        if self.look.years != "none":
            grid.append(["年度", *(self._year(i) for i in range(3))])
            grid.append(["計画", *((*leaf.stages, None, None, None)[i] or "" for i in range(3))])
        self.lines += [grid, ""]

    def document(self):
        """Return the plan as an adapter would bring it."""
        found = []
        for text in self.lines:
            if isinstance(text, str):
                found.append(Line(text, Place(line=len(found) + 1)))
            else:
                found += lines_of_table(_table(text, len(found)))
        return Document("plan", tuple(found))

    def expected(self):
        return self.nodes, self.items


def _table(grid, start):
    cells = tuple(
        Cell(r, c, text, Place(line=start + r + 1, cell=f"{r}-{c}"), height, width)
        for r, c, text, height, width in spans(grid)
    )
    return Table(cells, len(grid), len(grid[0]))


def found_in(reading):
    """Return a reading in the shape of `Rendering.expected`."""
    nodes = [(node.key, node.code, node.title) for node in reading.nodes]
    items = [
        (
            item.key, item.code, item.title, item.sections, item.every_section,
            tuple((int(action.fy), action.stage) for action in item.actions),
        )
        for item in reading.items
    ]  # fmt: skip
    return nodes, items
