"""Plans of みほん町 rendered as text, for tests that vary one thing at a time."""

from dataclasses import dataclass, field, replace

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
LETTERS = "abcdefghijklmnopqrst"
FULL_LETTERS = "ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔ"
KANA = "アイウエオカキクケコサシスセソタチツテト"
FULL_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True)
class Item:
    title: str
    sections: tuple[str, ...]
    every: bool = False


@dataclass(frozen=True)
class Measure:
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Goal:
    title: str
    measures: tuple[Measure, ...]


@dataclass(frozen=True)
class Style:
    """How a plan is printed."""

    after_goal: str = "．"
    after_measure: str = ""
    code: str = "({g})-{c}-{a}"
    letters: str = LETTERS
    head: str = "実施計画№ 実施計画項目 担当課"
    between: str = "　"
    before_sections: str = " "
    everyone: str = "各該当課"
    has_chapters: bool = True
    has_list: bool = True
    list_heading: str = "実施計画項目一覧"
    blank_lines: int = 0
    newline: str = "\n"
    encoding: str = "utf-8"


@dataclass(frozen=True)
class Plan:
    goals: tuple[Goal, ...]
    title: str = "第３次みほん町行財政改革実現プラン"
    style: Style = field(default_factory=Style)

    def with_style(self, **changes):
        return replace(self, style=replace(self.style, **changes))

    def text(self):
        lines = [self.title]
        if self.style.has_chapters:
            lines += self._chapters()
        if self.style.has_list:
            lines += self._list()
        return self.style.newline.join(
            part for line in lines for part in [line, *[""] * self.style.blank_lines]
        )

    def data(self):
        return self.text().encode(self.style.encoding)

    def _chapters(self):
        lines = ["１ 行財政改革の必要性", "人口の減少に備え、改革を進めます。", "２ 改革の方向性"]
        lines += [
            "（１）信頼される役場",
            "信頼を深めます。",
            "（２）質の高いサービス",
            "質を高めます。",
        ]
        lines += ["３．行財政改革の目標"]
        for g, goal in enumerate(self.goals, 1):
            lines.append(f"（{str(g).translate(FULL_DIGITS)}）{goal.title}")
            for c, measure in enumerate(goal.measures):
                lines += [f"{CIRCLED[c]} {measure.title}", "町民とともに、着実に取り組みます。"]
        return [*lines, "４ 改革の推進期間", "令和３年度から令和５年度までの３年間とします。"]

    def _list(self):
        style = self.style
        lines = [style.list_heading] if style.list_heading else []
        for g, goal in enumerate(self.goals, 1):
            number = str(g).translate(FULL_DIGITS)
            lines.append(f"（{number}）{style.after_goal}{goal.title}")
            for m, measure in enumerate(goal.measures, 1):
                lines.append(f"{CIRCLED[m - 1]}{style.after_measure}{measure.title}")
                lines += [style.head] if style.head else []
                lines += [self._row(g, m, i, item) for i, item in enumerate(measure.items)]
        return lines

    def code(self, g, m, i):
        return self.style.code.format(g=g, m=m, c=CIRCLED[m - 1], a=self.style.letters[i])

    def owners(self, item):
        everyone = [self.style.everyone] if item.every else []
        return self.style.between.join([*everyone, *item.sections])

    def _row(self, g, m, i, item):
        return f"{self.code(g, m, i)} {item.title}{self.style.before_sections}{self.owners(item)}"

    def expected(self):
        """Return (key, title) of nodes and (key, code, title, sections, every) of items."""
        nodes, items = [], []
        for g, goal in enumerate(self.goals, 1):
            nodes.append((f"{g}", goal.title))
            for m, measure in enumerate(goal.measures, 1):
                nodes.append((f"{g}-{m}", measure.title))
                for i, item in enumerate(measure.items):
                    key = f"{g}-{m}-{LETTERS[i]}"
                    code = self.code(g, m, i)
                    items.append((key, code, item.title, item.sections, item.every))
        return nodes, items


def as_expected(reading):
    """Return a reading in the shape of `Plan.expected`."""
    nodes = [(node.key, node.title) for node in reading.nodes]
    items = [
        (item.key, item.code, item.title, item.sections, item.every_section)
        for item in reading.items
    ]
    return nodes, items


def codes(reading):
    """Return the codes of the findings, in order."""
    return [finding.code for finding in reading.findings]


SMALL = Plan(
    (
        Goal(
            "町民とともに歩むまちづくり",
            (
                Measure(
                    "町民が参加しやすい行政運営",
                    (
                        Item("公募委員の拡大", ("企画課",)),
                        Item("民間委託の推進", (), every=True),
                    ),
                ),
                Measure("職員の育成", (Item("研修の充実", ("総務課", "企画課")),)),
            ),
        ),
        Goal(
            "持続できる財政",
            (
                Measure(
                    "歳入の確保",
                    (
                        Item("町税の収納率向上", ("税務課",)),
                        Item("公営企業の経営健全化", ("建設課", "町立病院")),
                        Item("使用料の見直し", ("総務課",), every=True),
                    ),
                ),
            ),
        ),
    )
)
