"""`yakuba plan read` and `plan load`: a plan document as a tree, and as a draft plan."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yakuba.site import console

if TYPE_CHECKING:
    from yakuba.core.reading.result import Reading


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("plan", help="計画書")
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    read = verbs.add_parser("read", help="計画書を読み、保存せずに見せる")
    read.set_defaults(run=run_read)
    load = verbs.add_parser("load", help="計画書を読み、計画の下書きとして保存する")
    load.add_argument("--slug", default="", help="アドレスの名前（例：3rd-2021）。省くと自動")
    load.set_defaults(run=run_load)
    for verb in (read, load):
        verb.add_argument("file", metavar="FILE")
        console.add_json(verb)


def run_read(args: argparse.Namespace) -> int:
    """Show the tree of a document; 1 when there is no plan in it or an error stands."""
    reading = _read(args.file)
    _show(args, reading)
    return reading.exit_code


def run_load(args: argparse.Namespace) -> int:
    """Store the tree of a document as a draft plan; 1, and nothing stored, when an error stands."""
    console.open_town()
    reading = _read(args.file)
    if reading.exit_code:
        _show(args, reading)
        console.say("直すところがあるため、保存していません。")
        return reading.exit_code
    from django.core.files.uploadedfile import SimpleUploadedFile

    from yakuba.core.plan import importing
    from yakuba.platform.files import services as files

    name = Path(args.file).name
    upload = SimpleUploadedFile(name, console.read_bytes(args.file))
    kept = importing.read_file(files.store(upload), account=None)
    plan = importing.make_plan(kept, slug=args.slug, add_sections=True, account=None)
    result = {"plan": plan.slug, "items": len(reading.items), "findings": len(reading.findings)}
    console.show(args, result, [f"{plan.slug}\t{plan.title}\t{len(reading.items)}項目"])
    return 0


def _read(file: str) -> "Reading":
    from yakuba.core.reading.read import read

    return read(console.read_bytes(file), Path(file).name)


def _show(args: argparse.Namespace, reading: "Reading") -> None:
    console.show(args, reading.as_json(), _table(reading))


def _table(reading: "Reading") -> Iterator[str]:
    """Give the tree for people: a head, one line per node and item, then the findings."""
    years = [year.wareki for year in (reading.start_fy, reading.end_fy) if year is not None]
    yield f"{reading.title or '（計画の名前が見つかりません）'}\t{'～'.join(years)}"
    every = {node.key: node for node in (*reading.nodes, *reading.items)}
    for key in _in_order(reading):
        node = every[key]
        sections = "、".join(getattr(node, "sections", ()))
        whole = "（全課）" if getattr(node, "every_section", False) else ""
        yield f"{'  ' * node.depth}{node.code or node.key} {node.title}\t{sections}{whole}"
    for found in reading.findings:
        yield f"{'誤り' if found.level == 'error' else '注意'}\t{found.place}\t{found.message}"
    counts = len(reading.nodes), len(reading.items), len(reading.findings)
    yield "{} 見出し、{} 項目、{} 件の指摘".format(*counts)


def _in_order(reading: "Reading") -> Iterator[str]:
    """Give the keys top down: each parent before its children, children as printed."""
    children: dict[str | None, list[str]] = {}
    for node in (*reading.nodes, *reading.items):
        children.setdefault(node.parent, []).append(node.key)
    waiting = list(reversed(children.get(None, [])))
    while waiting:
        key = waiting.pop()
        yield key
        waiting.extend(reversed(children.get(key, [])))
