"""One zip of a release for the town's own web server: the same files give the same bytes."""

import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

FILE_MODE: Final = 0o100644 << 16
UNIX: Final = 3
SMALL_ALREADY: Final = (".pdf", ".png", ".jpg", ".jpeg", ".zip")


def write(folder: Path, names: Iterable[str], *, target: Path, made_at: str) -> None:
    """Write the named files of a folder into a zip, sorted, all with the time of the snapshot.

    `made_at` is an instant in UTC with Z; a zip keeps two-second steps.
    """
    at = datetime.fromisoformat(made_at.replace("Z", "+00:00")).astimezone(UTC)
    with zipfile.ZipFile(target, "w") as bundle:
        for name in sorted(names):
            bundle.writestr(_entry(name, at), (folder / name).read_bytes())


def _entry(name: str, at: datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, at.timetuple()[:6])
    entry.create_system, entry.external_attr = UNIX, FILE_MODE
    stored = name.endswith(SMALL_ALREADY)
    entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    return entry
