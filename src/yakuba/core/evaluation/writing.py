"""What a section does to its report from the screens: words, figures, actions, steps; once each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from yakuba.core.evaluation.changes import Merge, merge
from yakuba.core.evaluation.flow import WRITABLE, SheetState
from yakuba.core.evaluation.grading import refresh_computed
from yakuba.core.evaluation.models import Sheet, YearlyAction
from yakuba.core.evaluation.sheets import move, refresh, save_sheet
from yakuba.core.indicators.models import Indicator
from yakuba.core.indicators.services import Entry, enter_actual
from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform import clock
from yakuba.platform.audit import services as audit
from yakuba.platform.db import Conflict, save_version
from yakuba.platform.drafts import services as drafts
from yakuba.platform.files.services import store
from yakuba.platform.office.actors import Actor
from yakuba.platform.office.rights import may, require
from yakuba.platform.ui.once import first_time


class Clashing(YakubaError):  # noqa: N818 (a fact, not a fault)
    """Two people changed the same words; a person chooses, and nothing typed is lost."""

    def __init__(self, sheet: Sheet, merged: Merge) -> None:
        super().__init__(*Conflict().problems)
        self.sheet = sheet
        self.merged = merged


def fetch(pk: int) -> Sheet:
    """Return a report as it is stored now, with all that its pages name."""
    rows = Sheet.objects.select_related(
        "round__plan", "round__scale", "item", "section", "grade", "suggested", "writer__person"
    )
    return rows.get(pk=pk)


def on_behalf(actor: Actor, sheet: Sheet) -> bool:
    """Return whether the actor writes for another section; False for a writer of the section.

    :raises Forbidden: if the actor may do neither
    """
    if may(actor, "sheet.write", sheet) is None:
        return False
    if may(actor, "sheet.write_on_behalf", sheet) is None:
        return True
    require(actor, "sheet.write", sheet)
    return False


def write_texts(
    sheet: Sheet,
    values: Mapping[str, Any],
    *,
    actor: Actor,
    version: int,
    key: str = "",
    form: str = "",
    given_up: Mapping[str, Any] | None = None,
) -> Sheet:
    """Store what was typed; words that others stored in other fields meanwhile stay beside it.

    `key` is that of the form sent (sent twice, it is stored once); `form` names the draft that is
    then forgotten; `given_up` are words that their writer gave up in favor of another's: the
    audit keeps them.

    :raises Clashing: if somebody stored the same fields otherwise since `version`
    :raises YakubaError: if the state allows no writing, or a text holds an individual number
    """
    behalf = on_behalf(actor, sheet)
    store_as = partial(
        _store, actor=actor, key=key, form=form, behalf=behalf, given_up=given_up or {}
    )
    try:
        return store_as(sheet, values, version=version)
    except Conflict:
        fresh = fetch(sheet.pk)
    merged = merge(fresh, values, base_version=version)
    if merged.clashes:
        raise Clashing(fresh, merged)
    return store_as(fresh, merged.values, version=fresh.version)


@transaction.atomic
def _store(
    sheet: Sheet,
    values: Mapping[str, Any],
    *,
    actor: Actor,
    version: int,
    key: str,
    form: str,
    behalf: bool,
    given_up: Mapping[str, Any],
) -> Sheet:
    if key and not first_time(key):
        return sheet
    if given_up:
        words = {name: str(value) for name, value in given_up.items()}
        audit.record("sheet.give_up", actor=actor, thing=sheet, payload=words)
    if form:
        drafts.drop(actor.account, form, record=str(sheet.pk))
    return save_sheet(sheet, values, actor=actor, expected_version=version, on_behalf=behalf)


@transaction.atomic
def move_once(
    sheet: Sheet,
    name: str,
    *,
    actor: Actor,
    key: str,
    comment: str = "",
    expected_version: int | None = None,
) -> Sheet:
    """Take the step of a form that may have been sent twice; the second time does nothing.

    :raises YakubaError: as `move`
    """
    if key and not first_time(key):
        return sheet
    return move(sheet, name, actor=actor, comment=comment, expected_version=expected_version)


@dataclass(frozen=True, slots=True)
class TypedFigure:
    """A figure as it was typed; `version` is that of the stored one that the writer saw."""

    indicator: Indicator
    entry: Entry
    version: int | None = None
    uploads: tuple[UploadedFile[Any], ...] = ()


def enter_figures(
    sheet: Sheet,
    typed: Iterable[TypedFigure],
    *,
    actor: Actor,
    confirmed: bool = False,
    key: str = "",
) -> Sheet:
    """Store the figures of a report and suggest its grade anew; `confirmed`: the section says so.

    :raises YakubaError: if the state allows no writing, or a figure is refused
    :raises Conflict: if somebody stored one of the figures in the meantime
    """
    behalf = on_behalf(actor, sheet)
    _require_writable(sheet)
    received = [
        (row, [store(upload, actor=actor, section=sheet.section) for upload in row.uploads])
        for row in typed
    ]
    with transaction.atomic():
        if key and not first_time(key):
            return sheet
        refresh_computed(sheet)
        for row, evidence in received:
            enter_actual(
                row.indicator,
                sheet.round.fy,
                row.entry,
                actor=actor,
                expected_version=row.version,
                evidence=evidence,
            )
        if not confirmed:
            return refresh(sheet)
        return save_sheet(
            sheet,
            {"figures_confirmed_on": clock.today()},
            actor=actor,
            expected_version=sheet.version,
            on_behalf=behalf,
        )


def _require_writable(sheet: Sheet) -> None:
    if sheet.state not in WRITABLE:
        message = _("いまは「{state}」なので、書きかえられません。")
        fix = _("直すときは、事務局に差戻しを頼んでください。")
        label = SheetState(sheet.state).label
        raise YakubaError(Problem("sheet.state", message.format(state=label), fix))


@dataclass(frozen=True, slots=True)
class DoneAction:
    """What a section says of a planned action; `version` is that which it saw."""

    action: YearlyAction
    actual_text: str
    actual_stage: str
    done_on: date | None
    version: int


@transaction.atomic
def report_actions(sheet: Sheet, done: Iterable[DoneAction], *, actor: Actor) -> int:
    """Store what became of the planned actions of the year; return how many changed.

    :raises YakubaError: if the state allows no writing
    :raises Conflict: if somebody stored one of them in the meantime
    """
    on_behalf(actor, sheet)
    _require_writable(sheet)
    count = 0
    for row in done:
        row.action.actual_text, row.action.actual_stage = row.actual_text, row.actual_stage
        row.action.done_on = row.done_on
        save_version(row.action, row.version)
        count += 1
    if count:
        audit.record("action.report", actor=actor, thing=sheet, count=count)
    return count
