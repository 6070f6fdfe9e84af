"""A block from Excel for a register: compared by key, shown, then stored all or none."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, cast

from django.db import models
from django.utils.translation import gettext as _

from yakuba.kernel.problems import Problem
from yakuba.platform.registers import blocks
from yakuba.platform.registers.blocks import BlockRow
from yakuba.platform.registers.declaration import Register
from yakuba.platform.registers.facts import key_of
from yakuba.platform.registers.forms import OWN, RecordForm, form_class, stored_values
from yakuba.platform.registers.scope import rows
from yakuba.platform.ui.once import new_key
from yakuba.platform.ui.pasting import Comparison, Target, compare
from yakuba.platform.ui.rows import table_field

if TYPE_CHECKING:
    from yakuba.platform.office.actors import Actor

MOST_ROWS: Final = 500


class _PastedForm(RecordForm):
    """A row of the block; `instance` is the record that its key names, or a new one."""

    instance: Any

    def cells(self) -> list[Any]:
        """Return the fields that are columns."""
        return [self[name] for name in self.fields if name not in OWN]

    @property
    def changed_data(self) -> list[str]:
        """Return the names of the columns that differ from what is stored."""
        return [name for name in super().changed_data if name not in OWN]


@dataclass(frozen=True, slots=True)
class _Target(Target):
    """The register that a block is compared with."""

    register: Register | None = None

    def form(self, instance: Any, data: Any) -> Any:
        """Return the form of a record, or of a new one."""
        register = cast(Register, self.register)
        first = {} if instance is None else stored_values(register, instance)
        made: Any = self.form_class(data, initial=first)
        made.instance = instance or register.model()
        return made


class Pasting:
    """A block that one actor pastes into a register."""

    def __init__(self, register: Register, actor: "Actor", block: str) -> None:
        self.register = register
        self.actor = actor
        self.block = block

    @cached_property
    def found(self) -> Comparison:
        """Return what the block would change, and everything that refuses it."""
        if self.block.strip().count("\n") > MOST_ROWS:
            message = _("一度に貼り付けられるのは%(count)s行までです。") % {"count": MOST_ROWS}
            fix = _("いくつかに分けてください。")
            return Comparison(problems=[Problem("paste.long", message, fix)])
        found = compare(self._target(), self.block)
        if not found.problems:
            found.problems += blocks.check(self.register, self._rows(found), actor=self.actor)
        return found

    def store(self, *, seen: str, reason: str, key: str) -> int | None:
        """Store what was shown; None if it was stored before, or is no longer what was shown.

        :raises YakubaError: with the problems of every row
        """
        found = compare(self._target(), self.block)
        if found.problems or found.digest != seen:
            return None
        return blocks.store(
            self.register, self._rows(found), actor=self.actor, reason=reason, key=key
        )

    @property
    def key(self) -> str:
        """Return a fresh key against sending twice."""
        return new_key()

    def _target(self) -> _Target:
        key = key_of(self.register)
        stored = rows(self.register, self.actor).order_by("pk") if key else ()
        base: Any = form_class(self.register, table_field)
        form: Any = type("Pasted", (_PastedForm, base), {})
        form.base_fields = base.base_fields
        return _Target(form, stored, key, register=self.register)

    def _rows(self, found: Comparison) -> list[BlockRow]:
        placed = zip(found.forms, found.places, strict=True)
        return [self._row(form, place) for form, place in placed]

    def _row(self, form: Any, place: str) -> BlockRow:
        record: models.Model | None = form.instance if form.instance.pk else None
        values = form.values()
        if record is not None:
            values = {name: values[name] for name in form.changed_data}
        return BlockRow(record, values, place)
