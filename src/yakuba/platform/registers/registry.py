"""The declared registers, by code."""

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform.registers.declaration import Register

_declared: list[Register] = []


def declare(register: Register) -> Register:
    """Take a register into the town's list and return it; its faults are system checks."""
    _declared.append(register)
    return register


def all_registers() -> list[Register]:
    """Return the registers in the order of their declaration."""
    return list(_declared)


def find(code: str) -> Register | None:
    """Return the register of a code, None if nobody declared it."""
    return next((register for register in _declared if register.code == code), None)


def get(code: str) -> Register:
    """Return the register of a code.

    :raises YakubaError: if nobody declared it; the problem lists the codes there are
    """
    found = find(code)
    if found is None:
        known = "、".join(sorted(register.code for register in _declared))
        message = f"「{code}」という台帳はありません。"
        raise YakubaError(Problem("register.unknown", message, f"あるもの：{known}"))
    return found


def register_of(model: type) -> Register | None:
    """Return the first register of a model, None if it has none."""
    return next((register for register in _declared if register.model is model), None)
