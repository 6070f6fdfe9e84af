"""`yakuba facilities`: what renewing the facilities costs, and when to do it."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.site import console

if TYPE_CHECKING:
    from yakuba.modules.facilities.rules.estimate import Estimate

METHODS: Final = ("simple", "long-life")
LONGEST: Final = 200


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("facilities", help="公共施設の更新費用")
    verbs = parser.add_subparsers(title="すること", metavar="VERB", required=True)
    estimate = verbs.add_parser("estimate", help="施設の一覧から、年ごとの更新費用を試算する")
    estimate.add_argument("list", metavar="LIST", help="施設の一覧（CSV）")
    estimate.add_argument(
        "--unit-costs", metavar="COSTS", required=True, help="用途ごとの単価（CSV）"
    )
    estimate.add_argument("--start", metavar="FY", required=True, help="最初の年度（2021、R3）")
    estimate.add_argument("--years", type=int, required=True, help=f"年数（1〜{LONGEST}）")
    estimate.add_argument(
        "--method", choices=METHODS, required=True, help="単純更新（simple）か長寿命化（long-life）"
    )
    console.add_json(estimate)
    estimate.set_defaults(run=run_estimate)
    _add_level(verbs)


def _add_level(verbs: Any) -> None:
    level = verbs.add_parser("level", help="工事の時期を決め、年ごとの支出を平らにする")
    level.add_argument("file", metavar="FILE", help="施設、工事、条件（JSON）")
    level.add_argument(
        "--effort", type=int, choices=(1, 2, 3), default=2, help="手間の量（1〜3、省くと2）"
    )
    level.add_argument("--time-limit", type=_seconds, metavar="S", help="長くてもこの秒数で終える")
    level.add_argument("--workers", type=_positive, default=None, help="同時に働く数")
    level.add_argument("--seed", type=_natural, default=0, help="乱数の種（省くと0）")
    console.add_json(level)
    level.set_defaults(run=run_level)


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds < 1e9:
        raise ValueError(text)
    return seconds


def _positive(text: str) -> int:
    number = _natural(text)
    if not 1 <= number <= 256:
        raise ValueError(text)
    return number


def _natural(text: str) -> int:
    number = int(text)
    if not 0 <= number < 2**31:
        raise ValueError(text)
    return number


def run_level(args: argparse.Namespace) -> int:
    """Level the works of a town."""
    from yakuba.site import levelling

    return levelling.run(args)


def run_estimate(args: argparse.Namespace) -> int:
    """Estimate the cost of renewal; a fault anywhere in the files and nothing is estimated."""
    from yakuba.kernel.wareki import parse_fiscal_year
    from yakuba.modules.facilities import lists
    from yakuba.modules.facilities.rules.estimate import METHODS as RULES
    from yakuba.modules.facilities.rules.estimate import estimate

    start = parse_fiscal_year(args.start)
    if not 1 <= args.years <= LONGEST:
        message = f"--years の「{args.years}」は使えません。"
        raise YakubaError(
            Problem("facilities.years", message, f"1〜{LONGEST}の年数を書いてください。")
        )
    costs = lists.read_costs(console.read_bytes(args.unit_costs), Path(args.unit_costs).name)
    stock = lists.read_stock(
        console.read_bytes(args.list), Path(args.list).name, costs, start=start
    )
    found = estimate(stock, RULES[args.method], start=start.year, years=args.years)
    console.show(args, _document(found), _table(found))
    return 0


def _document(found: "Estimate") -> dict[str, Any]:
    fy, yen = found.peak
    series = {
        name: list(getattr(found, name)) for name in ("years", "repair", "rebuild", "backlog")
    }
    return series | {"total": found.total, "mean": found.mean, "peak": {"fy": fy, "yen": yen}}


def _table(found: "Estimate") -> Iterator[str]:
    """Yield the lines of the table for people, in yen."""
    yield "年度\t修繕・改修（円）\t建替え（円）\t積み残し（円）\t計（円）"
    for row in zip(
        found.years, found.repair, found.rebuild, found.backlog, found.sums, strict=True
    ):
        yield "\t".join([str(row[0]), *(f"{yen:,}" for yen in row[1:])])
    fy, yen = found.peak
    yield f"総額\t{found.total:,}円\t1年当たり\t{found.mean:,}円\t最大\t{fy}年度の{yen:,}円"
