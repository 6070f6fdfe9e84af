"""`yakuba bench [NAME]`: how fast it is, each figure beside a baseline of the same process."""

import argparse
import os
from typing import Any

from yakuba.site import console

NAMES = ("pages", "reading", "publishing", "serving", "evidence", "registers")


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("bench", help="速さとメモリを、比べる相手と並べて測る")
    parser.add_argument("name", nargs="?", choices=NAMES, help="省くとすべて")
    console.add_json(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Measure on a copy of the demo town; nothing of the town itself changes."""
    from importlib import import_module

    from yakuba.site.bench import stage

    found = []
    with stage.copy_of_demo() as home:
        os.environ["YAKUBA_HOME"] = str(home)
        console.open_town()
        for name in [args.name] if args.name else NAMES:
            for measured in import_module(f"yakuba.site.bench.{name}").measure():
                found.append(measured)
                if not args.json:  # each as soon as it is known: the next one may take minutes
                    print(measured, flush=True)
    console.show(args, [each.as_json() for each in found], [])
    return 0
