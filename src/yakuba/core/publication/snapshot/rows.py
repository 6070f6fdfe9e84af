"""Reading what an edition is made of: as many queries for 3 items as for 3,000."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypedDict, TypeVar

from yakuba.core.evaluation.flow import PUBLIC
from yakuba.core.evaluation.models import (
    Grade,
    GradeBand,
    MoneyEffect,
    Scale,
    Sheet,
    SheetFigure,
    YearlyAction,
)
from yakuba.core.indicators.models import Actual, Calculation, Indicator, Method, Target
from yakuba.core.indicators.trail import trails_of
from yakuba.core.plan.models import LevelDefinition, Lineage, LineageKind, Node, Plan, PlanVersion
from yakuba.core.plan.owners import Owners, owners_of
from yakuba.core.plan.services import current_version
from yakuba.core.publication.models import Correction, Release
from yakuba.kernel.fiscal import FiscalYear
from yakuba.platform.files.models import StoredFile
from yakuba.platform.office.models import Section, SectionSuccession, Town
from yakuba.platform.office.rights import DataClass
from yakuba.platform.office.town import town

K = TypeVar("K", bound=Hashable)
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on the cover of an edition.

    `late` gives the reason for each item key that the year goes without; `proof` what the page
    on trust says of the installation.
    """

    fy: FiscalYear
    number: int
    published_on: date
    made_at: datetime
    reason: str = ""
    reason_en: str = ""
    late: dict[str, str] = field(default_factory=dict)
    proof: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rows:
    """The stored rows of an edition, in order."""

    town: Town
    plan: Plan
    version: PlanVersion
    years: tuple[FiscalYear, ...]
    late: dict[FiscalYear, dict[str, str]]
    levels: list[LevelDefinition]
    nodes: list[Node]
    owners: dict[FiscalYear, dict[int, Owners]]
    successors: dict[int, list[Section]]
    predecessors: dict[int, list[Lineage]]
    sheets: dict[tuple[int, FiscalYear], Sheet]
    figures: dict[tuple[int, FiscalYear], SheetFigure]
    trails: dict[int, dict[str, Any]]
    past: dict[int, list[Calculation]]
    files: dict[str, StoredFile]
    indicators: dict[int, list[Indicator]]
    methods: dict[int, list[Method]]
    targets: dict[int, list[Target]]
    actions: dict[tuple[int, FiscalYear], list[YearlyAction]]
    effects: dict[int, list[MoneyEffect]]
    scales: list[Scale]
    grades: dict[int, list[Grade]]
    bands: dict[int, list[GradeBand]]
    corrections: list[Correction]
    releases: list[Release]
    versions: list[PlanVersion]

    def relisted(self, item_id: int) -> Lineage | None:
        """Return the tie that says this item is another one printed a second time."""
        ties = self.predecessors.get(item_id, [])
        return next((tie for tie in ties if tie.kind == LineageKind.RELISTED), None)


def read(plan: Plan, fy: FiscalYear | None, *, late: dict[str, str] | None = None) -> Rows:
    """Return the rows of the edition of a year: of all published years up to it, and of it.

    Reports count once they are published: publishing moves them first, in the same transaction.

    Without a year nothing is published yet, and the plan alone is read.  Called inside
    `consistent.reading()`, so that all rows are of one instant.
    """
    releases = list(Release.objects.filter(plan=plan, fy__lte=fy)) if fy is not None else []
    years = _years(releases, fy)
    lates = {release.fy: release.late for release in releases}  # the newest of a year comes last
    if fy is not None and late is not None:
        lates[fy] = late
    version = current_version(plan, fy if fy is not None else plan.start_fy)
    return Rows(
        town=town(),
        plan=plan,
        version=version,
        years=years,
        late=lates,
        levels=list(plan.levels.all()),
        nodes=list(version.nodes.select_related("item", "parent")),
        owners={year: owners_of(plan, year) for year in years or (plan.start_fy,)},
        successors=_successors(),
        predecessors=group(
            Lineage.objects.filter(successor__plan=plan).select_related("predecessor__plan"),
            lambda tie: tie.successor_id,
        ),
        sheets=_sheets(plan, years),
        **_frozen(plan, years),
        past=_past(plan),
        files=_public_files(plan),
        **_measures(plan),
        actions=group(
            YearlyAction.objects.filter(item__plan=plan), lambda row: (row.item_id, row.fy)
        ),
        effects=group(
            MoneyEffect.objects.filter(item__plan=plan, fy__in=years), lambda row: row.item_id
        ),
        scales=list(Scale.objects.all()),
        grades=group(Grade.objects.order_by("position"), lambda row: row.scale_id),
        bands=group(GradeBand.objects.select_related("grade"), lambda row: row.grade.scale_id),
        corrections=_corrections(plan, fy),
        releases=releases,
        versions=list(plan.versions.order_by("number")),
    )


