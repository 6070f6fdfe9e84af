"""The demo town's office: town, sections, people, posts and accounts."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.contrib.auth.hashers import make_password

from yakuba.platform.office.models import (
    Account,
    Assignment,
    Person,
    Post,
    Section,
    SectionSuccession,
    Town,
)
from yakuba.site.demo import facts

PASSWORD: Final = "mihon-2024-machi"  # noqa: S105 (shown to everybody who starts the demo town)


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account to try: how to sign in, whose it is, and the posts of that person today."""

    login_name: str
    password: str
    name: str
    posts: tuple[str, ...]


def build_office() -> None:
    """Store town, sections, people with their posts, and accounts that share one password."""
    office = facts.read("office")
    Town(pk=1, **office["town"]).save()
    _build_sections(office["sections"], office["opened_on"])
    password = make_password(PASSWORD)
    for person in office["people"]:
        _build_person(person, office["opened_on"], password)


def _build_sections(rows: list[facts.Facts], opened_on: date) -> None:
    stored: dict[str, Section] = {}
    for position, row in enumerate(rows, 1):
        fields = {key: value for key, value in row.items() if key != "renames"}
        section = Section(position=position, **{"valid_from": opened_on, **fields})
        section.save()
        stored[section.name] = section
        if before := row.get("renames"):
            SectionSuccession(
                predecessor=stored[before],
                successor=section,
                on=section.valid_from,
                kind=SectionSuccession.Kind.RENAME,
            ).save()


def _build_person(row: facts.Facts, opened_on: date, password: str) -> None:
    person = Person(name=row["name"], kana=row["kana"])
    if "login" in row:
        account = Account(login_name=row["login"], password=password)
        account.is_active = not row.get("left", False)
        account.save()
        person.account = account
    person.save()
    for held in row["posts"]:
        assignment = Assignment(person=person, post=_post(held))
        assignment.valid_from = held.get("from", opened_on)
        assignment.valid_to = held.get("to")
        assignment.save()


def _post(held: facts.Facts) -> Post:
    """Return the post, which a predecessor may have held before."""
    section = Section.objects.get(name=held["section"]) if "section" in held else None
    post = Post.objects.filter(section=section, title=held["title"]).first()
    if post is None:
        post = Post(section=section, title=held["title"], roles=held["roles"])
        post.save()
    return post


def demo_accounts() -> list[DemoAccount]:
    """Return the accounts that a visitor may try, in the order of the file."""
    return [
        DemoAccount(row["login"], PASSWORD, row["name"], _titles(row))
        for row in facts.read("office")["people"]
        if "login" in row and not row.get("left")
    ]


def _titles(row: facts.Facts) -> tuple[str, ...]:
    return tuple(
        f"{held.get('section', '')} {held['title']}".strip()
        for held in row["posts"]
        if "to" not in held
    )
