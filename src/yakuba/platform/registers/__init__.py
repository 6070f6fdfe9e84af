"""Registers (台帳): an ordinary model and one frozen value; list, form, CSV … are derived.

A module's `register.py`:

    VOICES = declare(Register(code="voices.voice", model=Voice, title=_("…"), columns=("subject",)))
"""

from yakuba.platform.registers.declaration import Actions, Column, Register
from yakuba.platform.registers.fields import number_field, state_field
from yakuba.platform.registers.registry import declare

__all__ = ["Actions", "Column", "Register", "declare", "number_field", "state_field"]
