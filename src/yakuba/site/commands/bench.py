"""`yakuba bench [NAME]`: how fast it is, each figure beside a baseline of the same process."""

import argparse
import os
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from yakuba.site import console

if TYPE_CHECKING:
    from yakuba.site.bench.measure import Measured

NAMES = ("pages", "reading", "publishing", "serving", "evidence", "registers", "levelling")
PURE = ("levelling",)  # they need no town


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("bench", help="速さとメモリを、比べる相手と並べて測る")
    parser.add_argument("name", nargs="?", choices=NAMES, help="省くとすべて")
    console.add_json(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Measure on a copy of the demo town; nothing of the town itself changes."""
    from yakuba.site import levelling
    from yakuba.site.bench import stage

    levelling.keep_compiled_code()
    names = [args.name] if args.name else list(NAMES)
    found = []
    if staged := [name for name in names if name not in PURE]:
        with stage.copy_of_demo() as home:
            os.environ["YAKUBA_HOME"] = str(home)
            console.open_town()
            found += _measure(args, staged)
    found += _measure(args, [name for name in names if name in PURE])
    console.show(args, [each.as_json() for each in found], [])
    return 0


def _measure(args: argparse.Namespace, names: Sequence[str]) -> "list[Measured]":
    """Return the figures of benchmarks; each is printed as soon as it is known."""
    found = []
    for name in names:
        for measured in import_module(f"yakuba.site.bench.{name}").measure():
            found.append(measured)
            if not args.json:  # the next one may take minutes
                print(measured, flush=True)
    return found
