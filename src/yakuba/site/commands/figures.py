"""`yakuba figures verify`: whether frozen figures still follow from their own values."""

import argparse
from typing import Any

from yakuba.site import console


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("figures", help="数字の検算")
    verbs = parser.add_subparsers(title="すること", metavar="VERB", required=True)
    verify = verbs.add_parser("verify", help="固定した計算を計算し直し、元の記録と照合する")
    verify.add_argument("fy", nargs="?", help="年度（令和5、R5、2023）。省くとすべて")
    verify.add_argument(
        "--strict", action="store_true", help="固定したあとに記録が変わった数字があれば 1 で終わる"
    )
    console.add_json(verify)
    verify.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Check all calculations; 1 when one does not recompute (`--strict`: or records changed)."""
    from yakuba.kernel.wareki import parse_fiscal_year

    year = parse_fiscal_year(args.fy) if args.fy else None
    console.open_town()
    from yakuba.core.indicators.verification import verify

    found = verify(year)
    result = {
        "count": found.count,
        "broken": [{"code": one.code, "message": str(one)} for one in found.broken],
        "changed": [{"code": one.code, "message": str(one)} for one in found.changed],
    }
    lines = [str(one) for one in [*found.broken, *found.changed]]
    lines.append(
        f"{found.count}件を計算し直しました。合わないもの {len(found.broken)}件、"
        f"固定したあとに記録が変わったもの {len(found.changed)}件。"
    )
    console.show(args, result, lines)
    return 1 if found.broken or (args.strict and found.changed) else 0
