"""Making a backup in one step."""

import hashlib
import io
import os
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO

from django.db import connection

from yakuba import __version__
from yakuba.platform import clock, paths
from yakuba.platform.audit import seals
from yakuba.platform.audit.services import record
from yakuba.platform.backup import databases
from yakuba.platform.backup.manifest import NAME, Entry, Manifest

KEPT_DAYS = 30
SINGLE = ("secret", "yakuba.env", "audit-heads.jsonl")


def make() -> Path:
    """Write a backup of the whole installation and return its file, readable by the owner only.

    It holds the secret key and `yakuba.env` too: whoever has the file has the town.

    :raises YakubaError: if the database cannot be copied.
    """
    record("backup.run")
    seals.seal()
    head = seals.head()
    now = clock.real_now()
    paths.backup().mkdir(parents=True, exist_ok=True)
    target = paths.backup() / f"yakuba-{now.astimezone(clock.TOKYO):%Y%m%d-%H%M%S}.tar.gz"
    with tempfile.TemporaryDirectory(prefix=".making-", dir=paths.backup()) as temporary:
        folder = Path(temporary)
        manifest = Manifest(
            software=__version__,
            made_at=now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            engine=connection.vendor,
            counts=databases.dump(folder),
            audit=asdict(head) if head else None,
        )
        _pack(folder / "archive", folder, manifest)
        os.replace(folder / "archive", target)
    return target


def _pack(archive: Path, dumped: Path, manifest: Manifest) -> None:
    """Write the archive; the manifest comes last, made of the very bytes that were packed."""
    archive.touch(mode=0o600)
    with tarfile.open(archive, "w:gz", compresslevel=1) as tar:
        for name, path in _members(dumped):
            if path.is_symlink():
                manifest.links[name] = str(path.readlink())
                tar.add(path, name, recursive=False)
            else:
                manifest.files[name] = _add(tar, name, path)
        data = manifest.to_bytes()
        info = tarfile.TarInfo(NAME)
        info.size = len(data)
        tar.addfile(info, io.BytesIO(data))


def _members(dumped: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted((dumped / "database").iterdir()):
        yield f"database/{path.name}", path
    for name in SINGLE:
        if (paths.home() / name).exists():
            yield name, paths.home() / name
    for folder in (paths.files(), paths.published()):
        for path in sorted(folder.rglob("*")):
            place = path.relative_to(folder)
            unfinished = any(part.startswith(".") for part in place.parts)
            if not unfinished and (path.is_symlink() or path.is_file()):
                yield f"{folder.name}/{place.as_posix()}", path


class _Hashing:
    """A file that takes its digest while it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        chunk = self._file.read(size)
        self.digest.update(chunk)
        return chunk


def _add(tar: tarfile.TarFile, name: str, path: Path) -> Entry:
    info = tar.gettarinfo(path, name)
    with path.open("rb") as file:
        hashing = _Hashing(file)
        tar.addfile(info, hashing)
    return Entry(info.size, hashing.digest.hexdigest())


def backups() -> list[Path]:
    """Return the backups of this installation, the newest first."""
    return sorted(paths.backup().glob("yakuba-*.tar.gz"), reverse=True)


def made_at(file: Path) -> datetime:
    """Return when a backup was made, by its name."""
    stamp = file.name.removeprefix("yakuba-").removesuffix(".tar.gz")
    return datetime.strptime(stamp, "%Y%m%d-%H%M%S").replace(tzinfo=clock.TOKYO)


def age(file: Path) -> timedelta:
    """Return how old a backup is."""
    return clock.real_now() - made_at(file)


def remove_old() -> int:
    """Remove backups older than `KEPT_DAYS`, never the newest; return how many."""
    old = [file for file in backups()[1:] if age(file) > timedelta(days=KEPT_DAYS)]
    for file in old:
        file.unlink()
    return len(old)
