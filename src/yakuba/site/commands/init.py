"""`yakuba init`: a new installation, or an existing one brought up to date."""

import argparse
from typing import Any

from yakuba.site import console


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser(
        "init", help="新しい町を始める。すでにある町では、表をプログラムに合わせる"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Make the tables and collect the static files; what is there stays."""
    console.setup()
    prepare()
    _tell_first_account()
    console.say("できました。`yakuba serve` で起動し、/staff/setup/ の案内に従ってください。")
    return 0


def _tell_first_account() -> None:
    """Write staff number and first password of a new installation, which are shown only once."""
    from yakuba.platform.office.first import first_administrator

    slip = first_administrator()
    if slip is not None:
        console.say(f"はじめのアカウント　職員番号 {slip.login_name}　パスワード {slip.password}")


def prepare() -> None:
    """Bring tables and static files up to date."""
    from django.conf import settings
    from django.core.management import call_command

    from yakuba.platform import paths
    from yakuba.site import environment

    environment.keep_secret(settings.SECRET_KEY)
    for folder in (paths.home(), paths.files(), paths.published(), paths.backup()):
        folder.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
