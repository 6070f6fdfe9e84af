"""Plain text in the encodings that town offices use."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from yakuba.core.reading.document import Document, Line, Place
from yakuba.core.reading.sources.refusals import check_size, empty, refusal

_BOMS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_LINE_END: Final = re.compile(r"\r\n|\n|\r")
_CELL_END: Final = re.compile(r"[\t|｜│┃]")
# Half-width kana, C1 controls and private characters: what EUC-JP or a photo looks like as CP932.
_MOJIBAKE: Final = re.compile("[\uff61-\uff9f\x80-\x9f\ue000-\uf8ff]")
_MOJIBAKE_PER_CENT: Final = 30
# Control characters that no text has; tab, line ends and form feed are text.
_BINARY: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")

_AS_TEXT: Final = "文書をテキスト（UTF-8かシフトJIS）で保存し直して、もう一度読み込んでください。"
_FORMATS: Final[tuple[tuple[bytes, str], ...]] = (
    (b"\xff\xd8\xff", "写真（JPEG）"),
    (b"\x89PNG", "画像（PNG）"),
    (b"GIF8", "画像（GIF）"),
    (b"{\\rtf", "リッチテキスト"),
)


def read_text(data: bytes, name: str) -> Document:
    """Return the lines of a text file; columns between tabs or rules become cells.

    :raises UnreadableDocument: if the bytes are no text: empty, too large, binary, other formats
    """
    check_size(data, name)
    _check_format(data, name)
    text = _decode(data, name)
    if _BINARY.search(text):
        raise refusal("not-text", name, "文字ではないデータが含まれています", _AS_TEXT)
    if not text.strip("\ufeff\x0c \t\r\n\u3000"):
        raise empty(name)
    lines = _LINE_END.split(text)
    if _is_csv(lines):
        return Document(name, tuple(_comma_line(*line) for line in enumerate(lines, start=1)))
    return Document(name, tuple(_line(line, number) for number, line in enumerate(lines, start=1)))


def _is_csv(lines: Sequence[str]) -> bool:
    """Return whether most lines are cells between commas."""
    written = [line for line in lines if line.strip()]
    counts = Counter(line.count(",") for line in written)
    commas, times = max(counts.items(), key=lambda found: (found[0] > 1, found[1]))
    return commas > 1 and times > 2 and times * 2 > len(written)


def _comma_line(number: int, text: str) -> Line:
    cells = tuple(cell.strip() for cell in next(csv.reader([text]), []))
    shown = "\t".join(cells) if sum(map(bool, cells)) > 1 else "".join(cells)
    return Line(shown, Place(line=number), cells if sum(map(bool, cells)) > 1 else ())


def _line(text: str, number: int) -> Line:
    cells = tuple(cell.strip() for cell in _CELL_END.split(text.strip(" |｜│┃\u3000")))
    return Line(text, Place(line=number), cells if len(cells) > 1 else ())


def _check_format(data: bytes, name: str) -> None:
    for signature, words in _FORMATS:
        if not data.startswith(signature):
            continue
        raise refusal("format", name, f"{words}で、まだ読めない形式です", _AS_TEXT)


def _decode(data: bytes, name: str) -> str:
    encodings = [encoding for bom, encoding in _BOMS if data.startswith(bom)]
    for encoding in encodings or ["utf-8", "cp932"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _is_mojibake(text):
            return text
    raise refusal("encoding", name, "文字コードが分かりません", _AS_TEXT)


def _is_mojibake(text: str) -> bool:
    foreign = sum(1 for letter in text if letter > "\x7f")
    return len(_MOJIBAKE.findall(text)) * 100 > foreign * _MOJIBAKE_PER_CENT
