"""`yakuba backup`: one file from which the whole town can be restored."""

import argparse
from typing import Any

from yakuba.site import console


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "backup", help="町のすべてを1つのファイルに控える（秘密の鍵も入るので扱いに注意）"
    )
    console.add_json(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Make a backup and write where it lies."""
    console.open_town()
    from yakuba.platform.backup import making

    file = making.make()
    size = file.stat().st_size
    console.show(args, {"file": str(file), "bytes": size}, [f"{file}\t{size:,} バイト"])
    return 0
