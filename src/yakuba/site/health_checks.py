"""What `yakuba doctor` looks at; each check says in one sentence what is wrong and what to do."""

import os
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from yakuba.core.indicators.nightly import last_verification
from yakuba.kernel.problems import YakubaError
from yakuba.platform import clock, paths
from yakuba.platform.audit.models import Event
from yakuba.platform.backup import making
from yakuba.platform.jobs.models import Job, State
from yakuba.site import console

SAFE_SQLITE = (3, 51, 3)
BACKUP_AGE = timedelta(hours=26)
WAITING = timedelta(minutes=10)
FREE_BYTES = 1_000_000_000
FONTS = Path(__file__).parents[1] / "core/publication/fonts"


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer of one check; `fix` is empty when nothing is to be done."""

    name: str
    ok: bool
    message: str
    fix: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the finding for `--json`."""
        return asdict(self)

    def __str__(self) -> str:
        return f"{'良' if self.ok else '要対応'}\t{self.name}\t{self.message}{self.fix}"


def examine() -> Iterator[Finding]:
    """Run all checks; those that need the database come only when it answers."""
    from yakuba.site import health_more

    for check in BEFORE_DATABASE + health_more.BEFORE_DATABASE:
        yield check()
    reached = database()
    yield reached
    if reached.ok:
        for check in WITH_DATABASE + health_more.WITH_DATABASE:
            yield check()


def home() -> Finding:
    """Look whether the state folder can be written."""
    if os.access(paths.home(), os.W_OK):
        return Finding("フォルダー", True, f"{paths.home()} に書けます。")
    return Finding(
        "フォルダー", False, f"{paths.home()} に書けません。", "持ち主と権限を直してください。"
    )


def secret() -> Finding:
    """Look whether the secret key is long and for the owner only."""
    file = paths.home() / "secret"
    if not file.exists():
        return Finding("秘密の鍵", False, "まだありません。", "`yakuba init` を実行してください。")
    mode = stat.S_IMODE(file.stat().st_mode)
    if len(settings.SECRET_KEY) < 32:
        return Finding("秘密の鍵", False, "短すぎます。", f"{file} を消して起動し直してください。")
    if mode & 0o077:
        return Finding(
            "秘密の鍵",
            False,
            "ほかの利用者も読めます。",
            f"`chmod 600 {file}` を実行してください。",
        )
    return Finding("秘密の鍵", True, "持ち主だけが読めます。")


def sqlite() -> Finding:
    """Look whether the SQLite library is free of the WAL-reset fault."""
    version = sqlite3.sqlite_version
    if connection.vendor != "sqlite" or sqlite3.sqlite_version_info >= SAFE_SQLITE:
        return Finding("SQLite", True, f"版 {version}。")
    return Finding(
        "SQLite",
        False,
        f"版 {version} はデータを壊すことがあります。",
        "`make install` をやり直してください。",
    )


def disk() -> Finding:
    """Look whether there is room for the next backups."""
    there = next(folder for folder in (paths.home(), *paths.home().parents) if folder.exists())
    free = shutil.disk_usage(there).free
    said = f"空き {free // 1_000_000:,} MB。"
    if free >= FREE_BYTES:
        return Finding("ディスク", True, said)
    return Finding("ディスク", False, said, "古い控えを移すなどして、1 GB 以上空けてください。")


def fonts() -> Finding:
    """Look whether the typeface of printed pages is there."""
    weights = {"Regular", "Bold"}
    found = {weight for weight in weights for _ in FONTS.glob(f"*{weight}*.ttf")}
    if found == weights:
        return Finding("書体", True, "印刷用の書体があります。")
    return Finding(
        "書体", False, "印刷用の書体がありません。", "`make assets` を実行してください。"
    )


def https() -> Finding:
    """Look whether a real town says under which https address it is reached."""
    if settings.DEMO:
        return Finding("https", True, "見本の町なので使いません。")
    if any(origin.startswith("https://") for origin in settings.CSRF_TRUSTED_ORIGINS):
        return Finding("https", True, "、".join(settings.CSRF_TRUSTED_ORIGINS))
    return Finding(
        "https",
        False,
        "https のアドレスが決まっていないため、職員はログインできません。",
        "https のサーバーを前に置き、YAKUBA_HOSTS と YAKUBA_ORIGINS を設定してください。",
    )


def database() -> Finding:
    """Look whether the database answers and has all its tables."""
    try:
        if not console.has_tables():
            return Finding("データベース", False, str(console.NO_DATABASE))
    except YakubaError as error:
        return Finding("データベース", False, str(error))
    if behind := console.missing_migrations():
        return Finding(
            "データベース",
            False,
            f"未適用の移行が {len(behind)} 件あります。",
            "`yakuba init` を実行してください。",
        )
    return Finding("データベース", True, f"{connection.vendor} につながり、表は最新です。")


def time() -> Finding:
    """Look whether the clock of the machine runs behind what was already written."""
    last = Event.objects.order_by("-pk").values_list("at", flat=True).first()
    if last is None or last <= clock.real_now() + timedelta(minutes=5):
        return Finding("時計", True, f"{clock.real_now().astimezone(clock.TOKYO):%Y-%m-%d %H:%M}")
    return Finding(
        "時計", False, "最後の監査記録より遅れています。", "機械の時計を合わせてください。"
    )


def backup() -> Finding:
    """Look whether the newest backup is of the last day."""
    newest = next(iter(making.backups()), None)
    if newest is None:
        return Finding("控え", False, "まだありません。", "`yakuba backup` を実行してください。")
    age = making.age(newest)
    if age <= BACKUP_AGE:
        return Finding("控え", True, f"{newest.name}")
    return Finding(
        "控え",
        False,
        f"最後の控えは {age.days} 日 {age.seconds // 3600} 時間前です。",
        "`yakuba serve` が動いているかを確かめ、`yakuba backup` を実行してください。",
    )


def worker() -> Finding:
    """Look whether jobs are taken up."""
    limit = clock.real_now() - WAITING
    waiting = Job.objects.filter(state=State.QUEUED, created_at__lt=limit).count()
    if not waiting:
        return Finding("裏方の作業", True, "待たされている作業はありません。")
    return Finding(
        "裏方の作業",
        False,
        f"10 分以上待っている作業が {waiting} 件あります。",
        "`yakuba serve` を起動し直してください。",
    )


def figures() -> Finding:
    """Look whether the frozen figures recomputed in the newest verification."""
    last = last_verification()
    if last is None:
        return Finding("数字の検算", True, "まだしていません。夜2時を過ぎると自動で始まります。")
    day = f"{last.at.astimezone(clock.TOKYO):%Y-%m-%d %H:%M}"
    if last.is_whole:
        return Finding("数字の検算", True, f"{day} に{last.count}件すべて合いました。")
    said = last.error or f"{day} に{len(last.broken)}件が合いませんでした。"
    return Finding("数字の検算", False, said, "`yakuba figures verify` で確かめてください。")


BEFORE_DATABASE: tuple[Callable[[], Finding], ...] = (home, secret, sqlite, disk, fonts, https)
WITH_DATABASE: tuple[Callable[[], Finding], ...] = (time, backup, worker, figures)
