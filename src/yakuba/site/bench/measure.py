"""What a benchmark reports: a figure, the baseline beside it, and the aim."""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from statistics import median
from typing import Any


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure of a benchmark.  `unit` holds for the value and the baseline."""

    bench: str
    what: str
    value: Decimal
    unit: str
    baseline: str
    baseline_value: Decimal
    aim: str = ""
    note: str = ""

    @property
    def ratio(self) -> Decimal | None:
        """Return the value in baselines, None if the baseline is nothing."""
        return round(self.value / self.baseline_value, 2) if self.baseline_value else None

    def as_json(self) -> dict[str, Any]:
        """Return the figure for `--json`."""
        shown = {name: str(value) for name, value in asdict(self).items()}
        return shown | {"ratio": str(self.ratio) if self.ratio is not None else None}

    def __str__(self) -> str:
        beside = f"{self.baseline} {self.baseline_value} {self.unit}"
        ratio = "" if self.ratio is None else f"（{self.ratio} 倍）"
        aim = f"　めやす {self.aim}" if self.aim else ""
        note = f"　{self.note}" if self.note else ""
        return (
            f"{self.bench:10} {self.what}: {self.value} {self.unit}　／ {beside}{ratio}{aim}{note}"
        )


def times(act: Callable[[], object], *, runs: int, warm_up: int) -> list[int]:
    """Return the nanoseconds of each counted run, after the runs that warm up."""
    for _ in range(warm_up):
        act()
    taken = []
    for _ in range(runs):
        began = time.perf_counter_ns()
        act()
        taken.append(time.perf_counter_ns() - began)
    return taken


def percentile(taken: Sequence[int], share: int) -> int:
    """Return the value that `share` percent of the runs do not exceed (nearest rank)."""
    ordered = sorted(taken)
    return ordered[max(math.ceil(len(ordered) * share / 100), 1) - 1]


def milliseconds(nanoseconds: int | float) -> Decimal:
    """Return milliseconds with two decimals."""
    return round(Decimal(int(nanoseconds)) / 1_000_000, 2)


def middle(taken: Sequence[int]) -> Decimal:
    """Return the median in milliseconds."""
    return milliseconds(median(taken))
