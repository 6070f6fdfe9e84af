"""`docs/reference/invariants.md` names tests that exist, one row for every rule."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from yakuba.platform.office.models import Town

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/reference/invariants.md"
ROW = re.compile(r"^\| ([0-9a-z-]+) \| [^|]+ \| ([^|]+) \| ([^|]+) \|$", re.M)
TEST = re.compile(r"`([\w/.]+\.py)::(\w+)`")
NUMBERS = [
    *[str(number) for number in range(1, 21)],
    *[f"6-{number}" for number in (*range(1, 11), *"abcde")],
    *[f"7-{number}" for number in (*"abc", *range(1, 12))],
    *[f"13-{number}" for number in range(1, 9)],
]


def rows():
    """Return number, how far it is held, and the tests of each row of the page."""
    found = ROW.findall(PAGE.read_text(encoding="utf-8"))
    return [(number, held, TEST.findall(tests)) for number, held, tests in found]


@cache
def names_in(name):
    """Return the names of the tests in a file, named as on the page; none without the file."""
    path = ROOT / name if name.startswith("tests/") else ROOT / "src/yakuba" / name
    tree = ast.parse(path.read_text(encoding="utf-8") if path.is_file() else "")
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def missing(found):
    """Return the named tests that do not exist."""
    named = [test for _number, _held, tests in found for test in tests]
    return [f"{file}::{name}" for file, name in named if name not in names_in(file)]


def test_every_invariant_has_its_row():
    assert [number for number, _held, _tests in rows()] == NUMBERS


def test_every_named_test_exists():
    assert missing(rows()) == []


def test_test_that_is_gone_is_found():
    gone = [("1", "whole", [("core/plan/tests/test_services.py", "test_gone"), ("x.py", "test_x")])]

    assert missing(gone) == ["core/plan/tests/test_services.py::test_gone", "x.py::test_x"]


@pytest.mark.parametrize(("number", "held", "tests"), rows(), ids=lambda part: str(part)[:4])
def test_only_what_is_not_built_has_no_test(number, held, tests):
    known = held.startswith(("whole", "partly: ", "no: "))

    assert (known, bool(tests)) == (True, not held.startswith("no: "))


def test_no_table_belongs_to_a_town_and_there_is_one_database():
    fields = [
        (model._meta.label, field.name)
        for model in apps.get_models()
        if model.__module__.startswith("yakuba.")
        for field in model._meta.get_fields()
        if field.related_model is Town or field.name in {"town", "municipality", "tenant"}
    ]
    own = [name for name in fields if not name[0].startswith("office.HistoricalTown")]

    assert own == []
    assert (list(settings.DATABASES), settings.DATABASE_ROUTERS) == (["default"], [])
