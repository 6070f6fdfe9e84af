"""Names of sections as of a day, and what becomes of sections: rename, merge, split.

A change makes new sections and leaves the old ones with the name they had: FY2021 pages show the
section of FY2021, with today's name in brackets (domain/1 §10.2, 16).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext as _

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform import clock
from yakuba.platform.audit.services import record
from yakuba.platform.db import save_version
from yakuba.platform.office.models import Assignment, Post, Section, SectionSuccession
from yakuba.platform.office.rights import require

if TYPE_CHECKING:
    from yakuba.platform.office.actors import Actor

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SectionName:
    """A section's name on a day, in English (may be empty), and today's name if it differs."""

    name: str
    name_en: str = ""
    now: str | None = None

    def __str__(self) -> str:
        return self.name if self.now is None else _("%s（現 %s）") % (self.name, self.now)


@dataclass(frozen=True, slots=True)
class NewSection:
    """What a new section is to be called."""

    code: str
    name: str
    name_en: str = ""


class SectionNames:
    """All sections' names, read once by two queries: for pages with many of them."""

    def __init__(self) -> None:
        self._sections = {section.pk: section for section in Section.objects.all()}
        self._after: dict[int, list[int]] = defaultdict(list)
        self._before: dict[int, list[int]] = defaultdict(list)
        pairs = SectionSuccession.objects.values_list("predecessor_id", "successor_id")
        for before, after in pairs:
            self._after[before].append(after)
            self._before[after].append(before)

    def name(self, section_id: int, on: date) -> SectionName:
        """Return the name of the section on a day, with today's name where it is another."""
        then = self._sections[self._on(section_id, on)]
        now = "・".join(self._sections[pk].name for pk in self._standing(then.pk, clock.today()))
        return SectionName(then.name, then.name_en, now if now and now != then.name else None)

    def today(self) -> list[Section]:
        """Return the sections that stand today, in their order."""
        return [s for s in self._sections.values() if s.stands_on(clock.today())]

    def _on(self, section_id: int, on: date) -> int:
        """Return the section, or the one it was or became that stood on the day, if only one."""
        if self._sections[section_id].stands_on(on):
            return section_id
        ahead = self._sections[section_id].valid_from <= on
        others = self._walk(section_id, self._after if ahead else self._before)
        standing = [pk for pk in others if self._sections[pk].stands_on(on)]
        return standing[0] if len(standing) == 1 else section_id

    def _standing(self, section_id: int, day: date) -> list[int]:
        ways = [section_id, *self._walk(section_id, self._after)]
        return [pk for pk in ways if self._sections[pk].stands_on(day)]

    def _walk(self, section_id: int, ways: Mapping[int, list[int]]) -> list[int]:
        found: list[int] = []
        waiting = list(ways.get(section_id, ()))
        while waiting:
            section = waiting.pop(0)
            if section not in found:
                found.append(section)
                waiting.extend(ways.get(section, ()))
        return found


def section_name(section: Section, on: date) -> SectionName:
    """Return the name of one section on a day; for many, make one `SectionNames`."""
    return SectionNames().name(section.pk, on)


def section_label(section: Section, on: date) -> str:
    """Return the name of that day with today's in brackets: 税務町民課（現 税務課）."""
    return str(section_name(section, on))


def rename_section(section: Section, new: NewSection, *, on: date, actor: "Actor") -> Section:
    """Let a section go on under a new name from a day; its people move with it."""
    return _succeed([section], [new], kind=SectionSuccession.Kind.RENAME, on=on, actor=actor)[0]


def merge_sections(
    sections: Sequence[Section], new: NewSection, *, on: date, actor: "Actor"
) -> Section:
    """Let several sections go on as one from a day; their people move with them."""
    return _succeed(sections, [new], kind=SectionSuccession.Kind.MERGE, on=on, actor=actor)[0]


def split_section(
    section: Section, new: Sequence[NewSection], *, on: date, actor: "Actor"
) -> list[Section]:
    """Let a section go on as several from a day; who goes where is set by hand."""
    return _succeed([section], new, kind=SectionSuccession.Kind.SPLIT, on=on, actor=actor)


@transaction.atomic
def _succeed(
    old: Sequence[Section],
    new: Sequence[NewSection],
    *,
    kind: SectionSuccession.Kind,
    on: date,
    actor: "Actor",
) -> list[Section]:
    """Close the old sections on the day before, open the new ones and write the succession.

    :raises YakubaError: if an old section does not stand on the day before
    :raises Forbidden: if the actor may not
    """
    require(actor, "office.write")
    problems = [problem for section in old if (problem := _refuse_end(section, on))]
    if problems:
        raise YakubaError(*problems)
    made = [_open(part, old[0], on) for part in new]
    for section in old:
        section.valid_to = on - _DAY
        save_version(section, section.version)
        for successor in made:
            SectionSuccession.objects.create(
                predecessor=section, successor=successor, on=on, kind=kind
            )
        if len(made) == 1:
            _move_posts(section, made[0], on)
    names = {"from": [s.name for s in old], "to": [s.name for s in made], "on": on, "kind": kind}
    record("section.succession", actor=actor, thing=made[0], payload=names, count=len(made))
    return made


def _open(new: NewSection, like: Section, on: date) -> Section:
    return Section.objects.create(
        code=new.code,
        name=new.name,
        name_en=new.name_en,
        kind=like.kind,
        position=like.position,
        valid_from=on,
    )


def _move_posts(old: Section, new: Section, on: date) -> None:
    """Give the new section the posts of the old one, and their holders from the day on."""
    for post in Post.objects.filter(section=old):
        same = Post.objects.create(
            section=new, title=post.title, roles=post.roles, position=post.position
        )
        for assignment in Assignment.objects.filter(post=post).exclude(valid_to__lt=on):
            _continue(assignment, same, on)


def _continue(assignment: Assignment, post: Post, on: date) -> None:
    """Let an assignment go on in another post from a day; one that begins later just moves."""
    if assignment.valid_from >= on:
        assignment.post = post
    else:
        Assignment.objects.create(
            person=assignment.person,
            post=post,
            valid_from=on,
            valid_to=assignment.valid_to,
            kind=assignment.kind,
        )
        assignment.valid_to = on - _DAY
    save_version(assignment, assignment.version)


def _refuse_end(section: Section, on: date) -> Problem | None:
    if section.valid_to is None and section.valid_from < on:
        return None
    message = _("%(name)s は、その日の前日には置かれていないか、すでに終わっています。")
    return Problem(
        "section.not-standing", message % {"name": section.name}, _("期日を確かめてください。")
    )
