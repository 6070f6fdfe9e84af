"""A module says what is its own and takes the rest from below: its code stays under a limit.

Counted are all lines of all `.py` files of the module, blank ones and docstrings too, without its
tests and migrations.  Templates, typesetting and tables of demo data are no code.
"""

from pathlib import Path

MODULES = Path(__file__).parents[2] / "src" / "yakuba" / "modules"
MOST = {"voices": 1_500}
LEFT_OUT = {"tests", "migrations"}


def lines_of(module):
    """Return how many lines of code a module's folder holds."""
    files = (f for f in module.rglob("*.py") if not LEFT_OUT & set(f.relative_to(module).parts))
    return sum(len(file.read_text(encoding="utf-8").splitlines()) for file in files)


def test_module_is_no_longer_than_its_limit():
    long = {
        name: lines for name, most in MOST.items() if (lines := lines_of(MODULES / name)) > most
    }

    assert long == {}


def test_line_above_the_limit_is_counted_and_tests_are_not(tmp_path):
    for folder, lines in ((".", 3), ("rules", 2), ("tests", 50), ("migrations", 70)):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / "a.py").write_text("\n" * lines)
    (tmp_path / "demo.csv").write_text("\n" * 9)

    assert lines_of(tmp_path) == 5
