"""Writing the audit: `record` only inserts, inside the transaction of the act itself."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db import models, transaction

from yakuba.kernel.fiscal import FiscalYear
from yakuba.platform import clock
from yakuba.platform.audit.models import Event, EventPayload

if TYPE_CHECKING:
    from yakuba.platform.office.actors import Actor
    from yakuba.platform.office.models import Account


def record(
    action: str,
    *,
    actor: "Actor | None" = None,
    account: "Account | None" = None,
    thing: models.Model | None = None,
    payload: Mapping[str, Any] | None = None,
    count: int = 1,
) -> Event:
    """Write that something was done; a bulk write of `count` records is one event.

    `payload` holds the words (erasable); of `thing`, its register, id and newest history id are
    kept.
    """
    salt = _new_salt()
    text = canonical(payload) if payload is not None else ""
    with transaction.atomic(savepoint=False):
        event = Event.objects.create(
            account=actor.account if actor else account,
            action=action,
            register=thing._meta.label_lower if thing else "",
            record_id=str(thing.pk) if thing else "",
            history_id=_newest_history(thing),
            count=count,
            digest=payload_digest(salt, text) if text else "",
        )
        if text:
            EventPayload.objects.create(event=event, salt=salt, text=text)
    return event


def canonical(value: object) -> str:
    """Return a value as canonical JSON: sorted keys, no spaces, no floats.

    :raises TypeError: if it holds a float or something that has no place in JSON
    """
    _refuse_floats(value)
    return json.dumps(
        value, default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def payload_digest(salt: str, text: str) -> str:
    """Return the SHA-256 of salt and canonical JSON, by which an erased payload stays secret."""
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def _new_salt() -> str:
    """Return a salt that nobody can guess; in the demo town's past, the same on every run."""
    past = clock.standing()
    return f"{past:%Y%m%dT%H%M%S}" if past else secrets.token_hex(16)


def _newest_history(thing: models.Model | None) -> int | None:
    rows = _history_of(type(thing)) if thing is not None else None
    if thing is None or rows is None:
        return None
    own = rows.objects.filter(**{thing._meta.pk.attname: thing.pk})
    newest = own.order_by("-history_id").values_list("history_id", flat=True).first()
    return None if newest is None else int(newest)


@cache
def _history_of(model: type[models.Model]) -> Any:
    """Return the model of a table's history, None if it has none; asking takes a millisecond."""
    history = getattr(model, "history", None)
    return None if history is None else history.model


def _plain(value: object) -> object:
    match value:
        case datetime() | date():
            return value.isoformat()
        case FiscalYear():
            return value.year
        case models.Model():
            return str(value.pk)
        case set() | frozenset():
            return sorted(value)
        case _:
            return str(value)


def _refuse_floats(value: object) -> None:
    if isinstance(value, float):
        raise TypeError(f"audit payload: {value!r} is a float; give int, Decimal or text")
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for part in value:
            _refuse_floats(part)
