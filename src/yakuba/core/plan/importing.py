"""A plan document on its way into the town: read, corrected by hand, stored as a draft plan."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from yakuba.core.plan import services
from yakuba.core.plan.models import Plan, PlanReading
from yakuba.core.reading.document import Place
from yakuba.core.reading.guarded import read_guarded
from yakuba.core.reading.keys import key_parts, last_part
from yakuba.core.reading.result import Reading
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform import clock
from yakuba.platform.audit import services as audit
from yakuba.platform.db import save_version
from yakuba.platform.files import storage
from yakuba.platform.files.models import StoredFile
from yakuba.platform.office.models import Account, Section

HEAD = ("title", "ordinal", "start_fy", "end_fy")
Row = dict[str, Any]


def read_file(file: StoredFile, *, account: Account | None) -> PlanReading:
    """Read a stored document and keep what came out beside the lines it came from.

    :raises YakubaError: if the document cannot be read
    """
    found = read_guarded(storage.place(file.sha256).read_bytes(), file.name)
    kept = PlanReading(file=file, account=account, tree=tree_of(found))
    kept.lines = [line.text for line in found.lines]
    kept.save()
    audit.record("plan.read", account=account, thing=kept, count=len(found.items))
    return kept


def tree_of(reading: Reading) -> dict[str, Any]:
    """Return a reading in the shape of contracts §3, each row with its text and its place.

    `at` is the number of the line beside which the row or finding is shown.
    """
    tree = reading.as_json()
    lines: dict[Place, int] = {}
    for number, line in enumerate(reading.lines, 1):
        lines.setdefault(line.place, number)
    for rows, found in ((tree["nodes"], reading.nodes), (tree["items"], reading.items)):
        for row, node in zip(rows, found, strict=True):
            row |= {"text": node.text, **_where(node.place, lines)}
    for row, finding in zip(tree["findings"], reading.findings, strict=True):
        row |= _where(finding.place, lines)
    return tree


def _where(place: Place, lines: Mapping[Place, int]) -> dict[str, Any]:
    where = "" if place.line and not place.page else str(place)
    return {
        "place": place.as_json(),
        "at": lines.get(place) or _row_of(place, lines),
        "where": where,
    }


def _row_of(place: Place, lines: Mapping[Place, int]) -> int | None:
    """Return the line of the table's row in which a cell stands, which is known by its first."""
    if place.cell is None and place.paragraph is None:
        return place.line if place.page is None else None
    before = [number for other, number in lines.items() if _order(other) <= _order(place)]
    return max(before, default=None)


def _order(place: Place) -> tuple[str, int]:
    digits = "".join(filter(str.isdecimal, place.cell or "")) or "0"
    return place.sheet or "", place.paragraph or int(digits)


def rows_of(tree: Mapping[str, Any]) -> list[Row]:
    """Return goals, measures and items in the order of the document."""
    return [dict(row) for row in services.document_order(tree)]


@transaction.atomic
def correct(
    reading: PlanReading,
    *,
    head: Mapping[str, Any],
    rows: Iterable[Row],
    settled: Iterable[str],
    expected_version: int,
) -> PlanReading:
    """Store the tree as corrected by hand; keys follow from the order and the printed marks.

    `rows` are those that stay, in order, each with `parent` as the key it had before.

    :raises YakubaError: if a row has no title, or a parent is gone
    :raises Conflict: if somebody corrected it in the meantime
    """
    kept = [dict(row) for row in rows]
    problems = _check_rows(kept)
    if problems:
        raise YakubaError(*problems)
    findings = reading.tree.get("findings", [])
    reading.tree = {**{name: head[name] for name in HEAD}, **_keyed(kept), "findings": findings}
    reading.settled = sorted(settled)
    return save_version(reading, expected_version)


def _check_rows(rows: Iterable[Row]) -> list[Problem]:
    rows = list(rows)
    present = {row["key"] for row in rows if row["key"]}
    problems = []
    for row in rows:
        name = f"{row['code'] or ''} {row['title']}".strip()
        if not row["title"].strip():
            message = _("「{code}」の名前がありません。").format(code=row["code"] or row["key"])
            fix = _("名前を書くか、「消す」を選んでください。")
            problems.append(Problem("row.title", message, fix, place=row["key"]))
        if row["parent"] is not None and row["parent"] not in present:
            message = _("「{name}」の上の見出しがありません。").format(name=name)
            fix = _("「どこの下か」を選び直してください。")
            problems.append(Problem("row.parent", message, fix, place=row["key"]))
    return problems


def _keyed(rows: list[Row]) -> dict[str, list[Row]]:
    """Give every row its new key, top down, and split nodes from items."""
    siblings: dict[str | None, list[Row]] = {}
    for row in rows:
        siblings.setdefault(row["parent"], []).append(row)
    keyed = list(_key_children(siblings, before=None, after=None))
    return {
        "nodes": [row for row in keyed if not _is_item(row)],
        "items": [row for row in keyed if _is_item(row)],
    }


def _is_item(row: Row) -> bool:
    return "sections" in row


def _key_children(
    siblings: Mapping[str | None, list[Row]], *, before: str | None, after: str | None
) -> Iterator[Row]:
    """Yield all rows below a key: `before` is the parent's old key, `after` its new one."""
    children = siblings.get(before, [])
    marks = [last_part(row["code"]) if _is_item(row) else None for row in children]
    for row, part in zip(children, key_parts(marks), strict=True):
        old, new = row["key"], part if after is None else f"{after}-{part}"
        yield row | {"key": new, "parent": after, "depth": new.count("-") + 1}
        if old and not _is_item(row):
            yield from _key_children(siblings, before=old, after=new)


def open_findings(reading: PlanReading) -> list[dict[str, Any]]:
    """Return the findings that nobody has settled, each with the name by which it is settled."""
    return [
        {**finding, "name": name, "is_settled": name in reading.settled}
        for finding in reading.tree.get("findings", [])
        for name in [finding_name(finding)]
    ]


def finding_name(finding: Mapping[str, Any]) -> str:
    """Return what names a finding: its code and its place."""
    place = "-".join(str(part) for part in finding["place"].values())
    return f"{finding['code']}@{place}"


@transaction.atomic
def make_plan(
    reading: PlanReading, *, slug: str, add_sections: bool, account: Account | None
) -> Plan:
    """Store a corrected reading as a draft plan; sections the office lacks are added if asked.

    :raises YakubaError: if the tree is not whole, or the reading was stored before
    """
    if reading.plan_id is not None:
        message = _("この読み取りは、もう計画として保存されています。")
        raise YakubaError(Problem("reading.stored", message, _("保存した計画を開いてください。")))
    if add_sections:
        _add_sections(reading.tree)
    plan = services.store_tree(reading.tree, slug=slug, account=account, document=reading.file)
    reading.plan = plan
    save_version(reading, reading.version)
    return plan


def _add_sections(tree: Mapping[str, Any]) -> None:
    start = FiscalYear(tree["start_fy"]).first_day if tree.get("start_fy") else clock.today()
    last = Section.objects.count()
    for number, name in enumerate(services.missing_sections(tree), last + 1):
        Section(code=f"S{number:02}", name=name, position=number, valid_from=start).save()
