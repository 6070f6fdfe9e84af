"""What a person keeps of lists: views by name, and how close the rows stand."""

from typing import TYPE_CHECKING, Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from yakuba.platform.registers.declaration import Register
from yakuba.platform.registers.models import ListSetting, SavedView

if TYPE_CHECKING:
    from yakuba.platform.office.models import Account

MOST_VIEWS: Final = 20
LONGEST_TITLE: Final = 20
LONGEST_QUERY: Final = 500


def is_dense(account: "Account") -> bool:
    """Return whether the account wants the rows close together."""
    return ListSetting.objects.filter(account=account, is_dense=True).exists()


def do(register: Register, account: "Account", asked: QueryDict) -> str:
    """Do what a form of the list asks for, and return the words to say; empty: nothing to say."""
    if asked.get("do") == "keep":
        return keep_view(register, account, asked.get("title", ""), asked.get("query", ""))
    if asked.get("do") == "forget" and asked.get("view", "").isdecimal():
        mine = SavedView.objects.filter(account=account, register=register.code)
        mine.filter(pk=str(asked.get("view"))).delete()
        return _("見方を消しました。")
    if asked.get("do") in {"dense", "wide"}:
        ListSetting.objects.update_or_create(
            account=account, defaults={"is_dense": asked["do"] == "dense"}
        )
    return ""


def keep_view(register: Register, account: "Account", title: str, query: str) -> str:
    """Keep the conditions of a list under a name, over those of that name before."""
    name = title.strip()[:LONGEST_TITLE]
    mine = SavedView.objects.filter(account=account, register=register.code)
    if not name:
        return _("見方の名前を入れてください。")
    if len(query) > LONGEST_QUERY:
        return _("条件が長すぎて保存できません。条件を減らしてください。")
    if mine.count() >= MOST_VIEWS and not mine.filter(title=name).exists():
        return _("見方は20まで保存できます。使わないものを消してください。")
    SavedView.objects.update_or_create(
        account=account, register=register.code, title=name, defaults={"query": query}
    )
    return _("見方「%(name)s」を保存しました。") % {"name": name}
