"""Declaring indicators: a function that selects records, and a pure rule that counts them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Protocol

from django.db.models import QuerySet
from django.utils.functional import Promise

from yakuba.kernel.evidence import Outcome, Scope
from yakuba.kernel.problems import Problem, YakubaError

Text = str | Promise
Values = tuple[Any, ...]
Rule = Callable[[Sequence[Values], Scope], Outcome]


class HasCode(Protocol):
    """What an indicator needs of a register: the code by which its lists are found."""

    @property
    def code(self) -> str:
        """Return the code."""


class Better(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Selected:
    """The records that an indicator read, and the fields whose values its rule is given."""

    records: QuerySet[Any]
    fields: tuple[str, ...]


Select = Callable[[Scope], Selected]


@dataclass(frozen=True, slots=True)
class Definition:
    """A declared indicator.

    `title` and `definition` are sentences for residents; `month_of` names the field by whose
    month the trail shows totals, `section_of` the one that names a record's section, which the
    rule is not given; a changed rule gets a new `version`.
    """

    code: str
    register: HasCode
    title: Text
    definition: Text
    unit: str
    better: Better
    rule: Rule
    select: Select
    numerator_name: Text = ""
    denominator_name: Text = ""
    part_unit: str = ""
    month_of: str = ""
    section_of: str = ""
    decimals: int = 1
    version: int = 1


DEFINITIONS: Final[dict[str, Definition]] = {}


def indicator(
    code: str,
    *,
    register: HasCode,
    title: Text,
    definition: Text,
    unit: str,
    better: Better,
    rule: Rule,
    numerator_name: Text = "",
    denominator_name: Text = "",
    part_unit: str = "",
    month_of: str = "",
    section_of: str = "",
    decimals: int = 1,
    version: int = 1,
) -> Callable[[Select], Select]:
    """Declare the decorated function as the selection of an indicator.

    :raises ValueError: if the code is declared twice
    """

    def declare(select: Select) -> Select:
        made = Definition(
            code=code,
            register=register,
            title=title,
            definition=definition,
            unit=unit,
            better=better,
            rule=rule,
            select=select,
            numerator_name=numerator_name,
            denominator_name=denominator_name,
            part_unit=part_unit,
            month_of=month_of,
            section_of=section_of,
            decimals=decimals,
            version=version,
        )
        return _add(made)

    return declare


def _add(definition: Definition) -> Select:
    code = definition.code
    if code in DEFINITIONS:
        raise ValueError(f"indicator({code!r}) is declared twice")
    DEFINITIONS[code] = definition
    return definition.select


def find(code: str) -> Definition:
    """Return the declared indicator of a code.

    :raises YakubaError: if no module declares it
    """
    if code not in DEFINITIONS:
        message = f"指標の計算「{code}」は、このプログラムにありません。"
        fix = f"使えるもの：{'、'.join(sorted(DEFINITIONS)) or 'なし'}"
        raise YakubaError(Problem("evidence.unknown", message, fix))
    return DEFINITIONS[code]
