"""A town of two sections with a plan of three items, reported on by its own services."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from yakuba.core.evaluation.models import (
    Grade,
    GradeBand,
    MoneyEffect,
    Round,
    Scale,
    Sheet,
    YearlyAction,
)
from yakuba.core.evaluation.rounds import open_round
from yakuba.core.evaluation.sheets import move, save_sheet
from yakuba.core.indicators.models import Indicator, Method
from yakuba.core.indicators.services import Entry, enter_actual
from yakuba.core.indicators.targets import set_target
from yakuba.core.plan.models import Plan
from yakuba.core.plan.services import decide, store_tree
from yakuba.core.publication.moves import move_all
from yakuba.kernel.fiscal import FiscalYear
from yakuba.platform import clock
from yakuba.platform.office.actors import Actor, actor_of
from yakuba.platform.office.models import Account, Assignment, Person, Post, Section, Town
from yakuba.platform.office.rights import Role

FIRST = FiscalYear(2021)
DAY = date(2019, 4, 1)
TREE: dict[str, Any] = {
    "title": "第３次見本町行財政改革実現プラン",
    "ordinal": 3,
    "start_fy": 2021,
    "end_fy": 2023,
    "nodes": [
        {"depth": 1, "key": "1", "code": "（１）", "title": "協働のまちづくり", "parent": None},
        {"depth": 1, "key": "2", "code": "（２）", "title": "行財政の経営", "parent": None},
    ],
    "items": [
        {
            "depth": 2,
            "key": "1-a",
            "code": "(1)-a",
            "title": "町民との連携、協働",
            "parent": "1",
            "sections": ["総務課"],
            "every_section": True,
        },
        {
            "depth": 2,
            "key": "2-a",
            "code": "(2)-ａ",
            "title": "町税収納率の向上",
            "parent": "2",
            "sections": ["税務課", "総務課"],
            "every_section": False,
        },
        {
            "depth": 2,
            "key": "2-b",
            "code": "(2)-b",
            "title": "職員研修の充実",
            "parent": "2",
            "sections": ["総務課"],
            "every_section": False,
        },
    ],
}
GRADES = (
    ("done", "達成", "Achieved", "目標に届いた", {"gap": ("0", None), "ratio": ("100", None)}),
    ("near", "おおむね達成", "Nearly", "あと少し", {"gap": ("-0.5", "0"), "ratio": ("90", "100")}),
    ("miss", "未達", "Missed", "届かなかった", {"gap": (None, "-0.5"), "ratio": (None, "90")}),
)


@dataclass(slots=True)
class SmallTown:
    """What the tests reach for."""

    plan: Plan
    scale: Scale
    sections: dict[str, Section]
    actors: dict[str, Actor] = field(default_factory=dict)

    @property
    def headquarters(self) -> Account:
        return self.actors["headquarters"].account

    def indicator(self, key: str) -> Indicator:
        return Indicator.objects.get(item__item_key=key)

    def sheet(self, key: str, fy: FiscalYear = FIRST) -> Sheet:
        return Sheet.objects.select_related("round", "item", "section").get(
            item__item_key=key, round__fy=fy
        )


def found(*, sample: bool = True) -> SmallTown:
    """Return a town with people, a scale and a plan in force; nothing is reported yet."""
    Town.objects.create(
        pk=1,
        code="063231",
        name="見本町",
        name_en="Mihon Town",
        prefecture="山形県",
        prefecture_en="Yamagata",
        contact="政策推進課",
        is_sample=sample,
    )
    sections = {
        name: Section.objects.create(code=code, name=name, name_en=english, valid_from=DAY)
        for code, name, english in (
            ("10", "総務課", "General Affairs Division"),
            ("20", "税務課", "Tax Division"),
        )
    }
    plan = store_tree(TREE)
    decide(plan, decided_by="推進本部", decided_on=date(2021, 3, 1), account=None)
    town = SmallTown(plan, scale_of_three(), sections)
    roles = {
        "clerk": ("税務課", [Role.WRITER, Role.FINANCE]),
        "clerk2": ("総務課", [Role.WRITER]),
        "head": ("税務課", [Role.HEAD]),
        "head2": ("総務課", [Role.HEAD]),
        "secretariat": ("総務課", [Role.SECRETARIAT]),
        "headquarters": ("総務課", [Role.HEADQUARTERS]),
    }
    for name, (section, held) in roles.items():
        town.actors[name] = _actor(name, sections[section], held)
    _indicators(town)
    return town


def _actor(name: str, section: Section, roles: list[Role]) -> Actor:
    account = Account.objects.create_user(name)
    person = Person.objects.create(name=name, account=account)
    post = Post.objects.create(section=section, title="係", roles=[str(role) for role in roles])
    Assignment.objects.create(person=person, post=post, valid_from=DAY)
    return actor_of(account, date(2022, 6, 1))


def scale_of_three() -> Scale:
    scale = Scale.objects.create(
        name="三段階の評価", name_en="Three grades", from_fy=FiscalYear(2021)
    )
    for position, (code, word, english, rule, bands) in enumerate(GRADES, 1):
        grade = Grade.objects.create(
            scale=scale,
            code=code,
            word=word,
            word_en=english,
            mark=code,
            position=position,
            rule=rule,
            rule_en=english,
        )
        for kind, (low, high) in bands.items():
            GradeBand.objects.create(grade=grade, attainment=kind, low=low, high=high)
    return scale


def _indicators(town: SmallTown) -> None:
    tax = Indicator.objects.create(
        item=town.plan.items.get(item_key="2-a"),
        code="2-a-1",
        is_main=True,
        name="町税の収納率",
        unit="%",
        unit_en="%",
        attainment="gap",
        base_value=Decimal("98.0"),
        base_fy=FiscalYear(2020),
    )
    Method.objects.create(
        indicator=tax,
        from_fy=FIRST,
        definition="収入済額÷調定額×100",
        definition_en="collected / assessed x 100",
        numerator_name="収入済額",
        denominator_name="調定額",
        part_unit="円",
        decimals=1,
    )
    training = Indicator.objects.create(
        item=town.plan.items.get(item_key="2-b"),
        code="2-b-1",
        is_main=True,
        name="研修を受けた人",
        unit="人",
        attainment="ratio",
    )
    Method.objects.create(indicator=training, from_fy=FIRST, definition="受けた職員を数える")
    for fy in (2021, 2022, 2023):
        on = date(2021, 3, 1)
        set_target(tax, FiscalYear(fy), value=Decimal("98.5"), on=on)
        set_target(training, FiscalYear(fy), value=Decimal(40), on=on)


FIGURES = {
    "2-a": {"numerator": Decimal(558150200), "denominator": Decimal(567800000)},
    "2-b": {"value": Decimal(1043)},
}


def report(town: SmallTown, fy: FiscalYear = FIRST, *, late: tuple[str, ...] = ()) -> Round:
    """Take every sheet of a year from the round to headquarters' acceptance, but the late ones."""
    on = date(int(fy) + 1, 5, 31)
    round_ = Round.objects.create(
        plan=town.plan, fy=fy, scale=town.scale, opens_on=date(int(fy) + 1, 4, 10), due_on=on
    )
    open_round(round_, actor=town.actors["secretariat"])
    for key in ("1-a", "2-a", "2-b"):
        _money_and_deeds(town, key, fy)
        if key not in late:
            accept(town, key, fy)
    return round_


