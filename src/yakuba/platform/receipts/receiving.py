"""Receiving what people hand in: once, with a number and a secret, held above a limit."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeVar

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.text import normalize_key
from yakuba.platform import clock
from yakuba.platform.audit import services as audit
from yakuba.platform.office import rights
from yakuba.platform.receipts.models import Desk, Receipted
from yakuba.platform.receipts.rules import read_receipt_number, receipt_number
from yakuba.platform.receipts.words import WORDS
from yakuba.platform.registers.declaration import Register
from yakuba.platform.registers.indexing import index
from yakuba.platform.registers.numbering import next_number
from yakuba.platform.ui import once

if TYPE_CHECKING:
    from yakuba.platform.office.actors import Actor

Received = TypeVar("Received", bound=Receipted)
Desks = TypeVar("Desks", bound=Desk)

SALT: Final = "yakuba.receipts"
WORDS_IN_SECRET: Final = 4
GAP: Final = "・"
MOST_PER_HOUR: Final = 5  # of one sender; what comes above is held, never refused (trust.md 9)


def receive(
    register: Register,
    record: Received,
    key: str,
    *,
    day: date,
    act: str,
    actor: "Actor | None" = None,
    sent: Callable[[], int] | None = None,
    words: Mapping[str, Any] | None = None,
) -> tuple[Received, str]:
    """Store what came in on a day; return it with its secret.  Sent again, it is the same one.

    `key` is that of the form; `sent` counts this sending and returns how many of the sender came
    within the hour: above the limit the record is received all the same, and held.  `words` go
    into the audit event `act`.
    """
    secret = secret_of(register, key)
    with transaction.atomic():
        if not once.first_time(key):
            return type(record)._default_manager.get(form_key=key), secret
        record.is_held = sent is not None and sent() > MOST_PER_HOUR
        record.form_key = key
        record.secret_digest = digest_of(register, secret)
        put_in(register, record, day=day, act=act, actor=actor, words=words)
    return record, secret


def put_in(
    register: Register,
    record: Receipted,
    *,
    day: date,
    act: str,
    actor: "Actor | None",
    words: Mapping[str, Any] | None = None,
) -> None:
    """Store a new record with its number; call it inside the transaction of the act."""
    give_number(register, record, day)
    record._history_user = actor.account if actor else None  # type: ignore[attr-defined]
    record.save(force_insert=True)
    index(register, record)
    audit.record(act, actor=actor, thing=record, payload={"held": record.is_held, **(words or {})})


def give_number(register: Register, record: Receipted, day: date) -> None:
    """Give a record the next receipt number of the fiscal year of its day, if it has none."""
    if not record.receipt_no:
        fy = FiscalYear.of(day)
        record.receipt_no = receipt_number(fy.short, next_number(register, fy))
        record.received_at = record.received_at or clock.now()


def find(register: Register, number: str, secret: str) -> Any | None:
    """Return the record of a receipt number if the secret is its own, however both are typed."""
    records: Any = register.model._default_manager
    records = records.exclude(secret_digest="")
    record = records.filter(receipt_no=read_receipt_number(number)).first()
    known = record.secret_digest if record else ""
    return record if constant_time_compare(digest_of(register, secret), known) else None


def secret_of(register: Register, key: str) -> str:
    """Return the words that belong to a form: the same each time the form is sent."""
    digest = salted_hmac(f"{SALT}.{register.code}", key, algorithm="sha256").digest()
    return GAP.join(WORDS[digest[n] % len(WORDS)] for n in range(WORDS_IN_SECRET))


def digest_of(register: Register, secret: str) -> str:
    """Return what is stored of a secret; the separators between its words do not matter."""
    plain = "".join(c for c in normalize_key(secret) if c.isalpha())
    return salted_hmac(f"{SALT}.{register.code}.digest", plain, algorithm="sha256").hexdigest()


def desk_on(model: type[Desks], day: date) -> Desks | None:
    """Return the desk that receives on a day, None if the town has none yet."""
    desks = model._default_manager.select_related("section").filter(valid_from__lte=day)
    return desks.order_by("valid_from", "pk").last()


def require_intake(actor: "Actor") -> None:
    """Do nothing if the actor writes records with personal data in the own sections.

    :raises Forbidden: if not
    """
    problem = rights.may(actor, "record.write", _Own(tuple(actor.section_ids)))
    if problem is not None:
        raise rights.Forbidden(problem)


class _Own:
    """A thing with personal data in the own sections."""

    data_class = rights.DataClass.PERSONAL

    def __init__(self, section_ids: tuple[int, ...]) -> None:
        self.section_ids = section_ids
