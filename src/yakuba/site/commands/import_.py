"""`yakuba import FILE`: what `export --all` wrote becomes an empty installation."""

import argparse
import secrets
import shutil
from pathlib import Path
from typing import Any

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.site import console


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "import", help="`export --all` で書き出したものを、空の町に読み込む"
    )
    parser.add_argument("file", metavar="FILE", help="書き出したファイル")
    parser.add_argument(
        "--files", metavar="FOLDER", help="元の町のフォルダー。添付と公表した版も写す"
    )
    console.add_json(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Read the whole file first, then make the tables and store everything, or nothing."""
    text = _text(args.file)
    console.setup()
    from yakuba.site import importing
    from yakuba.site.commands.init import prepare

    lines = importing.read(text)
    if args.files and not (Path(args.files) / "files").is_dir():
        message = f"「{args.files}」に files フォルダーがありません。"
        fix = "元の町の YAKUBA_HOME を指定してください。"
        raise YakubaError(Problem("import.files", message, fix, args.files))
    prepare()
    count = importing.store(lines)
    if args.files:
        _copy_files(Path(args.files))
    console.show(args, {"records": count}, [f"{count:,} 件を読み込みました。"])
    _tell_password()
    return 0


def _text(name: str) -> str:
    try:
        return console.read_bytes(name).decode("utf-8")
    except UnicodeDecodeError as wrong:
        message, fix = (
            f"「{name}」は UTF-8 ではありません。",
            "`yakuba export` の結果を渡してください。",
        )
        raise YakubaError(Problem("import.encoding", message, fix, name)) from wrong


def _copy_files(source: Path) -> None:
    from yakuba.platform import paths

    for target in (paths.files(), paths.published()):
        if (source / target.name).is_dir():
            shutil.copytree(source / target.name, target, symlinks=True, dirs_exist_ok=True)


def _tell_password() -> None:
    """Give an administrator a password, as none is exported, and write it down once."""
    from yakuba.platform.office.models import Account
    from yakuba.platform.office.rights import Role

    accounts = Account.objects.filter(is_active=True).order_by("pk")
    held = accounts.filter(person__assignment__post__roles__icontains=Role.ADMINISTRATOR.value)
    account = held.first() or accounts.first()
    if account is None:
        return
    password = secrets.token_urlsafe(12)
    account.set_password(password)
    account.save(update_fields=["password"])
    said = (
        f"パスワードは書き出されません。職員番号 {account.login_name}　パスワード {password} で"
        "ログインし、すぐに変えてから、ほかの人に再設定の案内を出してください。"
    )
    console.say(said)
