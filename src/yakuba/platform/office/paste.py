"""Staff and sections pasted from Excel: read, shown with every problem, then all rows or none.

Columns: 課, 氏名, フリガナ, 職員番号, 職名, 役割; a head row is optional.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext as _

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.kernel.text import (
    find_individual_number,
    find_private_characters,
    name_character,
    normalize_key,
)
from yakuba.platform.audit.services import record
from yakuba.platform.office.models import (
    Account,
    Assignment,
    Person,
    Post,
    Section,
    fold_login_name,
)
from yakuba.platform.office.posts import assignments_on, end_assignment
from yakuba.platform.office.rights import Role, require

if TYPE_CHECKING:
    from yakuba.platform.office.actors import Actor

COLUMNS: Final = ("課", "氏名", "フリガナ", "職員番号", "職名", "役割")
_ALIASES: Final = {
    "所属": "課",
    "名前": "氏名",
    "ふりがな": "フリガナ",
    "番号": "職員番号",
    "役職": "職名",
}
_SEPARATORS: Final = str.maketrans("、，,・／/", "      ")
_LONGEST: Final = {"section": 60, "name": 60, "kana": 80, "login_name": 40, "title": 60}


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One pasted person; `line` counts from 1 as in the pasted text."""

    line: int
    section: str
    name: str
    kana: str
    login_name: str
    title: str
    roles: tuple[Role, ...]
    problems: tuple[Problem, ...] = ()
    is_new_section: bool = False
    is_known: bool = False

    @property
    def role_words(self) -> str:
        """Return the roles in words."""
        return "、".join(str(role.label) for role in self.roles)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a pasted text would do."""

    rows: tuple[StaffRow, ...]
    new_sections: tuple[str, ...] = field(default=())

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return all problems in the order of the rows."""
        return tuple(problem for row in self.rows for problem in row.problems)


def preview_staff(text: str, *, on: date) -> Preview:
    """Return what a tab-separated text would do on a day, with every row's problems.

    :raises YakubaError: if there is no row at all
    """
    rows = list(_read(text))
    if not rows:
        message = _("表がありません。")
        fix = _(
            "Excelで課・氏名・フリガナ・職員番号・職名・役割の列を選び、コピーして貼り付けてください。"
        )
        raise YakubaError(Problem("paste.empty", message, fix))
    sections = {section.name for section in Section.objects.all() if section.stands_on(on)}
    accounts = set(Account.objects.values_list("login_name", flat=True))
    twice = {name for name, n in Counter(row.login_name for row in rows).items() if n > 1} - {""}
    found = tuple(_judge(row, sections, accounts, twice) for row in rows)
    new = dict.fromkeys(row.section for row in found if row.is_new_section)
    return Preview(found, tuple(new))


@transaction.atomic
def store_staff(text: str, *, on: date, actor: "Actor") -> Preview:
    """Store the pasted staff from a day on: all rows or none; return what was stored.

    A known staff number moves: the present main post ends on the day before.

    :raises YakubaError: if any row has a problem
    :raises Forbidden: if the actor may not
    """
    require(actor, "account.write")
    preview = preview_staff(text, on=on)
    if preview.problems:
        raise YakubaError(*preview.problems)
    sections = _open_sections(preview, on)
    for row in preview.rows:
        _store(row, sections[row.section] if row.section else None, on)
    record("staff.paste", actor=actor, payload={"text": text, "on": on}, count=len(preview.rows))
    return preview


def _read(text: str) -> Iterator[StaffRow]:
    """Yield the rows; where the first line names the columns, in whatever order they stand."""
    order: tuple[str, ...] = ()
    for line, written in enumerate(text.splitlines(), start=1):
        cells = [cell.strip() for cell in written.split("\t")]
        if line == 1 and _column(cells[0]) in COLUMNS:
            order = tuple(_column(cell) for cell in cells)
        elif any(cells):
            yield _row(line, _arranged(cells, order) if order else cells)


def _column(head: str) -> str:
    name = normalize_key(head)
    return _ALIASES.get(name, name)


def _arranged(cells: list[str], order: tuple[str, ...]) -> list[str]:
    """Return the six cells in our order; columns of other names are not ours to store."""
    named = dict(zip(order, cells, strict=False))
    return [named.get(name, "") for name in COLUMNS]


def _row(line: int, cells: list[str]) -> StaffRow:
    problems = []
    if len(cells) > len(COLUMNS):
        message = _("列が%(n)s列あります。") % {"n": len(cells)}
        problems.append(_problem(line, "columns", message, _("6列にしてください。")))
    section, name, kana, number, title, words = (cells + [""] * len(COLUMNS))[: len(COLUMNS)]
    roles, unknown = read_roles(words)
    if unknown:
        message = _("役割「%(words)s」は分かりません。") % {"words": "、".join(unknown)}
        fix = _("使える役割：%(roles)s") % {"roles": "、".join(_role_words())}
        problems.append(_problem(line, "roles", message, fix))
    login_name = fold_login_name(number)
    return StaffRow(line, section, name, kana, login_name, title, roles, tuple(problems))


