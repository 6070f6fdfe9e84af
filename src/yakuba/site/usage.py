"""The parser of commands that speaks the office's language, in its help and when it refuses."""

import argparse
import re
from collections.abc import Callable, Iterable
from typing import Any, Final, NoReturn

from yakuba.kernel.problems import Problem
from yakuba.kernel.text import quote

# What argparse says (Python 3.11 to 3.14), and what that means.
_ARGUMENT: Final = r"argument (?P<place>.+?): "
_VALUE: Final = r"(?P<value>'.*?'|\".*?\"|\S+)"
_REFUSALS: Final[tuple[tuple[str, Callable[[dict[str, str]], str]], ...]] = (
    (
        r"the following arguments are required: (?P<names>.+)",
        lambda m: f"{m['names']} がありません。",
    ),
    (r"unrecognized arguments: (?P<names>.+)", lambda m: f"{quote(m['names'])}は使えません。"),
    (
        r"one of the arguments (?P<names>.+) is required",
        lambda m: f"{m['names']} のどれかが要ります。",
    ),
    (
        r"ambiguous option: (?P<name>\S+) could match (?P<names>.+)",
        lambda m: f"{quote(m['name'])}は {m['names']} のどれか分かりません。",
    ),
    (
        rf"{_ARGUMENT}invalid choice: {_VALUE}(?:, maybe.*?)? \(choose from (?P<names>.+)\)",
        lambda m: f"{m['place']} に{_bare(m['value'])}は使えません。{_offer(m['names'])}",
    ),
    (
        _ARGUMENT + r"invalid \S+ value: (?P<value>.+)",
        lambda m: f"{m['place']} の{_bare(m['value'])}は数として読めません。",
    ),
    (_ARGUMENT + r"expected .+", lambda m: f"{m['place']} の後に値がありません。"),
    (
        _ARGUMENT + r"not allowed with argument (?P<other>.+)",
        lambda m: f"{m['place']} と {m['other']} は一緒に使えません。",
    ),
    (
        _ARGUMENT + r"ignored explicit argument (?P<value>.+)",
        lambda m: f"{m['place']} には値{_bare(m['value'])}を付けられません。",
    ),
)


class Formatter(argparse.HelpFormatter):
    """Help with Japanese heads."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """Write how the command is called."""
        super().add_usage(usage, actions, groups, "使い方: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser whose help has Japanese heads and whose refusal is one sentence; exit code 2."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**({"formatter_class": Formatter} | options | {"add_help": False}))
        self._positionals.title, self._optionals.title = "引数", "オプション"
        self.add_argument("-h", "--help", action="help", help="この説明を表示して終わる")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, where and what to do, and end with 2."""
        fix = f"`{self.prog} --help` で使い方を確かめてください。"
        problem = Problem("usage", f"{self.prog}：{in_words(message)}", fix)
        self.exit(2, f"{problem}\n")


def in_words(message: str) -> str:
    """Return what a message of argparse means."""
    for pattern, say in _REFUSALS:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            return say(match.groupdict())
    return f"書き方が違います（{message}）。"


def _bare(value: str) -> str:
    """Return a value without the quotation marks of Python, in Japanese ones."""
    return quote(value.strip("'\""))


def _offer(names: str) -> str:
    return f"使えるのは {names.replace(chr(39), '')} です。"
