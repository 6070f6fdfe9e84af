"""Adapters: one per format, each turning bytes into a `Document`."""

from typing import Final

from yakuba.core.reading.document import Document
from yakuba.core.reading.sources import refusals

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0"


def needs_guard(data: bytes) -> bool:
    """Return whether a parser from outside reads the file: then it gets a process of its own."""
    return data.startswith((b"%PDF-", _ZIP, _OLE))


def document_of(data: bytes, name: str) -> Document:
    """Return the lines of a file by what its first bytes say it is.

    :raises UnreadableDocument: if it cannot be read
    """
    refusals.check_size(data, name)
    if data.startswith(b"%PDF-"):
        from yakuba.core.reading.sources.pdf import read_pdf

        return read_pdf(data, name)
    if data.startswith(_ZIP):
        from yakuba.core.reading.sources.zipped import read_zipped

        return read_zipped(data, name)
    if data.startswith(_OLE):
        from yakuba.core.reading.sources.ole import read_ole

        return read_ole(data, name)
    from yakuba.core.reading.sources.text import read_text

    return read_text(data, name)
