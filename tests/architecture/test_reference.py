"""The reference says what the code does: every command, option, setting and term stands in it."""

import argparse
import re
from pathlib import Path

import pytest
from django.apps import apps

from yakuba.site import cli

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs/reference"
VARIABLE = re.compile(r"\bYAKUBA_[A-Z_]+\b|\bDATABASE_URL\b")
HEADING = re.compile(r"^### `yakuba ([a-z -]+?)(?: [\[A-Z-].*)?`$", re.M)
ROW = re.compile(r"^\| ([^|]+) \| `(\w+)` \|", re.M)


def commands(parser, path=()):
    """Give each command of a parser with its options, sub-commands included."""
    inner = [act for act in parser._actions if isinstance(act, argparse._SubParsersAction)]
    if not inner:
        options = {name for act in parser._actions for name in act.option_strings}
        wanted = {name for name in options if name.startswith("--")} - {"--help"}
        yield " ".join(path), sorted(wanted)
    for action in inner:
        for name, sub in action.choices.items():
            yield from commands(sub, (*path, name))


def sections(text):
    """Return the text below each heading of a command."""
    parts = re.split(r"^### ", text, flags=re.M)[1:]
    return {HEADING.match("### " + part.split("\n")[0]).group(1): part for part in parts}


def test_every_command_stands_in_the_reference_and_no_other():
    documented = sections((REFERENCE / "commands.md").read_text(encoding="utf-8"))

    assert sorted(documented) == sorted(name for name, _ in commands(cli.parser()))


@pytest.mark.parametrize(("name", "options"), list(commands(cli.parser())), ids=str)
def test_every_option_stands_in_the_reference(name, options):
    documented = sections((REFERENCE / "commands.md").read_text(encoding="utf-8"))

    assert [option for option in options if f"`{option}" not in documented.get(name, "")] == []


def test_every_setting_stands_in_the_reference_and_no_other():
    code = [path for path in (ROOT / "src").rglob("*.py") if "tests" not in path.parts]
    used = {name for path in code for name in VARIABLE.findall(path.read_text(encoding="utf-8"))}
    documented = set(VARIABLE.findall((REFERENCE / "settings.md").read_text(encoding="utf-8")))

    assert documented == used


def test_every_model_is_called_by_its_term_of_the_glossary():
    terms = {code: word for word, code in ROW.findall((REFERENCE / "glossary.md").read_text())}
    ours = [
        model
        for model in apps.get_models()
        if model.__module__.startswith("yakuba.") and not hasattr(model, "history_object")
    ]
    titles = {model.__name__: str(model._meta.verbose_name) for model in ours}
    shown = {name: title for name, title in titles.items() if not title.isascii()}

    assert titles.keys() - terms.keys() == set()
    assert {name: terms[name] for name in shown} == shown
