"""The registers of the office, as a person may read them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yakuba.platform.registers.declaration import Register
from yakuba.platform.registers.dues import Calendar, due_before
from yakuba.platform.registers.registry import all_registers
from yakuba.platform.registers.scope import may, visible_to

if TYPE_CHECKING:
    from yakuba.platform.office.actors import Actor


@dataclass(frozen=True, slots=True)
class Entry:
    """A register with how many records the person reaches, and how many of them are late."""

    register: Register
    count: int
    late: int


def overview(actor: "Actor") -> list[Entry]:
    """Return the registers that the actor may read, in the order of their declaration."""
    calendar = Calendar()
    return [
        _entry(register, actor, calendar)
        for register in all_registers()
        if may(actor, register.actions.read, register) is None
    ]


def _entry(register: Register, actor: "Actor", calendar: Calendar) -> Entry:
    reached = register.model._default_manager.filter(visible_to(register, actor))
    late = 0
    if register.deadlines:
        late = reached.filter(due_before(register, calendar.today, calendar)).count()
    return Entry(register, reached.count(), late)
