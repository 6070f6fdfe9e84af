"""`yakuba restore-drill`: prove that a backup could be restored; the town is not touched."""

import argparse
import json
from pathlib import Path
from typing import Any

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.site import console

NO_BACKUP = Problem(
    "backup.none", "控え（バックアップ）がまだありません。", "`yakuba backup` を実行してください。"
)


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "restore-drill", help="いちばん新しい控えを仮の場所に開き、目録と比べる"
    )
    parser.add_argument("file", metavar="FILE", nargs="?", help="別の控えを試す")
    console.add_json(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Unpack and compare; keep the day of the last success for the pages that show it."""
    console.open_town()
    from yakuba.platform import clock, paths
    from yakuba.platform.backup import making, restoring

    file = Path(args.file) if args.file else next(iter(making.backups()), None)
    if file is None:
        raise YakubaError(NO_BACKUP)
    with restoring.unpacked(file) as (_, manifest):
        files, rows = len(manifest.files), sum(manifest.counts.values())
    result = {"file": str(file), "files": files, "rows": rows}
    done = {**result, "at": clock.real_now().isoformat()}
    (paths.backup() / "drill.json").write_text(json.dumps(done), encoding="utf-8")
    console.show(args, result, [f"{file.name}：{files} ファイル、{rows:,} 行、目録のとおりです。"])
    return 0
