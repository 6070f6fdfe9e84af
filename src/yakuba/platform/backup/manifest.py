"""What a backup holds, so that a restore can prove that nothing is missing or changed."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from yakuba.kernel.problems import Problem, YakubaError

SCHEMA = "yakuba.backup/1"
NAME = "manifest.json"
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the backup."""

    size: int
    sha256: str


@dataclass(slots=True)
class Manifest:
    """The list of a backup; `audit` is the newest seal, None before the first."""

    software: str
    made_at: str
    engine: str
    counts: dict[str, int]
    audit: dict[str, Any] | None
    files: dict[str, Entry] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    schema: str = SCHEMA

    def to_bytes(self) -> bytes:
        """Return the manifest as canonical JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, indent=1).encode()


def read(file: Path) -> Manifest:
    """Return the manifest stored in a file.

    :raises YakubaError: if it is missing or of another kind.
    """
    try:
        stored = json.loads(file.read_bytes())
        if stored["schema"] != SCHEMA:
            raise ValueError(stored["schema"])
        stored["files"] = {name: Entry(**entry) for name, entry in stored["files"].items()}
        return Manifest(**stored)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise broken("目録（manifest.json）がないか、読めません") from error


def check(manifest: Manifest, folder: Path) -> None:
    """Compare the unpacked files with the manifest.

    :raises YakubaError: naming the first files that are missing, changed or unknown.
    """
    found = {
        path.relative_to(folder).as_posix(): path
        for path in folder.rglob("*")
        if path.is_symlink() or path.is_file()
    }
    found.pop(NAME, None)
    listed = manifest.files.keys() | manifest.links.keys()
    wrong = [f"{name}（ない）" for name in sorted(listed - found.keys())]
    wrong += [f"{name}（目録にない）" for name in sorted(found.keys() - listed)]
    for name in sorted(found.keys() & listed):
        if not _is_as_listed(manifest, name, found[name]):
            wrong.append(f"{name}（中身が違う）")
    if wrong:
        raise broken("目録と合わないファイルがあります：" + "、".join(wrong[:5]))


def _is_as_listed(manifest: Manifest, name: str, path: Path) -> bool:
    if path.is_symlink():
        return manifest.links.get(name) == str(path.readlink())
    return manifest.files.get(name) == entry_of(path)


def entry_of(path: Path) -> Entry:
    """Return size and digest of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return Entry(path.stat().st_size, digest.hexdigest())


def broken(what: str) -> YakubaError:
    """Return the error of a backup that must not be used."""
    return YakubaError(
        Problem(
            "backup.broken",
            f"このバックアップは使えません：{what}。",
            "別の日のものを使ってください。",
        )
    )
