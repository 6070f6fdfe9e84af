"""What the search knows of a register: the number and the fields that it names."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.db.models import Q

from yakuba.platform.registers.declaration import Register
from yakuba.platform.registers.facts import number_name
from yakuba.platform.search import services as entries

BATCH: Final = 500


def search(register: Register, text: str) -> Q:
    """Return the condition for the records that hold the words; an empty text finds all."""
    return entries.search(register.code, text)


def searched(register: Register) -> tuple[str, ...]:
    """Return the names of the fields that the search looks into: the number first."""
    number = number_name(register)
    names = (number, *register.search) if number and register.search else register.search
    return tuple(dict.fromkeys(names))


def index(register: Register, record: Any) -> None:
    """Write what the search knows of a record; part of its saving."""
    if register.search:
        entries.index(register.code, record.pk, _texts(register, record))


def reindex(register: Register) -> int:
    """Write the search of a register anew, and return how many records it holds."""
    entries.forget(register.code)
    if not register.search:
        return 0
    return index_new(
        register, register.model._default_manager.order_by("pk").iterator(chunk_size=BATCH)
    )


def index_new(register: Register, records: Iterable[Any]) -> int:
    """Write what the search knows of records that it does not know yet, and return how many."""
    return entries.add(register.code, ((r.pk, _texts(register, r)) for r in records))


def _texts(register: Register, record: Any) -> Iterator[str]:
    return (str(getattr(record, name) or "") for name in searched(register))
