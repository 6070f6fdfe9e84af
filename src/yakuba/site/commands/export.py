"""`yakuba export --all`: everything the town entered, as canonical JSON lines."""

import argparse
import sys
from typing import Any

from yakuba.site import console


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("export", help="すべての表を JSON の行として書き出す")
    parser.add_argument("--all", action="store_true", required=True, help="すべての表")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write one line per record to standard output, in an order that never varies."""
    console.open_town()
    from yakuba.site import exporting

    for line in exporting.lines():
        sys.stdout.write(line + "\n")
    return 0
