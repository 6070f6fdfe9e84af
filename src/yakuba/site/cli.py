"""The console script `yakuba`: the only entrance for people."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules

from yakuba import __version__
from yakuba.kernel.problems import YakubaError
from yakuba.site import commands
from yakuba.site.usage import Parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 a finding, 2 wrong use."""
    args = parser().parse_args(argv)
    try:
        code = int(args.run(args))
        sys.stdout.flush()
    except YakubaError as error:
        print(error, file=sys.stderr)
        return int(getattr(error, "exit_code", 2))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands, one module of `yakuba.site.commands` each."""
    top = Parser(prog="yakuba", description="Yakuba 役場：行財政改革の計画を動かす")
    top.add_argument("--version", action="version", version=__version__, help="版を表示して終わる")
    subparsers = top.add_subparsers(title="コマンド", metavar="COMMAND", required=True)
    for module in sorted(iter_modules(commands.__path__), key=lambda found: found.name):
        if not module.ispkg:
            import_module(f"{commands.__name__}.{module.name}").add_parser(subparsers)
    return top
