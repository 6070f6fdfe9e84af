"""Entering actuals and freezing them.  When a figure freezes: design of the platform, section 1."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from yakuba import __version__
from yakuba.core.indicators import rules
from yakuba.core.indicators.models import (
    WITHOUT_VALUE,
    Actual,
    Calculation,
    CalculationRow,
    Indicator,
    Method,
    SourceKind,
    Status,
)
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.numbers import Mode, Rounding
from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform import clock
from yakuba.platform.audit import services as audit
from yakuba.platform.db import save_version
from yakuba.platform.files.models import StoredFile
from yakuba.platform.office.actors import Actor


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
        raise YakubaError(_no_method(indicator, fy))
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
    problems = _check_parts(entry, method) if method.is_ratio else _check_value(entry)
    if not entry.source_note.strip() and not has_file:
        message = _("どの資料の数字かが書かれていません。")
        fix = _("資料の名前とページを書くか、資料を添付してください。")
        problems.append(Problem("actual.source", message, fix, place="source_note"))
    return problems


def _check_value(entry: Entry) -> list[Problem]:
    if entry.value is not None:
        return []
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
    if problems or method.part_may_exceed or not entry.denominator:
        return problems
    assert entry.numerator is not None  # noqa: S101 (checked above)
    if entry.numerator > entry.denominator:
        message = _("「{part}」が「{whole}」より大きくなっています。").format(
            part=method.numerator_name, whole=method.denominator_name
        )
        fix = _("2つの数が入れかわっていないか、単位が同じか確かめてください。")
        problems.append(Problem("actual.exceeds", message, fix, place="numerator"))
    return problems


def _no_method(indicator: Indicator, fy: FiscalYear) -> Problem:
    message = _("「{name}」には、{year}に使う計算の方法がありません。")
    return Problem(
        "actual.method",
        message.format(name=indicator.name, year=fy.wareki),
        _("事務局に、計算の方法の登録を頼んでください。"),
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


@transaction.atomic
def freeze(indicator: Indicator, fy: FiscalYear, *, reason: str) -> Calculation:
    """Store an immutable copy of a year's figure, with the values it was made from.

    A figure that nobody entered freezes as "not yet known".

    :raises YakubaError: if no method holds in the year
    """
    method = method_of(indicator.methods.all(), fy)
    if method is None:
        raise YakubaError(_no_method(indicator, fy))
    actual = Actual.objects.filter(indicator=indicator, fy=fy).first()
    frozen = Calculation(indicator=indicator, fy=fy, method=method, reason=reason)
    frozen.frozen_at, frozen.software = clock.now(), __version__
    _copy(frozen, actual)
    frozen.parameters = {
        "fy": fy.year,
        "method": method.number,
        "mode": method.mode,
        "decimals": method.decimals,
        "source_note": actual.source_note if actual else "",
        "source_note_en": actual.source_note_en if actual else "",
    }
    rows = _rows(frozen, actual)
    frozen.digest = digest_of(frozen, rows)
    frozen.save()
    for row in rows:
        row.calculation = frozen
    CalculationRow.objects.bulk_create(rows)
    return frozen


def _copy(frozen: Calculation, actual: Actual | None) -> None:
    frozen.status = actual.status if actual else Status.NOT_YET
    frozen.source_kind = actual.source_kind if actual else SourceKind.MANUAL
    frozen.value = actual.value if actual else None
    frozen.numerator = actual.numerator if actual else None
    frozen.denominator = actual.denominator if actual else None
    frozen.as_of = actual.as_of if actual else None


def _rows(frozen: Calculation, actual: Actual | None) -> list[CalculationRow]:
    """Return the evidence of a figure typed by hand: the entry itself, one row."""
    if actual is None:
        return []
    row = CalculationRow(register="indicators.actual", record=str(actual.pk), part="numerator")
    newest = actual.history.order_by("-history_id").values_list("history_id", flat=True).first()
    row.history_id = str(newest or "")
    row.values = evidence_values(actual)
    return [row]


def evidence_values(actual: Actual) -> list[str | None]:
    """Return the plain values of an entry that are handed to the rules, and its figure."""
    return [_text(actual.numerator), _text(actual.denominator), _text(actual.value)]


def _text(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def plain(value: Decimal) -> str:
    """Return a number without trailing zeros and without an exponent."""
    return f"{value.normalize():f}"


def digest_of(frozen: Calculation, rows: Iterable[CalculationRow]) -> str:
    """Return the SHA-256 of a calculation: canonical JSON lines, head first, then its rows."""
    head: dict[str, Any] = {
        "indicator": frozen.indicator.code,
        "fy": frozen.fy.year,
        "status": frozen.status,
        "source": frozen.source_kind,
        "as_of": frozen.as_of.isoformat() if frozen.as_of else None,
        "value": _text(frozen.value),
        "numerator": _text(frozen.numerator),
        "denominator": _text(frozen.denominator),
        "parameters": frozen.parameters,
        "software": frozen.software,
    }
    ordered = sorted(rows, key=lambda row: (row.register, row.record))
    body = [[row.register, row.record, row.part, row.values] for row in ordered]
    lines = [
        json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        for line in [head, *body]
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def recomputes(frozen: Calculation) -> bool:
    """Return whether the stored values still give the stored figure, and the digest agrees."""
    if frozen.method.is_ratio and frozen.value is not None:
        if frozen.numerator is None or frozen.denominator is None:
            return False
        rounding = Rounding(Mode(frozen.parameters["mode"]), frozen.parameters["decimals"])
        if rules.value_of(frozen.numerator, frozen.denominator, rounding) != frozen.value:
            return False
    return digest_of(frozen, frozen.rows.all()) == frozen.digest
