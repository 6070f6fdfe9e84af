"""`yakuba explain CODE`: what a register or an indicator derives, and from what."""

import argparse
from typing import Any

from yakuba.site import console


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("explain", help="台帳や指標から導かれるものと、その元を示す")
    parser.add_argument(
        "code", metavar="CODE", help="台帳か指標のコード（office.section、voices.on-time など）"
    )
    console.add_json(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Explain one register or indicator; only the plan items need a town, where there is one."""
    console.setup()
    from yakuba.core.evidence.definitions import DEFINITIONS
    from yakuba.platform.registers.explaining import explain, lines
    from yakuba.platform.registers.registry import get

    if args.code in DEFINITIONS:
        return _explain_indicator(args)
    document = explain(get(args.code)) | _figures_of(args.code)
    console.show(args, document, lines(document))
    return 0


def _figures_of(code: str) -> dict[str, Any]:
    """Return the indicators that read a register, and the plan items that they measure."""
    from yakuba.core.evidence.definitions import DEFINITIONS
    from yakuba.core.indicators.listing import items_using

    found = {n: str(each.title) for n, each in DEFINITIONS.items() if each.register.code == code}
    items = [line for name in found for line in items_using(name) or ()]
    return {"indicators": found, "items": list(dict.fromkeys(items))}


def _explain_indicator(args: argparse.Namespace) -> int:
    from yakuba.core.evidence.definitions import find
    from yakuba.core.evidence.explaining import explain, lines
    from yakuba.core.indicators.listing import items_using

    document = explain(find(args.code), items=items_using(args.code))
    console.show(args, document, lines(document))
    return 0
