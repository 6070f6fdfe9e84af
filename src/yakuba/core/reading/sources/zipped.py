"""Files that are a zip inside: workbooks and Word files, looked through before they are parsed."""

import io
import re
import zipfile
from typing import Final

from yakuba.core.reading.document import Document
from yakuba.core.reading.result import UnreadableDocument
from yakuba.core.reading.sources import refusals

# trust.md rule 10: what a file from outside may hold, counted while unpacking, not declared.
MOST_UNPACKED: Final = 100 * 1024 * 1024
MOST_PARTS: Final = 2_000
HIGHEST_RATIO: Final = 200
_CHUNK: Final = 1024 * 1024
_SMALL: Final = 1024 * 1024  # below this a high ratio is only an empty sheet
_DOCTYPE: Final = re.compile(rb"<!DOCTYPE|<!ENTITY")


def read_zipped(data: bytes, name: str) -> Document:
    """Return the document of a workbook or Word file.

    :raises UnreadableDocument: if it is neither, too large unpacked, or holds what may do harm
    """
    names = check_parts(data, name)
    if "xl/workbook.xml" in names:
        from yakuba.core.reading.sources.xlsx import read_xlsx

        return read_xlsx(data, name)
    if "word/document.xml" in names:
        from yakuba.core.reading.sources.docx import read_docx

        return read_docx(data, name)
    fix = "計画書のファイル（PDF、Word、Excel、テキスト）を選んでください。"
    raise refusals.refusal("format", name, "WordでもExcelでもない圧縮ファイルです", fix)


def check_parts(data: bytes, name: str) -> frozenset[str]:
    """Return the names of the parts of a zip that keeps the limits.

    :raises UnreadableDocument: if it does not
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            parts = box.infolist()
            if len(parts) > MOST_PARTS:
                raise refusals.too_long(name)
            if any(part.flag_bits & 1 for part in parts):
                raise refusals.encrypted(name, "圧縮ファイル")
            _check_sizes(box, len(data), name)
            return frozenset(part.filename for part in parts)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise refusals.damaged(name, "WordやExcelのファイル") from error


def _check_sizes(box: zipfile.ZipFile, packed: int, name: str) -> None:
    total = 0
    for part in box.infolist():
        with box.open(part) as opened:
            first = True
            while chunk := opened.read(_CHUNK):
                total += len(chunk)
                _check_total(total, packed, name)
                if first and part.filename.endswith((".xml", ".rels")) and _DOCTYPE.search(chunk):
                    raise _harmful(name, "外部の定義")
                first = False
        if part.filename.lower().endswith("vbaproject.bin"):
            raise _harmful(name, "マクロ")


def _check_total(total: int, packed: int, name: str) -> None:
    if total > MOST_UNPACKED or (total > _SMALL and total > packed * HIGHEST_RATIO):
        raise refusals.too_long(name)


def _harmful(name: str, what: str) -> UnreadableDocument:
    fix = "マクロのない形式（.xlsx、.docx）で保存し直してください。"
    return refusals.refusal("harmful", name, f"{what}を含むため開けません", fix)
