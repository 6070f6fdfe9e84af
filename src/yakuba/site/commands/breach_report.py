"""`yakuba breach-report`: who looked at personal data between two instants."""

import argparse
from typing import Any

from yakuba.site import console


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "breach-report", help="ある期間に、だれが個人情報のある記録を見たか"
    )
    when = "令和6年6月1日、2024-06-01、2024-06-01T09:30 など"
    parser.add_argument("--since", metavar="WHEN", required=True, help=f"ここから（{when}）")
    parser.add_argument("--until", metavar="WHEN", help="ここまで（日だけならその日の終わりまで）")
    console.add_json(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """List the looks from the audit; the report itself changes nothing."""
    console.open_town()
    from yakuba.platform import clock
    from yakuba.site import persons

    since = persons.instant(args.since)
    until = persons.instant(args.until, is_end=True) if args.until else clock.real_now()
    looks = persons.looks(since, until)
    lines = [
        "\t".join(
            str(look[name])
            for name in ("at", "number", "name", "action", "register", "record", "count", "detail")
        )
        for look in looks
    ]
    lines.append(f"{len(looks)} 件の閲覧・書き出しがありました。")
    console.show(
        args, {"since": since.isoformat(), "until": until.isoformat(), "looks": looks}, lines
    )
    return 0