def accept(town: SmallTown, key: str, fy: FiscalYear = FIRST) -> Sheet:
    """Take one sheet to headquarters' acceptance."""
    clerk, head = ("clerk", "head") if key == "2-a" else ("clerk2", "head2")
    as_of = date(int(fy) + 1, 5, 31)
    if key in FIGURES:
        entry = Entry("confirmed", as_of=as_of, source_note="決算書 12頁", **FIGURES[key])
        enter_actual(town.indicator(key), fy, entry, actor=town.actors[clerk])
    sheet = town.sheet(key, fy)
    texts = {
        "done_text": f"{key} できたこと。*強調* #eval(1+1)",
        "not_done_text": "=1+1 という、書きかけの式。",
        "next_text": "次にすること。",
        "causes": ["people"],
        "figures_confirmed_on": as_of,
    }
    save_sheet(sheet, texts, actor=town.actors[clerk], expected_version=sheet.version)
    steps = (("propose", clerk), ("submit", head), ("check", "secretariat"))
    for step, who in (*steps, ("accept", "headquarters")):
        move(sheet, step, actor=town.actors[who])
    return sheet


def show(town: SmallTown, fy: FiscalYear = FIRST) -> None:
    """Let the accepted reports of a year be published, without making a release."""
    sheets = Sheet.objects.select_related("round").filter(round__fy=fy, state="accepted")
    move_all(list(sheets), "publish", account=None, at=clock.now())


def _money_and_deeds(town: SmallTown, key: str, fy: FiscalYear) -> None:
    item = town.plan.items.get(item_key=key)
    YearlyAction.objects.create(
        item=item,
        fy=fy,
        planned_text="案内を送る",
        planned_stage="run",
        actual_text="全世帯に送った",
        actual_stage="continue",
    )
    if key == "2-a":
        for kind, yen, cost in (("revenue_up", 4520500, 1200000), ("staff_time", 350400, 0)):
            MoneyEffect.objects.create(
                item=item,
                fy=fy,
                effect_class=kind,
                gross_yen=yen,
                cost_yen=cost,
                baseline_kind="last_year",
                status="confirmed",
            )
