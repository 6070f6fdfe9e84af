"""First passwords on paper slips, and links that set a new password once.  No mail is needed."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils.translation import gettext as _

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform import clock
from yakuba.platform.audit.services import record
from yakuba.platform.office.models import Account, Person, ResetLink

if TYPE_CHECKING:
    from yakuba.platform.office.actors import Actor

LINK_HOLDS: Final = timedelta(hours=24)
# Letters and digits that nobody confuses on paper: no 0 O o, 1 l I i, nor 5 S.
_ALPHABET: Final = "abcdefghjkmnpqrtuvwxyz2346789"
_GROUPS, _GROUP_LENGTH = 4, 4
_signer = Signer(salt="office.reset-link")


@dataclass(frozen=True, slots=True)
class Slip:
    """What is printed for one person; the password is not kept anywhere else."""

    name: str
    login_name: str
    password: str = ""
    token: str = ""
    expires_at: datetime | None = None


def new_password() -> str:
    """Return a random password that can be read from paper: abcd-efgh-jkmn-pqrt (77 bits)."""
    groups = (
        "".join(secrets.choice(_ALPHABET) for _n in range(_GROUP_LENGTH)) for _g in range(_GROUPS)
    )
    return "-".join(groups)


@transaction.atomic
def issue_first_passwords(people: Iterable[Person], *, actor: "Actor") -> list[Slip]:
    """Give each account a first password, to be changed at the first sign-in; return the slips.

    :raises YakubaError: if one of the people has no account or has signed in already
    """
    people = list(people)
    problems = [problem for person in people if (problem := _refuse_first(person))]
    if problems:
        raise YakubaError(*problems)
    slips = [_first_password(person) for person in people]
    record("account.first_passwords", actor=actor, count=len(slips))
    return slips


@transaction.atomic
def issue_reset_link(account: Account, *, actor: "Actor") -> Slip:
    """Return a slip with a link that sets a new password once within 24 hours.

    Earlier links of the account no longer work.
    """
    ResetLink.objects.filter(account=account, used_at=None).delete()
    secret = secrets.token_urlsafe(24)
    expires_at = clock.real_now() + LINK_HOLDS
    ResetLink.objects.create(account=account, digest=_digest(secret), expires_at=expires_at)
    record("account.reset_link", actor=actor, thing=account)
    person = Person.objects.filter(account=account).first()
    name = person.name if person else account.login_name
    token = _signer.sign(secret)
    return Slip(name, account.login_name, token=token, expires_at=expires_at)


def find_reset_link(token: str) -> ResetLink:
    """Return the link of a token while it can be used.

    :raises YakubaError: if it is unknown, used or too old
    """
    try:
        digest = _digest(_signer.unsign(token))
    except BadSignature:
        digest = ""
    links = ResetLink.objects.select_related("account").filter(digest=digest, used_at=None)
    link = links.filter(expires_at__gt=clock.real_now(), account__is_active=True).first()
    if link is None:
        raise YakubaError(
            Problem(
                "account.reset-link",
                _("この再設定の案内は、もう使えません。"),
                _("使えるのは一度だけ、24時間以内です。管理者に新しい案内を頼んでください。"),
            )
        )
    return link


@transaction.atomic
def use_reset_link(token: str, password: str) -> Account:
    """Set a new password by a link, which works no second time.

    :raises YakubaError: if the link cannot be used
    """
    link = find_reset_link(token)
    unused = ResetLink.objects.filter(pk=link.pk, used_at=None)
    if not unused.update(used_at=clock.real_now()):
        find_reset_link("")
    change_password(link.account, password)
    return link.account


@transaction.atomic
def change_password(account: Account, password: str) -> None:
    """Set a password that the person chose; all other sessions of the account end."""
    account.set_password(password)
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])
    record("account.password", account=account)


def _first_password(person: Person) -> Slip:
    account = person.account
    assert account is not None  # noqa: S101 (refused above)
    password = new_password()
    account.set_password(password)
    account.must_change_password = True
    account.save(update_fields=["password", "must_change_password"])
    return Slip(person.name, account.login_name, password)


def _refuse_first(person: Person) -> Problem | None:
    if person.account is None:
        message = _("%(name)s さんにはアカウントがありません。") % {"name": person.name}
        return Problem("account.missing", message, _("職員番号を登録してください。"))
    if person.account.last_login is not None:
        message = _("%(name)s さんはすでにログインしています。") % {"name": person.name}
        return Problem("account.in-use", message, _("再設定の案内を渡してください。"))
    return None


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
