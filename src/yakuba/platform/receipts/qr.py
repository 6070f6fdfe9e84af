"""A QR code as the path of a drawing: no style, no script, nothing to mark as safe."""

from dataclasses import dataclass
from typing import Final

QUIET: Final = 4  # white modules around it (ISO/IEC 18004, 6.3.8)


@dataclass(frozen=True, slots=True)
class Code:
    """The code of an address: its side in modules, and the dark ones as the path of an SVG."""

    address: str
    size: int
    path: str


def drawn(address: str) -> Code:
    """Return the code of an address, with error correction that survives a fold in the paper."""
    import segno

    rows = segno.make_qr(address, error="m").matrix
    dark = (
        f"M{x + QUIET} {y + QUIET}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, module in enumerate(row)
        if module
    )
    return Code(address, len(rows) + 2 * QUIET, "".join(dark))
