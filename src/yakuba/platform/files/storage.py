"""Bytes on disk, once per content, outside every static mount."""

import contextlib
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

MAX_BYTES: Final = 10_000_000
SCAN_SECONDS: Final = 20

# What a file really is, by its first bytes: a name can say anything.
_SIGNS: Final = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"PK\x03\x04", "application/zip"),
)
_OFFICE: Final = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
UNKNOWN: Final = "application/octet-stream"


def place(sha256: str) -> Path:
    """Return where the bytes of a content lie."""
    return paths.files() / sha256[:2] / sha256


def keep(upload: "UploadedFile[bytes]") -> tuple[str, int, str]:
    """Store an upload's bytes and return digest, size and sniffed type.

    :raises YakubaError: if it is empty, larger than 10 MB, or the town's scanner refuses it
    """
    _refuse_size(upload)
    folder = paths.files() / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / f"{os.getpid()}-{id(upload):x}"
    try:
        sha256, size = _write(upload, made)
        _scan(made)
        content_type = sniff(made, str(upload.name or ""))
        place(sha256).parent.mkdir(parents=True, exist_ok=True)
        made.replace(place(sha256))
    finally:
        made.unlink(missing_ok=True)
    return sha256, size, content_type


def sniff(file: Path, name: str) -> str:
    """Return the type that the first bytes show; the name decides only between kinds of zip."""
    with file.open("rb") as opened:
        start = opened.read(4096)
    found = next((kind for sign, kind in _SIGNS if start.startswith(sign)), None)
    if found == "application/zip":
        return _OFFICE.get(Path(name).suffix.lower(), found)
    if found is not None:
        return found
    return "text/plain" if _is_text(start) else UNKNOWN


def _is_text(start: bytes) -> bool:
    if b"\0" in start:
        return False
    for encoding in ("utf-8", "cp932"):
        with contextlib.suppress(UnicodeDecodeError):
            start[:-4].decode(encoding) if len(start) == 4096 else start.decode(encoding)
            return True
    return False


def _write(upload: "UploadedFile[bytes]", target: Path) -> tuple[str, int]:
    """Write the bytes, counted, not declared.

    :raises YakubaError: if they are more than the limit
    """
    digest, size = hashlib.sha256(), 0
    with target.open("xb") as file:
        for chunk in upload.chunks():
            size += len(chunk)
            if size > MAX_BYTES:
                raise _too_large()
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest(), size


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
