"""A reading as a table for people, in Japanese."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from yakuba.core.reading.result import Finding, Level, Reading, ReadItem, ReadNode
from yakuba.core.reading.texts import width

_EVERY: Final = "（該当する課すべて）"
_NONE: Final = "—"
_LEVELS: Final = {Level.WARNING: "確認", Level.ERROR: "誤り"}


def as_table(reading: Reading) -> str:
    """Return the facts, the tree with its sections, and the findings with their places."""
    parts = [_facts(reading)]
    if reading.items:
        parts.append(_table(("番号", "題名", "担当課"), _rows(reading)))
    if reading.findings:
        heading = f"確かめること（{len(reading.findings)}件）"
        parts.append(heading + "\n" + _table(("場所", "", "内容"), _findings(reading.findings)))
    return "\n\n".join(parts) + "\n"


def _facts(reading: Reading) -> str:
    ordinal = _NONE if reading.ordinal is None else f"第{reading.ordinal}次"
    start, end = reading.start_fy, reading.end_fy
    period = _NONE if start is None or end is None else f"{start.wareki}〜{end.wareki}"
    counts = [sum(1 for node in reading.nodes if node.depth == d) for d in _depths(reading)]
    words = [f"第{level}段{count}件" for level, count in enumerate(counts, start=1)]
    facts = (
        ("計画", reading.title or _NONE),
        ("次数", ordinal),
        ("期間", period),
        ("構成", "、".join([*words, f"項目{len(reading.items)}件"])),
    )
    return "\n".join(f"{name}　{value}" for name, value in facts)


def _depths(reading: Reading) -> list[int]:
    return sorted({node.depth for node in reading.nodes})


def _rows(reading: Reading) -> Iterator[tuple[str, str, str]]:
    for twig in in_order(reading):
        indent = "　" * (twig.depth - 1)
        owners = _owners(twig) if isinstance(twig, ReadItem) else ""
        yield indent + (twig.code or _NONE), twig.title or _NONE, owners


def in_order(reading: Reading) -> Iterator[ReadNode]:
    """Yield nodes and items as they stand in the document: each node before what it holds."""
    below: dict[str | None, list[ReadNode]] = {}
    for twig in (*reading.nodes, *reading.items):
        below.setdefault(twig.parent, []).append(twig)

    def walk(parent: str | None) -> Iterator[ReadNode]:
        for twig in below.get(parent, []):
            yield twig
            if not isinstance(twig, ReadItem):
                yield from walk(twig.key)

    return walk(None)


def _owners(item: ReadItem) -> str:
    every = [_EVERY] if item.every_section else []
    return "、".join([*item.sections, *every]) or _NONE


def _findings(findings: Iterable[Finding]) -> Iterator[tuple[str, str, str]]:
    for finding in findings:
        yield str(finding.place), _LEVELS[finding.level], finding.message


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    table = [head, *rows]
    widths = [max(map(width, column)) for column in zip(*table, strict=True)]
    lines = ["  ".join(_pad(cell, w) for cell, w in zip(row, widths, strict=True)) for row in table]
    rule = "  ".join("-" * w for w in widths)
    return "\n".join(line.rstrip() for line in (lines[0], rule, *lines[1:]))


def _pad(cell: str, to: int) -> str:
    return cell + " " * (to - width(cell))
