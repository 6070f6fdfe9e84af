"""What a module says of the copies that it publishes."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from yakuba.kernel.problems import Problem
from yakuba.platform.masking.models import MaskedCopy
from yakuba.platform.registers import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """The copies of a register's records.

    `tie` is the field of the copy that names its record; `texts` tells for a field of the copy of
    which field of the record it is the summary.  `problems` yields why a record may not be
    published (yet); `district` returns what may be said of the place, with a person's wish.
    `address` names the address of the copy's page, with the part `pk`.
    """

    code: str
    register: Register
    model: type[MaskedCopy]
    tie: str
    texts: Mapping[str, str]
    problems: Callable[[Any], Iterable[Problem]]
    district: Callable[[Any, str], str]
    address: str


DECLARED: Final[dict[str, Copies]] = {}


def declare_copies(copies: Copies) -> Copies:
    """Make copies known to the worker and return them.

    :raises ValueError: if the code is declared twice
    """
    if copies.code in DECLARED:
        raise ValueError(f"Copies({copies.code!r}) are declared twice")
    DECLARED[copies.code] = copies
    return copies
