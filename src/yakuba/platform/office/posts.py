"""Handing a post over: what its holder had open goes to the next one, for rights follow posts."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform.audit.services import record
from yakuba.platform.db import save_version
from yakuba.platform.office.models import Assignment, Person, Post
from yakuba.platform.office.rights import require

if TYPE_CHECKING:
    from yakuba.platform.office.actors import Actor


def assignments_on(day: date) -> QuerySet[Assignment]:
    """Return the assignments that hold on a day."""
    return Assignment.objects.filter(valid_from__lte=day).filter(
        Q(valid_to=None) | Q(valid_to__gte=day)
    )


@transaction.atomic
def hand_over(
    post: Post,
    person: Person,
    *,
    on: date,
    actor: "Actor",
    kind: Assignment.Kind = Assignment.Kind.MAIN,
) -> Assignment:
    """Let the holders of a post end on the day before and a person begin on the day.

    :raises YakubaError: if the person holds the post on that day already
    :raises Forbidden: if the actor may not
    """
    require(actor, "office.write")
    holders = list(assignments_on(on).filter(post=post))
    if any(holder.person_id == person.pk for holder in holders):
        message = _("%(name)s さんは、すでにこの職にあります。") % {"name": person.name}
        raise YakubaError(Problem("post.held", message, _("ほかの人を選んでください。"), "person"))
    for holder in holders:
        end_assignment(holder, on)
    begun = Assignment.objects.create(person=person, post=post, valid_from=on, kind=kind)
    names = {"from": [holder.person_id for holder in holders], "to": person.pk, "on": on}
    record("post.hand_over", actor=actor, thing=post, payload=names)
    return begun


def end_assignment(assignment: Assignment, on: date) -> None:
    """End an assignment on the day before; one that would begin that day or later is taken away."""
    if assignment.valid_from >= on:
        assignment.delete()
        return
    assignment.valid_to = on - timedelta(days=1)
    save_version(assignment, assignment.version)
