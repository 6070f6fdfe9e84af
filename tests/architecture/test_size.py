"""Files and functions stay small enough to be read (house style: functions, views, errors)."""

import ast
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src"
LONGEST_FILE = 400
LONGEST_FUNCTION = 40


def sources():
    return [path for path in sorted(SOURCE.rglob("*.py")) if "migrations" not in path.parts]


def long_functions(text):
    """Return name and lines of each function that is too long; its docstring does not count."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            documented = ast.get_docstring(node, clean=False) is not None
            words = (first.end_lineno - first.lineno + 1) if documented else 0
            lines = node.end_lineno - node.lineno + 1 - words
            if lines > LONGEST_FUNCTION:
                found.append((node.name, lines))
    return found


def test_no_file_is_longer_than_400_lines():
    long = {
        str(path.relative_to(SOURCE)): lines
        for path in sources()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }

    assert long == {}


def test_no_function_is_longer_than_40_lines():
    long = {
        f"{path.relative_to(SOURCE)}:{name}": lines
        for path in sources()
        for name, lines in long_functions(path.read_text(encoding="utf-8"))
    }

    assert long == {}


def test_long_function_is_found():
    text = "def short():\n    pass\ndef long():\n" + "    x = 1\n" * LONGEST_FUNCTION

    assert long_functions(text) == [("long", LONGEST_FUNCTION + 1)]
