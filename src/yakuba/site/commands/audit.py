"""`yakuba audit verify`: whether the record of who did what is whole."""

import argparse
from typing import Any

from yakuba.site import console


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("audit", help="監査記録")
    verbs = parser.add_subparsers(title="すること", metavar="VERB", required=True)
    verify = verbs.add_parser("verify", help="封印の鎖と記録を照合する")
    console.add_json(verify)
    verify.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Check the chain and all events; 1 when something is wrong."""
    console.open_town()
    from yakuba.platform.audit import seals

    seals.seal()
    problems, head = seals.verify(), seals.head()
    result = {
        "head": None if head is None else {"number": head.number, "digest": head.digest},
        "problems": [
            {"code": found.code, "message": str(found), "place": found.place} for found in problems
        ],
    }
    lines = [str(found) for found in problems] or ["監査記録はそろっています。"]
    console.show(args, result, lines)
    return 1 if problems else 0
