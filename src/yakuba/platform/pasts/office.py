"""The office as it was on a day: what a section was called, who held a role in it."""

from dataclasses import dataclass, field
from datetime import date

from yakuba.platform.office.models import Assignment, Section


@dataclass(slots=True)
class Office:
    """Sections and people of past days, each asked for once."""

    sections: dict[str, Section] = field(default_factory=dict)
    people: dict[tuple[int, str, date], int | None] = field(default_factory=dict)

    def section(self, name: str) -> Section:
        """Return the section of a name."""
        if name not in self.sections:
            self.sections[name] = Section.objects.get(name=name)
        return self.sections[name]

    def account(self, section: Section, role: str, day: date) -> int | None:
        """Return the account of who had a role in a section on a day, None if nobody with one."""
        key = (section.pk, role, day)
        if key not in self.people:
            held = Assignment.objects.filter(post__section=section, valid_from__lte=day)
            rows = held.exclude(valid_to__lt=day).select_related("post", "person").order_by("pk")
            fit = [row.person.account_id for row in rows if role in row.post.roles]
            self.people[key] = next((each for each in fit if each), None)
        return self.people[key]
