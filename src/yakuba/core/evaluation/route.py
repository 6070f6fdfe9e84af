"""The way of a report through the office, for its pages: who comes next, and what was done."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from yakuba.core.evaluation.flow import SHEET_FLOW, SheetState
from yakuba.core.evaluation.models import Sheet, SheetStep
from yakuba.platform.office.models import Assignment, Post
from yakuba.platform.office.rights import Role

# Where the report is while it stands in a state: the place in the route.
_PLACES = {
    SheetState.PROPOSED: 1,
    SheetState.SUBMITTED: 2,
    SheetState.CHECKED: 3,
}


@dataclass(frozen=True, slots=True)
class Stop:
    """One box of the route: who, doing what.  `state` is done, now or empty."""

    name: str
    work: str
    state: str


def route_of(sheet: Sheet) -> list[Stop]:
    """Return the four stops of a report: writer, head, secretariat, headquarters."""
    person = getattr(sheet.writer, "person", None)
    section = sheet.section.name
    stops = (
        (person.name if person else section, _("起案")),
        (_head_of(sheet) or _("{section}の長").format(section=section), _("決裁")),
        (_("事務局"), _("確認")),
        (_("推進本部"), _("了承")),
    )
    place = _PLACES.get(SheetState(sheet.state), 0)
    if sheet.accepted_on and sheet.state != SheetState.RETURNED:
        place = len(stops)
    words = ["done"] * place + ["now"] + [""] * len(stops)
    return [Stop(name, work, words[at]) for at, (name, work) in enumerate(stops)]


def _head_of(sheet: Sheet) -> str:
    """Return who heads the section now, empty if nobody is registered."""
    posts = [p for p in Post.objects.filter(section=sheet.section) if Role.HEAD in p.roles]
    held = Assignment.objects.filter(post__in=posts, valid_to=None).select_related("person")
    found = held.order_by("pk").first()
    return found.person.name if found else ""


@dataclass(frozen=True, slots=True)
class Done:
    """One step that was taken, in words."""

    step: SheetStep
    who: str
    label: str


def course(sheet: Sheet) -> list[Done]:
    """Return the steps that were taken, the newest first."""
    labels = {step.name: str(step.label) for step in SHEET_FLOW.steps}
    rows = sheet.steps.select_related("account__person").order_by("-pk")
    return [Done(row, _who(row), labels.get(row.name, row.name)) for row in rows]


def _who(step: SheetStep) -> str:
    person = getattr(step.account, "person", None)
    name = person.name if person else str(step.account or "")
    return f"{step.office} {name}".strip()
