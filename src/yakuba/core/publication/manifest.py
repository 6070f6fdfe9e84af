"""The manifest of a release: every file with its size and SHA-256.

A superseded release tells both: what each page was when it was published, and what it is with
the banner on it.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from yakuba.core.publication import canonical
from yakuba.core.publication.page_data import BUNDLE

NAME: Final = "manifest.json"
SCHEMA: Final = "yakuba.manifest/1"
OUTSIDE: Final = (NAME, BUNDLE)

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """One file as it is, and as it was published if a banner came onto it since."""

    path: str
    size: int
    sha256: str
    original: "Entry | None" = None

    @classmethod
    def of(cls, path: str, content: bytes) -> "Entry":
        """Return the entry of a file by its bytes."""
        return cls(path, len(content), hashlib.sha256(content).hexdigest())

    @property
    def published(self) -> "Entry":
        """Return the file as it was published."""
        return self.original or self

    def to_json(self) -> Json:
        """Return the entry as it stands in the manifest."""
        known: Json = {"path": self.path, "size": self.size, "sha256": self.sha256}
        if self.original is not None:
            known["original"] = {"size": self.original.size, "sha256": self.original.sha256}
        return known


@dataclass(frozen=True, slots=True)
class Manifest:
    """All files of a release but the manifest itself and the zip, which holds the manifest."""

    snapshot: str
    made_at: str
    entries: tuple[Entry, ...]
    superseded: Json | None = None

    def to_bytes(self) -> bytes:
        """Return the manifest as canonical JSON, sorted by path."""
        content: Json = {
            "schema": SCHEMA,
            "snapshot_sha256": self.snapshot,
            "made_at": self.made_at,
            "files": [each.to_json() for each in sorted(self.entries, key=lambda one: one.path)],
        }
        if self.superseded is not None:
            content["superseded"] = self.superseded
        return canonical.encode(content)

    def as_published(self) -> "Manifest":
        """Return the manifest as it was when the release was published."""
        entries = tuple(each.published for each in self.entries)
        return Manifest(self.snapshot, self.made_at, entries)

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the manifest as it was published: the release's row keeps it."""
        return canonical.digest(self.as_published().to_bytes())


def read(folder: Path) -> Manifest:
    """Return the manifest of a release.

    :raises FileNotFoundError: if the folder has none
    :raises ValueError: if it cannot be read as a manifest
    """
    content = canonical.decode((folder / NAME).read_bytes())
    try:
        entries = tuple(_entry(each) for each in content["files"])
        known = (content["snapshot_sha256"], content["made_at"])
    except (KeyError, TypeError) as broken:
        raise ValueError(f"manifest.read({folder.name}): {broken!r}") from broken
    return Manifest(*known, entries, content.get("superseded"))


def _entry(content: Json) -> Entry:
    path = content["path"]
    before = content.get("original")
    original = Entry(path, before["size"], before["sha256"]) if before else None
    return Entry(path, content["size"], content["sha256"], original)


def files_in(folder: Path) -> Iterator[str]:
    """Yield the path of every file below a folder."""
    for path in folder.rglob("*"):
        if path.is_file() or path.is_symlink():
            yield path.relative_to(folder).as_posix()
