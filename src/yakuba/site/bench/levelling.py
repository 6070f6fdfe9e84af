"""(g) Levelling: invented towns of three sizes, beside HiGHS directly and the fixed-year method."""

import resource
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from statistics import fmean, median
from time import process_time
from typing import Any, Final

from yakuba.engines.levelling import reading, towns
from yakuba.engines.levelling.arrays import from_problem
from yakuba.engines.levelling.problem import Problem
from yakuba.engines.levelling.result import Result
from yakuba.engines.levelling.solve import Options, solve
from yakuba.modules.facilities.rules.estimate import SIMPLE, Building, add_up
from yakuba.site.bench.levelling_direct import solve_directly
from yakuba.site.bench.measure import Measured

# Assets: seeds, and the aim for the gap.
SIZES: Final[dict[int, tuple[Sequence[int], str]]] = {
    100: (range(1, 10), "中央値 1 % 以下、最大 2 % 以下、10 CPU 秒"),
    500: (range(1, 4), "0.5 % 以下、20 CPU 秒"),
    2_000: (range(1, 2), "0.3 % 以下、60 CPU 秒"),
}
BOX: Final = 20  # the baseline gets so many times the seconds of the engine
LEAST_BOX: Final = 30


def measure() -> Iterator[Measured]:
    """Yield gaps and times by size, the direct formulation, and the fixed-year method."""
    solve(_town(1, 100), Options(effort=1))  # compiles
    for size, (seeds, aim) in SIZES.items():
        yield from _gaps(size, seeds, aim)
    yield from _direct()
    yield from _fixed_years()


def _town(seed: int, size: int) -> Problem:
    return reading.from_json(towns.make(seed, assets=size))


def _gaps(size: int, seeds: Sequence[int], aim: str) -> Iterator[Measured]:
    gaps, seconds = [], []
    for seed in seeds:
        began = process_time()
        found = solve(_town(seed, size))
        seconds.append(process_time() - began)
        gaps.append(100.0 if found.gap is None else found.gap * 100)
    yield _measured(
        f"{size:,}施設×50年の証明された差 中央値",
        median(gaps),
        "%",
        "最大",
        max(gaps),
        aim=aim,
        note=f"種 {seeds[0]}〜{seeds[-1]}",
    )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield _measured(
        f"{size:,}施設×50年の CPU 秒 中央値",
        median(seconds),
        "秒",
        "最大",
        max(seconds),
        note=f"最大メモリ {memory:.0f} MB",
    )


def _direct() -> Iterator[Measured]:
    """Yield gap and cost beside HiGHS with 20 times the seconds of a quick run."""
    problem = _town(1, 100)
    quick = solve(problem, Options(effort=1))
    box = max(LEAST_BOX, BOX * quick.seconds)
    other = solve_directly(from_problem(problem), seconds=box)
    words = (
        f"HiGHS {other.seconds:.0f} 秒、二値変数 {other.binaries:,}、当方 {quick.seconds:.1f} 秒"
    )
    bound = other.bound if isfinite(other.bound) else None
    for what, ours, theirs in (
        ("下限（100施設、種1、effort 1）", quick.bound or 0.0, bound),
        ("計画の費用（同じ）", _objective(quick), other.objective),
    ):
        baseline = "HiGHS 直接" if theirs is not None else "HiGHS 直接（まだない）"
        yield _measured(what, ours, "百万円", baseline, theirs or 0.0, note=words)


def _objective(found: Result) -> float:
    return found.played.objective if found.played else 0.0


def _fixed_years() -> Iterator[Measured]:
    """Yield the dearest year of the levelled plan and of works at 30 and 60 years."""
    problem = _town(1, 100)
    found = solve(problem, Options(effort=1))
    spending: Sequence[Any] = found.played.spending if found.played else [0.0]
    stock = [
        Building(
            asset.id,
            Fraction(1),
            problem.start_fy - asset.age,
            Fraction(problem.works["long_life"].share * asset.rebuild_cost),
            Fraction(problem.cost(asset, "rebuild")),
        )
        for asset in problem.assets
    ]
    exact = add_up(stock, SIMPLE, start=problem.start_fy, years=problem.years)
    fixed = [float(sum(year)) for year in zip(*exact.sums.values(), strict=True)]
    baseline = "30年で改修・60年で建替え"
    what = "最も高い年の支出（100施設、種1）"
    yield _measured(what, max(spending), "百万円", baseline, max(fixed))
    ours, theirs = (max(each) / fmean(each) for each in (spending, fixed))
    yield _measured("最も高い年÷平均（同じ）", ours, "倍", baseline, theirs)


def _measured(
    what: str,
    value: float,
    unit: str,
    baseline: str,
    baseline_value: float,
    *,
    aim: str = "",
    note: str = "",
) -> Measured:
    return Measured(
        bench="levelling",
        what=what,
        value=round(Decimal(value), 3),
        unit=unit,
        baseline=baseline,
        baseline_value=round(Decimal(baseline_value), 3),
        aim=aim,
        note=note,
    )
