"""Whether a record may be stored: the model's own rules, and what no text may hold."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.translation import gettext as _

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.kernel.text import find_individual_number, find_private_characters, quote
from yakuba.platform.registers.declaration import Register
from yakuba.platform.registers.facts import field_of, label


def check_record(register: Register, record: Any, changed: Iterable[str]) -> None:
    """Refuse a record that breaks the model's rules, or a changed text that must not be stored.

    :raises YakubaError: with a problem for each field, placed at its name
    """
    problems = [*_text_problems(register, record, changed), *_model_problems(record)]
    if problems:
        raise YakubaError(*problems)


def text_problems(title: str, text: str, place: str | None = None) -> Iterator[Problem]:
    """Yield what no text may hold: an Individual Number, private characters."""
    if find_individual_number(text):
        message = _("%(title)sに個人番号（マイナンバー）と思われる12桁の数字があります。")
        fix = _("この数字を消してください。個人番号は入れられません。")
        yield Problem("record.individual-number", message % {"title": title}, fix, place)
    if found := find_private_characters(text):
        message = _("%(title)sに外字 %(character)s（%(code)s）があります。")
        words = {"title": title, "character": quote(found[0]), "code": f"U+{ord(found[0]):04X}"}
        fix = _("ほかのパソコンでは読めません。同じ読みの字か、かなで書いてください。")
        yield Problem("record.private-character", message % words, fix, place)


def _text_problems(register: Register, record: Any, changed: Iterable[str]) -> Iterator[Problem]:
    for name in changed:
        if isinstance(field_of(register, name), models.CharField | models.TextField):
            yield from text_problems(label(register, name), str(getattr(record, name) or ""), name)


def _model_problems(record: Any) -> Iterator[Problem]:
    wrong = set()
    try:
        record.full_clean(validate_constraints=False)
    except ValidationError as refused:
        wrong = set(refused.message_dict)
        yield from _problems(refused)
    try:
        record.validate_constraints(exclude=wrong | _of_the_program(record._meta.model))
    except ValidationError as refused:
        yield from _problems(refused)


def _problems(refused: ValidationError) -> Iterator[Problem]:
    for name, messages in refused.message_dict.items():
        place = None if name == NON_FIELD_ERRORS else name
        yield from (Problem("record.invalid", text, "", place) for text in messages)


@cache
def _of_the_program(model: Any) -> frozenset[str]:
    """Return the fields of unique constraints that no person fills in; the database checks them."""
    meta = model._meta
    unique = (c.fields for c in meta.constraints if isinstance(c, models.UniqueConstraint))
    own = [set(names) for names in unique if not any(meta.get_field(n).editable for n in names)]
    return frozenset[str]().union(*own)
