"""What `yakuba doctor` looks at beyond the first needs: settings, parts, promises, failures."""

import fcntl
import os
import shlex
import shutil
import stat
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.http.request import validate_host

from yakuba.core.publication.verify import verify as verify_releases
from yakuba.platform import clock, paths
from yakuba.platform.audit import seals
from yakuba.platform.files import storage
from yakuba.platform.files.models import StoredFile
from yakuba.platform.jobs.models import Job, State
from yakuba.site.health_checks import Finding

FAILED_FOR: Final = timedelta(days=7)
SILENT_FOR: Final = timedelta(minutes=10)
PARTS: Final = ("ui/base.css", "ui/public.css", "ui/app.js")
CATALOG: Final = Path(__file__).parents[1] / "locale/en/LC_MESSAGES/django.mo"


def settings_file() -> Finding:
    """Look whether `yakuba.env`, which may hold a password, is for the owner only."""
    file, name = paths.home() / "yakuba.env", "設定ファイル"
    if not file.exists() or "DATABASE_URL" not in file.read_text(encoding="utf-8"):
        return Finding(name, True, "パスワードは書かれていません。")
    if stat.S_IMODE(file.stat().st_mode) & 0o077:
        fix = f"`chmod 600 {file}` を実行してください。"
        return Finding(name, False, "データベースのパスワードを、ほかの利用者も読めます。", fix)
    return Finding(name, True, "持ち主だけが読めます。")


def debugging() -> Finding:
    """Look whether pages of faults would show the inside of the program."""
    if not settings.DEBUG:
        return Finding("DEBUG", True, "切れています。")
    fix = "設定の DEBUG を False にして起動し直してください。"
    return Finding("DEBUG", False, "入っていて、内部の情報が画面に出ます。", fix)


def zone() -> Finding:
    """Look whether days are days of Japan."""
    try:
        ZoneInfo("Asia/Tokyo")
    except ZoneInfoNotFoundError:
        fix = "tzdata のパッケージを入れてください。"
        return Finding("時間帯", False, "日本の時間帯が機械にありません。", fix)
    if settings.TIME_ZONE != "Asia/Tokyo":
        fix = "設定の TIME_ZONE を Asia/Tokyo に戻してください。"
        return Finding("時間帯", False, f"{settings.TIME_ZONE} になっています。", fix)
    return Finding("時間帯", True, "日本時間です。")


def parts() -> Finding:
    """Look whether styles, script and the English texts were made."""
    root = Path(settings.STATIC_ROOT)
    missing = [name for name in PARTS if not (root / name).is_file()]
    if missing:
        fix = "`yakuba init` を実行してください。"
        return Finding("画面の部品", False, f"{'、'.join(missing)} がありません。", fix)
    if not CATALOG.is_file():
        fix = "`make assets` を実行してください。"
        return Finding("画面の部品", False, "英語の文がありません。", fix)
    return Finding("画面の部品", True, "そろっています。")


def hosts() -> Finding:
    """Look whether the public address is one that the program answers to."""
    names = [urlsplit(origin).hostname or "" for origin in settings.CSRF_TRUSTED_ORIGINS]
    unknown = [name for name in names if not validate_host(name, settings.ALLOWED_HOSTS)]
    if not unknown:
        return Finding("アドレス", True, "、".join(names) or "決まっていません。")
    fix = "YAKUBA_HOSTS にも同じ名前を書いてください。"
    return Finding("アドレス", False, f"{'、'.join(unknown)} では開けません。", fix)


def scanner() -> Finding:
    """Look whether the command that looks at uploads is there."""
    command = shlex.split(os.environ.get("YAKUBA_SCANNER", ""))
    if not command:
        return Finding("ウイルス検査", True, "使っていません。")
    if shutil.which(command[0]):
        return Finding("ウイルス検査", True, command[0])
    fix = "検査のプログラムを入れるか、YAKUBA_SCANNER を直してください。"
    return Finding("ウイルス検査", False, f"{command[0]} がなく、添付を受け取れません。", fix)


def folders() -> Finding:
    """Look whether uploads, releases and backups can be written."""
    places = (paths.files(), paths.published(), paths.backup())
    bad = [place.name for place in places if place.exists() and not os.access(place, os.W_OK)]
    missing = [place.name for place in places if not place.exists()]
    if missing:
        fix = "`yakuba init` を実行してください。"
        return Finding("置き場所", False, f"{'、'.join(missing)} がありません。", fix)
    if bad:
        return Finding(
            "置き場所", False, f"{'、'.join(bad)} に書けません。", "持ち主と権限を直してください。"
        )
    return Finding("置き場所", True, "書けます。")


def serving() -> Finding:
    """Look whether `yakuba serve` runs: with it the worker, the timer and the nightly backup."""
    with (paths.home() / "serve.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return Finding("起動", True, "`yakuba serve` が動いています。")
    fix = "`yakuba serve` を起動してください。夜の控えもそれが取ります。"
    return Finding("起動", False, "`yakuba serve` が動いていません。", fix)


def silent_jobs() -> Finding:
    """Look whether a running job fell silent: its worker died."""
    limit = clock.real_now() - SILENT_FOR
    count = Job.objects.filter(state=State.RUNNING, heartbeat_at__lt=limit).count()
    if not count:
        return Finding("止まった作業", True, "ありません。")
    fix = "`yakuba serve` を起動し直してください。"
    return Finding("止まった作業", False, f"10 分以上知らせのない作業が {count} 件あります。", fix)


def failed_jobs() -> Finding:
    """Look whether jobs of the last week failed."""
    since = clock.real_now() - FAILED_FOR
    failed = Job.objects.filter(state=State.FAILED, created_at__gte=since)
    titles = list(dict.fromkeys(failed.values_list("title", flat=True)))
    if not titles:
        return Finding("失敗した作業", True, "この7日はありません。")
    fix = "作業の画面で理由を読み、もう一度始めてください。"
    return Finding("失敗した作業", False, f"この7日に「{'」「'.join(titles[:3])}」。", fix)


def audit_chain() -> Finding:
    """Look whether the record of who did what is whole."""
    problems = seals.verify()
    if not problems:
        return Finding("監査記録", True, "そろっています。")
    fix = "`yakuba audit verify` で確かめ、控えと比べてください。"
    return Finding("監査記録", False, f"合わないところが {len(problems)} あります。", fix)


def releases() -> Finding:
    """Look whether what was published is as it was."""
    problems = verify_releases()
    if not problems:
        return Finding("公表した版", True, "目録のとおりです。")
    fix = "`yakuba published verify` で確かめ、控えの published から戻してください。"
    return Finding("公表した版", False, f"{problems[0].message}ほか {len(problems)} 件。", fix)


def uploads() -> Finding:
    """Look whether the bytes of every stored file are there."""
    kept = StoredFile.objects.order_by().values_list("sha256", flat=True).distinct()
    missing = sum(not storage.place(sha256).is_file() for sha256 in kept)
    if not missing:
        return Finding("添付", True, "そろっています。")
    fix = "控えの files から戻してください。"
    return Finding("添付", False, f"中身のないファイルが {missing} 件あります。", fix)


BEFORE_DATABASE: tuple[Callable[[], Finding], ...] = (
    settings_file,
    debugging,
    zone,
    parts,
    hosts,
    scanner,
    folders,
)
WITH_DATABASE: tuple[Callable[[], Finding], ...] = (
    serving,
    silent_jobs,
    failed_jobs,
    audit_chain,
    releases,
    uploads,
)
