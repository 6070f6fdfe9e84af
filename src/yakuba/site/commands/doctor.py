"""`yakuba doctor`: what is wrong with this installation, and what to do."""

import argparse
from typing import Any

from yakuba.site import console


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("doctor", help="この町の健康診断")
    console.add_json(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run all checks; 1 when one of them asks for something."""
    console.setup()
    from yakuba.site import health_checks

    findings = list(health_checks.examine())
    console.show(args, [found.as_json() for found in findings], map(str, findings))
    return 0 if all(found.ok for found in findings) else 1
