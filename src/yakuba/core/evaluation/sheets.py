"""Writing a yearly report and moving it through its flow."""

from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from yakuba.core.evaluation.flow import LOCKED, SHEET_FLOW, WRITABLE, SheetState
from yakuba.core.evaluation.grading import (
    apply_suggestion,
    computed_of,
    main_of,
    readings_of,
    refresh_computed,
)
from yakuba.core.evaluation.models import Grade, Sheet, SheetFigure, SheetStep
from yakuba.core.evaluation.rounds import office_of
from yakuba.core.indicators.freezing import freeze
from yakuba.core.indicators.models import Actual, Status
from yakuba.kernel.problems import Problem, YakubaError
from yakuba.kernel.text import find_individual_number
from yakuba.platform import clock
from yakuba.platform.audit import services as audit
from yakuba.platform.db import save_version
from yakuba.platform.office.actors import Actor, is_one_person, may_approve
from yakuba.platform.office.rights import may, require
from yakuba.platform.office.town import town

TEXTS: Final = ("done_text", "not_done_text", "next_text")
FIELDS: Final = (*TEXTS, "causes", "grade", "override_reason", "figures_confirmed_on")
GOES_BACK: Final = ("return", "send_back", "reopen")
FREEZES: Final = ("submit",)


def problems_of(sheet: Sheet) -> list[Problem]:
    """Return what is missing before a sheet can be proposed or submitted."""
    problems = []
    if sheet.figures_confirmed_on is None and sheet.unrated != "no_indicator":
        message, fix = _("実績を確かめていません。"), _("「実績を確かめる」を終えてください。")
        problems.append(Problem("sheet.figures", message, fix, place="figures"))
    for field in TEXTS:
        if not getattr(sheet, field).strip():
            name = _title_of(field)
            message = _("「{name}」が書かれていません。").format(name=name)
            problems.append(Problem("sheet.empty", message, _("2〜3文で書いてください。"), field))
    return problems + _grade_problems(sheet)


def _title_of(field: str) -> str:
    return str(getattr(Sheet._meta.get_field(field), "verbose_name", field))


def _grade_problems(sheet: Sheet) -> list[Problem]:
    if sheet.suggested_id is not None and sheet.grade_id is None:
        message, fix = _("評価が選ばれていません。"), _("評価を1つ選んでください。")
        return [Problem("sheet.grade", message, fix, place="grade")]
    if is_override(sheet) and not sheet.override_reason.strip():
        message = _("決まりとちがう評価を選んだ理由が書かれていません。")
        fix = _("理由を書くか、決まりどおりの評価を選んでください。")
        return [Problem("sheet.override", message, fix, place="override_reason")]
    return []


def is_override(sheet: Sheet) -> bool:
    """Return whether the section chose another grade than the rule gives."""
    return sheet.grade_id is not None and sheet.grade_id != sheet.suggested_id


@transaction.atomic
def save_sheet(
    sheet: Sheet,
    values: Mapping[str, Any],
    *,
    actor: Actor,
    expected_version: int,
    on_behalf: bool = False,
) -> Sheet:
    """Store what a section wrote, as the next version after the one that the writer saw.

    :raises YakubaError: if the state allows no writing, or a text holds an individual number
    :raises Forbidden: if the actor may not write this sheet
    :raises Conflict: if somebody stored it in the meantime; nothing is changed
    """
    require(actor, "sheet.write_on_behalf" if on_behalf else "sheet.write", sheet)
    if sheet.state not in WRITABLE:
        message = _("いまは「{state}」なので、書きかえられません。")
        raise YakubaError(
            Problem(
                "sheet.state",
                message.format(state=SheetState(sheet.state).label),
                _("直すときは、事務局に差戻しを頼んでください。"),
            )
        )
    _refuse_individual_numbers(values)
    for field in FIELDS:
        if field in values:
            setattr(sheet, field, values[field])
    sheet.writer = actor.account
    sheet.on_behalf_of = sheet.section.name if on_behalf else ""
    apply_suggestion(sheet, readings_of(sheet))
    save_version(sheet, expected_version)
    if sheet.state == SheetState.OPEN:
        _step(sheet, "write", actor=actor, comment="")
    audit.record("sheet.save", actor=actor, thing=sheet)
    return sheet


def _refuse_individual_numbers(values: Mapping[str, Any]) -> None:
    """Refuse texts that hold an Individual Number: the platform never stores one."""
    for field, value in values.items():
        if isinstance(value, str) and find_individual_number(value):
            name = _title_of(field)
            raise YakubaError(
                Problem(
                    "text.individual-number",
                    _("「{name}」に、個人番号と思われる12けたの数字があります。").format(name=name),
                    _("その数字を消してください。個人番号はここに保存できません。"),
                    place=field,
                )
            )


def _stale(sheet: Sheet) -> list[Problem]:
    """Return a problem if records changed so that the rule gives another grade than was seen."""
    if not computed_of(sheet):
        return []
    main = main_of(readings_of(sheet))
    now, seen = (main.grade if main else None), (sheet.suggested.code if sheet.suggested else None)
    if now == seen:
        return []
    message = _("元の記録が変わり、決まりによる評価が変わりました。")
    return [
        Problem("sheet.stale", message, _("「実績を確かめる」をやり直してください。"), "figures")
    ]


@transaction.atomic
def refresh(sheet: Sheet) -> Sheet:
    """Write computed figures and the suggestion anew, as long as the section has the sheet."""
    if sheet.state in WRITABLE:
        refresh_computed(sheet)
        apply_suggestion(sheet, readings_of(sheet))
        save_version(sheet, sheet.version)
    return sheet


