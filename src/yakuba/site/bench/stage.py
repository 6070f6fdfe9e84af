"""A throw-away copy of the demo town for the benchmarks, and larger plans made from it."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform import paths

NO_DEMO = Problem(
    "bench.demo",
    "測る相手の見本の町がありません。",
    "`make bench` か、先に `yakuba demo` を実行してください。",
)

COPY: Final = "yakuba_bench"
Json = dict[str, Any]


@contextmanager
def copy_of_demo() -> Iterator[Path]:
    """Give a folder with a copy of the demo town's state; it is gone afterwards.

    On PostgreSQL the database of `DATABASE_URL` is copied; the next run replaces the copy.

    :raises YakubaError: if the home holds no demo town
    """
    source, url = paths.home(), os.environ.get("DATABASE_URL", "")
    is_file = not url.startswith("postgres")
    needed = ("yakuba.sqlite3", "yakuba.env") if is_file else ("yakuba.env",)
    if not all((source / name).exists() for name in needed):
        raise YakubaError(NO_DEMO)
    with tempfile.TemporaryDirectory(prefix="yakuba-bench-") as folder:
        target = Path(folder)
        if is_file:
            _copy_file(source / "yakuba.sqlite3", target / "yakuba.sqlite3")
        else:
            os.environ["DATABASE_URL"] = _copied_on_server(url)
        shutil.copy(source / "yakuba.env", target)
        for name in ("published", "static", "files"):
            if (source / name).exists():
                shutil.copytree(source / name, target / name, symlinks=True)
        yield target


def _copy_file(source: Path, target: Path) -> None:
    with (
        closing(sqlite3.connect(source)) as live,
        closing(sqlite3.connect(target)) as copy,
    ):
        live.backup(copy)


def _copied_on_server(url: str) -> str:
    """Return the address of a fresh copy of a database on its server."""
    import psycopg
    from psycopg.sql import SQL, Identifier

    parts = urlsplit(url)
    name = unquote(parts.path.lstrip("/"))
    with psycopg.connect(parts._replace(path="/template1").geturl(), autocommit=True) as server:
        copy = Identifier(COPY)
        server.execute(SQL("DROP DATABASE IF EXISTS {}").format(copy))
        server.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(copy, Identifier(name)))
    return parts._replace(path=f"/{COPY}").geturl()


def multiplied(snapshot: Json, count: int) -> Json:
    """Return an edition with so many items: those of the snapshot again and again, new keys."""
    items = []
    for number in range(count):
        item = deepcopy(snapshot["items"][number % len(snapshot["items"])])
        if number >= len(snapshot["items"]):
            item["key"] = f"{item['parent']}-n{number}"
            for effect in item["effects"]:  # money of a chain or group counts once
                for name in ("chain", "overlap_group"):
                    effect[name] = effect.get(name) and f"{effect[name]}-{number}"
        items.append(item)
    plan = snapshot["plan"] | {"slug": f"bench-{count}"}
    return snapshot | {"items": items, "plan": plan}


def store(snapshot: Json) -> str:
    """Store an edition as a release without papers and return the slug of its plan."""
    from yakuba.core.plan.models import Plan
    from yakuba.core.publication import canonical, release
    from yakuba.core.publication.models import Release
    from yakuba.kernel.fiscal import FiscalYear
    from yakuba.platform import clock

    head, fy = snapshot["plan"], FiscalYear(snapshot["release"]["fy"])
    plan = Plan(slug=head["slug"], title=head["title"], state="in_force")
    plan.start_fy, plan.end_fy = FiscalYear(head["start_fy"]), FiscalYear(head["end_fy"])
    plan.save()
    content = canonical.encode(snapshot)
    folder = release.folder_of(plan.slug, int(fy), 1)
    folder.mkdir(parents=True)
    (folder / "snapshot.json").write_bytes(content)
    for name, part in release.slices_of(snapshot):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(part)
    Release.objects.create(
        plan=plan,
        fy=fy,
        number=1,
        published_on=date(2000, 1, 1),
        made_at=clock.now(),
        snapshot_digest=canonical.digest(content),
        manifest_digest="",
    )
    return plan.slug
