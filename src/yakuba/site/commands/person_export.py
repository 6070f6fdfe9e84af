"""`yakuba person-export WHO`: everything that the town holds about one person."""

import argparse
import json
from typing import Any

from yakuba.site import console


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "person-export", help="1人について持っている記録を、すべて JSON で書き出す（監査に残る）"
    )
    parser.add_argument("who", metavar="WHO", help="職員番号か氏名（台帳の文の中も探す）")
    console.add_json(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write one JSON document; 1 when nothing is held about that person."""
    console.open_town()
    from yakuba.site import persons

    rows = persons.everything_about(args.who)
    document = {"who": args.who, "rows": rows}
    print(json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True))
    if not rows:
        console.say(
            f"「{args.who}」についての記録はありません。氏名は登録のとおりに書いてください。"
        )
    return 0 if rows else 1
