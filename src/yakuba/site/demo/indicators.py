"""The demo town's indicators: what is counted, how, against which targets, and earlier years."""

from decimal import Decimal
from typing import Any

from yakuba.core.indicators.freezing import freeze
from yakuba.core.indicators.models import (
    Actual,
    Indicator,
    Method,
    SourceKind,
    Status,
    Target,
    TargetKind,
)
from yakuba.core.indicators.services import method_of, rounding_of
from yakuba.core.indicators.targets import set_target
from yakuba.core.plan.models import Item, Plan
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.numbers import percent
from yakuba.platform import clock
from yakuba.site.demo import facts

OWN = (
    "computed_by",
    "name",
    "name_en",
    "why",
    "kind",
    "unit",
    "unit_en",
    "direction",
    "time_rule",
    "attainment",
)
PARTS = ("numerator_name", "denominator_name")


def build_indicators(plan: Plan) -> None:
    """Store indicators, methods and targets of all items, and figures of years before the plan."""
    for key, row in facts.items().items():
        item = plan.items.get(item_key=key)
        for position, known in enumerate(row.get("indicators", ()), 1):
            indicator = _indicator(item, position, known)
            _methods(indicator, known)
            _targets(indicator, known)
            _past(indicator, known)


def _indicator(item: Item, position: int, known: facts.Facts) -> Indicator:
    indicator = Indicator(item=item, code=f"{item.item_key}-{position}", position=position)
    indicator.is_main = position == 1
    for name in OWN:
        if name in known:
            setattr(indicator, name, known[name])
    indicator.base_value = Decimal(known["base"]) if "base" in known else None
    indicator.base_fy = FiscalYear(known.get("base_fy", item.start_fy.year - 1))
    indicator.first_fy = FiscalYear(known.get("first_fy", item.start_fy.year))
    indicator.save()
    return indicator


def _methods(indicator: Indicator, known: facts.Facts) -> None:
    """Store the first method and those that replace it; a later one repeats what it leaves out."""
    for number, change in enumerate([{}, *known.get("methods", ())], 1):
        row = known | change
        method = Method(indicator=indicator, number=number)
        method.from_fy = FiscalYear(change.get("from_fy", indicator.first_fy.year))
        for name in ("definition", "definition_en", "part_unit", "decimals", "part_may_exceed"):
            if name in row:
                setattr(method, name, row[name])
        for name, japanese, english in _parts(row):
            setattr(method, name, japanese)
            setattr(method, f"{name}_en", english)
        method.breaks_series = "break_note" in change
        method.break_note = change.get("break_note", "")
        method.save()


def _parts(row: facts.Facts) -> list[tuple[str, str, str]]:
    pairs = zip(PARTS, row.get("parts", ()), row.get("parts_en", ()), strict=False)
    return list(pairs)


def _targets(indicator: Indicator, known: facts.Facts) -> None:
    plan = facts.read("plan")
    kind = TargetKind(known.get("target_kind", TargetKind.ANNUAL))
    for year, value in known.get("targets", {}).items():
        set_target(
            indicator,
            FiscalYear(int(year)),
            value=Decimal(value),
            on=plan["decided_on"],
            set_by=plan["decided_by"],
            kind=kind,
        )


def store_past(plan: Plan) -> None:
    """Take over the figures of earlier years whose accounts have been settled meanwhile."""
    for key, row in facts.items().items():
        for position, known in enumerate(row.get("indicators", ()), 1):
            if "past" in known:
                _past(Indicator.objects.get(item__plan=plan, code=f"{key}-{position}"), known)


def _past(indicator: Indicator, known: facts.Facts) -> None:
    """Store figures of settled earlier years as taken over from a paper, and freeze them."""
    present = set(indicator.actuals.values_list("fy", flat=True))
    for year, (numerator, denominator) in known.get("past", {}).items():
        fy = FiscalYear(int(year))
        if fy in present or fy.closing_ends >= clock.today():
            continue
        method = method_of(indicator.methods.all(), fy)
        assert method is not None  # noqa: S101 (the file gives `first_fy`)
        actual = Actual(indicator=indicator, fy=fy, as_of=fy.closing_ends)
        actual.status, actual.source_kind = Status.CONFIRMED, SourceKind.IMPORTED
        actual.numerator, actual.denominator = Decimal(numerator), Decimal(denominator)
        actual.value = percent(numerator, denominator, rounding_of(method))
        actual.source_note = source(known, "source", fy)
        actual.source_note_en = source(known, "source_en", fy)
        actual.save()
        freeze(indicator, fy, reason="import")


def source(known: facts.Facts, name: str, fy: FiscalYear) -> str:
    """Return from which paper a year's figure comes, as the file says for every year."""
    text: str = known[name]
    return text.format(year=fy.wareki, fy=fy.year)


def changed_targets() -> list[tuple[str, Any]]:
    """Return the targets that changed after their year had begun, with the indicator's code."""
    return [
        (f"{key}-{position}", known["changed_target"])
        for key, row in facts.items().items()
        for position, known in enumerate(row.get("indicators", ()), 1)
        if "changed_target" in known
    ]


def change_target(code: str, change: facts.Facts) -> Target:
    """Set a target anew in the middle of its year; the old one stays beside it."""
    return set_target(
        Indicator.objects.get(code=code),
        FiscalYear(change["fy"]),
        value=Decimal(change["value"]),
        on=change["on"],
        set_by=change["by"],
        reason=change["reason"],
    )
