"""Read a plan document: `read(data, name)` is the door of this package."""

from collections.abc import Iterator, Sequence
from typing import Final

from yakuba.core.reading.checks import check
from yakuba.core.reading.document import Document, Place
from yakuba.core.reading.facts import front_of, ordinal_of, title_of
from yakuba.core.reading.findings import Findings
from yakuba.core.reading.keys import key_parts, last_part
from yakuba.core.reading.merge import merge
from yakuba.core.reading.outline import Branch, outline_of
from yakuba.core.reading.period import period_of
from yakuba.core.reading.piece import Kind, Piece
from yakuba.core.reading.pieces import pieces_of
from yakuba.core.reading.result import Reading, ReadItem, ReadNode
from yakuba.core.reading.sources import document_of
from yakuba.core.reading.stages import Years, legend_of
from yakuba.core.reading.texts import join, width
from yakuba.core.reading.totals import check_totals
from yakuba.core.reading.tree import Twig, first_level, grow
from yakuba.core.reading.trunk import Trunk, best_trunk, counterpart
from yakuba.core.reading.unread import tell_unread
from yakuba.core.reading.words import ABOUT_PLANS, CONTAINER_TITLE

_TOP: Final = Place(line=1)


def read(data: bytes, name: str) -> Reading:
    """Return what a plan document says, with everything that is uncertain about it.

    A text that is no plan gives a reading without items and with one error.

    :raises UnreadableDocument: if the file is no text that can be read
    """
    return read_document(document_of(data, name))


def read_document(document: Document) -> Reading:
    """Return what the lines of a document say; for every source adapter."""
    pieces = pieces_of(document)
    outline = outline_of(pieces)
    findings = Findings()
    trunk = best_trunk(outline)
    title = title_of(pieces, Findings())
    if trunk is None or not _is_plan(trunk, pieces, title):
        findings.add("no-plan", pieces[0].place if pieces else _TOP)
        return Reading(title, None, None, None, findings=findings.in_order(), lines=document.lines)
    return _read_plan(document, pieces, outline=outline, trunk=trunk, findings=findings)


def _is_plan(trunk: Trunk, pieces: Sequence[Piece], title: str | None) -> bool:
    if not trunk.is_plan or not any(ABOUT_PLANS.search(piece.printed) for piece in pieces):
        return False
    named = title is not None or CONTAINER_TITLE.search(trunk.root.heading) is not None
    return named or bool(trunk.coded) or bool(trunk.owned)


def _read_plan(
    document: Document,
    pieces: Sequence[Piece],
    *,
    outline: Branch,
    trunk: Trunk,
    findings: Findings,
) -> Reading:
    margin = _margin(pieces)
    tree = grow(trunk, page_width=margin)
    chapters = counterpart(outline, trunk)
    if chapters is not None:
        merge(tree, grow(chapters, page_width=margin, with_items=False), findings)
    tell_unread(outline, trunk, chapters, findings)
    check(tree, findings, first_level=first_level(trunk))
    skip = {id(branch) for item in trunk.items for branch in item.walk()}
    front = front_of(pieces)
    check_totals(tree, outline, front, skip=skip, findings=findings)
    title = title_of(pieces, findings)
    ordinal = ordinal_of(pieces, title)
    start, end = period_of(outline, front, skip=skip, ordinal=ordinal, findings=findings)
    years = Years(start, legend_of(line.text for line in document.lines))
    nodes, items = _as_read(tree, years)
    _tell_years(years, findings)
    findings.extend(document.notes)
    found = findings.in_order()
    return Reading(title, ordinal, start, end, nodes, items, found, document.lines)


def _margin(pieces: Sequence[Piece]) -> int:
    """Return how wide the lines of paragraphs are, but for the few that stick out."""
    texts = [piece for piece in pieces if piece.kind is Kind.TEXT] or pieces
    widths = sorted(width(piece.printed) for piece in texts)
    return widths[(len(widths) - 1) * 95 // 100]


def _tell_years(years: Years, findings: Findings) -> None:
    for code, raws in (("stage-assumed", years.assumed), ("year-unread", years.unread)):
        told: set[str] = set()
        for raw in raws:
            detail = raw.said.strip()[:1] if code == "stage-assumed" else raw.year
            if not raw.year:
                findings.add("years-unplaced", raw.place, raw.said)
            elif detail not in told:
                findings.add(code, raw.place, detail)
            told.add(detail)


def _as_read(tree: Twig, years: Years) -> tuple[tuple[ReadNode, ...], tuple[ReadItem, ...]]:
    read_twigs = list(_read_below(tree, None, years))
    items = tuple(twig for twig in read_twigs if isinstance(twig, ReadItem))
    return tuple(twig for twig in read_twigs if not isinstance(twig, ReadItem)), items


def _read_below(twig: Twig, parent: str | None, years: Years) -> Iterator[ReadNode]:
    marks = [last_part(child.code) if child.is_item else None for child in twig.children]
    for child, part in zip(twig.children, key_parts(marks), strict=True):
        key = part if parent is None else f"{parent}-{part}"
        yield _read_twig(child, key, parent, years)
        yield from _read_below(child, key, years)


def _read_twig(twig: Twig, key: str, parent: str | None, years: Years) -> ReadNode:
    said = twig.said
    text = join(line.text for line in said.text)
    depth = key.count("-") + 1
    if not twig.is_item:
        return ReadNode(depth, key, twig.code, said.title, parent, twig.place, text)
    owners = said.owners
    place = twig.place
    actions = tuple(years.actions(twig.actions))
    sections = (owners.names, owners.every)
    return ReadItem(depth, key, twig.code, said.title, parent, place, text, *sections, actions)
