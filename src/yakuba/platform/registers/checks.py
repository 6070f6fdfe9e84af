"""What a wrong declaration is told when the site starts: registers.Ennn, and the right names."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from typing import Any, Final

from django.core import checks
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.module_loading import import_string

from yakuba.platform.office.rights import PERSONAL, TABLE, DataClass, Scope
from yakuba.platform.registers.declaration import MOST_OPTIONS, PAGES, Column, Register
from yakuba.platform.registers.facts import (
    own_fields,
    parent_key,
    resolve,
    section_path,
    state_name,
)
from yakuba.platform.registers.fields import StateField
from yakuba.platform.registers.filters import kind_of
from yakuba.platform.registers.registry import all_registers

_CODE: Final = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9-]*")
_NUMBERS: Final = (models.IntegerField, models.DecimalField)
_TEXTS: Final = (models.CharField, models.TextField)
_DAYS: Final = (models.DateField,)

Fault = checks.Error
Check = Callable[[Register], Iterator[Fault]]


def check_registers(app_configs: Any = None, **_options: Any) -> list[checks.CheckMessage]:
    """Return the faults of all declared registers (system check)."""
    registers = all_registers()
    found: list[checks.CheckMessage] = [*check_size(Register), *_codes(registers)]
    return found + [fault for register in registers for fault in faults_of(register)]


def faults_of(register: Register) -> list[Fault]:
    """Return the faults of one register."""
    wrong = list(_names(register))
    return wrong or [fault for check in _CHECKS for fault in check(register)]


def check_size(of: Any) -> list[Fault]:
    """Return a fault if a register has more options than people can keep in mind."""
    names = [field.name for field in fields(of)]
    if len(names) <= MOST_OPTIONS:
        return []
    hint = "write an ADR, or move the fact to the model field"
    return [Fault(f"Register has {len(names)} options, allowed are 20", hint, id="registers.E001")]


def _codes(registers: Iterable[Register]) -> Iterator[Fault]:
    times = Counter(register.code for register in registers)
    for code, count in times.items():
        if count > 1:
            hint = "each register needs a code of its own: module.thing"
            yield Fault(f"{code}: declared {count} times", hint, id="registers.E003")
        if not _CODE.fullmatch(code):
            hint = "module.thing in small letters, digits and hyphens: voices.voice"
            yield Fault(f"{code}: option code: {code!r} is no code", hint, id="registers.E002")


def _names(register: Register) -> Iterator[Fault]:
    """Yield the names that the model does not have; a hint lists those it has."""
    own = own_fields(register)
    computed = [c for c in register.columns if isinstance(c, str)]
    options = {
        "columns": computed,
        "fields": register.fields,
        "filters": register.filters,
        "search": register.search,
        "open_data": register.open_data,
        "order": [name.removeprefix("-").partition("__")[0] for name in register.order],
        "sums": register.sums,
        "deadlines": [n for d in register.deadlines for n in (d.starts, d.ends, d.settled) if n],
    }
    for option, names in options.items():
        for name in names:
            if name not in own:
                yield _fault(register, option, name, own, "E004")
    if not register.columns:
        yield _fault(register, "columns", (), own, "E005")


def _fields(register: Register) -> Iterator[Fault]:
    own = own_fields(register)
    right = [n for n, f in own.items() if f.editable and not f.primary_key]
    for name in register.fields:
        if name not in right:
            yield _fault(register, "fields", name, right, "E006", "people cannot edit it")


def _filters(register: Register) -> Iterator[Fault]:
    own = own_fields(register)
    right = [n for n, f in own.items() if kind_of(f) is not None]
    for name in register.filters:
        if name not in right:
            why = "only choices, keys, days, fiscal years and yes/no can be filtered"
            yield _fault(register, "filters", name, right, "E007", why)


def _search(register: Register) -> Iterator[Fault]:
    right = [n for n, f in own_fields(register).items() if isinstance(f, _TEXTS)]
    for name in register.search:
        if name not in right:
            yield _fault(register, "search", name, right, "E008", "it is no text")


def _sums(register: Register) -> Iterator[Fault]:
    right = [n for n, f in own_fields(register).items() if _is_number(f)]
    for name in register.sums:
        if name not in right:
            yield _fault(register, "sums", name, right, "E009", "it is no number")
        elif name not in register.columns:
            yield _fault(register, "sums", name, register.columns, "E009", "it is no column")


def _flow(register: Register) -> Iterator[Fault]:
    if register.flow is None:
        return
    name = state_name(register)
    field = own_fields(register).get(name or "")
    if not isinstance(field, StateField) or field.flow is not register.flow:
        hint = "give the model state = state_field(FLOW, …) with the same flow"
        yield Fault(f"{register.code}: option flow: no state", hint, id="registers.E010")
    for step in register.flow.steps:
        if step.by not in TABLE:
            yield _fault(register, "flow", f"{step.name} by {step.by}", TABLE, "E011")


def _actions(register: Register) -> Iterator[Fault]:
    for action in (register.actions.read, register.actions.write):
        if action not in TABLE:
            yield _fault(register, "actions", action, TABLE, "E012")


def _deadlines(register: Register) -> Iterator[Fault]:
    right = [n for n, f in own_fields(register).items() if isinstance(f, _DAYS)]
    for deadline in register.deadlines:
        for name in (deadline.starts, deadline.ends):
            if name not in right:
                yield _fault(register, "deadlines", name, right, "E013", "it is no day")
    shown = [c.of for c in register.columns if isinstance(c, Column) and not callable(c.of)]
    for deadline in shown:
        if deadline not in register.deadlines:
            names = [d.name for d in register.deadlines]
            yield _fault(register, "columns", getattr(deadline, "name", deadline), names, "E014")


def _section(register: Register) -> Iterator[Fault]:
    path = section_path(register)
    for shared in (p for paths in register.shares.values() for p in paths):
        yield from _leads_to_section(register, "shares", shared)
    if path is not None:
        yield from _leads_to_section(register, "section_field", path)
    elif narrowed := [a for a in _all_actions(register) if _by_section(register, a)]:
        hint = "name the way to the section that owns a row: section_field='voice__section'"
        message = f"{register.code}: option section_field: missing, {narrowed[0]} asks for it"
        yield Fault(message, hint, id="registers.E016")


def _leads_to_section(register: Register, option: str, path: str) -> Iterator[Fault]:
    try:
        field = resolve(register.model, path)
    except FieldDoesNotExist:
        yield _fault(register, option, path, own_fields(register), "E015")
        return
    if field.related_model is None or field.related_model._meta.label != "office.Section":
        yield _fault(register, option, path, own_fields(register), "E015", "no section")


def _parts(register: Register) -> Iterator[Fault]:
    for part in register.parts:
        try:
            parent_key(part, register)
        except ValueError as failure:
            hint = "a part's model has a foreign key to the model of the register"
            message = f"{register.code}: option parts: {failure}"
            yield Fault(message, hint, id="registers.E017")


def _pages(register: Register) -> Iterator[Fault]:
    for name, view in register.pages.items():
        if name not in PAGES:
            yield _fault(register, "pages", name, PAGES, "E018")
            continue
        try:
            import_string(view)
        except ImportError as failure:
            message = f"{register.code}: option pages: {view!r}: {failure}"
            hint = "the dotted name of a view: yakuba.modules.voices.views.detail"
            yield Fault(message, hint, id="registers.E019")


def _model(register: Register) -> Iterator[Fault]:
    if not hasattr(register.model, "history"):
        hint = "give the model history = HistoricalRecords()"
        yield Fault(f"{register.code}: option model: no history", hint, id="registers.E020")


def _all_actions(register: Register) -> set[str]:
    steps = register.flow.steps if register.flow else ()
    every = {register.actions.read, register.actions.write, *(step.by for step in steps)}
    return every & set(TABLE)


def _by_section(register: Register, action: str) -> bool:
    scopes = TABLE[action]
    if register.data_class == DataClass.PERSONAL:
        scopes = PERSONAL.get(action, scopes)
    return Scope.OWN_SECTION in scopes.values()


def _is_number(field: Any) -> bool:
    return isinstance(field, _NUMBERS) and not field.primary_key


def _fault(
    register: Register,
    option: str,
    name: object,
    right: Iterable[object],
    code: str,
    why: str = "there is none",
) -> Fault:
    message = f"{register.code}: option {option}: {name!r}: {why}"
    return Fault(
        message, f"right are: {', '.join(str(one) for one in right)}", id=f"registers.{code}"
    )


_CHECKS: Final[tuple[Check, ...]] = (
    _fields,
    _filters,
    _search,
    _sums,
    _flow,
    _actions,
    _deadlines,
    _section,
    _parts,
    _pages,
    _model,
)
