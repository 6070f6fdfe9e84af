"""Bytes on disk, once per content, outside every static mount."""

import hashlib
import os
import shlex
import subprocess
from pathlib import Path
from typing import Final

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform import paths
from yakuba.platform.files import kinds, pictures

MAX_BYTES: Final = 10_000_000
SCAN_SECONDS: Final = 20


def place(sha256: str) -> Path:
    """Return where the bytes of a content lie."""
    return paths.files() / sha256[:2] / sha256


def keep(upload: "UploadedFile[bytes]") -> tuple[str, int, str]:
    """Store an upload's bytes and return digest, size and sniffed type; pictures anew.

    :raises YakubaError: if it is empty, larger than 10 MB, not what its name promises, or the
        town's scanner refuses it
    """
    _refuse_size(upload)
    folder = paths.files() / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / f"{os.getpid()}-{id(upload):x}"
    try:
        _write(upload, made)
        _scan(made)
        name = str(upload.name or "")
        content_type = kinds.sniff(made, name)
        kinds.refuse_contradiction(name, content_type)
        pictures.clean(made, content_type, name)
        sha256, size = _measure(made)
        place(sha256).parent.mkdir(parents=True, exist_ok=True)
        made.replace(place(sha256))
    finally:
        made.unlink(missing_ok=True)
    return sha256, size, content_type


def _measure(file: Path) -> tuple[str, int]:
    """Return digest and size of a file, which is on the disk then."""
    with file.open("rb+") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
        os.fsync(opened.fileno())
    return digest, file.stat().st_size


def _write(upload: "UploadedFile[bytes]", target: Path) -> None:
    """Write the bytes, counted, not declared.

    :raises YakubaError: if they are more than the limit
    """
    size = 0
    with target.open("xb") as file:
        for chunk in upload.chunks():
            size += len(chunk)
            if size > MAX_BYTES:
                raise _too_large()
            file.write(chunk)


def _refuse_size(upload: "UploadedFile[bytes]") -> None:
    if not upload.size:
        message = _("ファイルが空です。")
        raise YakubaError(Problem("file.empty", message, _("中身のあるファイルを選んでください。")))
    if upload.size > MAX_BYTES:
        raise _too_large()


def _too_large() -> YakubaError:
    message = _("ファイルが10MBを超えています。")
    fix = _("分けるか、小さくしてから送ってください。")
    return YakubaError(Problem("file.too-large", message, fix))


def _scan(file: Path) -> None:
    """Let the town's scanner look at the file: YAKUBA_SCANNER, with the path added at the end.

    :raises YakubaError: if the scanner exits other than 0, or does not answer
    """
    command = os.environ.get("YAKUBA_SCANNER")
    if not command:
        return
    try:
        done = subprocess.run(  # noqa: S603 (a command of the town's own configuration)
            [*shlex.split(command), str(file)], capture_output=True, timeout=SCAN_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as failed:
        message = _("ウイルス検査ができませんでした。")
        fix = _("管理者に、検査の設定を確かめるよう頼んでください。")
        raise YakubaError(Problem("file.scanner", message, fix)) from failed
    if done.returncode:
        message = _("ウイルス検査で受け付けられませんでした。")
        raise YakubaError(Problem("file.infected", message, _("別のファイルを使ってください。")))
