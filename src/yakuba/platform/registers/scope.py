"""Who reaches which records: the rights table, by the class and the section of a record."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db.models import Manager, Q, QuerySet

from yakuba.kernel.problems import Problem
from yakuba.platform.audit import services as audit
from yakuba.platform.db import Record
from yakuba.platform.office import rights
from yakuba.platform.office.rights import DataClass
from yakuba.platform.registers.declaration import Register
from yakuba.platform.registers.facts import links, many_on_way, section_path

if TYPE_CHECKING:
    from yakuba.platform.office.actors import Actor


@dataclass(frozen=True, slots=True)
class Owned:
    """A record as the rights table looks at it."""

    section_id: int | None
    account_id: int | None
    data_class: str
    section_ids: frozenset[int] | None = None


def owned(register: Register, record: Any, action: str = "") -> Owned:
    """Return to which section and account a record belongs, and its class.

    With an action, the sections that share it are among them.
    """
    path = section_path(register)
    own = frozenset[int]()
    if path is not None:
        named = getattr(record, "section_ids", None)  # a model that knows its sections by the year
        own = _ends(record, path) if named is None else frozenset(named)
    shared = frozenset[int]().union(*(_ends(record, p) for p in register.shares.get(action, ())))
    section = next(iter(own), None)
    account = getattr(record, "account_id", None)
    return Owned(section, account, register.data_class, own | shared)


def _ends(record: Any, path: str) -> frozenset[int]:
    """Return the ids at the end of a way: of one section, of the several of a reverse key."""
    first, _mark, rest = path.partition("__")
    if not rest:
        found = getattr(record, f"{first}_id", None)
        return frozenset[int]() if found is None else frozenset({found})
    holder = getattr(record, first, None)
    if isinstance(holder, Manager):
        return frozenset(holder.values_list(f"{rest}_id", flat=True))
    return frozenset[int]() if holder is None else _ends(holder, rest)


def may(actor: "Actor", action: str, register: Register, record: Any = None) -> Problem | None:
    """Return why the actor may not do it with the record (None: with any), or None."""
    thing = None if record is None else owned(register, record, action)
    if thing is None and _scopes(actor, action, register) <= {rights.Scope.NONE}:
        return rights.may(actor, action, Owned(None, None, register.data_class))
    return rights.may(actor, action, thing)


def require(actor: "Actor", action: str, register: Register, record: Any = None) -> None:
    """Do nothing if the rights table allows it.

    :raises Forbidden: if it does not
    """
    problem = may(actor, action, register, record)
    if problem is not None:
        raise rights.Forbidden(problem)


def visible_to(register: Register, actor: "Actor", action: str = "") -> Q:
    """Return the condition for the rows that the actor may reach (`action` empty: read)."""
    action = action or register.actions.read
    path = section_path(register)
    if path is not None:
        seen = _seen(register, actor, action, path)
    else:
        seen = Q() if rights.Scope.ALL in _scopes(actor, action, register) else Q(pk__in=[])
    return seen & register.visible(actor) if register.visible else seen


def _seen(register: Register, actor: "Actor", action: str, path: str) -> Q:
    """Return the condition by the way to the owner, or by one of those that share the record.

    A way over a reverse key asks that table alone, so that no row is found twice.
    """
    reach = partial(rights.visible_to, actor, action, data_class=register.data_class)
    seen = _by_way(register, reach, path) if reach(section_field=path) else Q()
    if not seen:  # all rows
        return seen
    for shared in register.shares.get(action, ()):
        seen |= _by_way(register, reach, shared)
    return seen


def _by_way(register: Register, reach: "Callable[..., Q]", path: str) -> Q:
    first, _mark, rest = path.partition("__")
    way: Any = register.model._meta.get_field(first)
    if way.one_to_many:
        holders = way.related_model._default_manager.filter(reach(section_field=rest))
        return Q(pk__in=holders.values(way.field.attname))
    if many_on_way(register, path) is None:
        return reach(section_field=path)
    holders = register.model._default_manager.filter(reach(section_field=path))
    return Q(pk__in=holders.values("pk"))


def rows(
    register: Register, actor: "Actor", action: str = "", *, along: Iterable[str] = ()
) -> QuerySet[Any]:
    """Return the records that the actor may reach, with their foreign keys (`along`: those)."""
    seen = register.model._default_manager.filter(visible_to(register, actor, action))
    many = many_on_way(register, section_path(register) or "")
    if many is not None and not along:
        seen = seen.prefetch_related(many)
    keys = links(register, along)
    return seen.select_related(*keys) if keys else seen


def note_look(
    register: Register,
    actor: "Actor",
    action: str = "record.read",
    *,
    record: Record | None = None,
    query: str = "",
    count: int = 1,
) -> None:
    """Write down that records with personal data were seen or taken out; of others nothing."""
    if register.data_class == DataClass.PERSONAL:
        words = {"register": register.code, "query": query}
        audit.record(action, actor=actor, thing=record, payload=words, count=count)


def _scopes(actor: "Actor", action: str, register: Register) -> set[rights.Scope]:
    return {rights.scope_of(role, action, register.data_class) for role in actor.roles}
