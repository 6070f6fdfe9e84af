"""What the staff pages of publishing show."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from yakuba.core.evaluation.flow import PUBLIC
from yakuba.core.evaluation.models import Round, Sheet
from yakuba.core.plan.models import Plan, PlanState
from yakuba.core.publication import corrections
from yakuba.core.publication.edition import Edition, Grade, Tally
from yakuba.core.publication.figures import status_word
from yakuba.core.publication.links import PUBLISHED_URL
from yakuba.core.publication.models import Correction, Release
from yakuba.core.publication.page_data import BOOK, BUNDLE
from yakuba.core.publication.services import READY, Draft
from yakuba.core.publication.staff_forms import CorrectionForm
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform import clock
from yakuba.platform.ui.formats import number

Json = dict[str, Any]

FILES = (
    ("ja/index.html", "ページ"),
    (BOOK, "報告書（PDF）"),
    ("data/actuals.csv", "実績（CSV）"),
    (BUNDLE, "すべて（zip）"),
)


@dataclass(frozen=True, slots=True)
class Published:
    """One release with the addresses of what people take from it."""

    row: Release
    files: tuple[tuple[str, str], ...]
    is_newest: bool


@dataclass(slots=True)
class Year:
    """One year of a plan: how far its reports are, and its releases, the newest first."""

    fy: FiscalYear
    ready: int
    total: int
    releases: list[Published] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Overview:
    """One plan: its years, the newest first, and the corrections that wait."""

    plan: Plan
    years: list[Year]
    waiting: list[Correction]


def overview() -> list[Overview]:
    """Return every decided plan, the newest first."""
    plans = Plan.objects.exclude(state=PlanState.DRAFTING).order_by("-start_fy")
    return [Overview(plan, list(_years(plan)), corrections.waiting(plan)) for plan in plans]


def _years(plan: Plan) -> Iterator[Year]:
    rows = Release.objects.filter(plan=plan).select_related("account__person")
    releases = list(rows.order_by("-number"))
    states: dict[FiscalYear, list[str]] = {}
    sheets = Sheet.objects.filter(round__plan=plan)
    for fy, state in sheets.values_list("round__fy", "state"):
        states.setdefault(fy, []).append(state)
    for round_ in Round.objects.filter(plan=plan).order_by("-fy"):
        found = states.get(round_.fy, [])
        ready = sum(state in (*READY, *PUBLIC) for state in found)
        own = [row for row in releases if row.fy == round_.fy]
        shown = [_published(plan, row, is_newest=row is own[0]) for row in own]
        yield Year(round_.fy, ready, len(found), shown)


def _published(plan: Plan, row: Release, *, is_newest: bool) -> Published:
    base = f"{PUBLISHED_URL}{plan.slug}/{row.fy}/r{row.number}/"
    return Published(row, tuple((base + path, title) for path, title in FILES), is_newest)


def waiting_sheets(plan: Plan, fy: FiscalYear) -> list[Sheet]:
    """Return the reports of a year that headquarters have not accepted."""
    rows = Sheet.objects.filter(round__plan=plan, round__fy=fy)
    rows = rows.exclude(state__in=(*READY, *PUBLIC)).select_related("item", "section")
    return list(rows.order_by("item_id"))


def known_late(plan: Plan, fy: FiscalYear, sheets: Iterable[Sheet]) -> dict[str, str]:
    """Return the reasons of the last release for the reports that still wait, by item key."""
    release = Release.objects.filter(plan=plan, fy=fy).order_by("number").last()
    given = release.late if release else {}
    keys = [sheet.item.item_key for sheet in sheets]
    return {key: given[key] for key in keys if key in given}


def is_published(plan: Plan, fy: FiscalYear) -> bool:
    """Return whether the year has a release."""
    return Release.objects.filter(plan=plan, fy=fy).exists()


@dataclass(frozen=True, slots=True)
class Line:
    """One item of an edition to come."""

    name: str
    section: str
    figure: str
    status: str
    grade: Grade


@dataclass(frozen=True, slots=True)
class Described:
    """An edition to come, as the preview shows it."""

    fy: int
    number: int
    reason: str
    tallies: list[Tally]
    lines: list[Line]
    corrections: list[Json]


def describe(draft: Draft) -> Described:
    """Return what the preview shows of an edition."""
    edition = Edition(draft.snapshot)
    fy = int(draft.cover.fy)
    own = [each for each in draft.snapshot["corrections"] if each["release"] == draft.cover.number]
    return Described(
        fy=fy,
        number=draft.cover.number,
        reason=draft.cover.reason,
        tallies=edition.tally(edition.items, fy),
        lines=[_line(edition, item, fy) for item in edition.counted(edition.items, fy)],
        corrections=[each for each in own if each["release_fy"] == fy],
    )


def _line(edition: Edition, item: Json, fy: int) -> Line:
    indicator = edition.main_indicator(item)
    point = edition.point_of(indicator, fy)
    year = edition.year_of(item, fy) or {}
    shown = point["value"] if point else None
    unit = indicator["unit"] if indicator and shown is not None else ""
    return Line(
        name=f"{item['code'] or item['key']} {item['short']}",
        section=year["lead"]["name"] if year.get("lead") else "",
        figure=f"{number(shown)}{unit}",
        status=status_word(point) if point else "",
        grade=edition.standing(item, fy),
    )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a correction would make of the published words, or why it cannot be."""

    rows: list[Correction]
    problems: tuple[Problem, ...] = ()


class _Undone(Exception):  # noqa: N818 (ends a rehearsal, no fault)
    """Takes back what a rehearsal wrote."""


def outcome(plan: Plan, form: CorrectionForm) -> Outcome:
    """Return the corrections that a form would make; stores nothing."""
    rows: list[Correction] = []
    try:
        with suppress(_Undone), transaction.atomic():
            rows = corrections.propose(plan, form.wanted, account=None, on=clock.today())
            raise _Undone
    except YakubaError as refused:
        return Outcome([], refused.problems)
    return Outcome(rows)
