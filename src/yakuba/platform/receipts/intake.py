"""The intake of a register: by a form of residents, and by staff who write down what they hear."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform import clock
from yakuba.platform.receipts import receiving
from yakuba.platform.receipts.models import Desk
from yakuba.platform.registers import registry

if TYPE_CHECKING:
    from yakuba.platform.office.actors import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """How records of a register come in.

    `compose` makes one of values for a desk, checked and not stored; `day` is the field by whose
    fiscal year it is numbered; `act` names the audit event, which says the fields `words`;
    `no_desk` is told to staff of a town that has no desk yet.
    """

    register: str
    desks: type[Desk]
    compose: Callable[..., Any]
    day: str
    act: str
    words: tuple[str, ...]
    no_desk: Problem

    def desk_on(self, day: date) -> Any:
        """Return the desk that receives on a day, None if the town has none yet."""
        return receiving.desk_on(self.desks, day)

    def open_desk(self) -> Any:
        """Return the desk of today.

        :raises YakubaError: if the town has none yet
        """
        desk = self.desk_on(clock.today())
        if desk is None:
            raise YakubaError(self.no_desk)
        return desk

    def receive(
        self,
        record: Any,
        key: str,
        *,
        actor: "Actor | None" = None,
        sent: Callable[[], int] | None = None,
    ) -> tuple[Any, str]:
        """Store a record that came; return it with its secret.  Sent again, it is the same one."""
        words = {name: getattr(record, name) for name in self.words}
        day, register = getattr(record, self.day), registry.get(self.register)
        return receiving.receive(
            register, record, key, day=day, act=self.act, actor=actor, sent=sent, words=words
        )

    def take_in(
        self, values: Mapping[str, Any], *, actor: "Actor", key: str = ""
    ) -> tuple[Any, str]:
        """Store what somebody said at a counter, by telephone or on paper, for the desk.

        Whoever took it hands over the receipt with its words; the record is the desk's.

        :raises Forbidden: if the actor writes no records with personal data
        :raises YakubaError: if the town has no desk, or a rule of the record is broken
        """
        receiving.require_intake(actor)
        record = self.compose(values, self.open_desk())
        return self.receive(record, key or secrets.token_urlsafe(24), actor=actor)

    def find(self, number: str, secret: str) -> Any:
        """Return the record of a receipt number if the secret is its own."""
        return receiving.find(registry.get(self.register), number, secret)
