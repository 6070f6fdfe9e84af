"""What a module says of its acts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from django import forms
from django.utils.functional import Promise

from yakuba.platform.office.actors import Actor
from yakuba.platform.registers import Register
from yakuba.platform.registers.scope import may
from yakuba.platform.registers.services import move

NONE: Final[Mapping[str, Any]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Act:
    """Something that is done to a record by a small form of its own.

    `does` is called with the record, `actor=` and what the form took, by name; None takes the
    `step` with the fields as values, and `comment` as its reason.  With a `step` it is offered
    where the flow allows that step, else where the rights table allows `action`.
    """

    name: str
    title: str | Promise
    does: Callable[..., Any] | None
    fields: Mapping[str, forms.Field] = field(default_factory=lambda: NONE)
    step: str = ""
    action: str = "record.move"

    def form(self, typed: Any = None, first: Mapping[str, Any] = NONE) -> forms.Form | None:
        """Return the form of the act, None if it asks for nothing."""
        if not self.fields:
            return None
        kind: type[forms.Form] = type("ActForm", (forms.Form,), dict(self.fields))
        return kind(typed, initial={k: v for k, v in first.items() if k in self.fields})


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The page of a record with the acts on it.

    `address` and `home` name addresses: of the view that takes an act, and of where those go who
    may not see the record any more.  `plain` are the steps that need no words, in the order of
    their buttons; `way` are the states of the usual way, shown as what is to come.  `allows` says
    by the name of an act or step whether it makes sense now; `first` what the fields hold at first;
    `more` what else the template is given.
    """

    register: Register
    acts: tuple[Act, ...]
    template: str
    address: str
    home: str
    plain: tuple[str, ...] = ()
    way: tuple[str, ...] = ()
    allows: Callable[[Any, str], bool] = lambda record, name: True
    first: Callable[[Any], Mapping[str, Any]] = lambda record: NONE
    more: Callable[[Any], Mapping[str, Any]] = lambda record: NONE

    def act(self, name: str) -> Act | None:
        """Return the act of a name, None if there is none."""
        return next((act for act in self.acts if act.name == name), None)

    def do(self, act: Act, record: Any, *, actor: Actor, **typed: Any) -> None:
        """Do an act with what was typed.

        :raises YakubaError: if a rule of the record is broken
        """
        if act.does is not None:
            act.does(record, actor=actor, **typed)
            return
        why = typed.pop("comment", "")
        move(self.register, record, act.step, actor=actor, comment=why, values=typed)

    def offers(self, act: Act, record: Any, actor: Actor, steps: set[str]) -> bool:
        """Return whether the actor may do it now; `steps` are those that the actor may take."""
        if not self.allows(record, act.name):
            return False
        return (
            act.step in steps if act.step else may(actor, act.action, self.register, record) is None
        )
