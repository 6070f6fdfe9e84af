"""The one way in: form, CSV and API end here.  Check, store, history, search, audit: at once."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from yakuba.kernel.flow import Step
from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform.audit import services as audit
from yakuba.platform.db import Conflict, Record, save_version
from yakuba.platform.files import services as files
from yakuba.platform.office.actors import is_one_person, may_approve
from yakuba.platform.office.models import Section
from yakuba.platform.office.rights import Forbidden
from yakuba.platform.registers.checking import check_record, text_problems
from yakuba.platform.registers.declaration import Register
from yakuba.platform.registers.facts import (
    field_of,
    many_on_way,
    own_fields,
    section_path,
    state_name,
)
from yakuba.platform.registers.indexing import index
from yakuba.platform.registers.models import Attachment
from yakuba.platform.registers.numbering import give_number
from yakuba.platform.registers.scope import owned, require
from yakuba.platform.ui import once

if TYPE_CHECKING:
    from yakuba.platform.office.actors import Actor

LONGEST_REASON: Final = 100
APPROVE: Final = "record.approve"


def create(
    register: Register,
    values: Mapping[str, Any],
    *,
    actor: "Actor",
    reason: str = "",
    key: str = "",
    noted: bool = True,
) -> Any | None:
    """Store a new record and return it; None if the form of this key was handled before.

    `noted` false: the caller tells the audit.

    :raises YakubaError: if a rule of the record is broken, with a problem for each field
    :raises Forbidden: if the actor may not write records of that section
    """
    record = register.model()
    _apply(register, record, values)
    require(actor, register.actions.write, register, record)
    with transaction.atomic():
        if key and not once.first_time(key):
            return None
        give_number(register, record)
        check_record(register, record, own_fields(register))
        words = {"fields": sorted(values), "reason": reason}
        act = "record.create" if noted else ""
        return _store(register, record, act, actor=actor, reason=reason, words=words)


def save(
    register: Register,
    record: Any,
    values: Mapping[str, Any],
    *,
    actor: "Actor",
    expected_version: int,
    reason: str = "",
    noted: bool = True,
) -> Any:
    """Store changed values as the next version of a record; without a change nothing is written.

    What is stored must be the actor's too: nobody writes a record into another section's hands
    whose sections follow from what it says.

    :raises Conflict: if somebody else stored the record since `expected_version`
    :raises YakubaError: if a rule of the record is broken, with a problem for each field
    :raises Forbidden: if the actor may not write the record
    """
    require(actor, register.actions.write, register, record)
    if record.version != expected_version:
        raise Conflict
    changed = _apply(register, record, values)
    if not changed:
        return record
    if many_on_way(register, section_path(register) or "") is not None:
        require(actor, register.actions.write, register, record)
    check_record(register, record, changed)
    words = {"fields": changed, "reason": reason}
    return _store(
        register,
        record,
        "record.write" if noted else "",
        actor=actor,
        reason=reason,
        words=words,
        version=expected_version,
    )


def move(
    register: Register,
    record: Any,
    step: str,
    *,
    actor: "Actor",
    comment: str = "",
    expected_version: int | None = None,
    values: Mapping[str, Any] | None = None,
) -> Any:
    """Take a step of the flow and return the record; `values` are stored along with it.

    :raises Conflict: if somebody else stored the record since `expected_version` (None: ignore)
    :raises YakubaError: if the state does not allow the step, or a rule of the record is broken
    :raises Forbidden: if the step's action is not the actor's, or approves the own writing
    """
    flow, name = register.flow, state_name(register)
    if flow is None or name is None:
        raise ValueError(f"{register.code}: no flow and state field, so no step {step!r}")
    source = getattr(record, name)
    taken = flow.step(step, source)
    require(actor, taken.by, register, record)
    alone = _own_approval(record, taken, actor)
    version = record.version if expected_version is None else expected_version
    changed = _apply(register, record, values or {})
    setattr(record, name, str(getattr(taken.target, "value", taken.target)))
    check_record(register, record, changed)
    words = {"step": step, "from": source, "to": taken.target, "comment": comment} | alone
    return _store(
        register,
        record,
        "record.move",
        actor=actor,
        reason=comment,
        words=words,
        version=version,
        step=taken,
    )


def attach(
    register: Register, record: Any, upload: "UploadedFile[bytes]", *, actor: "Actor"
) -> Attachment:
    """Keep a file with a record and return the tie.

    :raises YakubaError: if the file is refused
    :raises Forbidden: if the actor may not write the record, or store files for its section
    """
    require(actor, register.actions.write, register, record)
    section_id = owned(register, record).section_id
    section = Section.objects.get(pk=section_id) if section_id else None
    stored = files.store(upload, actor=actor, section=section, data_class=register.data_class)
    with transaction.atomic():
        tie = Attachment.objects.create(register=register.code, record_id=record.pk, file=stored)
        audit.record("record.attach", actor=actor, thing=record, payload={"file": stored.name})
    return tie


def write(
    record: Any,
    *,
    actor: "Actor",
    expected_version: int | None,
    step: Step | None = None,
) -> Any:
    """Store a record as it is: new, or as the version after the expected one.

    :raises Conflict: if the stored version is another one
    """
    if expected_version is None:
        record.save(force_insert=True)
        return record
    return save_version(record, expected_version)


def _apply(register: Register, record: Any, values: Mapping[str, Any]) -> list[str]:
    """Set the values and return the names of those that differ.

    :raises ValueError: for the state, which only `move` changes
    """
    if state_name(register) in values:
        raise ValueError(f"{register.code}: the state changes through services.move only")
    changed = []
    for name, value in values.items():
        field = field_of(register, name)
        before = field.value_from_object(record)
        setattr(record, name, value)
        if field.value_from_object(record) != before:
            changed.append(name)
    return sorted(changed)


def _store(
    register: Register,
    record: Record,
    act: str,
    *,
    actor: "Actor",
    reason: str,
    words: Mapping[str, Any],
    version: int | None = None,
    step: Step | None = None,
) -> Any:
    _check_reason(reason)
    record._change_reason = reason or None  # type: ignore[attr-defined]
    record._history_user = actor.account  # type: ignore[attr-defined]
    inner = register.store or write
    try:
        with transaction.atomic():
            stored = inner(record, actor=actor, expected_version=version, step=step)
            index(register, stored)
            if act:
                payload = {"code": register.code, **words}
                audit.record(act, actor=actor, thing=stored, payload=payload)
    except IntegrityError as same:
        message, fix = _("同じ内容の記録がもうあります。"), _("どちらかを直してください。")
        raise YakubaError(Problem("record.same", message, fix)) from same
    return stored


def _check_reason(reason: str) -> None:
    problems: Iterable[Problem] = text_problems(_("理由"), reason, "reason")
    if len(reason) > LONGEST_REASON:
        message = _("理由は%(count)s文字までで入力してください。") % {"count": LONGEST_REASON}
        problems = [Problem("record.reason-too-long", message, "", "reason")]
    if found := tuple(problems):
        raise YakubaError(*found)


def _own_approval(record: Any, step: Step, actor: "Actor") -> dict[str, bool]:
    """Return the mark of an approval by the writer, where the town allows one (design §3).

    :raises Forbidden: where it does not
    """
    if step.by != APPROVE:
        return {}
    newest = record.history.order_by("-history_id").first()
    writer = newest.history_user_id if newest else None
    problem = may_approve(actor, writer)
    if problem is not None:
        raise Forbidden(problem)
    return {"one_person": True} if is_one_person(actor, writer) else {}
