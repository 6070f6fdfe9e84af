"""Correcting what is published: proposed first, in force with the release that carries it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from yakuba.core.evaluation.flow import PUBLIC
from yakuba.core.evaluation.grading import apply_suggestion, readings_of
from yakuba.core.evaluation.models import Sheet, SheetFigure
from yakuba.core.indicators.freezing import freeze
from yakuba.core.indicators.models import Calculation, Indicator, Status
from yakuba.core.indicators.services import Entry, enter_actual
from yakuba.core.plan.models import Plan
from yakuba.core.publication.correction_rows import VALUE as VALUE
from yakuba.core.publication.correction_rows import Wanted as Wanted
from yakuba.core.publication.correction_rows import new_row
from yakuba.core.publication.correction_rows import next_number as next_number
from yakuba.core.publication.models import Correction
from yakuba.core.publication.money_corrections import apply_money, money_rows
from yakuba.core.publication.moves import move_all
from yakuba.core.publication.snapshot.points import number
from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform.audit import services as audit
from yakuba.platform.office.actors import Actor, actor_of
from yakuba.platform.office.models import Account

GRADE: Final = "grade"
TEXTS: Final = {
    "done_text": ("できたこと", "What was done"),
    "not_done_text": ("できなかったことと、その理由", "What was not done, and why"),
    "next_text": ("次にすること", "What comes next"),
    "override_reason": ("決まりとちがう評価の理由", "Reason for another grade"),
}


def waiting(plan: Plan) -> list[Correction]:
    """Return the corrections that no release carries yet, the first proposed first."""
    rows = Correction.objects.filter(plan=plan, releases=None)
    related = ("item", "indicator", "calculation")
    return list(rows.select_related(*related).order_by("number"))


@transaction.atomic
def propose(plan: Plan, wanted: Wanted, *, account: Account | None, on: date) -> list[Correction]:
    """Store a correction, to be published by headquarters; residents see nothing of it yet.

    A figure that brings another grade with it gets a second correction, of the grade.

    :raises YakubaError: if nothing is published there, no cause is given, or nothing would change
    """
    sheet = _published(wanted)
    if not wanted.cause.strip():
        fix = _("なぜまちがえたかを書いてください。原因も公表されます。")
        raise YakubaError(
            Problem("correction.cause", _("原因が書かれていません。"), fix, place="cause")
        )
    _refuse_second(plan, wanted)
    actor = actor_of(account, on) if account else None
    if wanted.effect is not None:
        made = money_rows(plan, wanted, wanted.effect)
    elif wanted.field == VALUE:
        made = _figure(plan, wanted, sheet, actor)
    else:
        made = [_text(plan, wanted, sheet)]
    for each in made:
        each.corrected_on, each.account = on, account
        each.save()
        audit.record("correction.propose", account=account, thing=each)
    return made


def _refuse_second(plan: Plan, wanted: Wanted) -> None:
    same = {"indicator": wanted.indicator, "effect": wanted.effect}
    waits = Correction.objects.filter(plan=plan, releases=None, fy=wanted.fy, item=wanted.item)
    if wanted.effect is None:
        waits = waits.filter(field=wanted.field)
    if waits.filter(**same).exists():
        message = _("この欄には、公表を待っている訂正があります。")
        fix = _("それを公表するか取り消してから、もう一度訂正してください。")
        raise YakubaError(Problem("correction.waiting", message, fix))


def _published(wanted: Wanted) -> Sheet:
    rows = Sheet.objects.filter(item=wanted.item, round__fy=wanted.fy, state__in=PUBLIC)
    sheet = rows.select_related("round__scale", "round__plan", "item", "suggested", "grade").first()
    if sheet is None:
        message = _("{item}の{year}は、まだ公表していません。")
        raise YakubaError(
            Problem(
                "correction.unpublished",
                message.format(item=wanted.item, year=wanted.fy.wareki),
                _("公表の前なら、差戻しで直してください。"),
            )
        )
    return sheet


def _figure(plan: Plan, wanted: Wanted, sheet: Sheet, actor: Actor | None) -> list[Correction]:
    indicator = wanted.indicator
    pointer = sheet.figures.filter(indicator=indicator).select_related("calculation").first()
    if indicator is None or pointer is None:
        message = _("訂正する数字が選ばれていません。")
        raise YakubaError(Problem("correction.figure", message, _("指標を選んでください。")))
    old = pointer.calculation
    enter_actual(indicator, wanted.fy, _entry(wanted, old), actor=actor)
    frozen = freeze(indicator, wanted.fy, reason="correct")
    _refuse_same(old, frozen)
    made = new_row(plan, wanted, number=next_number(plan))
    made.indicator, made.calculation, made.unit = indicator, frozen, indicator.unit
    made.old, made.new = _shown(old), _shown(frozen)
    made.label = f"{wanted.fy.wareki}の{indicator.name}の実績"
    made.label_en = f"Actual of {indicator.name_en or indicator.name}, FY{wanted.fy}"
    grade = _grade(plan, wanted, sheet, number_of=made.number + 1)
    return [made, grade] if grade else [made]


def _entry(wanted: Wanted, old: Calculation) -> Entry:
    return Entry(
        Status.CORRECTED,
        as_of=old.as_of,
        value=wanted.value,
        numerator=wanted.numerator,
        denominator=wanted.denominator,
        source_note=wanted.source_note or old.parameters.get("source_note", "") or wanted.cause,
        source_note_en="" if wanted.source_note else old.parameters.get("source_note_en", ""),
    )


def _refuse_same(old: Calculation, new: Calculation) -> None:
    same = (old.value, old.numerator, old.denominator) == (
        new.value,
        new.numerator,
        new.denominator,
    )
    if same:
        message = _("前の値と同じです。")
        fix = _("正しい値を入れてください。")
        raise YakubaError(Problem("correction.same", message, fix, place="value"))


def published_value(sheet: Sheet, indicator: Indicator) -> str:
    """Return the figure of a report as it was published, with its unit."""
    pointer = sheet.figures.filter(indicator=indicator).select_related("calculation__method")
    found = pointer.first()
    return f"{_shown(found.calculation)}{indicator.unit}" if found else ""


def published_values(sheet: Sheet, indicator: Indicator) -> dict[str, Decimal | None]:
    """Return value and parts of a figure as they were published."""
    pointer = sheet.figures.filter(indicator=indicator).select_related("calculation").first()
    if pointer is None:
        return {}
    names = ("value", "numerator", "denominator")
    found = {name: getattr(pointer.calculation, name) for name in names}
    return {name: value and value.normalize() for name, value in found.items()}


def _shown(frozen: Calculation) -> str:
    """Return a figure as it was published; where only its parts change, the parts."""
    return number(frozen.value, frozen.method.decimals) or ""


def _grade(plan: Plan, wanted: Wanted, sheet: Sheet, *, number_of: int) -> Correction | None:
    """Return the correction of the grade that follows from the figure, None if it stays."""
    before = sheet.grade
    apply_suggestion(sheet, readings_of(sheet))
    if before == sheet.grade:
        return None
    made = new_row(plan, wanted, number=number_of)
    made.field = GRADE
    made.label = f"{wanted.fy.wareki}の自己評価"
    made.label_en = f"Self-evaluation of FY{wanted.fy}"
    made.old = before.word if before else "―"
    made.new = sheet.grade.word if sheet.grade else "―"
    return made


def _text(plan: Plan, wanted: Wanted, sheet: Sheet) -> Correction:
    old, new = getattr(sheet, wanted.field, None), wanted.text.strip()
    if wanted.field not in TEXTS or old is None:
        raise YakubaError(Problem("correction.field", _("その欄は訂正できません。")))
    if not new or new == old.strip():
        message = _("前の文と同じか、文がありません。")
        fix = _("正しい文を書いてください。")
        raise YakubaError(Problem("correction.same", message, fix, place="text"))
    japanese, english = TEXTS[wanted.field]
    made = new_row(plan, wanted, number=next_number(plan))
    made.old, made.new = old, new
    made.label = f"{wanted.fy.wareki}の「{japanese}」"
    made.label_en = f"{english}, FY{wanted.fy}"
    return made


def apply(rows: Iterable[Correction], *, account: Account | None, at: datetime) -> None:
    """Let published reports say what the corrections say; part of publishing."""
    sheets: dict[int, Sheet] = {}
    for row in rows:
        sheet = _sheet_of(row, sheets)
        if row.field == VALUE and row.calculation is not None:
            _point_to(sheet, row.calculation)
            apply_suggestion(sheet, readings_of(sheet))
        elif row.field in TEXTS:
            setattr(sheet, row.field, row.new)
        elif row.effect_id is not None:
            apply_money(row)
    move_all(list(sheets.values()), "correct", account=account, at=at)


def _sheet_of(row: Correction, sheets: dict[int, Sheet]) -> Sheet:
    found = Sheet.objects.select_related("round__scale", "round__plan", "item", "section").get(
        item=row.item, round__fy=row.fy
    )
    return sheets.setdefault(found.pk, found)


def _point_to(sheet: Sheet, frozen: Calculation) -> None:
    pointer = SheetFigure.objects.get(sheet=sheet, indicator=frozen.indicator_id)
    if pointer.calculation_id != frozen.pk:
        pointer.before = pointer.calculation
        pointer.calculation = frozen
        pointer.save()


def reasons_of(rows: Sequence[Correction]) -> tuple[str, str]:
    """Return why a release is made that carries corrections, in both languages."""
    if not rows:
        return "", ""
    names = "、".join(f"第{row.number}号" for row in rows)
    numbers = ", ".join(str(row.number) for row in rows)
    return f"訂正{names}", f"Correction no. {numbers}"


@transaction.atomic
def withdraw(row: Correction, *, account: Account | None, on: date) -> None:
    """Take back a correction that no release carries yet, with the grade that hangs on it.

    :raises YakubaError: if it is published already
    """
    if row.releases.exists():
        message = _("公表した訂正は取り消せません。")
        raise YakubaError(Problem("correction.published", message, _("もう一度訂正してください。")))
    if row.calculation is not None and row.indicator is not None:
        _restore(row, row.indicator, actor_of(account, on) if account else None)
    audit.record("correction.withdraw", account=account, thing=row)
    grade = Correction.objects.filter(plan=row.plan, field=GRADE, item=row.item, fy=row.fy)
    grade.filter(number=row.number + 1, releases=None).delete()
    row.delete()


def _restore(row: Correction, indicator: Indicator, actor: Actor | None) -> None:
    """Let the record say again what the published figure says."""
    pointer = SheetFigure.objects.select_related("calculation").get(
        sheet__item=row.item, sheet__round__fy=row.fy, indicator=indicator
    )
    old = pointer.calculation
    entry = Entry(
        old.status,
        as_of=old.as_of,
        value=old.value,
        numerator=old.numerator,
        denominator=old.denominator,
        source_note=old.parameters.get("source_note", ""),
        source_note_en=old.parameters.get("source_note_en", ""),
    )
    enter_actual(indicator, row.fy, entry, actor=actor)
    freeze(indicator, row.fy, reason="withdraw")
