"""Sealing the audit into a chain of blocks, and checking the chain.

A chain alone sees neither a cut tail nor a complete re-hash.  So each head is also written to a
witness file beside the database, and into every published release and backup; `verify` compares.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from django.db import connection, transaction
from django.utils.translation import gettext as _

from yakuba.kernel.problems import Problem
from yakuba.platform import paths
from yakuba.platform.audit import triggers
from yakuba.platform.audit.models import Block, Event, EventPayload
from yakuba.platform.audit.services import canonical, payload_digest

_CHUNK: Final = 2_000


@dataclass(frozen=True, slots=True)
class Head:
    """The newest block, by which a cut or rewritten chain is found later."""

    number: int
    digest: str


def witness() -> Path:
    """Return the file that keeps every head, one JSON line each."""
    return paths.home() / "audit-heads.jsonl"


def newest_block() -> Block | None:
    """Return the newest block, or None before the first seal."""
    return Block.objects.order_by("number").last()


def head() -> Head | None:
    """Return the newest block's number and digest, or None before the first seal."""
    block = newest_block()
    return None if block is None else Head(block.number, block.digest)


def seal() -> Block | None:
    """Seal all events without a block, in id order, and return the block; None without events."""
    with transaction.atomic():
        _wait_for_writers()
        last = newest_block()
        events = Event.objects.filter(pk__gt=last.last_event_id if last else 0)
        ids = list(events.order_by("pk").values_list("pk", flat=True))
        if not ids:
            return None
        block = Block(
            number=last.number + 1 if last else 1,
            first_event_id=ids[0],
            last_event_id=ids[-1],
            count=len(ids),
            previous_digest=last.digest if last else "",
        )
        block.digest = _digest(block)
        block.save(force_insert=True)
        transaction.on_commit(lambda: _bear_witness(block))
    return block


def verify(*known: Head) -> list[Problem]:
    """Return what is wrong with the audit: events, payloads, blocks and heads known elsewhere.

    `known` are heads from a published release or a backup; the witness file is always read.
    """
    blocks = list(Block.objects.order_by("number"))
    problems = [] if triggers.are_on() else [_triggers_are_off()]
    problems += _check_chain(blocks)
    problems += [problem for block in blocks if (problem := _check_block(block))]
    problems += _check_heads(blocks, [*_witnessed(), *known])
    return [*problems, *_check_payloads()]


def _wait_for_writers() -> None:
    """On PostgreSQL wait until no writer is inside, so that no smaller id appears later.

    SQLite has one writer at a time: ids appear in order.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE audit_event IN SHARE ROW EXCLUSIVE MODE")


def _digest(block: Block) -> str:
    lines = hashlib.sha256()
    lines.update(
        canonical(
            {
                "number": block.number,
                "first": block.first_event_id,
                "last": block.last_event_id,
                "count": block.count,
                "sealed_at": _instant(block.sealed_at),
                "previous": block.previous_digest,
            }
        ).encode()
    )
    for event in _events_of(block):
        lines.update(b"\n" + _line(event).encode())
    return lines.hexdigest()


def _events_of(block: Block) -> Iterator[Event]:
    rows = Event.objects.filter(pk__range=(block.first_event_id, block.last_event_id))
    return rows.order_by("pk").iterator(chunk_size=_CHUNK)


def _line(event: Event) -> str:
    return canonical(
        {
            "id": event.pk,
            "at": _instant(event.at),
            "account": event.account_id,
            "action": event.action,
            "register": event.register,
            "record": event.record_id,
            "history": event.history_id,
            "count": event.count,
            "digest": event.digest,
        }
    )


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def _bear_witness(block: Block) -> None:
    witness().parent.mkdir(parents=True, exist_ok=True)
    line = canonical({"number": block.number, "digest": block.digest})
    with witness().open("a", encoding="utf-8") as file:
        file.write(line + "\n")


def _witnessed() -> list[Head]:
    if not witness().exists():
        return []
    lines = witness().read_text(encoding="utf-8").splitlines()
    return [Head(**json.loads(line)) for line in lines]


def _check_chain(blocks: Iterable[Block]) -> Iterator[Problem]:
    number, digest, last = 0, "", 0
    for block in blocks:
        whole = block.number == number + 1 and block.previous_digest == digest
        if not whole or block.first_event_id <= last:
            yield _broken("audit.chain", block.number, _("前の封印とつながっていません。"))
        elif Event.objects.filter(pk__gt=last, pk__lt=block.first_event_id).exists():
            yield _broken("audit.inserted", block.number, _("封印の前に記録が差し込まれました。"))
        number, digest, last = block.number, block.digest, block.last_event_id


def _check_block(block: Block) -> Problem | None:
    found = Event.objects.filter(pk__range=(block.first_event_id, block.last_event_id)).count()
    if found != block.count:
        message = _("記録が%(count)s件のはずが、%(found)s件です。")
        return _broken(
            "audit.count", block.number, message % {"count": block.count, "found": found}
        )
    if _digest(block) != block.digest:
        return _broken("audit.digest", block.number, _("記録の内容が封印のときと違います。"))
    return None


def _check_heads(blocks: Iterable[Block], known: Iterable[Head]) -> Iterator[Problem]:
    digests = {block.number: block.digest for block in blocks}
    for kept in dict.fromkeys(known):
        if kept.number not in digests:
            yield _broken("audit.cut", kept.number, _("封印がなくなっています。"))
        elif digests[kept.number] != kept.digest:
            yield _broken("audit.rewritten", kept.number, _("封印が書き換えられています。"))


def _check_payloads() -> Iterator[Problem]:
    rows = EventPayload.objects.select_related("event").order_by("pk")
    for payload in rows.iterator(chunk_size=_CHUNK):
        if payload_digest(payload.salt, payload.text) != payload.event.digest:
            yield Problem(
                "audit.payload",
                _("監査記録%(id)sの内容が書き換えられています。") % {"id": payload.pk},
                _("控えから元の内容を確かめてください。"),
                place=str(payload.pk),
            )


def _triggers_are_off() -> Problem:
    message = _("監査記録を守るトリガーがデータベースにありません。")
    return Problem("audit.triggers", message, _("控えから戻すか、移行をやり直してください。"))


def _broken(code: str, number: int, message: str) -> Problem:
    where = _("封印%(number)s：") % {"number": number}
    fix = _("最後の控えと見比べ、だれがデータベースに触れたかを確かめてください。")
    return Problem(code, where + message, fix, place=str(number))
