"""An installation brought to the program's version, with the way back (trust.md §5)."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from django.db import connection

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform import locks, paths
from yakuba.platform.backup import databases, making
from yakuba.site import health_checks

RUNNING: Final = Problem(
    "upgrade.running", "`yakuba serve` が動いています。", "止めてから、もう一度実行してください。"
)
# Without these an upgrade would not end well; the rest of `doctor` is told and may wait.
NEEDED: Final = (
    health_checks.home,
    health_checks.sqlite,
    health_checks.disk,
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name, whether it went well, and what there is to say."""

    name: str
    ok: bool
    message: str

    def as_json(self) -> dict[str, Any]:
        """Return the step for `--json`."""
        return asdict(self)

    def __str__(self) -> str:
        return f"{'良' if self.ok else '中止'}\t{self.name}\t{self.message}"


def upgrade() -> Iterator[Step]:
    """Do doctor, backup, migration and smoke check; give each step; the first bad one is the last.

    :raises YakubaError: if the installation is being served.
    """
    with (
        locks.hold("serve", busy=RUNNING),
        tempfile.TemporaryDirectory(prefix=".upgrading-", dir=paths.home()) as folder,
    ):
        before = doctor()
        yield before
        if not before.ok:
            return
        yield back_up()
        tables = databases.dump(Path(folder))
        for name, work in (("移行", migrate), ("動作確認", smoke)):
            wrong = work()
            yield Step(name, not wrong, wrong or "できました。")
            if wrong:
                yield go_back(Path(folder), tables)
                return


def doctor() -> Step:
    """Look whether an upgrade can end well."""
    bad = [found for found in (check() for check in NEEDED) if not found.ok]
    words = "".join(f"{found.name}：{found.message}{found.fix}" for found in bad)
    return Step("診断", not bad, words or "続けられます。")


def back_up() -> Step:
    """Make a backup, which stays."""
    return Step("控え", True, str(making.make()))


def migrate() -> str:
    """Bring tables and static files up to date in a process of its own; return what went wrong."""
    return _run("-m", "django", "migrate", "--noinput", "-v", "0") or _run(
        "-m", "django", "collectstatic", "--noinput", "-v", "0"
    )


def smoke() -> str:
    """Open the first pages in a process of its own; return what went wrong."""
    return _run("-m", "yakuba.site.smoke")


def go_back(folder: Path, tables: Collection[str]) -> Step:
    """Put the database back as it was, with these tables and no others."""
    try:
        databases.restore(folder, tables)
    except YakubaError as failure:
        way = f"`yakuba restore --force {making.backups()[0]}` で前の状態に戻してください。"
        return Step("復帰", False, f"{failure}{way}")
    done = "データベースを前の状態に戻しました。前の版のプログラムで動かせます。"
    return Step("復帰", True, done)


def _run(*arguments: str) -> str:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "yakuba.site.settings"}
    connection.close()
    done = subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode == 0:
        return ""
    said = done.stderr.strip().splitlines() or done.stdout.strip().splitlines() or ["？"]
    return f"失敗しました（{said[-1]}）。"
