"""Indicators of what a register received in a fiscal year: alike but for title, rule and fields."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from yakuba.core.evidence.definitions import Better, Rule, Select, Selected, Text, indicator
from yakuba.kernel.evidence import Scope

if TYPE_CHECKING:
    from yakuba.platform.registers import Register

YEAR: Final = timedelta(days=365)


def year_of(
    register: "Register", day: str, fields: tuple[str, ...], *, years_before: int = 0
) -> Select:
    """Return the selection of the records whose day lies in the year, or some years before."""

    def select(scope: Scope) -> Selected:
        """Select the records of the year, with the fields that the rule is given."""
        first, last = scope.year.span
        span = (first - years_before * YEAR, last)
        records = register.model._default_manager.filter(**{f"{day}__range": span})
        return Selected(records, fields)

    return select


@dataclass(frozen=True, slots=True)
class Yearly:
    """The indicators of a register's records by the day on which they came.

    Codes begin with `prefix`; `section` is the way to the name of a record's section, `unit` what
    one record is counted in.
    """

    register: "Register"
    prefix: str
    day: str
    section: str
    unit: Text

    def share(self, code: str, *words: Text, **how: Any) -> None:
        """Declare a share in percent: title, definition, names of both numbers."""
        title, definition, part, whole = words
        names: dict[str, Any] = {
            "numerator_name": part,
            "denominator_name": whole,
            "part_unit": self.unit,
            **how,
        }
        self.declare(code, title, definition, "%", **names)

    def days(self, code: str, title: Text, definition: Text, **how: Any) -> None:
        """Declare a number of days, the fewer the better."""
        self.declare(code, title, definition, "日", **{"better": Better.DOWN, **how})

    def declare(
        self,
        code: str,
        title: Text,
        definition: Text,
        unit: str,
        *,
        rule: Rule | Callable[..., Any],
        fields: tuple[str, ...],
        better: Better = Better.UP,
        years_before: int = 0,
        **more: Any,
    ) -> None:
        """Declare any other number."""
        declared = indicator(
            f"{self.prefix}.{code}",
            register=self.register,
            title=title,
            definition=definition,
            unit=unit,
            better=better,
            rule=rule,
            month_of=self.day,
            section_of=self.section,
            **more,
        )
        declared(year_of(self.register, self.day, fields, years_before=years_before))
