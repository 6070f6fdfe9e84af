"""What came twice, or several things in one letter: tied together, and the person is told."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import transaction

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform.receipts.models import Joined
from yakuba.platform.receipts.receiving import put_in
from yakuba.platform.receipts.rules import read_receipt_number
from yakuba.platform.registers import Register
from yakuba.platform.registers.scope import rows

if TYPE_CHECKING:
    from yakuba.platform.office.actors import Actor

Made = TypeVar("Made", bound=Joined)


def other_of(register: Register, record: Joined, number: str, *, actor: "Actor") -> Any:
    """Return the record of a receipt number with which this one is answered.

    :raises YakubaError: if the actor sees none of that number, or it is tied to another itself
    """
    found = rows(register, actor).filter(receipt_no=read_receipt_number(number))
    into = found.exclude(pk=record.pk).first()
    if into is None or into.same_as_id is not None:
        words, fix = "まとめる先のこえが見つかりません。", "受付番号を確かめてください。"
        raise YakubaError(Problem("receipts.same-as", words, fix, "same_as"))
    return into


def parts_of(
    register: Register,
    record: Made,
    texts: Iterable[str],
    *,
    compose: Callable[[str], Made],
    day: date,
    act: str,
    actor: "Actor",
) -> list[Made]:
    """Store what `compose` makes of each text that is not blank, tied to the record.

    :raises YakubaError: if there is none
    """
    parts = [text.strip() for text in texts if text.strip()]
    if not parts:
        words, fix = "分ける文がありません。", "文を入れてください。"
        raise YakubaError(Problem("receipts.text", words, fix, "text"))
    with transaction.atomic():
        made = [compose(text) for text in parts]
        for one in made:
            one.split_from = record
            put_in(register, one, day=day, act=act, actor=actor)
    return made
