"""One consistent copy of the database, and its way back, on both databases."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Collection
from contextlib import closing
from pathlib import Path

from django.db import connection

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform import consistent
from yakuba.platform.backup.manifest import broken

SQLITE_NAME = "database/yakuba.sqlite3"
POSTGRESQL_NAME = "database/yakuba.dump"


def dump(folder: Path) -> dict[str, int]:
    """Write a copy below `folder` in one step and return the number of rows per table.

    :raises YakubaError: if the tool of PostgreSQL is missing or fails.
    """
    (folder / "database").mkdir()
    if connection.vendor == "sqlite":
        return _dump_sqlite(folder / SQLITE_NAME)
    return _dump_postgresql(folder / POSTGRESQL_NAME)


def _dump_sqlite(target: Path) -> dict[str, int]:
    with closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=20)) as live:
        live.execute("VACUUM INTO ?", [str(target)])
    return count_sqlite(target)


def count_sqlite(file: Path) -> dict[str, int]:
    """Return the number of rows per table of a database file.

    :raises YakubaError: if the file is damaged.
    """
    with closing(sqlite3.connect(file)) as copy:
        try:
            (state,) = copy.execute("PRAGMA integrity_check").fetchone()
            if state != "ok":
                raise broken(f"データベースが壊れています（{state}）")
            query = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            names = [name for (name,) in copy.execute(query) if not name.startswith("sqlite_")]
            return {name: _rows(copy, name) for name in names}
        except sqlite3.DatabaseError as error:
            raise broken(f"データベースが壊れています（{error}）") from error


def _dump_postgresql(target: Path) -> dict[str, int]:
    with consistent.reading(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={target}")
        return count_live()


def count_live() -> dict[str, int]:
    """Return the number of rows per table of the database that is connected."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        counts = {}
        for name in sorted(names):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608
            counts[name] = int(cursor.fetchone()[0])
        return counts


def is_filled() -> bool:
    """Return whether the connected database holds an installation."""
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return False
    return "django_migrations" in connection.introspection.table_names()


def _rows(copy: sqlite3.Connection, name: str) -> int:
    return int(copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])  # noqa: S608


def restore(folder: Path, tables: Collection[str] = ()) -> None:
    """Put the copy below `folder` in the place of the connected database.

    With the names of the copy's tables those that came since go; a SQLite file has no others.

    :raises YakubaError: if the tool of PostgreSQL is missing or fails.
    """
    connection.close()
    if connection.vendor == "sqlite":
        live = Path(connection.settings_dict["NAME"])
        for old in (live, Path(f"{live}-wal"), Path(f"{live}-shm")):
            old.unlink(missing_ok=True)
        shutil.move(folder / SQLITE_NAME, live)
        return
    if tables:
        _drop_all_but(tables)
    run(
        "pg_restore",
        "--clean",
        "--if-exists",
        "--no-owner",
        "--single-transaction",
        f"--dbname={connection.get_connection_params()['dbname']}",
        str(folder / POSTGRESQL_NAME),
    )


def _drop_all_but(names: Collection[str]) -> None:
    """Drop the tables that came since, which would hold on to those that are put back."""
    with connection.cursor() as cursor:
        for name in set(connection.introspection.table_names(cursor)) - set(names):
            cursor.execute(f"DROP TABLE {connection.ops.quote_name(name)} CASCADE")
    connection.close()


def run(tool: str, *arguments: str) -> None:
    """Run a tool of PostgreSQL on the connected database.

    :raises YakubaError: if it is not installed or fails.
    """
    program = shutil.which(tool)
    if program is None:
        raise YakubaError(
            Problem("backup.tool", f"{tool} がありません。", "postgresql-client を入れてください。")
        )
    done = subprocess.run(  # noqa: S603 (a fixed tool, no shell)
        [program, *arguments], env=os.environ | _environment(), capture_output=True, check=False
    )
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise YakubaError(
            Problem("backup.tool", f"{tool} が失敗しました（{said[-1] if said else ''}）。")
        )


def _environment() -> dict[str, str]:
    """Return the connection as PostgreSQL's own variables, so that no password is in a command."""
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD"}
    names["dbname"] = "PGDATABASE"
    known = connection.get_connection_params()
    return {variable: str(known[key]) for key, variable in names.items() if known.get(key)}
