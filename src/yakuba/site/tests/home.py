"""Give every test run a home of its own, before Django reads its settings.

Loaded by `addopts` in pyproject.toml: a `yakuba.env` or a database of the developer is never seen.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

for name in ("YAKUBA_TODAY", "YAKUBA_DEMO", "YAKUBA_HOSTS", "YAKUBA_ORIGINS"):
    os.environ.pop(name, None)

HOME = Path(tempfile.mkdtemp(prefix="yakuba-test-"))
os.environ["YAKUBA_HOME"] = str(HOME)
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
