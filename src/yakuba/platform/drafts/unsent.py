"""Words that were sent after the session had ended: carried through signing in, then kept.

The page of the form travels signed inside the sign-in page, in no address and in no row; once
its writer is known, it becomes a draft of that account, which can be sent again.
"""

import re
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.core import signing
from django.http import HttpRequest

from yakuba.platform import clock
from yakuba.platform.drafts.models import Draft

if TYPE_CHECKING:
    from yakuba.platform.office.models import Account

FORM: Final = "unsent"
FIELD: Final = "unsent"  # holds the sealed form on the sign-in page, else the key of its draft
SALT: Final = "yakuba.unsent-form"
LIFE: Final = timedelta(hours=12)
_LONGEST_KEY: Final = 60

_CODE: Final = re.compile("[a-z][a-z0-9_.-]{0,39}")  # of a choice; sent again, but not shown

# What a form sends beside the words of a person.
_MACHINE: Final = frozenset({"csrfmiddlewaretoken", "version", "base_version", "once", "do", "row"})


class Sealed(NamedTuple):
    """A form as it was sent: to which address, from which page, with which fields."""

    key: str
    address: str
    page: str
    fields: list[list[str]]
    has_files: bool


def seal(request: HttpRequest, *, page: str) -> str:
    """Return a signed text that holds a sent form; empty when nobody typed anything."""
    fields = [
        [name, value]
        for name, values in request.POST.lists()
        if name not in {"csrfmiddlewaretoken", FIELD}
        for value in values
    ]
    if not any(is_typed(name, value) for name, value in fields):
        return ""
    key = request.POST.get(FIELD) or secrets.token_urlsafe(16)
    sealed = Sealed(key[:_LONGEST_KEY], request.get_full_path(), page, fields, bool(request.FILES))
    return signing.dumps(sealed._asdict(), salt=SALT, compress=True)


def keep(account: "Account", sealed: str) -> Draft | None:
    """Keep a sealed form as a draft of the account; None if it is none of ours or too old."""
    try:
        found = Sealed(**signing.loads(sealed, salt=SALT, max_age=LIFE))
    except signing.BadSignature:
        return None
    draft, _is_new = Draft.objects.update_or_create(
        account=account,
        form=FORM,
        record=found.key,
        defaults={"data": found._asdict(), "saved_at": clock.now()},
    )
    return draft


def of(account: "Account") -> list[dict[str, Any]]:
    """Return what an account has sent and not saved, the newest first, as its page shows it."""
    drafts = Draft.objects.filter(account=account, form=FORM).order_by("-saved_at", "-pk")
    return [
        {
            **draft.data,
            "saved_at": draft.saved_at,
            "typed": [
                value
                for name, value in draft.data["fields"]
                if is_typed(name, value) and not _CODE.fullmatch(value)
            ],
        }
        for draft in drafts
    ]


def drop(account: "Account", key: str) -> None:
    """Forget a form: its words were saved, or are not wanted."""
    Draft.objects.filter(account=account, form=FORM, record=key).delete()


def is_typed(name: str, value: str) -> bool:
    """Return whether a field holds what a person typed, not what the page needs to know."""
    last = name.rpartition("-")[2]
    return bool(value.strip()) and name not in _MACHINE and last not in _MACHINE
