"""A small town for tests: two sections, and an account for any roles."""

from datetime import date

from yakuba.platform.office.models import Account, Assignment, Person, Post, Section, Town

FIRST_DAY = date(2020, 4, 1)


def make_town(**fields):
    """Return the stored town of the tests."""
    known = {"code": "063231", "name": "朝日町", "prefecture": "山形県"}
    return Town.objects.create(pk=1, **known | fields)


def make_section(code="tax", name="税務町民課", **fields):
    """Return a stored section that stands since 1 April 2020."""
    return Section.objects.create(code=code, name=name, **{"valid_from": FIRST_DAY} | fields)


def make_account(login_name, *roles, section=None, name="", valid_from=FIRST_DAY, valid_to=None):
    """Return an account whose person holds one post with the roles (none: no post)."""
    account = Account.objects.create(login_name=login_name, password="!")
    person = Person.objects.create(name=name or login_name, account=account)
    if roles:
        give_post(person, *roles, section=section, valid_from=valid_from, valid_to=valid_to)
    return account


def give_post(person, *roles, section=None, title="主事", valid_from=FIRST_DAY, valid_to=None):
    """Return a new assignment of the person to a new post with the roles."""
    post = Post.objects.create(section=section, title=title, roles=[str(role) for role in roles])
    return Assignment.objects.create(
        person=person, post=post, valid_from=valid_from, valid_to=valid_to
    )
