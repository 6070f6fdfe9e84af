"""`yakuba demo`: the demo town, with three years of a plan and invented records."""

import argparse
import shutil
from pathlib import Path
from typing import Any

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform import paths
from yakuba.site import console

SETTINGS = "YAKUBA_DEMO=1\nYAKUBA_TODAY=2024-06-10\n"
REAL_TOWN = Problem(
    "demo.real-town",
    "ここには実際の町があります。",
    "見本の町は、YAKUBA_HOME で別の空のフォルダーを指定して作ってください。",
)
PRESENT = Problem(
    "demo.present",
    "見本の町はもうあります。",
    "作り直すときは --again を付けてください。中の変更は消えます。",
)


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("demo", help="見本の町を作る（数字・意見・氏名はすべて架空）")
    parser.add_argument("--if-missing", action="store_true", help="もうあれば何もしない")
    parser.add_argument("--again", action="store_true", help="作り直す。中の変更は消える")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Build the demo town; what was left unfinished by an earlier run is built anew."""
    is_new = mark_home()
    console.setup()
    if is_new and console.has_tables():  # reached by DATABASE_URL
        unmark_home()
        raise YakubaError(REAL_TOWN)
    unfinished = (paths.home() / "demo-unfinished").exists()
    if console.has_tables() and not unfinished and not args.again:
        if args.if_missing:
            return 0
        raise YakubaError(PRESENT)
    build()
    console.say("見本の町ができました。`yakuba serve` で起動できます。")
    return 0


def mark_home() -> bool:
    """Write the settings of the demo town into an empty home, before Django reads them.

    Return whether they were not there before.

    :raises YakubaError: if the home holds a real town.
    """
    file = paths.home() / "yakuba.env"
    if file.exists():
        if "YAKUBA_DEMO=1" not in file.read_text(encoding="utf-8").split():
            raise YakubaError(REAL_TOWN)
        return False
    if (paths.home() / "yakuba.sqlite3").exists():
        raise YakubaError(REAL_TOWN)
    paths.home().mkdir(parents=True, exist_ok=True)
    (paths.home() / "demo-unfinished").touch()
    file.write_text(SETTINGS, encoding="utf-8")
    return True


def unmark_home() -> None:
    """Take the settings of the demo town back."""
    (paths.home() / "yakuba.env").unlink()
    (paths.home() / "demo-unfinished").unlink()


def build() -> None:
    """Build everything anew; the mark `demo-unfinished` stands until the end."""
    from yakuba.site.commands.init import prepare
    from yakuba.site.demo.build import build_demo

    mark = paths.home() / "demo-unfinished"
    mark.touch()
    clear()
    prepare()
    build_demo(progress=console.progress)
    mark.unlink()


def clear() -> None:
    """Remove the database, the uploads and the releases of an earlier demo town."""
    from django.db import connection

    connection.close()
    if connection.vendor == "sqlite":
        for name in ("", "-wal", "-shm"):
            Path(f"{connection.settings_dict['NAME']}{name}").unlink(missing_ok=True)
    else:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
    for folder in (paths.files(), paths.published()):
        shutil.rmtree(folder, ignore_errors=True)
    (paths.home() / "audit-heads.jsonl").unlink(missing_ok=True)
