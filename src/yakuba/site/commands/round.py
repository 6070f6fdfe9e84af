"""`yakuba round open FY`: send the year's reports to the sections."""

import argparse
from datetime import date
from typing import TYPE_CHECKING, Any

from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.problems import Problem, YakubaError
from yakuba.site import console

if TYPE_CHECKING:
    from yakuba.core.evaluation.models import Round


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("round", help="年度の照会")
    verbs = parser.add_subparsers(title="すること", metavar="VERB", required=True)
    opening = verbs.add_parser("open", help="照会を始め、各課に調書を配る")
    opening.add_argument("fy", metavar="FY", help="年度（令和5、R5、2023）")
    opening.add_argument("--due", help="提出の期限（令和6年6月28日、2024-06-28）。準備済みなら不要")
    console.add_json(opening)
    opening.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Open the round of a year; what is open already only gets what is missing."""
    from yakuba.kernel.wareki import parse_date, parse_fiscal_year

    fy = parse_fiscal_year(args.fy)
    due = parse_date(args.due) if args.due else None
    console.open_town()
    from yakuba.core.evaluation import lists, rounds

    found = lists.round_of(fy) or prepare(fy, due)
    opened = rounds.open_round(found, actor=None)
    sheets = opened.sheets.count()
    result = {"fy": int(fy), "due_on": opened.due_on.isoformat(), "sheets": sheets}
    console.show(args, result, [f"{fy.wareki}\t期限 {opened.due_on}\t調書 {sheets}件"])
    return 0


def prepare(fy: FiscalYear, due: date | None) -> "Round":
    """Return a new round of the plan in force with the town's newest scale, not yet stored.

    :raises YakubaError: if there is no plan or scale for the year, or no due date was given.
    """
    from yakuba.core.evaluation import lists
    from yakuba.core.evaluation.models import Round, Scale
    from yakuba.platform import clock

    plan = lists.plan_of(fy)
    if plan is None:
        message = f"{fy.wareki}を含む、決定した計画がありません。"
        raise YakubaError(Problem("round.plan", message, "先に計画を決定してください。"))
    scale = Scale.objects.filter(from_fy__lte=fy).last()
    if scale is None:
        message = f"{fy.wareki}に使う評価の尺度がありません。"
        raise YakubaError(Problem("round.scale", message, "先に尺度を登録してください。"))
    if due is None:
        message = "提出の期限が決まっていません。"
        raise YakubaError(
            Problem("round.due", message, "--due 2024-06-28 のように付けてください。")
        )
    return Round(plan=plan, fy=fy, scale=scale, opens_on=clock.today(), due_on=due)