@transaction.atomic
def move(
    sheet: Sheet, name: str, *, actor: Actor, comment: str = "", expected_version: int | None = None
) -> Sheet:
    """Take a sheet one step further in its flow, freezing its figures where the step says so.

    :raises YakubaError: if the state does not allow the step, something is missing, or a step back
        has no reason
    :raises Forbidden: if the rights table does not allow the actor the step on this sheet
    :raises Conflict: if the sheet was stored since the actor saw it
    """
    step = SHEET_FLOW.step(name, sheet.state)
    by_secretariat = bool(sheet.on_behalf_of) and not may(actor, "sheet.write_on_behalf", sheet)
    if not (by_secretariat and name in {"propose", "withdraw", "submit"}):
        require(actor, step.by, sheet)
    if name in {"propose", "submit"}:
        refresh_computed(sheet)
    problems = _guard(sheet, name, actor=actor, comment=comment)
    if problems:
        raise YakubaError(*problems)
    if name == "submit":
        sheet.one_person = is_one_person(actor, sheet.writer_id)
    if expected_version is not None and expected_version != sheet.version:
        save_version(sheet, expected_version)  # raises the conflict
    _step(sheet, name, actor=actor, comment=comment)
    if name == "accept" and town().council_stages:
        _step(sheet, "refer", actor=actor, comment="")
    return sheet


def _guard(sheet: Sheet, name: str, *, actor: Actor, comment: str) -> list[Problem]:
    if name == "opine" and not comment.strip():
        message, fix = (
            _("審議会の意見が書かれていません。"),
            _("意見を書いてください。意見がなかったときは「意見なし」と書きます。"),
        )
        return [Problem("step.opinion", message, fix, place="comment")]
    if name in GOES_BACK and not comment.strip():
        message, fix = (
            _("理由が書かれていません。"),
            _("担当課が次に何をすればよいかを書いてください。"),
        )
        return [Problem("step.reason", message, fix, place="comment")]
    problems = problems_of(sheet) + _stale(sheet) if name in {"propose", "submit"} else []
    if name == "submit" and not sheet.on_behalf_of:
        own = may_approve(actor, sheet.writer_id)
        problems += [own] if own else []
    return problems


def _step(sheet: Sheet, name: str, *, actor: Actor | None, comment: str) -> None:
    step = SHEET_FLOW.step(name, sheet.state)
    today = clock.today()
    if name in GOES_BACK:
        sheet.returned_count += 1
    if name == "submit":
        sheet.submitted_on = today
    sheet.accepted_on = today if name == "accept" else sheet.accepted_on
    sheet.state = SheetState(step.target)
    save_version(sheet, sheet.version)
    if name in FREEZES:
        freeze_figures(sheet, reason=name)
    SheetStep.objects.create(
        sheet=sheet,
        name=name,
        source=step.source,
        target=step.target,
        account=actor.account if actor else None,
        office=office_of(actor),
        at=clock.now(),
        comment=comment,
    )
    audit.record(f"sheet.{name}", actor=actor, thing=sheet)


def freeze_figures(sheet: Sheet, *, reason: str) -> None:
    """Point the sheet to a new calculation of each figure; a changed value keeps the one before."""
    pointers = {row.indicator_id: row for row in sheet.figures.select_related("calculation")}
    for indicator in sheet.item.indicators.all():
        frozen = freeze(indicator, sheet.round.fy, reason=reason)
        pointer = pointers.get(indicator.pk)
        if pointer is None:
            SheetFigure.objects.create(sheet=sheet, indicator=indicator, calculation=frozen)
        else:
            if pointer.calculation.value != frozen.value:
                pointer.before = pointer.calculation
            pointer.calculation = frozen
            pointer.save()


@transaction.atomic
def confirm_figure(sheet: Sheet, actual: Actual, *, actor: Actor) -> Actual:
    """Turn a provisional figure into a confirmed one, as finance does after 31 May.

    A sheet that its section has passed on points to a new calculation; an accepted one is locked.

    :raises YakubaError: if the figure is not provisional or the sheet is locked
    """
    require(actor, "effect.confirm", sheet)
    if actual.status != Status.PROVISIONAL or sheet.state in LOCKED:
        message = _("確定にできるのは、本部が了承する前の速報の数字だけです。")
        raise YakubaError(Problem("actual.confirm", message))
    actual.status = Status.CONFIRMED
    fy = sheet.round.fy
    if actual.as_of and fy.last_day < actual.as_of < fy.closing_ends:  # the settled accounts
        actual.as_of = min(fy.closing_ends, clock.today())
    save_version(actual, actual.version)
    if sheet.state in (SheetState.SUBMITTED, SheetState.CHECKED):
        freeze_figures(sheet, reason="confirm")
    audit.record("actual.confirm", actor=actor, thing=actual)
    return actual


def set_headquarters(sheet: Sheet, *, grade: Grade | None, remark: str, actor: Actor) -> Sheet:
    """Store what headquarters say of a checked sheet; another grade needs a remark.

    :raises YakubaError: if the grade differs without a remark, or the sheet is not checked
    """
    require(actor, "sheet.accept", sheet)
    if sheet.state != SheetState.CHECKED:
        message = _("事務局の確認が済んだ報告だけに、本部の意見を書けます。")
        raise YakubaError(Problem("sheet.state", message))
    if grade is not None and grade.pk != sheet.grade_id and not remark.strip():
        message, fix = _("評価を変えた理由が書かれていません。"), _("理由を書いてください。")
        raise YakubaError(Problem("headquarters.reason", message, fix, place="remark"))
    sheet.headquarters_grade, sheet.headquarters_remark = grade, remark
    save_version(sheet, sheet.version)
    return sheet
