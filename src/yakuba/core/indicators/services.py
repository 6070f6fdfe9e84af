"""Entering actuals: typed by hand with their source, or refreshed from the records of a service."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from yakuba.core.evidence.definitions import find
from yakuba.core.evidence.live import Live, compute, scope_of
from yakuba.core.indicators import rules
from yakuba.core.indicators.models import (
    WITHOUT_VALUE,
    Actual,
    Indicator,
    Method,
    SourceKind,
    Status,
)
from yakuba.kernel.evidence import Part
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.numbers import Mode, Rounding
from yakuba.kernel.problems import Problem, YakubaError
from yakuba.kernel.wareki import format_date
from yakuba.platform import clock
from yakuba.platform.audit import services as audit
from yakuba.platform.db import save_version
from yakuba.platform.files.models import StoredFile
from yakuba.platform.office.actors import Actor

# Nobody counts half a yen or half a person; thousands and millions of yen may have decimals.
WHOLE_UNITS: Final = frozenset({"円", "人"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure typed by hand, as it comes from a form.

    For a ratio the two counts are given and the value is computed; else the value alone.
    """

    status: str
    as_of: date | None = None
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    source_note: str = ""
    source_note_en: str = ""
    note: str = ""


def method_of(methods: Iterable[Method], fy: FiscalYear) -> Method | None:
    """Return the method that holds in a year: the newest that had begun by then."""
    begun = [method for method in methods if method.from_fy <= fy]
    return max(begun, key=lambda method: method.number, default=None)


def rounding_of(method: Method) -> Rounding:
    """Return the rounding rule of a method."""
    return Rounding(Mode(method.mode), method.decimals)


@transaction.atomic
def enter_actual(
    indicator: Indicator,
    fy: FiscalYear,
    entry: Entry,
    *,
    actor: Actor | None,
    expected_version: int | None = None,
    evidence: Iterable[StoredFile] = (),
) -> Actual:
    """Store a figure typed by hand, computed from its two counts where it is a ratio.

    :raises YakubaError: if a count, the source or the method is missing, or the counts contradict
    :raises Conflict: if somebody stored the figure since `expected_version`
    """
    method = method_of(indicator.methods.all(), fy)
    if method is None:
        raise YakubaError(no_method(indicator, fy))
    problems = check_entry(entry, method, has_file=bool(evidence := tuple(evidence)))
    if problems:
        raise YakubaError(*problems)
    actual = Actual.objects.filter(indicator=indicator, fy=fy).first()
    actual = actual or Actual(indicator=indicator, fy=fy)
    _fill(actual, entry, method)
    actual.entered_by = actor.account if actor else None
    if actual.pk and expected_version is not None:
        save_version(actual, expected_version)
    else:
        actual.save()
    actual.evidence.add(*evidence)
    audit.record("actual.enter", actor=actor, thing=actual)
    return actual


def check_entry(entry: Entry, method: Method, *, has_file: bool = False) -> list[Problem]:
    """Return what is wrong with an entry (domain reference 1, section 10.2, rules 2 and 4)."""
    if entry.status in WITHOUT_VALUE:
        return []
    check = _check_parts if method.is_ratio else _check_value
    problems = check(entry, method)
    if not entry.source_note.strip() and not has_file:
        message = _("どの資料の数字かが書かれていません。")
        fix = _("資料の名前とページを書くか、資料を添付してください。")
        problems.append(Problem("actual.source", message, fix, place="source_note"))
    return problems


def _check_value(entry: Entry, method: Method) -> list[Problem]:
    if entry.value is not None:
        return _check_whole(entry, {"value": method.indicator.name}, method.indicator.unit)
    fix = _("数字を入れるか、状態を「記録なし」「該当なし」「まだわからない」から選んでください。")
    return [Problem("actual.value", _("実績値がありません。"), fix, place="value")]


def _check_parts(entry: Entry, method: Method) -> list[Problem]:
    problems = []
    for place, name in (
        ("numerator", method.numerator_name),
        ("denominator", method.denominator_name),
    ):
        if getattr(entry, place) is None:
            message = _("「{name}」がありません。").format(name=name)
            problems.append(Problem("actual.part", message, _("数を入れてください。"), place=place))
    names = {"numerator": method.numerator_name, "denominator": method.denominator_name}
    return problems or _check_whole(entry, names, method.part_unit) or _check_sizes(entry, method)


def _check_whole(entry: Entry, names: Mapping[str, str], unit: str) -> list[Problem]:
    """Return the numbers that have decimals although nobody counts parts of their unit."""
    if unit not in WHOLE_UNITS:
        return []
    found = []
    for place, name in names.items():
        number = getattr(entry, place)
        if number is not None and number != number.to_integral_value():
            message = _("「{name}」に小数が入っています。").format(name=name)
            fix = _("{unit}は、小数を付けずに入力してください。").format(unit=unit)
            found.append(Problem("actual.whole", message, fix, place=place))
    return found


