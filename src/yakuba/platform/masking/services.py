"""What is done with a published copy: looked through, written, released by a second, withdrawn."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.crypto import get_random_string

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform import clock
from yakuba.platform.audit import services as audit
from yakuba.platform.masking.declaration import Copies
from yakuba.platform.masking.models import CopyState, MaskedCopy
from yakuba.platform.masking.rules import Kind, Proposal, masked, propose, read_words
from yakuba.platform.office.actors import may_approve
from yakuba.platform.office.rights import Forbidden
from yakuba.platform.registers import services as registers
from yakuba.platform.registers.scope import require

if TYPE_CHECKING:
    from yakuba.platform.office.actors import Actor

SLUG: Final = "abcdefghjkmnpqrstuvwxyz23456789"
WRITE, PUBLISH = "record.write", "record.publish"
WRITTEN: Final = ("title", "text", "reply", "district")


def copy_of(copies: Copies, record: Any) -> MaskedCopy:
    """Return the copy of a record, a new one that is not stored if it has none."""
    slug = f"P-{get_random_string(8, SLUG)}"  # never the receipt number: it is half of a key
    tie = {copies.tie: record}
    found = copies.model._default_manager.filter(**tie).first()
    return found or copies.model(**tie, slug=slug)


def check_open(copies: Copies, record: Any) -> None:
    """Do nothing if the record may be published.

    :raises YakubaError: if not, or not yet
    """
    if problems := tuple(copies.problems(record)):
        raise YakubaError(*problems)


def look(copies: Copies, record: Any) -> MaskedCopy:
    """Store what the machine proposes to mask, with a first text of it; only in the worker."""
    copy = copy_of(copies, record)
    copy.proposals = []
    for name, of in copies.texts.items():
        said = getattr(record, of)
        found = propose(said, read_words(said))
        copy.proposals += [
            {"field": of, "start": p.start, "end": p.end, "kind": p.kind.value, "words": p.words}
            for p in found
        ]
        setattr(copy, name, getattr(copy, name) or masked(said, found))
    copy.proposed_at = clock.real_now()
    _store(copy, "copy.propose", actor=None)
    return copy


def write(
    copies: Copies, record: Any, values: Mapping[str, Any], *, actor: "Actor", version: int
) -> MaskedCopy:
    """Store the summary of a record; who was the second person is so no more.

    :raises YakubaError: if the record may not be published
    :raises Conflict: if somebody else stored it since `version`
    :raises Forbidden: if the actor may not write the record
    """
    require(actor, WRITE, copies.register, record)
    check_open(copies, record)
    copy = copy_of(copies, record)
    for name in WRITTEN:
        setattr(copy, name, values[name])
    copy.district = copies.district(record, copy.district)
    copy.state, copy.writer, copy.checker = CopyState.DRAFT, actor.account, None
    _store(copy, "copy.write", actor=actor, version=version)
    return copy


def release(
    copies: Copies, copy: MaskedCopy, *, actor: "Actor", version: int, has_read: bool = False
) -> None:
    """Publish a copy as the second person.

    :raises YakubaError: while words stand in it that the machine proposed to mask and nobody said
        that they may stay
    :raises Conflict: if somebody else stored it since `version`
    :raises Forbidden: if the actor wrote it, or may not publish the record
    """
    record = getattr(copy, copies.tie)
    require(actor, PUBLISH, copies.register, record)
    check_open(copies, record)
    problem = may_approve(actor, copy.writer.pk if copy.writer else None)
    if problem is not None or copy.writer in (None, actor.account):
        words = "書いた人とは別の人が、読んでから公表してください。"
        raise Forbidden(problem or Problem("copy.second", words))
    if copy.state != CopyState.DRAFT:
        raise _refused("下書きではありません。", "書き直すと、もう一度公表できます。")
    if (left := standing(copy)) and not has_read:
        raise _refused(
            f"伏せる候補が残っています：{'、'.join(left)}",
            "読んで、残してよければ印を付けてください。",
        )
    copy.state, copy.checker, copy.published_on = CopyState.PUBLISHED, actor.account, clock.today()
    copy.withdrawn_on, copy.withdrawn_reason = None, ""
    _store(copy, "copy.release", actor=actor, version=version)


def withdraw(
    copies: Copies, copy: MaskedCopy, reason: str, *, actor: "Actor", version: int
) -> None:
    """Take a published copy off the page, at once and by one person: for whoever asks.

    :raises YakubaError: without a reason, or if it is not published
    :raises Conflict: if somebody else stored it since `version`
    :raises Forbidden: if the actor may not write the record
    """
    require(actor, WRITE, copies.register, getattr(copy, copies.tie))
    if copy.state != CopyState.PUBLISHED:
        raise _refused("公表していません。", "")
    if not reason.strip():
        raise _refused("取り下げるわけがありません。", "だれの求めかを書いてください。")
    copy.state, copy.withdrawn_on = CopyState.WITHDRAWN, clock.today()
    copy.withdrawn_reason = reason.strip()
    _store(copy, "copy.withdraw", actor=actor, version=version)


def store_published(copies: Copies, record: Any, *, on: date, **values: Any) -> None:
    """Store a copy that was published on a day elsewhere, masked by the patterns alone."""
    copy = copies.model(**{copies.tie: record}, published_on=on, **values)
    for name, of in copies.texts.items():
        said = getattr(record, of)
        setattr(copy, name, masked(said, propose(said)))
    copy.state = CopyState.PUBLISHED
    copy.save()


def standing(copy: MaskedCopy) -> list[str]:
    """Return the proposed words that still stand in what would be published."""
    public = "\n".join(getattr(copy, name) for name in WRITTEN)
    return sorted({p["words"] for p in copy.proposals if p["words"] in public})


def marked(record: Any, copy: MaskedCopy, field: str) -> Iterator[tuple[str, str]]:
    """Yield a text in pieces: what stands there, and the kind if it should be masked."""
    text, at = getattr(record, field), 0
    for p in _proposals(copy, field):
        yield from ((text[at : p.start], ""), (p.words, re.sub("[〔〕]", "", p.kind)))
        at = p.end
    yield text[at:], ""


def _proposals(copy: MaskedCopy, field: str) -> list[Proposal]:
    rows = [p for p in copy.proposals if p["field"] == field]
    return [Proposal(p["start"], p["end"], Kind(p["kind"]), p["words"]) for p in rows]


def _store(
    copy: MaskedCopy, act: str, *, actor: "Actor | None", version: int | None = None
) -> None:
    """Store a copy with history and audit; a machine's act has no actor and takes any version."""
    expected = copy.version if version is None else version
    copy._history_user = actor.account if actor else None  # type: ignore[attr-defined]
    with transaction.atomic():
        registers.write(copy, actor=actor, expected_version=expected if copy.pk else None)  # type: ignore[arg-type]
        audit.record(act, actor=actor, thing=copy, payload={"state": copy.state})


def _refused(words: str, fix: str) -> YakubaError:
    return YakubaError(Problem("copy.refused", words, fix))
