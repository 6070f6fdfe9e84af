"""A written module passes what every module must; a wrong name leaves the checkout as it was."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from yakuba.kernel.problems import YakubaError
from yakuba.platform import paths
from yakuba.site import messages
from yakuba.site.scaffold import making
from yakuba.site.scaffold.making import Order, make

ORDER = Order("lending", "Loan", "貸出")
CATALOG = "src/yakuba/locale/en/LC_MESSAGES/django.po"
MARKED = re.compile(r"""_\("([^"]+)"\)""")
PARTS = ("src", "tests", "docs", "pyproject.toml", "conftest.py", "manage.py")
LEFT_OUT = shutil.ignore_patterns("__pycache__", "fonts", "vendor", "pictures", ".*")


@pytest.fixture
def checkout(tmp_path):
    """Return a copy of the checkout."""
    for part in PARTS:
        place = paths.CHECKOUT / part
        if place.is_dir():
            shutil.copytree(place, tmp_path / part, ignore=LEFT_OUT)
        else:
            shutil.copy(place, tmp_path / part)
    return tmp_path


def state_of(root):
    files = sorted(path for path in root.rglob("*") if path.is_file())
    return {path: path.read_bytes() for path in files}


def run(root, *command, **environment):
    known = {"PYTHONPATH": str(root / "src"), "YAKUBA_HOME": str(root / "var")}
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=root,
        env={**os.environ, **known, "PYTHONDONTWRITEBYTECODE": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_written_module_passes_at_once(checkout):
    make(ORDER, checkout)
    asked = ("pytest", "-q", "-p", "no:cacheprovider")
    golden = ("tests/registers", "-k", "golden")

    done = [
        run(checkout, *asked, *golden, YAKUBA_GOLDEN="write"),
        run(
            checkout,
            *asked,
            "src/yakuba/modules/lending",
            "tests/registers/test_registers.py",
            "tests/architecture/test_reference.py",
            "tests/architecture/test_imports.py",
            "-k",
            "lending or reference or glossary or contracts or golden",
        ),
        run(checkout, "ruff", "check", "src/yakuba/modules/lending"),
        run(checkout, "ruff", "format", "--check", "src/yakuba/modules/lending"),
        run(checkout, "django", "makemigrations", "--check", "--dry-run", **SETTINGS),
        run(checkout, "django", "check", "--fail-level", "WARNING", **SETTINGS),
    ]

    assert [one.stdout + one.stderr for one in done if one.returncode] == []


SETTINGS = {"DJANGO_SETTINGS_MODULE": "yakuba.site.settings"}


@pytest.mark.parametrize(
    ("name", "record", "title", "sentence"),
    [
        ("Lending", "Loan", "貸出", "name=Lending cannot be used"),
        ("", "Loan", "貸出", "name=(empty) cannot be used"),
        ("class", "Loan", "貸出", "name=class cannot be used"),
        ("voices", "Loan", "貸出", "name=voices cannot be used"),
        ("plan", "Loan", "貸出", "name=plan cannot be used"),
        ("lending", "loan", "貸出", "record=loan cannot be used"),
        ("lending", "Voice", "貸出", "record=Voice cannot be used"),
        ("lending", "Loan", "Loan", "title=Loan cannot be used"),
        ("lending", "Loan", "お客さまのこえ", "title=お客さまのこえ cannot be used"),
    ],
)
def test_wrong_name_is_refused_in_one_sentence(name, record, title, sentence):
    with pytest.raises(YakubaError) as caught:
        making.check(Order(name, record, title), paths.CHECKOUT)

    (problem,) = caught.value.problems
    assert problem.message.startswith(f"{sentence}; allowed: ")


def test_every_text_of_the_module_has_its_english(checkout):
    make(ORDER, checkout)
    catalog = messages.read((checkout / CATALOG).read_bytes())
    files = (checkout / "src/yakuba/modules/lending").glob("*.py")
    texts = {text for file in files for text in MARKED.findall(file.read_text(encoding="utf-8"))}

    assert len(texts) > 10
    assert [text for text in sorted(texts) if text not in catalog] == []


@pytest.mark.parametrize("step", ["pages", "edits"])
def test_error_in_the_middle_leaves_the_checkout_as_it_was(checkout, monkeypatch, step):
    before = state_of(checkout)
    write, count = Path.write_text, [0]

    def full(path, *arguments, **options):
        count[0] += 1
        if count[0] == 3:
            raise OSError("disk full")
        return write(path, *arguments, **options)

    written = Path.write_bytes

    def full_bytes(path, content):
        count[0] += 1
        if count[0] == 2:
            raise OSError("disk full")
        return written(path, content)

    name, broken = ("write_text", full) if step == "pages" else ("write_bytes", full_bytes)
    monkeypatch.setattr(Path, name, broken)
    with pytest.raises(OSError, match="disk full"):
        make(ORDER, checkout)
    monkeypatch.undo()

    assert state_of(checkout) == before


def test_missing_place_for_a_line_is_said(checkout):
    (checkout / "pyproject.toml").write_text("")

    with pytest.raises(YakubaError, match="no place for the module's line"):
        make(ORDER, checkout)
    assert not (checkout / "src/yakuba/modules/lending").exists()
