"""Which function does which kind of job."""

from collections.abc import Callable
from typing import Any, Protocol

from yakuba.kernel.problems import Problem, YakubaError

Result = dict[str, Any] | None
"""What a job hands back: `text` is shown, `url` and `label` become a link, the rest is kept."""


class Running(Protocol):
    """What a job's function knows of its own run."""

    account_id: int | None

    def step(self, text: str, done: int = 0, total: int = 0) -> None:
        """Tell the person what is being done; stops here when the person asked for it."""


Function = Callable[[Running, dict[str, Any]], Result]
FUNCTIONS: dict[str, Function] = {}


def job(kind: str) -> Callable[[Function], Function]:
    """Declare the decorated function as the work of this kind of job."""

    def declare(function: Function) -> Function:
        FUNCTIONS[kind] = function
        return function

    return declare


def find(kind: str) -> Function:
    """Return the function of a kind of job.

    :raises YakubaError: if no app declares it.
    """
    if kind not in FUNCTIONS:
        raise YakubaError(Problem("jobs.kind", f"作業「{kind}」はありません。"))
    return FUNCTIONS[kind]
