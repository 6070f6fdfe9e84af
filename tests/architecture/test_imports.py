"""Lower floors never import higher ones (design: floors and modules)."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
WRONG = """
[importlinter]
root_package = yakuba
[importlinter:contract:upside-down]
name = upside down
type = layers
layers =
    yakuba.kernel
    yakuba.platform
"""


def lint_imports(*arguments):
    command = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [command, "--no-cache", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_import_contracts_are_kept():
    done = lint_imports()

    assert done.returncode == 0, done.stdout


def test_import_contracts_can_be_broken(tmp_path):
    config = tmp_path / "wrong.ini"
    config.write_text(WRONG)

    done = lint_imports("--config", str(config))

    assert (done.returncode, "upside down BROKEN" in done.stdout) == (1, True)
