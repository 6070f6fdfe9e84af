"""Taking a backup apart, proving it whole, and only then putting it in place."""

import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from django.db import connection

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform import clock, locks, paths
from yakuba.platform.audit import seals
from yakuba.platform.audit.services import record
from yakuba.platform.backup import databases
from yakuba.platform.backup import manifest as manifests
from yakuba.platform.backup.making import SINGLE
from yakuba.platform.backup.manifest import Manifest, broken

RUNNING = Problem(
    "restore.running", "`yakuba serve` が動いています。", "止めてから、もう一度実行してください。"
)
NOT_EMPTY = Problem(
    "restore.not-empty",
    "この町にはもうデータがあります。",
    "置き換えてよければ --force を付けてください。いまのデータは backup の中に残します。",
)


def missing(archive: Path) -> Problem:
    """Return the problem of a backup that is not where it was looked for."""
    message = f"控えのファイル「{archive.name}」が見つかりません。"
    return Problem("backup.missing", message, "ファイルの場所を確かめてください。")


FOLDERS = ("files", "published")


@contextmanager
def unpacked(archive: Path) -> Iterator[tuple[Path, Manifest]]:
    """Unpack a backup into a temporary folder and prove that it is whole.

    :raises YakubaError: if it cannot be read, or does not agree with its own manifest.
    """
    paths.home().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restoring-", dir=paths.home()) as temporary:
        folder = Path(temporary)
        _unpack(archive, folder)
        manifest = manifests.read(folder / manifests.NAME)
        manifests.check(manifest, folder)
        if manifest.engine == "sqlite":
            _compare(manifest, databases.count_sqlite(folder / databases.SQLITE_NAME))
        yield folder, manifest


def restore(archive: Path, *, force: bool) -> list[Problem]:
    """Put a proven backup in the place of this installation; return what the audit finds wrong.

    What stood there before is moved to `backup/before-…`.

    :raises YakubaError: if the backup is not whole or of the other kind of database, if the
        installation is not empty (without `force`), or if it is being served.
    """
    if not archive.is_file():
        raise YakubaError(missing(archive))
    with locks.hold("serve", busy=RUNNING), unpacked(archive) as (folder, manifest):
        if manifest.engine != connection.vendor:
            raise broken(
                f"{manifest.engine} のもので、この町のデータベースは {connection.vendor} です"
            )
        if _is_filled():
            if not force:
                raise YakubaError(NOT_EMPTY)
            _set_aside()
        databases.restore(folder)
        _compare(manifest, databases.count_live())
        _put_files(folder)
        known = [seals.Head(**manifest.audit)] if manifest.audit else []
        problems = seals.verify(*known)
        record("backup.restore", payload={"made_at": manifest.made_at})
        seals.seal()
    return problems


def _unpack(archive: Path, folder: Path) -> None:
    try:
        with tarfile.open(archive, "r:gz") as tar:
            for member in tar:
                if not _is_harmless(member):
                    raise broken(f"外に書き出すものが入っています（{member.name}）")
                tar.extract(member, folder)
    except (OSError, EOFError, tarfile.TarError) as error:
        raise broken(f"書庫を読めません（{error}）") from error


def _is_harmless(member: tarfile.TarInfo) -> bool:
    """Return whether a member is a file or link that stays inside the folder."""
    name = PurePosixPath(member.name)
    inside = not name.is_absolute() and ".." not in name.parts
    if member.issym():
        target = PurePosixPath(member.linkname)
        return inside and not target.is_absolute() and ".." not in target.parts
    return inside and member.isreg()


def _compare(manifest: Manifest, counts: dict[str, int]) -> None:
    if counts != manifest.counts:
        wrong = sorted(
            name
            for name in counts.keys() | manifest.counts.keys()
            if counts.get(name) != manifest.counts.get(name)
        )
        raise broken("件数が目録と違います：" + "、".join(wrong[:5]))


def _is_filled() -> bool:
    """Return whether there is a database, an upload or a release that would be lost."""
    folders = (paths.home() / name for name in FOLDERS)
    return databases.is_filled() or any(
        folder.exists() and any(folder.iterdir()) for folder in folders
    )


def _set_aside() -> None:
    """Move what stands here to a folder of its own; the database as one clean copy."""
    aside = paths.backup() / f"before-{clock.real_now().astimezone(clock.TOKYO):%Y%m%d-%H%M%S}"
    aside.mkdir(parents=True, mode=0o700)
    if databases.is_filled():
        databases.dump(aside)
    for name in (*FOLDERS, *SINGLE):
        if (paths.home() / name).exists():
            shutil.move(paths.home() / name, aside / name)


def _put_files(folder: Path) -> None:
    for name in FOLDERS:
        if (paths.home() / name).exists():
            (paths.home() / name).rmdir()  # empty, or it was set aside
    for name in (*FOLDERS, *SINGLE):
        if (folder / name).exists():
            shutil.move(folder / name, paths.home() / name)
