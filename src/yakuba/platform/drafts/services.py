"""Keeping what was typed until it is saved."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform import clock
from yakuba.platform.drafts.models import Draft

if TYPE_CHECKING:
    from yakuba.platform.office.models import Account

# As much as a form of ours can hold; more is not a draft.
MAX_CHARACTERS: Final = 200_000


def keep(
    account: "Account",
    form: str,
    *,
    record: str = "",
    data: Mapping[str, Any],
    base_version: int | None = None,
) -> Draft:
    """Keep what an account has typed into a form for a record, over what it typed before.

    `base_version` is the version that the form showed when it was opened.

    :raises YakubaError: if it is too long to be a draft
    """
    if sum(len(str(value)) for value in data.values()) > MAX_CHARACTERS:
        message, fix = _("入力が長すぎて自動で保存できません。"), _("いま保存してください。")
        raise YakubaError(Problem("draft.too-long", message, fix))
    draft, _is_new = Draft.objects.update_or_create(
        account=account,
        form=form,
        record=record,
        defaults={
            "data": dict(data),
            "base_version": base_version,
            "saved_at": clock.now(),
        },
    )
    return draft


def read(account: "Account", form: str, *, record: str = "") -> Draft | None:
    """Return what an account has typed and not saved, or None."""
    return Draft.objects.filter(account=account, form=form, record=record).first()


def drop(account: "Account", form: str, *, record: str = "") -> None:
    """Forget a draft: its words were saved, or are not wanted."""
    Draft.objects.filter(account=account, form=form, record=record).delete()
