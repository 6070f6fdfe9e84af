"""One year's round: from the yearly actions to the headquarters' acceptance."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from typing import Any

from yakuba.core.evaluation.models import Round, Scale, Sheet
from yakuba.core.evaluation.rounds import open_round, set_due
from yakuba.core.evaluation.sheets import confirm_figure, move, save_sheet, set_headquarters
from yakuba.core.indicators.models import Actual, Status
from yakuba.core.plan.models import Plan
from yakuba.kernel.fiscal import FiscalYear
from yakuba.platform import clock
from yakuba.platform.office.actors import Actor
from yakuba.platform.office.models import Section
from yakuba.site.demo import facts, work
from yakuba.site.demo.acts import Act, Cast, at
from yakuba.site.demo.figures import enter_figures
from yakuba.site.demo.indicators import store_past
from yakuba.site.demo.plan import settle_owners

MORNING, NOON, AFTERNOON = 9, 13, 16
# Until where a report has come, from the first to the last.
STATIONS = ("open", "drafting", "proposed", "submitted", "returned", "checked")
TEXTS = {"done": "done_text", "not_done": "not_done_text", "next": "next_text"}


def acts_of_year(plan: Plan, scale: Scale, fy: FiscalYear, *, cast: Cast) -> Iterator[Act]:
    """Yield everything that happens in the round of a year, in no particular order."""
    known = facts.read("rounds")[str(fy)]
    yield Act(at(known["planned_on"], AFTERNOON), partial(work.plan_actions, plan, fy))
    opening = partial(_open, plan, scale, fy, known=known, cast=cast)
    yield Act(at(known["opens_on"], MORNING), opening)
    for place, key in enumerate(facts.items()):
        yield from _acts_of_sheet(known, _Desk(fy, key, cast), place)


def _open(plan: Plan, scale: Scale, fy: FiscalYear, *, known: facts.Facts, cast: Cast) -> None:
    settle_owners(plan, fy)
    store_past(plan)
    round_ = Round(plan=plan, fy=fy, scale=scale, message=known["message"])
    round_.opens_on, round_.due_on = known["opens_on"], known["due_on"]
    round_.save()
    open_round(round_, actor=cast.actor("secretariat"))
    for row in known.get("dues", ()):
        section = Section.objects.get(name=row["section"])
        set_due(round_, section.pk, due_on=row["due_on"], reason=row["reason"])


def _acts_of_sheet(known: facts.Facts, desk: "_Desk", place: int) -> Iterator[Act]:
    own = known.get("items", {}).get(desk.key, {})
    written = own.get("written_on", _day(known["written"], place))
    submitted = own.get("submitted_on", _day(known["submitted"], place))
    by = "secretariat" if own.get("on_behalf") else ""
    reached = _reached(known, desk.key)
    steps: list[tuple[str, datetime, Callable[[], object]]] = [
        ("drafting", at(written, MORNING, 5 * place), partial(desk.write, by)),
        ("proposed", at(written, AFTERNOON, place), partial(desk.propose, by)),
        ("submitted", at(submitted, NOON, 2 * place), desk.submit),
    ]
    for station, instant, do in steps:
        if STATIONS.index(reached) >= STATIONS.index(station):
            yield Act(instant, do)
    if "returned_on" in own:
        yield from _acts_of_return(own, desk)
    if reached == "checked":
        yield Act(at(known["checked_on"], MORNING, 3 * place), desk.check)
    if "accepted_on" in known:
        yield Act(at(known["confirmed_on"], MORNING, 3 * place), desk.confirm)
        yield Act(at(known["accepted_on"], NOON, 2 * place), desk.accept)


def _reached(known: facts.Facts, key: str) -> str:
    rows = known.get("reached", {}).items()
    return next((station for station, keys in rows if key in keys), STATIONS[-1])


def _day(days: list[date], place: int) -> date:
    return days[place % len(days)]


def _acts_of_return(own: facts.Facts, desk: "_Desk") -> Iterator[Act]:
    yield Act(at(own["returned_on"], MORNING), partial(desk.send_back, own["reason"]))
    if "written_again_on" in own:
        yield Act(at(own["written_again_on"], MORNING), desk.write_again)
        yield Act(at(own["written_again_on"], AFTERNOON), partial(desk.propose, ""))
        yield Act(at(own["submitted_again_on"], NOON), desk.submit)


class _Desk:
    """The people around one report, doing what is due; each asks for the report anew."""

    def __init__(self, fy: FiscalYear, key: str, cast: Cast) -> None:
        self.fy, self.key, self.cast = fy, key, cast
        self.year: facts.Facts = facts.items()[key]["years"][str(fy)]

    def sheet(self) -> Sheet:
        rows = Sheet.objects.select_related("item", "round__scale", "round__plan", "section")
        return rows.get(round__fy=self.fy, item__item_key=self.key)

    def of(self, sheet: Sheet, role: str) -> Actor:
        return self.cast.of_section(sheet.section.name, role)

    def writer(self, sheet: Sheet, by: str) -> Actor:
        return self.cast.actor(by) if by else self.of(sheet, "writer")

    def write(self, by: str) -> None:
        sheet = self.sheet()
        actor = self.writer(sheet, by)
        enter_figures(sheet.item, self.fy, actor=actor)
        work.report_action(sheet.item, self.fy)
        work.write_effects(sheet.item, self.fy, actor=actor)
        values = self.values(sheet)
        version = sheet.version
        save_sheet(sheet, values, actor=actor, expected_version=version, on_behalf=bool(by))

    def values(self, sheet: Sheet) -> dict[str, Any]:
        values: dict[str, Any] = {TEXTS[name]: self.year.get(name, "") for name in TEXTS}
        values["causes"] = self.year.get("causes", [])
        if "next" in self.year and sheet.item.indicators.exists():
            values["figures_confirmed_on"] = clock.today()
        if override := self.year.get("override"):
            values["grade"] = sheet.round.scale.grades.get(code=override["grade"])
            values["override_reason"] = override["reason"]
        return values

    def write_again(self) -> None:
        sheet = self.sheet()
        actor = self.of(sheet, "writer")
        enter_figures(sheet.item, self.fy, actor=actor, corrected=True)
        values = {"figures_confirmed_on": clock.today()}
        save_sheet(sheet, values, actor=actor, expected_version=sheet.version)

    def propose(self, by: str) -> None:
        sheet = self.sheet()
        move(sheet, "propose", actor=self.writer(sheet, by))

    def submit(self) -> None:
        sheet = self.sheet()
        by = "secretariat" if sheet.on_behalf_of else ""
        actor = self.cast.actor(by) if by else self.of(sheet, "head")
        move(sheet, "submit", actor=actor)

    def send_back(self, reason: str) -> None:
        move(self.sheet(), "return", actor=self.cast.actor("secretariat"), comment=reason)

    def check(self) -> None:
        move(self.sheet(), "check", actor=self.cast.actor("secretariat"))

    def confirm(self) -> None:
        """Confirm figures and effects against the settled accounts."""
        sheet, finance = self.sheet(), self.cast.actor("finance")
        waiting = Actual.objects.filter(indicator__item=sheet.item, fy=self.fy)
        for actual in waiting.filter(status=Status.PROVISIONAL).order_by("pk"):
            confirm_figure(sheet, actual, actor=finance)
        work.confirm_effects(sheet.item, self.fy, actor=finance)

    def accept(self) -> None:
        sheet, actor = self.sheet(), self.cast.actor("headquarters")
        if word := self.year.get("headquarters"):
            grade = sheet.round.scale.grades.get(code=word["grade"])
            set_headquarters(sheet, grade=grade, remark=word["remark"], actor=actor)
        move(sheet, "accept", actor=actor)
