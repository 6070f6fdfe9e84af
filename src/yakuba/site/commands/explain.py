"""`yakuba explain CODE`: what a register derives, and from what."""

import argparse
from typing import Any

from yakuba.site import console


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("explain", help="台帳から導かれるものと、その元を示す")
    parser.add_argument("code", metavar="CODE", help="台帳のコード（office.section など）")
    console.add_json(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Explain one register; no database is needed."""
    console.setup()
    from yakuba.platform.registers.explaining import explain, lines
    from yakuba.platform.registers.registry import get

    document = explain(get(args.code))
    console.show(args, document, lines(document))
    return 0
