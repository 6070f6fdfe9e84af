"""What a file really is, by its first bytes: a name can say anything."""

import codecs
import contextlib
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.kernel.text import quote

START: Final = 4096  # bytes looked at

UNKNOWN: Final = "application/octet-stream"
TEXT: Final = "text/plain"
ZIP: Final = "application/zip"
OLE: Final = "application/x-ole-storage"
FOREIGN_PICTURE: Final = "image/x-foreign"  # HEIC, AVIF, TIFF: neither shown nor cleaned here

_SIGNS: Final = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\0", FOREIGN_PICTURE),
    (b"MM\0*", FOREIGN_PICTURE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"PK\x03\x04", ZIP),
)
_BOXED_PICTURES: Final = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
OFFICE: Final = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
# What a name promises; other endings promise nothing.
_PROMISED: Final = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".zip": ZIP,
    ".xls": OLE,
    ".doc": OLE,
    ".ppt": OLE,
    **dict.fromkeys((".txt", ".csv", ".tsv", ".json", ".md", ".html", ".htm", ".svg"), TEXT),
    **OFFICE,
}
_WORDS: Final = {
    "application/pdf": gettext_lazy("PDF"),
    "image/png": gettext_lazy("PNG の画像"),
    "image/jpeg": gettext_lazy("JPEG の画像"),
    "image/gif": gettext_lazy("GIF の画像"),
    "image/webp": gettext_lazy("WebP の画像"),
    ZIP: gettext_lazy("ZIP"),
    OLE: gettext_lazy("古い形式かパスワード付きの Office ファイル"),
    TEXT: gettext_lazy("文字だけのファイル"),
    UNKNOWN: gettext_lazy("種類の分からないファイル"),
    OFFICE[".xlsx"]: gettext_lazy("Excel"),
    OFFICE[".docx"]: gettext_lazy("Word"),
    OFFICE[".pptx"]: gettext_lazy("PowerPoint"),
}


def sniff(file: Path, name: str) -> str:
    """Return the type that the first bytes show; the name decides only between kinds of zip."""
    with file.open("rb") as opened:
        start = opened.read(START)
    found = next((kind for sign, kind in _SIGNS if start.startswith(sign)), None)
    if found == ZIP:
        return OFFICE.get(_suffix(name), found)
    return found or _boxed(start) or (TEXT if _is_text(start) else UNKNOWN)


def refuse_contradiction(name: str, content_type: str) -> None:
    """Do nothing if a file is what its name promises.

    :raises YakubaError: if it is something else, or a picture that cannot be cleaned here
    """
    if content_type == FOREIGN_PICTURE:
        message = _("%(name)sは HEIC や TIFF などの画像で、受け付けられません。")
        fix = _("JPEG か PNG か PDF に変えてから送ってください。")
        raise YakubaError(Problem("file.picture-kind", message % {"name": quote(name)}, fix))
    promised = _PROMISED.get(_suffix(name))
    if promised is None or promised == content_type:
        return
    message = _("%(name)sは、名前では%(promised)sですが、中身は%(found)sです。")
    words = {
        "name": quote(name),
        "promised": _WORDS[promised],
        "found": _WORDS[content_type],
    }
    fix = _("元のファイルを開いて確かめ、正しい種類で保存し直してから送ってください。")
    raise YakubaError(Problem("file.contradiction", message % words, fix))


def _suffix(name: str) -> str:
    return Path(name).suffix.lower()


def _boxed(start: bytes) -> str | None:
    """Return the type of pictures whose sign stands behind a length."""
    if start[4:8] == b"ftyp" and start[8:12] in _BOXED_PICTURES:
        return FOREIGN_PICTURE
    return "image/webp" if start[:4] == b"RIFF" and start[8:12] == b"WEBP" else None


def _is_text(start: bytes) -> bool:
    if b"\0" in start:
        return False
    whole = len(start) < START
    for encoding in ("utf-8", "cp932"):
        with contextlib.suppress(UnicodeDecodeError):
            # A character cut by the end of what was read is no fault of the file.
            codecs.getincrementaldecoder(encoding)().decode(start, final=whole)
            return True
    return False
