"""What of the voices waits for whom."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from yakuba.modules.voices.choices import State
from yakuba.modules.voices.register import VOICES
from yakuba.platform.registers.dues import overdue
from yakuba.platform.registers.scope import rows, visible_to

if TYPE_CHECKING:
    from yakuba.platform.office.actors import Actor

OPEN = (State.RECEIVED, State.ASSIGNED, State.LOOKING, State.DRAFTED, State.APPROVED)
WAITING = (State.DRAFTED, State.DECLINING)
MOST = 50


@dataclass(frozen=True, slots=True)
class Group:
    """Voices that wait for the same thing."""

    title: str
    empty: str
    voices: list[Any]
    total: int


def seen_by(actor: "Actor") -> QuerySet[Any]:
    """Return the voices that the actor may read: of the own sections as lead, helper or desk."""
    return rows(VOICES, actor)


def groups(actor: "Actor", today: date) -> list[Group]:
    """Return what waits for the actor, the most pressing first."""
    seen = seen_by(actor).order_by("answer_by", "received_on", "pk")
    mine = visible_to(VOICES, actor, "record.write")
    late = overdue(VOICES, today)
    approve = visible_to(VOICES, actor, "record.approve")
    each = (
        (_("確認待ち"), _("続けて届いて確認を待つこえはありません。"), Q(is_held=True) & mine),
        (
            _("担当を決める"),
            _("担当を待つこえはありません。"),
            Q(state=State.RECEIVED, is_held=False) & mine,
        ),
        (_("決裁を待っている"), _("決裁を待つこえはありません。"), Q(state__in=WAITING) & approve),
        (_("期限を過ぎた"), _("遅れているこえはありません。"), late),
        (_("手もとにある"), _("手もとのこえはありません。"), Q(state__in=OPEN[1:]) & mine),
    )
    return [_group(title, empty, seen.filter(wanted)) for title, empty, wanted in each]


def _group(title: str, empty: str, found: QuerySet[Any]) -> Group:
    return Group(title, empty, list(found[:MOST]), found.count())
