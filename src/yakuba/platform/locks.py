"""Locks between processes of one installation; the system frees them when a process dies."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform import paths


@contextmanager
def hold(name: str, *, busy: Problem) -> Iterator[None]:
    """Hold a named lock of the home folder.

    :raises YakubaError: if another process holds it, with the problem `busy`.
    """
    paths.home().mkdir(parents=True, exist_ok=True)
    with (paths.home() / f"{name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise YakubaError(busy) from error
        yield
