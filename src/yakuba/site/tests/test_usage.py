"""Wrong arguments get one Japanese sentence, and the help has Japanese heads."""

import argparse
import re

import pytest

from yakuba.site import cli
from yakuba.site.usage import in_words

ENGLISH = re.compile(
    r"usage|error|invalid|argument|required|choose|options|positional|show this|commands|verbs"
)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "yakuba：COMMAND がありません。"),
        (["fly"], "yakuba：COMMAND に「fly」は使えません。使えるのは audit, "),
        (["publish"], "yakuba publish：FY がありません。"),
        (
            ["plan", "write"],
            "yakuba plan：VERB に「write」は使えません。使えるのは read, load です。",
        ),
        (["doctor", "--quick"], "yakuba：「--quick」は使えません。"),
        (["bench", "speed"], "yakuba bench：name に「speed」は使えません。使えるのは pages, "),
        (["serve", "--port"], "yakuba serve：--port の後に値がありません。"),
        (["export"], "yakuba export：--all がありません。"),
        (["backup", "--json=1"], "yakuba backup：--json には値「1」を付けられません。"),
    ],
    ids=" ".join,
)
def test_wrong_arguments_are_one_japanese_sentence(capsys, arguments, sentence):
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)

    written = capsys.readouterr()
    assert (ended.value.code, written.out) == (2, "")
    assert written.err.startswith(sentence)
    assert re.search(r" --help` で使い方を確かめてください。\n$", written.err)
    assert ENGLISH.search(written.err.replace("--help", "")) is None
    assert written.err.count("\n") == 1


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("argument --n: invalid int value: 'x'", "--n の「x」は数として読めません。"),
        ("argument --a: not allowed with argument --b", "--a と --b は一緒に使えません。"),
        (
            "ambiguous option: --s could match --slow, --strict",
            "「--s」は --slow, --strict のどれか",
        ),
        ("one of the arguments --a --b is required", "--a --b のどれかが要ります。"),
        (
            "argument X: invalid choice: 'bacup', maybe you meant 'backup'? (choose from a, b)",
            "X に「bacup」は使えません。使えるのは a, b です。",
        ),
        ("something of a later Python", "書き方が違います（something of a later Python）。"),
    ],
)
def test_what_argparse_says_is_put_in_words(message, words):
    assert in_words(message).startswith(words)


def parsers(parser):
    """Give a parser and all below it."""
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for inner in action.choices.values():
                yield from parsers(inner)


@pytest.mark.parametrize("parser", list(parsers(cli.parser())), ids=lambda parser: parser.prog)
def test_help_has_japanese_heads_and_a_word_for_each_argument(parser):
    text = parser.format_help()

    heads = re.findall(r"^(\S[^\n]*):", text, re.M)
    assert [head for head in heads if head.isascii()] == []
    assert text.startswith("使い方: yakuba")
    silent = [a.dest for a in parser._actions if not a.help and a.choices is None]
    assert silent == []
