"""Canonical JSON: the same content gives the same bytes, on any machine and at any time."""

import hashlib
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final

from yakuba.kernel.fiscal import FiscalYear

LINE_END: Final = b"\n"


def encode(content: Any) -> bytes:
    """Return content as UTF-8 JSON with sorted keys and no spaces, ended by one line feed.

    Decimals become strings, fiscal years their number, days ISO, instants UTC with Z.

    :raises TypeError: if the content holds a float or anything else that has no one form
    """
    text = json.dumps(_plain(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode() + LINE_END


def decode(content: bytes) -> Any:
    """Return what canonical JSON says.

    :raises TypeError: if a number is not whole
    """
    return json.loads(content, parse_float=_no_float)


def digest(content: bytes) -> str:
    """Return the SHA-256 of bytes in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def instant(at: datetime) -> str:
    """Return an instant in UTC, to the second: 2024-06-10T01:00:00Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _no_float(text: str) -> Any:
    raise TypeError(f"canonical.decode({text}): allowed are whole numbers and strings")


def _plain(content: Any) -> Any:
    if isinstance(content, dict):
        return {str(key): _plain(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [_plain(value) for value in content]
    return _scalar(content)


def _scalar(content: Any) -> Any:
    if content is None or isinstance(content, bool | int):
        return content
    if isinstance(content, str):
        return str(content)
    if isinstance(content, FiscalYear):
        return content.year
    if isinstance(content, datetime):
        return instant(content)
    if isinstance(content, Decimal):
        return f"{content:f}"
    if isinstance(content, date):
        return content.isoformat()
    raise TypeError(f"canonical.encode({content!r}): allowed are text, whole numbers, days")
