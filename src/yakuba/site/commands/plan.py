"""`yakuba plan read` and `plan load`: a plan document as a tree, and as a draft plan."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yakuba.site import console

if TYPE_CHECKING:
    from yakuba.core.reading.result import Reading


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("plan", help="計画書")
    verbs = parser.add_subparsers(title="すること", metavar="VERB", required=True)
    read = verbs.add_parser("read", help="計画書を読み、保存せずに見せる")
    read.set_defaults(run=run_read)
    load = verbs.add_parser("load", help="計画書を読み、計画の下書きとして保存する")
    load.add_argument("--slug", default="", help="アドレスの名前（例：3rd-2021）。省くと自動")
    load.set_defaults(run=run_load)
    for verb in (read, load):
        verb.add_argument("file", metavar="FILE", help="計画書のファイル")
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
    from yakuba.core.reading.guarded import read_guarded

    return read_guarded(console.read_bytes(file), Path(file).name)


def _show(args: argparse.Namespace, reading: "Reading") -> None:
    from yakuba.core.reading.report import as_table

    console.show(args, reading.as_json(), [as_table(reading)])
