"""What changed in a report: since it last went round, since last year, under two writers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from yakuba.core.evaluation.flow import WRITABLE, SheetState
from yakuba.core.evaluation.models import Cause, Grade, Sheet
from yakuba.core.evaluation.sheets import TEXTS
from yakuba.core.indicators.services import plain
from yakuba.platform import clock

COMPARED = (*TEXTS, "causes", "grade_id", "override_reason")


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs, in words."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that two people changed: what it was, what I typed, what somebody stored."""

    name: str
    label: str
    base: str
    mine: str
    theirs: str
    who: str
    at: str


@dataclass(frozen=True, slots=True)
class Merge:
    """Two writers' words put together; `clashes` must be decided by a person."""

    values: dict[str, Any]
    clashes: list[Clash]


def changes_since(sheet: Sheet) -> list[Change] | None:
    """Return what differs from the words that were sent back last; None if they never were."""
    rows = list(sheet.history.order_by("-history_id"))
    sent_back = None
    for newer, older in pairwise(rows):
        if newer.state in WRITABLE and older.state not in (*WRITABLE, SheetState.NOT_OPENED):
            sent_back = older
            break
    if sent_back is None:
        return None
    return _texts_changed(sheet, sent_back) + _figures_changed(sheet)


def _texts_changed(sheet: Sheet, before: Any) -> list[Change]:
    names = grade_words(sheet)
    pairs = (
        (field, in_words(field, getattr(before, field), names), _now(sheet, field, names))
        for field in COMPARED
    )
    return [Change(label_of(field), old, new) for field, old, new in pairs if old != new]


def _now(sheet: Sheet, field: str, names: Mapping[int, str]) -> str:
    return in_words(field, getattr(sheet, field), names)


def _figures_changed(sheet: Sheet) -> list[Change]:
    """Return the figures that are not what was frozen at the last submission."""
    found = []
    for row in sheet.figures.select_related("indicator", "calculation"):
        actual = row.indicator.actuals.filter(fy=sheet.round.fy).first()
        old, new = _parts(row.calculation), _parts(actual)
        if old != new:
            found.append(Change(row.indicator.name, old, new))
    return found


def _parts(figure: Any) -> str:
    """Return a figure in words, its counts named: 分子 974、分母 1000、値 97.4."""
    names = (("numerator", _("分子")), ("denominator", _("分母")), ("value", _("値")))
    known = [(word, getattr(figure, name, None)) for name, word in names]
    return "、".join(f"{word} {plain(value)}" for word, value in known if value is not None)


def label_of(field: str) -> str:
    """Return the title of a field of a report as the screens say it."""
    known: Any = Sheet._meta.get_field(field.removesuffix("_id"))
    return str(known.verbose_name)


def in_words(field: str, value: Any, grades: Mapping[int, str]) -> str:
    """Return a stored value of a report as people read it."""
    if field == "causes":
        return "、".join(str(Cause(code).label) for code in value or () if code in Cause.values)
    if field == "grade_id":
        return grades.get(value, "") if value else ""
    return str(value or "")


def grade_words(sheet: Sheet) -> dict[int, str]:
    """Return the words of the grades of the report's scale, by id."""
    return {grade.pk: grade.word for grade in sheet.round.scale.grades.all()}


def last_year(sheet: Sheet) -> Sheet | None:
    """Return the report of the same item for the year before, or None."""
    before = Sheet.objects.filter(item=sheet.item, round__fy=sheet.round.fy.previous)
    return before.select_related("round", "writer__person", "grade").first()


def copied_from(sheet: Sheet, before: Sheet | None) -> list[str]:
    """Return the titles of texts that are word for word those of the year before."""
    if before is None:
        return []
    same = (field for field in TEXTS if _bare(sheet, field) == _bare(before, field) != "")
    return [label_of(field) for field in same]


def _bare(sheet: Sheet, field: str) -> str:
    return "".join(getattr(sheet, field).split())


def merge(sheet: Sheet, typed: Mapping[str, Any], *, base_version: int) -> Merge:
    """Return typed and stored words put together, after somebody stored since `base_version`.

    What only one of the two changed stands; what both changed differently is a clash.  `sheet` is
    as it is stored now; typed values are those of `save_sheet`.
    """
    base = sheet.history.filter(version=base_version).order_by("-history_id").first()
    who, at = _last_writer(sheet)
    names = grade_words(sheet)
    values: dict[str, Any] = {}
    clashes = []
    for name, mine in typed.items():
        field = "grade_id" if name == "grade" else name
        before, typed_words, stored = (
            in_words(field, value, names)
            for value in (getattr(base, field, None), _key(mine), getattr(sheet, field))
        )
        if typed_words in (before, stored):  # only they changed it, or both alike
            continue
        values[name] = mine
        if stored != before:
            clashes.append(Clash(name, label_of(field), before, typed_words, stored, who, at))
    return Merge(values, clashes)


def _key(value: Any) -> Any:
    return value.pk if isinstance(value, Grade) else value


def _last_writer(sheet: Sheet) -> tuple[str, str]:
    writer = sheet.writer
    person = getattr(writer, "person", None) if writer else None
    name = person.name if person else str(writer or _("ほかの人"))
    return name, _clock(sheet.updated_at)


def _clock(instant: datetime) -> str:
    return f"{instant.astimezone(clock.TOKYO):%H:%M}"


def chosen(clashes: Iterable[Clash], answers: Mapping[str, Any]) -> dict[str, str]:
    """Return the answer mine or theirs of each clash that has one."""
    given = {clash.name: str(answers.get(clash.name, "")) for clash in clashes}
    return {name: answer for name, answer in given.items() if answer in ("mine", "theirs")}
