"""The rights table: role × action → scope.  It drives every check and the test matrix.

Source: domain/1 §10.3 (short form) and §3, who may do what in a small town.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yakuba.kernel.problems import Problem, YakubaError

if TYPE_CHECKING:
    from yakuba.platform.office.actors import Actor, HeldPost


class Role(models.TextChoices):
    """What a post is entrusted with."""

    PUBLIC = "public", _("公開")
    WRITER = "writer", _("担当者")
    HEAD = "head", _("所属長")
    SECRETARIAT = "secretariat", _("事務局")
    FINANCE = "finance", _("財政担当")
    HEADQUARTERS = "headquarters", _("推進本部")
    COUNCIL = "council", _("審議会委員")
    AUDITOR = "auditor", _("監査委員")
    ADMINISTRATOR = "administrator", _("システム管理者")
    HOST = "host", _("運用事業者")


class DataClass(models.TextChoices):
    """How far a thing may be seen."""

    OPEN = "open", _("公開")
    OFFICE = "office", _("庁内")
    PERSONAL = "personal", _("個人情報あり")


class Scope(StrEnum):
    """On which things an action is allowed; from the widest to nothing."""

    ALL = "all"
    OWN_SECTION = "own_section"
    OWN_RECORD = "own_record"
    AGGREGATE = "aggregate"
    NONE = "none"


Scopes = Mapping[Role, Scope]

_STAFF: Final = (
    Role.WRITER,
    Role.HEAD,
    Role.SECRETARIAT,
    Role.FINANCE,
    Role.HEADQUARTERS,
    Role.AUDITOR,
)


def _all(*roles: Role) -> dict[Role, Scope]:
    return dict.fromkeys(roles, Scope.ALL)


def _own(*roles: Role) -> dict[Role, Scope]:
    return dict.fromkeys(roles, Scope.OWN_SECTION)


def _mine(*roles: Role) -> dict[Role, Scope]:
    return dict.fromkeys(roles, Scope.OWN_RECORD)


_S, _H, _A = Role.SECRETARIAT, Role.HEADQUARTERS, Role.ADMINISTRATOR

# A role that is not named has no right (Scope.NONE): the public reads the published pages, which
# ask for no right; the council gets its pack later; a host operator needs a logged grant.
# The secretariat never writes a section's words: it writes on behalf, named as such.
TABLE: Final[Mapping[str, Scopes]] = {
    "staff.home": _all(*_STAFF, _A),
    "plan.read": _all(*_STAFF, _A, Role.COUNCIL),
    "plan.import": _all(_S),
    "plan.change": _all(_S),
    "plan.decide": _all(_H),
    "sheet.read": _all(*_STAFF),
    "sheet.write": _own(Role.WRITER),
    "sheet.write_on_behalf": _all(_S),
    "sheet.submit": _own(Role.HEAD),
    "sheet.return": _all(_S),
    "sheet.check": _all(_S),
    "sheet.accept": _all(_H),
    "effect.write": _own(Role.WRITER),
    "effect.confirm": _all(Role.FINANCE),
    "indicator.write": _all(_S),
    # The secretariat types the targets that stand in the plan itself; sections set the others.
    "target.write": _own(Role.WRITER) | _all(_S),
    "actual.write": _own(Role.WRITER),
    "scale.write": _all(_S),
    "round.open": _all(_S),
    "board.read": _all(*_STAFF),
    "release.prepare": _all(_S),
    "release.correct": _all(_S),
    "release.publish": _all(_H),
    "office.read": _all(*_STAFF, _A),
    "office.write": _all(_A),
    "calendar.write": _all(_S, _A),
    "account.write": _all(_A),
    "setup.run": _all(_A),
    "audit.read": _all(Role.AUDITOR),
    "file.read": _all(*_STAFF),
    "file.write": _own(Role.WRITER, Role.HEAD, Role.FINANCE) | _all(_S),
    # The records of registers.  A module names other actions only where these do not fit.
    "record.read": _all(*_STAFF),
    "record.write": _own(Role.WRITER, Role.HEAD, Role.FINANCE, _S),
    "record.move": _own(Role.WRITER, Role.HEAD, Role.FINANCE, _S),
    "record.assign": _own(Role.WRITER, Role.HEAD, Role.FINANCE, _S),
    "record.approve": _own(Role.HEAD),
    "record.publish": _own(Role.HEAD) | _all(_S),
    "draft.write": _mine(*_STAFF, _A),
    "job.read": _mine(*_STAFF) | _all(_S, _A),
    "backup.run": _all(_A),
}

# Where the class of a thing narrows the right: things with personal data stay in their section
# and with the auditors, whose reading is logged.
PERSONAL: Final[Mapping[str, Scopes]] = {
    "file.read": _own(Role.WRITER, Role.HEAD) | _all(Role.AUDITOR),
    "file.write": _own(Role.WRITER, Role.HEAD),
    "record.read": _own(Role.WRITER, Role.HEAD) | _all(Role.AUDITOR),
    "record.write": _own(Role.WRITER, Role.HEAD),
    "record.move": _own(Role.WRITER, Role.HEAD),
    "record.assign": _own(Role.WRITER, Role.HEAD),
    "record.publish": _own(Role.HEAD),
}


def scope_of(role: Role, action: str, data_class: str | None = None) -> Scope:
    """Return how far a role may do an action, for things of a class (None: of any).

    :raises KeyError: if the action is not in the table
    """
    scopes = TABLE[action]
    if data_class == DataClass.PERSONAL:
        scopes = PERSONAL.get(action, scopes)
    return scopes.get(role, Scope.NONE)


def roles_that_may(action: str) -> tuple[Role, ...]:
    """Return the roles that have any right to an action, in the order of `Role`."""
    return tuple(role for role in Role if scope_of(role, action) is not Scope.NONE)


def known_roles(codes: Iterable[str]) -> tuple[Role, ...]:
    """Return the roles behind stored codes; codes of a later version are left out."""
    return tuple(Role(code) for code in codes if code in Role.values)


class Forbidden(YakubaError):  # noqa: N818 (a fact, not a fault)
    """The rights table does not allow it; the page answers 403 with the problem."""


def may(actor: "Actor", action: str, thing: object | None = None) -> Problem | None:
    """Return why the actor may not do it, or None if the rights table allows it.

    `thing` exposes `section_id` or `section_ids`, `account_id`, `data_class`, as far as it has
    them; None asks whether the actor may do the action on anything at all.

    :raises KeyError: if the action is not in the table
    """
    if any(_reaches(post, actor, action, thing) for post in actor.posts):
        return None
    if thing is not None and may(actor, action) is None:
        message, fix = gettext("ほかの所属のものです。"), gettext("担当の所属に頼んでください。")
        return Problem("right.other-section", message, fix)
    roles = "・".join(str(role.label) for role in roles_that_may(action))
    message = gettext("この操作はできません。いまの役割に含まれていません。")
    return Problem("right.missing", message, gettext("できる役割：%(roles)s") % {"roles": roles})


def require(actor: "Actor", action: str, thing: object | None = None) -> None:
    """Do nothing if the rights table allows it.

    :raises Forbidden: if it does not
    """
    problem = may(actor, action, thing)
    if problem is not None:
        raise Forbidden(problem)


def visible_to(
    actor: "Actor",
    action: str,
    *,
    section_field: str = "section",
    account_field: str = "account",
    data_class: str | None = None,
) -> models.Q:
    """Return the condition for the rows that the actor may reach by an action.

    `section_field` and `account_field` name the foreign keys (with `__` across tables) by which a
    row belongs to a section or an account.
    """
    rows = models.Q(pk__in=[])
    for post in actor.posts:
        scopes = {scope_of(role, action, data_class) for role in post.roles}
        if Scope.ALL in scopes:
            return models.Q()
        if Scope.OWN_SECTION in scopes:
            rows |= models.Q(**{f"{section_field}__in": post.own_section_ids})
        if Scope.OWN_RECORD in scopes:
            rows |= models.Q(**{account_field: actor.account.pk})
    return rows


def _reaches(post: "HeldPost", actor: "Actor", action: str, thing: object | None) -> bool:
    data_class = getattr(thing, "data_class", None)
    scopes = {scope_of(role, action, data_class) for role in post.roles}
    if thing is None:
        return not scopes <= {Scope.NONE}
    return (
        Scope.ALL in scopes
        or (Scope.OWN_SECTION in scopes and not post.own_section_ids.isdisjoint(_sections(thing)))
        or (Scope.OWN_RECORD in scopes and getattr(thing, "account_id", None) == actor.account.pk)
    )


def _sections(thing: object) -> set[int]:
    """Return the sections a thing belongs to; a thing that names none belongs to nobody."""
    several = getattr(thing, "section_ids", None)
    if several is not None:
        return set(several)
    one = getattr(thing, "section_id", None)
    return set() if one is None else {one}
