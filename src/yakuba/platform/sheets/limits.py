"""What a workbook from outside may hold (trust.md rule 10), counted, not declared."""

import io
import re
import zipfile
from typing import Final

MOST_UNPACKED: Final = 100_000_000
MOST_PARTS: Final = 2_000
HIGHEST_RATIO: Final = 200
MOST_ROWS: Final = 5_000
MOST_COLUMNS: Final = 500
MOST_MERGES: Final = 10_000
CPU_SECONDS: Final = 10
SECONDS: Final = 20
MEGABYTES: Final = 512

_CHUNK: Final = 1_000_000
_SMALL: Final = 1_000_000  # below this a high ratio is only an empty sheet
_DTD: Final = re.compile(rb"<!DOCTYPE|<!ENTITY")
_FOREIGN: Final = ("xl/externallinks/", "xl/embeddings/", "xl/activex/")


class Unreadable(Exception):  # noqa: N818 (a fact about the file)
    """The file is not read; `code` says why."""

    def __init__(self, code: str, place: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.place = place


def check(data: bytes) -> None:
    """Do nothing if the file is a workbook within the limits.

    :raises Unreadable: if it is not
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            _check_parts(box, len(data))
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as wrong:
        raise Unreadable("damaged") from wrong


def _check_parts(box: zipfile.ZipFile, packed: int) -> None:
    parts = box.infolist()
    names = [part.filename.lower() for part in parts]
    if len(parts) > MOST_PARTS:
        raise Unreadable("too-large")
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable("encrypted")
    if "xl/workbook.xml" not in names:
        raise Unreadable("not-a-workbook")
    if any(name.endswith("vbaproject.bin") for name in names):
        raise Unreadable("macro")
    if any(name.startswith(_FOREIGN) for name in names):
        raise Unreadable("foreign-part")
    total = 0
    for part in parts:
        total = _count(box, part, total, packed)


def _count(box: zipfile.ZipFile, part: zipfile.ZipInfo, total: int, packed: int) -> int:
    tail = b""
    with box.open(part) as opened:
        while chunk := opened.read(_CHUNK):
            total += len(chunk)
            if total > MOST_UNPACKED or (total > _SMALL and total > packed * HIGHEST_RATIO):
                raise Unreadable("too-large")
            if part.filename.endswith((".xml", ".rels")) and _DTD.search(tail + chunk):
                raise Unreadable("foreign-part")
            tail = chunk[-16:]
    return total