class _Measures(TypedDict):
    indicators: dict[int, list[Indicator]]
    methods: dict[int, list[Method]]
    targets: dict[int, list[Target]]


def _measures(plan: Plan) -> _Measures:
    """Return indicators by item, their methods and targets by indicator."""
    of_plan = {"indicator__item__plan": plan}
    return {
        "indicators": group(Indicator.objects.filter(item__plan=plan), lambda row: row.item_id),
        "methods": group(Method.objects.filter(**of_plan), lambda row: row.indicator_id),
        "targets": group(Target.objects.filter(**of_plan), lambda row: row.indicator_id),
    }


def _years(releases: list[Release], fy: FiscalYear | None) -> tuple[FiscalYear, ...]:
    if fy is None:
        return ()
    return tuple(sorted({release.fy for release in releases} | {fy}))


def _sheets(plan: Plan, years: tuple[FiscalYear, ...]) -> dict[tuple[int, FiscalYear], Sheet]:
    sheets = Sheet.objects.filter(round__plan=plan, round__fy__in=years, state__in=PUBLIC)
    related = ("round", "section", "suggested", "grade", "headquarters_grade")
    return {(row.item_id, row.round.fy): row for row in sheets.select_related(*related)}


class _Frozen(TypedDict):
    figures: dict[tuple[int, FiscalYear], SheetFigure]
    trails: dict[int, dict[str, Any]]


def _frozen(plan: Plan, years: tuple[FiscalYear, ...]) -> _Frozen:
    """Return the figures that sheets point to, and the trails of the computed ones.

    Figures by indicator and year, trails by the id of the calculation.
    """
    rows = SheetFigure.objects.filter(
        sheet__round__plan=plan, sheet__round__fy__in=years, sheet__state__in=PUBLIC
    ).select_related("sheet__round", "calculation__method", "calculation__indicator")
    figures = {(row.indicator_id, row.sheet.round.fy): row for row in rows}
    trails = trails_of(row.calculation for row in figures.values())
    return {"figures": figures, "trails": trails}


def _past(plan: Plan) -> dict[int, list[Calculation]]:
    """Return the newest frozen figure of each year before the plan, by indicator."""
    rows = Calculation.objects.filter(indicator__item__plan=plan, fy__lt=plan.start_fy)
    newest = {(row.indicator_id, row.fy): row for row in rows.select_related("method")}
    return group(newest.values(), lambda row: row.indicator_id)


def _public_files(plan: Plan) -> dict[str, StoredFile]:
    """Return the public files attached to figures, by id; a calculation says which are its own."""
    links = Actual.evidence.through.objects.filter(actual__indicator__item__plan=plan)
    public = StoredFile.objects.filter(data_class=DataClass.OPEN)
    return {str(file.pk): file for file in public.filter(pk__in=links.values("storedfile"))}


def _successors() -> dict[int, list[Section]]:
    rows = SectionSuccession.objects.select_related("successor")
    found: defaultdict[int, list[Section]] = defaultdict(list)
    for row in rows:
        found[row.predecessor_id].append(row.successor)
    return found


def _corrections(plan: Plan, fy: FiscalYear | None) -> list[Correction]:
    if fy is None:
        return []
    rows = Correction.objects.filter(plan=plan, fy__lte=fy).select_related("item", "indicator")
    return list(rows.prefetch_related("releases").order_by("-number"))


def group(rows: Iterable[R], key: Callable[[R], K]) -> dict[K, list[R]]:
    """Return rows in lists by a key, in their order."""
    found: defaultdict[K, list[R]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found
