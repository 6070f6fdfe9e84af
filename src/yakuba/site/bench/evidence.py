"""(e) Evidence: freezing a figure of 20,000 records, and verifying all years of the demo town."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from time import perf_counter_ns
from typing import Any, Final

from django.db import transaction

from yakuba.core.evidence.definitions import DEFINITIONS
from yakuba.core.indicators.freezing import CHUNK, freeze
from yakuba.core.indicators.models import Calculation, CalculationRow, Indicator
from yakuba.core.indicators.verification import verify
from yakuba.kernel.fiscal import FiscalYear
from yakuba.platform import clock
from yakuba.platform.registers import registry
from yakuba.site.bench.measure import Measured, middle, milliseconds, times

ROWS: Final = 20_000
RUNS: Final = 3
FY: Final = FiscalYear(2019)  # a year before the demo town's plan: its figures stay as they are


@dataclass(frozen=True, slots=True)
class _Undone(Exception):  # noqa: N818 (takes back what was measured)
    nanoseconds: int


def measure() -> Iterator[Measured]:
    """Yield the time of freezing beside writing its rows bare, of verifying beside reading."""
    yield _verifying()
    yield _freezing()


def _verifying() -> Measured:
    rows = CalculationRow.objects.select_related("calculation")
    return Measured(
        bench="evidence",
        what=f"{Calculation.objects.count()}件の計算の検算 中央値",
        value=middle(times(verify, runs=RUNS, warm_up=1)),
        unit="ms",
        baseline="保存した行を読むだけ",
        baseline_value=middle(times(lambda: list(rows.all()), runs=RUNS, warm_up=1)),
        aim="5,000 ms 以下",
    )


def _freezing() -> Measured:
    indicator = Indicator.objects.exclude(computed_by="").order_by("pk")[0]
    indicator.methods.create(number=0, from_fy=FY, definition="bench")
    _fill(indicator)
    freezing = [_once(lambda: freeze(indicator, FY, reason="bench")) for _ in range(RUNS)]
    frozen = freeze(indicator, FY, reason="bench")
    rows = list(frozen.rows.all())
    bare = [_once(lambda: _write(rows)) for _ in range(RUNS)]
    return Measured(
        bench="evidence",
        what=f"{len(rows):,}件の記録の数字を固定 中央値",
        value=milliseconds(sorted(freezing)[RUNS // 2]),
        unit="ms",
        baseline="同じ行を書くだけ",
        baseline_value=milliseconds(sorted(bare)[RUNS // 2]),
        aim="2,000 ms 以下",
    )


def _once(act: Any) -> int:
    """Return how long something takes, and take back what it wrote."""
    try:
        with transaction.atomic():
            began = perf_counter_ns()
            act()
            raise _Undone(perf_counter_ns() - began)
    except _Undone as done:
        return done.nanoseconds


def _write(rows: list[CalculationRow]) -> None:
    for row in rows:
        row.pk = None
    CalculationRow.objects.bulk_create(rows, batch_size=CHUNK)


def _fill(indicator: Indicator) -> None:
    """Copy one record of the indicator's register until the year has enough, with histories."""
    model: Any = registry.get(DEFINITIONS[indicator.computed_by].register.code).model
    one = model.objects.order_by("pk").filter(wants_reply=True)[0]
    names = [each.attname for each in model._meta.concrete_fields if not each.primary_key]
    values = {name: getattr(one, name) for name in names}
    records = []
    for number in range(ROWS):
        day = FY.first_day + timedelta(days=number % 365)
        answered = day + timedelta(days=number % 20)
        own = {"receipt_no": f"B-{number}", "received_on": day, "answered_on": answered}
        records.append(model(**values | own))
    stored = model.objects.bulk_create(records, batch_size=CHUNK)
    history: Any = model.history.model
    history.objects.bulk_create(
        (
            history(
                id=row.pk,
                history_date=clock.now(),
                history_type="+",
                **{name: getattr(row, name) for name in names},
            )
            for row in stored
        ),
        batch_size=CHUNK,
    )
