"""`yakuba published verify`: whether the releases are still what was published."""

import argparse
from typing import Any

from yakuba.site import console


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("published", help="公表した版")
    verbs = parser.add_subparsers(title="すること", metavar="VERB", required=True)
    verify = verbs.add_parser("verify", help="公表した版を目録・記録・数字と照合する")
    console.add_json(verify)
    verify.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Check all releases; 1 when one is not what was published."""
    console.open_town()
    from yakuba.core.publication.models import Release
    from yakuba.core.publication.verify import verify
    from yakuba.platform.audit import seals

    problems = verify()
    seals.seal()
    count = Release.objects.count()
    result = {
        "releases": count,
        "problems": [
            {"code": found.code, "message": str(found), "place": found.place} for found in problems
        ],
    }
    lines = [str(found) for found in problems]
    lines.append(f"{count} 版を照合しました。合わないもの {len(problems)} 件。")
    console.show(args, result, lines)
    return 1 if problems else 0
