"""Tests of the levelling; compiled code is kept between runs in the checkout's own cache."""

import os
from pathlib import Path

os.environ.setdefault("NUMBA_CACHE_DIR", str(Path(__file__).parents[5] / "var/cache/numba"))
