"""`yakuba upgrade`: the installation follows a new version of the program."""

import argparse
from typing import Any

from yakuba.kernel.problems import YakubaError
from yakuba.site import console


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "upgrade", help="控えを取ってから、町を新しい版のプログラムに合わせる。失敗したら元に戻す"
    )
    console.add_json(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Do all steps; 1 when one went wrong, after going back."""
    console.setup()
    if not console.has_tables():
        raise YakubaError(console.NO_DATABASE)
    from yakuba.site import upgrading

    steps = []
    for step in upgrading.upgrade():
        steps.append(step)
        if not args.json:
            print(step, flush=True)
    console.show(args, [step.as_json() for step in steps], [])
    return 0 if all(step.ok for step in steps) else 1
