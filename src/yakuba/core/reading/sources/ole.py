"""Old Office files, and new ones that a password protects: both are the same kind of container."""

from typing import Final

from yakuba.core.reading.document import Document
from yakuba.core.reading.sources import refusals

_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_WORD: Final = "WordDocument".encode("utf-16-le")
_BOOKS: Final = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))


def read_ole(data: bytes, name: str) -> Document:
    """Return the sheets of an old workbook.

    :raises UnreadableDocument: if it is another kind of file, or protected
    """
    if _ENCRYPTED in data:
        raise refusals.encrypted(name, "WordかExcelのファイル")
    if any(book in data for book in _BOOKS):
        from yakuba.core.reading.sources.xls import read_xls

        return read_xls(data, name)
    fix = "Wordで開いて「.docx」の形式で保存し直してください。"
    kind = "古いWord" if _WORD in data else "古いOffice"
    raise refusals.refusal("format", name, f"{kind}の形式で、読めません", fix)
