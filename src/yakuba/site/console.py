"""What commands share: Django, the database, results and progress."""

import argparse
import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from yakuba.kernel.problems import Problem, YakubaError

NO_DATABASE = Problem(
    "database.missing",
    "データベースがありません。",
    "見本の町なら `make run`、新しい町なら `yakuba init` を実行してください。",
)


def add_json(parser: argparse.ArgumentParser) -> None:
    """Give a command the option `--json`."""
    parser.add_argument("--json", action="store_true", help="結果を1つの JSON で書く")


def show(args: argparse.Namespace, document: Any, lines: Iterable[str]) -> None:
    """Write the result: one JSON document with `--json`, else lines for people."""
    if args.json:
        print(json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True))
    else:
        for line in lines:
            print(line)


def say(message: str) -> None:
    """Write a message for the person at the terminal; it is not part of the result."""
    start = "\r\x1b[K" if sys.stderr.isatty() else ""  # wipes the progress that stood there
    print(start + message, file=sys.stderr, flush=True)


def progress(text: str, done: int = 0, total: int = 0) -> None:
    """Show how far a long work is, when a person is watching."""
    if sys.stderr.isatty():
        count = f" {done}/{total}" if total else ""
        print(f"\r\x1b[K{text}{count}", end="", file=sys.stderr, flush=True)


def wipe() -> None:
    """Remove the progress that is shown."""
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def setup() -> None:
    """Start Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yakuba.site.settings")
    import django

    django.setup()


def open_town() -> None:
    """Start Django on a database that is there and up to date.

    :raises YakubaError: if there is no database, or its tables are older than the program.
    """
    setup()
    if not has_tables():
        raise YakubaError(NO_DATABASE)
    if behind := missing_migrations():
        raise YakubaError(
            Problem(
                "database.behind",
                f"データベースがプログラムより古いままです（未適用 {len(behind)} 件）。",
                "`yakuba backup` の後に `yakuba init` を実行してください。",
            )
        )


def has_tables() -> bool:
    """Return whether the database exists and holds an installation.

    :raises YakubaError: if the database cannot be reached.
    """
    from django.db import connection
    from django.db.utils import OperationalError

    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return False
    try:
        return "django_migrations" in connection.introspection.table_names()
    except OperationalError as error:
        raise YakubaError(
            Problem(
                "database.unreachable",
                f"データベースにつながりません（{str(error).splitlines()[0]}）。",
                "DATABASE_URL と、データベースが動いているかを確かめてください。",
            )
        ) from error


def missing_migrations() -> list[str]:
    """Return the names of migrations that the database has not seen yet."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def read_bytes(name: str) -> bytes:
    """Return the bytes of a file named on the command line.

    :raises YakubaError: if it cannot be read.
    """
    try:
        return Path(name).read_bytes()
    except OSError as error:
        message = f"「{name}」を読めません。"
        if isinstance(error, FileNotFoundError):
            message = f"「{name}」が見つかりません。"
        fix = "ファイルの名前と権限を確かめてください。"
        raise YakubaError(Problem("file.unreadable", message, fix, place=name)) from error
