"""A small town in its yearly round, for tests: three sections, four items, one account a role."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal as D

from yakuba.core.evaluation.models import Grade, GradeBand, Round, Scale
from yakuba.core.evaluation.rounds import open_round
from yakuba.core.evaluation.sheets import move, save_sheet
from yakuba.core.indicators.models import Actual, Attainment, Indicator, Method, Target
from yakuba.core.indicators.services import Entry, enter_actual
from yakuba.core.plan.models import Plan
from yakuba.core.plan.owners import settle
from yakuba.core.plan.services import decide, store_tree
from yakuba.kernel.fiscal import FiscalYear
from yakuba.platform.office.actors import actor_of
from yakuba.platform.office.rights import Role
from yakuba.platform.office.tests.people import make_account, make_section, make_town

FY = FiscalYear(2023)
TODAY = date(2024, 5, 22)
DUE = date(2024, 5, 31)
TEXTS = {
    "done_text": "口座振替の案内を全世帯に送りました。",
    "not_done_text": "転出した方への案内が遅れました。",
    "next_text": "転出の届のときに案内を渡します。",
}


def node(key, title, parent, code=""):
    return {
        "depth": key.count("-") + 1,
        "key": key,
        "code": code or key,
        "title": title,
        "parent": parent,
    }


def leaf(key, title, *sections, every=False, code=""):
    parent = key.rpartition("-")[0]
    return node(key, title, parent, code) | {"sections": list(sections), "every_section": every}


def make_tree(*extra):
    """Return the tree of a plan of 2021 to 2023: two items of 税務町民課, one each of others."""
    return {
        "title": "第３次朝日町行財政改革実現プラン",
        "ordinal": 3,
        "start_fy": 2021,
        "end_fy": 2023,
        "nodes": [
            node("1", "協働のまちづくり", None, "（１）"),
            node("1-1", "参加しやすい行政運営", "1", "①"),
        ],
        "items": [
            leaf("1-1-a", "町税収納率向上の取組", "税務町民課", code="(1)-①-a"),
            leaf("1-1-b", "総合窓口の設置", "税務町民課", code="(1)-①-b"),
            leaf("1-1-c", "補助金の見直し", "総務課", "税務町民課", code="(1)-①-c"),
            leaf("1-1-d", "押印の見直し", every=True, code="(1)-①-d"),
            *extra,
        ],
    }


@dataclass
class World:
    """Everything that a test may want to name."""

    plan: Plan
    scale: Scale
    sections: dict = field(default_factory=dict)
    accounts: dict = field(default_factory=dict)
    round: Round | None = None

    def actor(self, name):
        return actor_of(self.accounts[name], TODAY)

    def item(self, key="1-1-a"):
        return self.plan.items.get(item_key=key)

    def sheet(self, key="1-1-a"):
        return self.round.sheets.select_related("round__plan", "item").get(item__item_key=key)

    def grade(self, code):
        return self.scale.grades.get(code=code)

    def open(self):
        self.round.opens_on = date(2024, 4, 10)
        self.round = open_round(self.round, actor=self.actor("secretariat"))


def make_scale():
    """Return the three-grade scale of the town, with bands for gaps and for ratios."""
    scale = Scale.objects.create(name="3段階", from_fy=FiscalYear(2021))
    rows = (
        ("done", "達成", D(0), None, D(100)),
        ("near", "おおむね達成", D("-0.5"), D(0), D(80)),
        ("miss", "未達", None, D("-0.5"), None),
    )
    high = None
    for position, (code, word, low, gap_high, ratio_low) in enumerate(rows, 1):
        grade = Grade.objects.create(
            scale=scale, code=code, word=word, mark=code, position=position, rule=f"{word}の決まり"
        )
        for way, band in ((Attainment.GAP, (low, gap_high)), (Attainment.RATIO, (ratio_low, high))):
            GradeBand.objects.create(grade=grade, attainment=way, low=band[0], high=band[1])
        high = ratio_low
    return scale


def make_indicator(item, code="rate", *, ratio=True, target="99.0", fy=FY, main=True):
    """Return an indicator with a method from 2021 on and a target of the year."""
    indicator = Indicator.objects.create(
        item=item,
        code=f"{item.item_key}.{code}",
        name="町税の収納率" if ratio else "窓口の数",
        unit="％" if ratio else "か所",
        attainment=Attainment.GAP if ratio else Attainment.RATIO,
        is_main=main,
        base_value=D("92.0") if ratio else None,
    )
    method = Method(indicator=indicator, from_fy=FiscalYear(2021), definition="入った額÷調定額")
    if ratio:
        method.numerator_name, method.denominator_name = "収入済額", "調定額"
        method.part_unit, method.decimals = "円", 1
    method.save()
    if target is not None:
        Target.objects.create(indicator=indicator, fy=fy, value=D(target), set_on=date(2021, 4, 1))
    return indicator


def enter(indicator, numerator=974, denominator=1000, *, fy=FY, status="provisional", actor=None):
    """Return the stored figure of a year, from two counts."""
    entry = Entry(
        status=status,
        as_of=date(2024, 4, 30),
        numerator=D(numerator),
        denominator=D(denominator),
        source_note="税務の月計 4月",
    )
    return enter_actual(indicator, fy, entry, actor=actor)


def make_world(*, opened=True, lead_for_all=True, indicator=True, **town):
    """Return the town with its plan in force and, if `opened`, its round for FY2023."""
    make_town(**{"contact": "政策推進課 内線210"} | town)
    tax, general, policy = (
        make_section(code, name, position=position)
        for position, (code, name) in enumerate(
            [("tax", "税務町民課"), ("general", "総務課"), ("policy", "政策推進課")]
        )
    )
    plan = decide(
        store_tree(make_tree()), decided_by="推進本部", decided_on=date(2021, 3, 1), account=None
    )
    world = World(plan, make_scale(), {"tax": tax, "general": general, "policy": policy})
    for name, role, section in (
        ("writer", Role.WRITER, tax),
        ("writer2", Role.WRITER, tax),
        ("head", Role.HEAD, tax),
        ("other", Role.WRITER, general),
        ("other_head", Role.HEAD, general),
        ("secretariat", Role.SECRETARIAT, policy),
        ("finance", Role.FINANCE, general),
        ("headquarters", Role.HEADQUARTERS, None),
        ("auditor", Role.AUDITOR, None),
        ("administrator", Role.ADMINISTRATOR, policy),
    ):
        world.accounts[name] = make_account(name, role, section=section, name=f"{name}さん")
    if indicator:
        make_indicator(world.item())
    if lead_for_all:
        settle(world.item("1-1-d"), FY, lead=general)
    world.round = Round.objects.create(
        plan=plan, fy=FY, scale=world.scale, opens_on=date(2024, 4, 10), due_on=DUE
    )
    if opened:
        world.open()
    return world


def write(world, key="1-1-a", *, actor="writer", **values):
    """Return the sheet with all that a section writes, stored by its writer."""
    sheet = world.sheet(key)
    for indicator in sheet.item.indicators.all():
        if not Actual.objects.filter(indicator=indicator, fy=FY).exists():
            enter(indicator)
    known = TEXTS | {"figures_confirmed_on": TODAY}
    return save_sheet(
        sheet, known | values, actor=world.actor(actor), expected_version=sheet.version
    )


def bring_to(world, state, key="1-1-a", *, writer="writer", head="head"):
    """Return the sheet after the ordinary steps up to a state."""
    sheet = write(world, key, actor=writer)
    for name, who, reached in (
        ("propose", writer, "proposed"),
        ("submit", head, "submitted"),
        ("check", "secretariat", "checked"),
        ("accept", "headquarters", "accepted"),
    ):
        if sheet.state == state:
            break
        sheet = move(sheet, name, actor=world.actor(who))
        assert sheet.state == reached
    return sheet
