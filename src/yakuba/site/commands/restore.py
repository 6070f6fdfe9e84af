"""`yakuba restore`: put a backup in place, after proving it whole."""

import argparse
from pathlib import Path
from typing import Any

from yakuba.site import console


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("restore", help="控え（バックアップ）から町を戻す")
    parser.add_argument("file", metavar="FILE", help="控えのファイル")
    parser.add_argument(
        "--force", action="store_true", help="データがある町を置き換える（いまのデータは残す）"
    )
    console.add_json(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Restore; 1 when the audit of the restored town is not whole."""
    console.setup()
    from yakuba.platform.backup import restoring

    problems = restoring.restore(Path(args.file), force=args.force)
    for problem in problems:
        console.say(str(problem))
    result = {"file": args.file, "problems": [str(problem) for problem in problems]}
    console.show(args, result, ["戻しました。"])
    return 1 if problems else 0
