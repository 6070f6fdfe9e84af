"""What the office's pages list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from yakuba.platform.office.models import Assignment, Person, Section
from yakuba.platform.office.posts import assignments_on
from yakuba.platform.office.rights import known_roles


@dataclass(frozen=True, slots=True)
class Holder:
    """One person in one post."""

    assignment: Assignment
    roles: str


@dataclass(frozen=True, slots=True)
class Group:
    """A section with its holders; None holds the posts of the whole town."""

    section: Section | None
    holders: Sequence[Holder]


def holders(day: date) -> list[Group]:
    """Return the sections that stand on a day with who holds which post then (two queries)."""
    held = (
        assignments_on(day)
        .select_related("person", "post")
        .order_by("post__position", "kind", "pk")
    )
    by_section: dict[int | None, list[Holder]] = {}
    for assignment in held:
        roles = "、".join(str(role.label) for role in known_roles(assignment.post.roles))
        by_section.setdefault(assignment.post.section_id, []).append(Holder(assignment, roles))
    sections = [section for section in Section.objects.all() if section.stands_on(day)]
    groups = [Group(section, by_section.get(section.pk, [])) for section in sections]
    return [*groups, Group(None, by_section[None])] if None in by_section else groups


def people_with_accounts() -> QuerySet[Person]:
    """Return the people who have an account, in the order of their readings."""
    return Person.objects.exclude(account=None).select_related("account").order_by("kana", "pk")