def _check_sizes(entry: Entry, method: Method) -> list[Problem]:
    numerator, denominator = entry.numerator, entry.denominator
    assert numerator is not None  # noqa: S101 (the caller looked)
    assert denominator is not None  # noqa: S101
    if not denominator:
        return _check_nothing(entry, method)
    below = _("「{name}」が0より小さくなっています。")
    fix = _("△や−を付けずに入力してください。")
    if denominator < 0:
        message = below.format(name=method.denominator_name)
        return [Problem("actual.negative", message, fix, place="denominator")]
    if method.part_may_exceed:
        return []
    if numerator < 0:
        message = below.format(name=method.numerator_name)
        return [Problem("actual.negative", message, fix, place="numerator")]
    if numerator <= denominator:
        return []
    message = _("「{part}」が「{whole}」より大きくなっています。").format(
        part=method.numerator_name, whole=method.denominator_name
    )
    fix = _("2つの数が入れかわっていないか、単位が同じか確かめてください。")
    return [Problem("actual.exceeds", message, fix, place="numerator")]


def _check_nothing(entry: Entry, method: Method) -> list[Problem]:
    """Return that a figure without a denominator says why there is nothing to measure."""
    if entry.note.strip():
        return []
    message = _("「{name}」が0なので、割合は計算できず「該当なし」になります。")
    fix = _("なぜ0なのかを、備考に書いてください。")
    return [
        Problem("actual.nothing", message.format(name=method.denominator_name), fix, place="note")
    ]


def check_day(entry: Entry) -> list[Problem]:
    """Return that a typed figure is of a day still to come; only an expected one may be."""
    if entry.as_of is None or entry.status == Status.EXPECTED or entry.as_of <= clock.today():
        return []
    message = _("{day}は、まだ来ていません。").format(day=format_date(entry.as_of))
    fix = _("日付を直すか、状態を「見込」にしてください。")
    return [Problem("actual.future", message, fix, place="as_of")]


def no_method(indicator: Indicator, fy: FiscalYear) -> Problem:
    """Return the problem of an indicator whose year has no method."""
    message = _("「{name}」には、{year}に使う計算の方法がありません。")
    return Problem(
        "actual.method",
        message.format(name=indicator.name, year=fy.wareki),
        _("事務局に、計算の方法の登録を頼んでください。"),
    )


def refresh(indicator: Indicator, fy: FiscalYear) -> Live:
    """Bring the actual of a computed indicator up to the records of today and return the figure.

    It is provisional until the closing period of the year has ended (31 May).

    :raises YakubaError: if no method holds in the year, or no module computes the indicator
    """
    method = method_of(indicator.methods.all(), fy)
    if method is None:
        raise YakubaError(no_method(indicator, fy))
    live = compute(find(indicator.computed_by), scope_of(fy))
    actual = Actual.objects.filter(indicator=indicator, fy=fy).first()
    actual = actual or Actual(indicator=indicator, fy=fy)
    before = _state(actual)
    _fill_from(actual, live, method)
    if _state(actual) != before:
        actual.save()
    return live


def _fill_from(actual: Actual, live: Live, method: Method) -> None:
    outcome, today = live.outcome, live.scope.today
    value = None if outcome.value is None else rounding_of(method).apply(outcome.value)
    counted = value is not None
    actual.value = value
    actual.numerator = outcome.numerator if counted else None
    actual.denominator = outcome.denominator if counted else None
    actual.status = _status(actual.fy, today) if counted else Status.NOT_APPLICABLE
    actual.as_of = min(today, actual.fy.last_day)
    actual.source_kind = SourceKind.COMPUTED
    actual.source_note, actual.source_note_en = _source(live, "ja"), _source(live, "en")
    actual.note = "" if counted else _nothing(live)
    actual.entered_by = None


def _source(live: Live, language: str) -> str:
    """Return which records the figure was counted from, and how many; not how many were left out.

    Beside the counted ones a number of all records would give away a small number left out.
    """
    counted = sum(placed.part is not Part.EXCLUDED for placed in live.outcome.placed)
    with override(language):
        text = _("{title}の記録 {count}件")
        return text.format(title=live.definition.title, count=counted)


def _nothing(live: Live) -> str:
    """Return why a figure has no value: no record stands in its denominator."""
    with override("ja"):
        text = _("「{name}」に入る記録が1件もないため、計算する値がありません。")
        return text.format(name=live.definition.denominator_name or live.definition.title)


def _status(fy: FiscalYear, today: date) -> Status:
    return Status.CONFIRMED if today > fy.closing_ends else Status.PROVISIONAL


def _state(actual: Actual) -> tuple[object, ...]:
    return (
        actual.pk,
        actual.value,
        actual.numerator,
        actual.denominator,
        actual.status,
        actual.as_of,
        actual.source_kind,
        actual.source_note,
        actual.note,
    )


def _fill(actual: Actual, entry: Entry, method: Method) -> None:
    actual.status, actual.as_of = entry.status, entry.as_of
    actual.source_kind = SourceKind.MANUAL
    actual.source_note, actual.source_note_en = entry.source_note, entry.source_note_en
    actual.note = entry.note
    actual.numerator, actual.denominator = entry.numerator, entry.denominator
    actual.value = entry.value
    if entry.status in WITHOUT_VALUE:
        actual.value = actual.numerator = actual.denominator = None
    elif method.is_ratio:
        actual.value = _ratio(entry, method)
        if actual.value is None:
            actual.status = Status.NOT_APPLICABLE
    elif entry.value is not None:
        actual.value = rounding_of(method).apply(entry.value)


def _ratio(entry: Entry, method: Method) -> Decimal | None:
    if entry.numerator is None or entry.denominator is None:
        return None
    return rules.value_of(entry.numerator, entry.denominator, rounding_of(method))


def plain(value: Decimal) -> str:
    """Return a number without trailing zeros and without an exponent."""
    return f"{value.normalize():f}"
