"""Who acts: an account with the posts that its person holds today."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from yakuba.kernel.problems import Problem
from yakuba.platform.office.models import Account, Assignment, Person, SectionSuccession
from yakuba.platform.office.rights import Role, known_roles
from yakuba.platform.office.town import town


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post held today.

    `own_section_ids` holds its section and those that became it: what 税務町民課 left unfinished
    on 31 March belongs to its successor on 1 April.
    """

    id: int
    title: str
    section_id: int | None
    section_name: str
    roles: tuple[Role, ...]
    own_section_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class Actor:
    """An account, its person (None: nobody registered) and what that person may do today."""

    account: Account
    person: Person | None
    posts: tuple[HeldPost, ...]
    acting_section_id: int | None = None

    def __str__(self) -> str:
        return " ".join(part for part in (self.section_name, self.post_title, self.name) if part)

    @property
    def name(self) -> str:
        """Return the person's name, else the login name."""
        return self.person.name if self.person else self.account.login_name

    @property
    def roles(self) -> frozenset[Role]:
        """Return the roles of all posts together."""
        return frozenset(role for post in self.posts for role in post.roles)

    @property
    def sections(self) -> dict[int, str]:
        """Return the sections of the posts, id to name, in the order of the posts."""
        return {post.section_id: post.section_name for post in self.posts if post.section_id}

    @property
    def section_ids(self) -> frozenset[int]:
        """Return all own sections, with those that became them."""
        return frozenset[int]().union(*(post.own_section_ids for post in self.posts))

    @property
    def section_id(self) -> int | None:
        """Return the section acted for: the chosen one, else that of the first post."""
        if self.acting_section_id in self.sections:
            return self.acting_section_id
        return next(iter(self.sections), None)

    @property
    def section_name(self) -> str:
        """Return the name of the section acted for, empty without one."""
        return self.sections[self.section_id] if self.section_id else ""

    @property
    def post_title(self) -> str:
        """Return the title of the post in the section acted for."""
        titles = [post.title for post in self.posts if post.section_id == self.section_id]
        return titles[0] if titles else ""


def actor_of(account: Account, on: date, acting_section_id: int | None = None) -> Actor:
    """Return the actor that an account is on a day, by three queries at most."""
    held = list(
        Assignment.objects.filter(person__account=account)
        .filter(valid_from__lte=on)
        .filter(Q(valid_to=None) | Q(valid_to__gte=on))
        .select_related("person", "post__section")
        .order_by("kind", "post__position", "id")
    )
    person = held[0].person if held else Person.objects.filter(account=account).first()
    origins = _origins() if held else {}
    posts = tuple(_held_post(assignment, origins) for assignment in _main_first(held))
    return Actor(account, person, posts, acting_section_id)


def may_approve(actor: Actor, writer_account_id: int | None) -> Problem | None:
    """Return why the actor may not approve a draft of that writer (None: nobody wrote it).

    A draft is not approved by its writer, unless the town allows one-person sections (domain/1
    §10.2, 9); then the caller flags it.
    """
    if writer_account_id != actor.account.pk or town().one_person_section:
        return None
    return Problem(
        "approve.own-draft",
        _("自分が書いたものを自分で提出することはできません。"),
        _("ほかの所属長か、代理の職にある人に提出を頼んでください。"),
    )


def is_one_person(actor: Actor, writer_account_id: int | None) -> bool:
    """Return whether writer and approver are the same, which the sheet must show."""
    return writer_account_id == actor.account.pk


def _main_first(held: Iterable[Assignment]) -> list[Assignment]:
    return sorted(held, key=lambda assignment: assignment.kind != Assignment.Kind.MAIN)


def _held_post(assignment: Assignment, origins: Mapping[int, set[int]]) -> HeldPost:
    post = assignment.post
    return HeldPost(
        id=post.pk,
        title=post.title,
        section_id=post.section_id,
        section_name=post.section.name if post.section else "",
        roles=known_roles(post.roles),
        own_section_ids=with_origins(post.section_id, origins),
    )


def _origins() -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    pairs = SectionSuccession.objects.values_list("successor_id", "predecessor_id")
    for successor, predecessor in pairs:
        found[successor].add(predecessor)
    return found


def with_origins(section_id: int | None, origins: Mapping[int, set[int]]) -> frozenset[int]:
    """Return a section and all that became it, however many steps ago."""
    waiting = [] if section_id is None else [section_id]
    found: set[int] = set()
    while waiting:
        section = waiting.pop()
        if section not in found:
            found.add(section)
            waiting.extend(origins.get(section, ()))
    return frozenset(found)
