"""Answering a person: to whom it went, that it comes later, and whether it was clear."""

from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeVar

from django.db import transaction

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform import clock
from yakuba.platform.acts.services import note
from yakuba.platform.receipts.models import Answered, PersonNotice
from yakuba.platform.registers import Register
from yakuba.platform.registers.scope import require

if TYPE_CHECKING:
    from yakuba.platform.office.actors import Actor

Told = TypeVar("Told", bound=PersonNotice)
CLEAR: Final = ("clear", "unclear")


def release(register: Register, record: Answered, *, act: str, actor: "Actor") -> None:
    """Let a held record go on, once a person has read it."""
    require(actor, "record.write", register, record)
    note(record, {"is_held": False}, act, actor=actor)


def check_seen(record: Answered) -> None:
    """Do nothing if the sender has looked to whom the answer goes (`_seen`: what was shown).

    :raises YakubaError: if it is not the recipient of the record
    """
    if getattr(record, "_seen", "") != record.recipient:
        words = "送り先をまだ確かめていません。"
        fix = "送り先を見て、合っていれば印を付けてから押してください。"
        raise YakubaError(Problem("receipts.seen", words, fix, "seen"))


def promise(register: Register, record: Answered, told: Told, *, act: str, actor: "Actor") -> Told:
    """Tell the person that the answer comes later, on which day and why, and return the notice.

    The due date of the town's rule stays: whether it was kept is counted by that one.

    :raises YakubaError: if the day is not after the due date, or the answer was given
    """
    require(actor, "record.move", register, record)
    day: date | None = told.promised_on
    if record.due_on is None or record.answered_on or day is None or day <= record.due_on:
        words, fix = (
            "新しい日が期限より後ではありません。",
            f"{record.due_on or ''}より後の日を入れてください。",
        )
        raise YakubaError(Problem("receipts.promised-on", words, fix, "promised_on"))
    with transaction.atomic():
        told.save()
        note(record, {"answer_by": day}, act, actor=actor)
    return told


def hear(record: Any, said: str, *, act: str) -> None:
    """Keep what a person says of the answer on the page of the state; other words do nothing."""
    if said in CLEAR and record.answered_on is not None and record.was_clear is None:
        note(record, {"was_clear": said == CLEAR[0]}, act, actor=None)


def tell(notices: Any, text: str) -> None:
    """Note what the person of a record was told today."""
    notices.create(on=clock.today(), text=text)
