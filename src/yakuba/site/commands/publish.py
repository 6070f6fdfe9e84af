"""`yakuba publish FY`: the accepted year becomes a release."""

import argparse
from typing import Any

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.site import console


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("publish", help="本部の了承が済んだ年度を公表する")
    parser.add_argument("fy", metavar="FY", help="年度（令和5、R5、2023）")
    parser.add_argument(
        "--late",
        metavar="ITEM=REASON",
        action="append",
        default=[],
        help="間に合わない項目とその理由（公表される）。何度でも書ける",
    )
    console.add_json(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Publish a year of the plan in force; what stands in the way is named item by item."""
    from yakuba.kernel.wareki import parse_fiscal_year

    fy = parse_fiscal_year(args.fy)
    late = dict(map(_late, args.late))
    console.open_town()
    from yakuba.core.evaluation.lists import plan_of
    from yakuba.core.publication import release, services
    from yakuba.platform import clock

    plan = plan_of(fy)
    if plan is None:
        message = f"{fy.wareki}を含む、決定した計画がありません。"
        raise YakubaError(Problem("publish.plan", message, "先に計画を決定してください。"))
    made = services.publish(
        plan, fy, account=None, on=clock.today(), late=late, step=console.progress
    )
    folder = release.folder_of(plan.slug, int(made.fy), made.number)
    result = {"plan": plan.slug, "fy": int(made.fy), "number": made.number, "folder": str(folder)}
    console.show(args, result, [f"{made.fy.wareki}\t第{made.number}版\t{folder}"])
    return 0


def _late(text: str) -> tuple[str, str]:
    key, _, reason = text.partition("=")
    if key and reason:
        return key, reason
    message = f"--late の「{text}」に理由がありません。"
    raise YakubaError(Problem("publish.late", message, "2-1-a=理由 のように書いてください。"))