def read_roles(words: str) -> tuple[tuple[Role, ...], list[str]]:
    """Return the roles that words name (label or code), and the words that name none."""
    known = {str(role.label): role for role in Role if role is not Role.PUBLIC}
    known |= {role.value: role for role in Role if role is not Role.PUBLIC}
    parts = normalize_key(words.translate(_SEPARATORS)).split()
    found = dict.fromkeys(known[part] for part in parts if part in known)
    return tuple(found), [part for part in parts if part not in known]


def _judge(row: StaffRow, sections: set[str], accounts: set[str], twice: set[str]) -> StaffRow:
    problems = [*row.problems, *_missing(row), *_too_long(row), *_unfit(row)]
    if row.login_name in twice:
        message = _("職員番号「%(number)s」が表に2回あります。") % {"number": row.login_name}
        problems.append(_problem(row.line, "login_name", message, _("どちらかを直してください。")))
    return StaffRow(
        row.line,
        row.section,
        row.name,
        row.kana,
        row.login_name,
        row.title,
        row.roles,
        problems=tuple(problems),
        is_new_section=bool(row.section) and row.section not in sections,
        is_known=row.login_name in accounts,
    )


def _missing(row: StaffRow) -> Iterator[Problem]:
    if not row.name:
        yield _problem(row.line, "name", _("氏名がありません。"), _("氏名を入れてください。"))
    if not row.title:
        yield _problem(row.line, "title", _("職名がありません。"), _("職名を入れてください。"))
    needs_section = {Role.WRITER, Role.HEAD} & set(row.roles)
    if needs_section and not row.section:
        message = _("担当者と所属長には課が要ります。")
        yield _problem(row.line, "section", message, _("課を入れてください。"))


def _too_long(row: StaffRow) -> Iterator[Problem]:
    for name, longest in _LONGEST.items():
        if len(getattr(row, name)) > longest:
            message = _("%(longest)s文字を超えています。") % {"longest": longest}
            yield _problem(row.line, name, message, _("短くしてください。"))


def _unfit(row: StaffRow) -> Iterator[Problem]:
    """Yield what no cell may hold: an Individual Number (番号法9条), characters of private use."""
    cells = (row.section, row.name, row.kana, row.login_name, row.title)
    if any(find_individual_number(cell) for cell in cells):
        message = _("個人番号（マイナンバー）と思われる12桁の数字があります。")
        yield _problem(row.line, "individual-number", message, _("消してください。"))
    if found := find_private_characters("".join(cells)):
        message = _("外字 %(character)s があります。") % {"character": name_character(found[0])}
        fix = _("ほかのパソコンでは読めません。同じ読みの字か、かなで書いてください。")
        yield _problem(row.line, "private-character", message, fix)


def _problem(line: int, code: str, message: str, fix: str) -> Problem:
    where = _("%(line)s行目：") % {"line": line}
    return Problem(f"paste.{code}", where + message, fix, str(line))


def _role_words() -> Iterable[str]:
    return (str(role.label) for role in Role if role not in {Role.PUBLIC, Role.HOST})


def _open_sections(preview: Preview, on: date) -> dict[str, Section]:
    """Return the standing sections by name, the new ones added behind the others."""
    standing = {s.name: s for s in Section.objects.all() if s.stands_on(on)}
    last = max((section.position for section in standing.values()), default=0)
    for n, name in enumerate(preview.new_sections, start=1):
        code = f"{on:%Y}-{last + n:02}"
        standing[name] = Section.objects.create(
            code=code, name=name, position=last + n, valid_from=on
        )
    return standing


def _store(row: StaffRow, section: Section | None, on: date) -> None:
    person = _person(row)
    roles = [role.value for role in row.roles]
    posts = [p for p in Post.objects.filter(section=section, title=row.title) if p.roles == roles]
    post = posts[0] if posts else Post.objects.create(section=section, title=row.title, roles=roles)
    held = list(assignments_on(on).filter(person=person, kind=Assignment.Kind.MAIN))
    if any(assignment.post_id == post.pk for assignment in held):
        return
    for assignment in held:
        end_assignment(assignment, on)
    Assignment.objects.create(person=person, post=post, valid_from=on)


def _person(row: StaffRow) -> Person:
    """Return the person of the row's staff number, made anew or with the name as pasted."""
    account = None
    if row.login_name:
        account = Account.objects.filter(login_name=row.login_name).first()
        account = account or Account.objects.create_user(row.login_name)
    person = Person.objects.filter(account=account).first() if account else None
    person = person or Person(account=account)
    if (person.name, person.kana) != (row.name, row.kana):
        person.name, person.kana = row.name, row.kana
        person.save()
    return person
