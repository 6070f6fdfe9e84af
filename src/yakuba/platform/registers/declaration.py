"""What a module says about a register.  Facts about a field stay on the model field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Protocol

from django.db.models import Q
from django.utils.functional import Promise

from yakuba.kernel.deadlines import Deadline
from yakuba.kernel.flow import Flow, Step
from yakuba.platform.office.rights import DataClass

if TYPE_CHECKING:
    from yakuba.platform.db import Record
    from yakuba.platform.office.actors import Actor

MOST_OPTIONS: Final = 20
PAGES: Final = ("list", "detail", "new", "edit")


class Store(Protocol):
    """The verb of a module that stands for the inner write; it may call `services.write`.

    `expected_version` is None for a new record; `step` is the step that is being taken, if any.
    """

    def __call__(
        self,
        record: Any,
        *,
        actor: "Actor",
        expected_version: int | None,
        step: Step | None,
    ) -> Any:
        """Store the record and return it."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is no field: what a function says of a record, or how a deadline stands."""

    title: str | Promise
    of: Callable[[Any], Any] | Deadline


@dataclass(frozen=True, slots=True)
class Actions:
    """The actions of the rights table that open and change the records of a register."""

    read: str = "record.read"
    write: str = "record.write"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Register:
    """A register: the selection that a module makes of its model.  There is nothing to override.

    `fields` empty: all that people may edit.  `section_field` names the way to the section that
    owns a row (None: the field `section`, if there is one).  `visible` narrows the rows for an
    actor, for open data with None.  `parts` are registers whose records belong to one of this.
    `pages` replaces a whole page by a view: {"detail": "….views.detail"}.  `shares` names for an
    action further ways to sections that reach a record by it: {"record.read": ("desk",)}.
    """

    code: str
    model: "type[Record]"
    title: str | Promise
    columns: tuple[str | Column, ...]
    fields: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    search: tuple[str, ...] = ()
    open_data: tuple[str, ...] = ()
    parts: tuple["Register", ...] = ()
    flow: Flow | None = None
    deadlines: tuple[Deadline, ...] = ()
    section_field: str | None = None
    data_class: DataClass = DataClass.OFFICE
    actions: Actions = Actions()
    order: tuple[str, ...] = ()
    sums: tuple[str, ...] = ()
    store: Store | None = None
    pages: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    visible: "Callable[[Actor | None], Q] | None" = None
    shares: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
