"""Compiles numeric functions where numba is installed; without it they run as they are.

Compiled code is kept on disk only in the folder that `NUMBA_CACHE_DIR` names (the commands set it
inside YAKUBA_HOME), never beside the source, which may be read-only.
"""

import os
from collections.abc import Callable
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])


def compiled(function: Function) -> Function:
    """Return the function as machine code that gives up Python's lock, or itself."""
    try:
        import numba
    except ImportError:
        return function
    keep = bool(os.environ.get("NUMBA_CACHE_DIR"))
    wrapped: Function = numba.njit(function, cache=keep, nogil=True)
    return wrapped


def is_compiled() -> bool:
    """Return whether `compiled` makes machine code here."""
    try:
        import numba
    except ImportError:
        return False
    return not getattr(numba.config, "DISABLE_JIT", 0)
