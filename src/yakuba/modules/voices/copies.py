"""The published copy of a voice: proposed by the machine, written by one person, let out by two."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.crypto import get_random_string

from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.problems import Problem, YakubaError
from yakuba.modules.voices.choices import CopyState
from yakuba.modules.voices.models import Voice, VoiceCopy
from yakuba.modules.voices.register import VOICES
from yakuba.modules.voices.rules.masking import Kind, Proposal, masked, propose, read_words
from yakuba.modules.voices.rules.statistics import LEAST
from yakuba.platform import clock
from yakuba.platform.audit import services as audit
from yakuba.platform.office.actors import may_approve
from yakuba.platform.office.rights import Forbidden
from yakuba.platform.registers import services as registers
from yakuba.platform.registers.scope import require

if TYPE_CHECKING:
    from yakuba.platform.office.actors import Actor

FIELDS: Final = ("text", "reply_text")
SLUG: Final = "abcdefghjkmnpqrstuvwxyz23456789"
WRITE, PUBLISH = "record.write", "record.publish"


def copy_of(voice: Voice) -> VoiceCopy:
    """Return the copy of a voice, a new one that is not stored if it has none."""
    slug = f"P-{get_random_string(8, SLUG)}"  # never the receipt number: it is half of a key
    return VoiceCopy.objects.filter(voice=voice).first() or VoiceCopy(voice=voice, slug=slug)


def check_answered(voice: Voice) -> None:
    """Do nothing if the voice may be published.

    :raises YakubaError: before its answer is sent, or if its person said no
    """
    if not voice.may_publish:
        raise _refused("本人が公表を望んでいません。", "公表できません。")
    if voice.answered_on is None:
        raise _refused("まだ回答していません。", "回答を送ってから、写しを書いてください。")


def look(voice: Voice) -> VoiceCopy:
    """Store what the machine proposes to mask, with a first text of it; only in the worker."""
    copy = copy_of(voice)
    found = {name: propose(text := getattr(voice, name), read_words(text)) for name in FIELDS}
    copy.proposals = [
        {"field": name, "start": p.start, "end": p.end, "kind": p.kind.value, "words": p.words}
        for name, proposals in found.items()
        for p in proposals
    ]
    copy.proposed_at = clock.real_now()
    copy.text = copy.text or masked(voice.text, found["text"])
    copy.reply = copy.reply or masked(voice.reply_text, found["reply_text"])
    _store(copy, "voice.copy-propose", actor=None)
    return copy


def write(voice: Voice, values: Mapping[str, Any], *, actor: "Actor", version: int) -> VoiceCopy:
    """Store the summary of a voice and its answer; who was the second person is so no more.

    :raises YakubaError: if the voice may not be published
    :raises Conflict: if somebody else stored it since `version`
    :raises Forbidden: if the actor may not write the voice
    """
    require(actor, WRITE, VOICES, voice)
    check_answered(voice)
    copy = copy_of(voice)
    for name in ("title", "text", "reply", "district"):
        setattr(copy, name, values[name])
    copy.district = general_place(voice, copy.district)
    copy.state, copy.writer, copy.checker = CopyState.DRAFT, actor.account, None
    _store(copy, "voice.copy-write", actor=actor, version=version)
    return copy


def release(copy: VoiceCopy, *, actor: "Actor", version: int, has_read: bool = False) -> None:
    """Publish a copy as the second person.

    :raises YakubaError: while words stand in it that the machine proposed to mask and nobody said
        that they may stay
    :raises Conflict: if somebody else stored it since `version`
    :raises Forbidden: if the actor wrote it, or may not publish the voice
    """
    require(actor, PUBLISH, VOICES, copy.voice)
    check_answered(copy.voice)
    problem = may_approve(actor, copy.writer_id)
    if problem is not None or copy.writer_id in (None, actor.account.pk):
        words = "書いた人とは別の人が、読んでから公表してください。"
        raise Forbidden(problem or Problem("voices.copy-second", words))
    if copy.state != CopyState.DRAFT:
        raise _refused("下書きではありません。", "書き直すと、もう一度公表できます。")
    if (left := standing(copy)) and not has_read:
        raise _refused(
            f"伏せる候補が残っています：{'、'.join(left)}",
            "読んで、残してよければ印を付けてください。",
        )
    copy.state, copy.checker, copy.published_on = CopyState.PUBLISHED, actor.account, clock.today()
    copy.withdrawn_on, copy.withdrawn_reason = None, ""
    _store(copy, "voice.copy-release", actor=actor, version=version)


def withdraw(copy: VoiceCopy, reason: str, *, actor: "Actor", version: int) -> None:
    """Take a published copy off the page, at once and by one person: for whoever asks.

    :raises YakubaError: without a reason, or if it is not published
    :raises Conflict: if somebody else stored it since `version`
    :raises Forbidden: if the actor may not write the voice
    """
    require(actor, WRITE, VOICES, copy.voice)
    if copy.state != CopyState.PUBLISHED:
        raise _refused("公表していません。", "")
    if not reason.strip():
        raise _refused("取り下げるわけがありません。", "だれの求めかを書いてください。")
    copy.state, copy.withdrawn_on = CopyState.WITHDRAWN, clock.today()
    copy.withdrawn_reason = reason.strip()
    _store(copy, "voice.copy-withdraw", actor=actor, version=version)


def standing(copy: VoiceCopy) -> list[str]:
    """Return the proposed words that still stand in what would be published."""
    public = f"{copy.title}\n{copy.text}\n{copy.reply}\n{copy.district}"
    return sorted({p["words"] for p in copy.proposals if p["words"] in public})


def general_place(voice: Voice, district: str) -> str:
    """Return the district, nothing where fewer than five voices of the year and topic name it."""
    year = FiscalYear.of(voice.received_on)
    same = Voice.objects.filter(topic=voice.topic, received_on__range=year.span)
    return district if district and same.filter(place__contains=district).count() >= LEAST else ""


def marked(voice: Voice, copy: VoiceCopy, field: str) -> Iterator[tuple[str, str]]:
    """Yield a text in pieces: what stands there, and the kind if it should be masked."""
    text, at = getattr(voice, field), 0
    for p in _proposals(copy, field):
        yield from ((text[at : p.start], ""), (p.words, re.sub("[〔〕]", "", p.kind)))
        at = p.end
    yield text[at:], ""


def _proposals(copy: VoiceCopy, field: str) -> list[Proposal]:
    rows = [p for p in copy.proposals if p["field"] == field]
    return [Proposal(p["start"], p["end"], Kind(p["kind"]), p["words"]) for p in rows]


def _store(copy: VoiceCopy, act: str, *, actor: "Actor | None", version: int | None = None) -> None:
    """Store a copy with history and audit; a machine's act has no actor and takes any version."""
    expected = copy.version if version is None else version
    copy._history_user = actor.account if actor else None  # type: ignore[attr-defined]
    with transaction.atomic():
        registers.write(copy, actor=actor, expected_version=expected if copy.pk else None)  # type: ignore[arg-type]
        audit.record(act, actor=actor, thing=copy, payload={"state": copy.state})


def _refused(words: str, fix: str) -> YakubaError:
    return YakubaError(Problem("voices.copy", words, fix))
