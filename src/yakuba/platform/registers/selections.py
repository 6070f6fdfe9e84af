"""Lists that show exactly the records somebody else names: `?indicator=…&fy=…`, `?calculation=…`.

The list never translates a selection into conditions of its own: it shows the keys that it got.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import QueryDict

from yakuba.platform.registers.declaration import Register

if TYPE_CHECKING:
    from yakuba.platform.office.actors import Actor


@dataclass(frozen=True, slots=True)
class Selection:
    """The keys of the records, and the words for them in the sentence of the list."""

    keys: Collection[Any]
    sentence: str
    parameters: tuple[str, ...] = ()


Function = Callable[[Register, QueryDict, "Actor"], Selection]

_functions: dict[str, Function] = {}


def register(name: str, function: Function) -> None:
    """Let a parameter of the address name the records of a list.  Call it from `ready()`.

    The function raises `YakubaError` for a name that it does not know.
    """
    _functions[name] = function


def selection_of(which: Register, params: QueryDict, actor: "Actor") -> Selection | None:
    """Return the selection that an address asks for, None if it asks for none."""
    for name, function in _functions.items():
        if params.get(name):
            return function(which, params, actor)
    return None
