"""`yakuba tick`: what the timer does each minute."""

import argparse
from typing import Any

from yakuba.site import console


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("tick", help="1分ごとの仕事（封印・夜間バックアップ・見張り）")
    console.add_json(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Do what is due; doing it twice has the effect of once."""
    console.open_town()
    from yakuba.site import ticking

    done = ticking.tick()
    console.show(args, done, (f"{name}\t{value}" for name, value in done.items()))
    return 0
