"""The engine stays small enough to be seen through: at the limit, stop and write an ADR."""

import ast
from pathlib import Path

ENGINE = Path(__file__).parents[1]
MOST = 3000


def lines_of(file):
    """Count the lines that say something: no blank ones, comments or docstrings."""
    text = file.read_text(encoding="utf-8")
    lines = text.splitlines()
    words = set() if file.suffix == ".html" else docstrings(ast.parse(text))
    return sum(
        1
        for number, line in enumerate(lines, start=1)
        if line.strip() and number not in words and not line.strip().startswith("#")
    )


def docstrings(tree):
    found = set()
    for node in ast.walk(tree):
        is_owner = isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        if is_owner and ast.get_docstring(node, clean=False) is not None:
            found |= set(range(node.body[0].lineno, node.body[0].end_lineno + 1))
    return found


def engine():
    files = [f for f in ENGINE.rglob("*") if f.suffix in {".py", ".html"}]
    return [f for f in files if not {"tests", "migrations"} & set(f.relative_to(ENGINE).parts)]


def test_engine_has_at_most_3000_lines_of_code():
    assert sum(lines_of(file) for file in engine()) <= MOST


def test_line_is_counted(tmp_path):
    file = tmp_path / "a.py"
    file.write_text('"""Words\n\nmore."""\n\n# why\nx = 1\n', encoding="utf-8")

    assert lines_of(file) == 1
