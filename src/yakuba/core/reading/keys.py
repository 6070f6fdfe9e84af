"""Keys by position (contracts §3)."""

from collections.abc import Sequence

from yakuba.core.reading.marks import split_mark


def last_part(code: str | None) -> str | None:
    """Return the last letter or number of an item's printed code after NFKC: "b" of (2)-①-ｂ.

    None where there is none, and for added items (R2-1), which take the next index.
    """
    found = split_mark(code) if code else None
    if found is None or found[0].family == "added":
        return None
    return found[0].symbol or None


def key_parts(marks: Sequence[str | None]) -> list[str]:
    """Return the last part of the key of each sibling, given the last parts of their codes.

    A mark counts where it is unique among the siblings, else the 1-based index (nodes: None).
    Where an index would meet a mark, all siblings take their index, so that keys stay unique.
    """
    indexes = [str(index) for index in range(1, len(marks) + 1)]
    parts = [
        mark if mark and marks.count(mark) == 1 else index
        for mark, index in zip(marks, indexes, strict=True)
    ]
    return parts if len(set(parts)) == len(parts) else indexes
