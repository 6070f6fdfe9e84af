"""`yakuba serve`: the web server, the worker and the timer."""

import argparse
import os
from typing import Any

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.site import console

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def add_parser(subparsers: Any) -> None:
    """Describe the command."""
    parser = subparsers.add_parser("serve", help="画面・裏方の作業・時計をまとめて動かす")
    parser.add_argument(
        "--host", default=os.environ.get("HOST", "127.0.0.1"), help="待ち受けるアドレス"
    )
    parser.add_argument("--port", default=os.environ.get("PORT", "8000"), help="待ち受けるポート")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve until SIGTERM or SIGINT, then stop every child."""
    port = read_port(args.port)
    console.open_town()
    check_host(args.host)
    from django.conf import settings

    from yakuba.site import environment, serve

    environment.keep_secret(settings.SECRET_KEY)
    return serve.serve(args.host, port)


def read_port(text: str) -> int:
    """Return the port.

    :raises YakubaError: if it is not a number from 1 to 65535.
    """
    if text.isdecimal() and 0 < int(text) < 65536:
        return int(text)
    raise YakubaError(
        Problem(
            "serve.port", f"ポート「{text}」は使えません。", "1〜65535 の数を指定してください。"
        )
    )


def check_host(host: str) -> None:
    """Refuse an address that others can reach, except for the demo town.

    :raises YakubaError: if a real town would be served without https.
    """
    from django.conf import settings

    if host in LOOPBACK or settings.DEMO:
        return
    raise YakubaError(
        Problem(
            "serve.host",
            f"HOST={host} は見本の町だけで使えます。",
            "実際の町では 127.0.0.1 のままにし、前に https のサーバーを置いてください。",
        )
    )
