"""Form fields for Japanese input: full-width digits, commas, △, eras.

Each keeps what was typed when it refuses it, and refuses with the sentence of the kernel.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.numbers import (
    YEN_UNITS,
    format_number,
    parse_integer,
    parse_number,
    parse_yen,
    round_half_up,
)
from yakuba.kernel.problems import Problem, YakubaError
from yakuba.kernel.text import find_private_characters, name_character
from yakuba.kernel.wareki import format_date, parse_date, parse_fiscal_year, parse_year
from yakuba.platform import clock
from yakuba.platform.ui.sentences import spoken_problem

Value = TypeVar("Value")

MESSAGES: Final[dict[str, Any]] = {
    "required": _("入力してください。"),
    "min_value": _("%(limit_value)s以上で入力してください。"),
    "max_value": _("%(limit_value)s以下で入力してください。"),
    "max_digits": _("%(max)s桁までで入力してください。"),
    "max_decimal_places": _("小数は%(max)s桁までで入力してください。"),
    "max_whole_digits": _("整数の部分は%(max)s桁までで入力してください。"),
}


def refuse_private_characters(text: str) -> None:
    """Do nothing if other machines can show a text; every text field asks this (see `apps`).

    :raises ValidationError: naming the first character that they cannot show
    """
    if found := find_private_characters(text):
        message = _(
            "外字 %(character)s があります。ほかのパソコンでは読めません。"
            "同じ読みの字か、かなで書いてください。"
        )
        words = {"character": name_character(found[0])}
        raise ValidationError(message, code="private-character", params=words)


class JapaneseIntegerField(forms.IntegerField):
    """A whole number: １，２３４ △5 (5)."""

    widget = forms.TextInput
    default_error_messages = MESSAGES

    def to_python(self, value: Any) -> int | None:
        """Return the number, None if nothing was typed."""
        return _read(parse_integer, value, int)

    def prepare_value(self, value: Any) -> Any:
        """Return a stored number with commas, and typed text as it was typed."""
        return _shown(value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Return the attributes of the control."""
        return _number_attrs(self, "numeric")


class JapaneseDecimalField(forms.DecimalField):
    """A number with decimals: ９７．０ △1.5 12.5%."""

    widget = forms.TextInput
    default_error_messages = MESSAGES

    def to_python(self, value: Any) -> Any:
        """Return the number, None if nothing was typed."""
        return _read(parse_number, value, Decimal)

    def prepare_value(self, value: Any) -> Any:
        """Return a stored number with commas, and typed text as it was typed."""
        return _shown(value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Return the attributes of the control."""
        return _number_attrs(self, "decimal")


class YenField(JapaneseIntegerField):
    """An amount, typed in the unit (円, 千円, 百万円, 億円) and kept in yen.

    A unit that is typed wins over the field's: 5千円 is 5,000 yen everywhere.  Limits are in yen.
    """

    def __init__(self, unit: str = "円", **options: Any) -> None:
        self.unit = unit
        super().__init__(**options)

    def to_python(self, value: Any) -> int | None:
        """Return yen, None if nothing was typed."""
        return _read(lambda text: parse_yen(text, self.unit), value, int)

    def prepare_value(self, value: Any) -> Any:
        """Return a stored amount in the field's unit, exact: 1,234.567."""
        if not isinstance(value, int):
            return value
        amount = round_half_up(Fraction(value, YEN_UNITS[self.unit]), 8).normalize()
        return format_number(amount)


class FiscalYearFormField(forms.Field):
    """A fiscal year: 令和3年度, R3, 2021; ３ is the year of that number nearest to today."""

    widget = forms.TextInput
    default_error_messages = MESSAGES

    def to_python(self, value: Any) -> FiscalYear | None:
        """Return the year, None if nothing was typed."""
        near = FiscalYear.of(clock.today())
        return _read(lambda text: parse_fiscal_year(text, near), value, FiscalYear)

    def prepare_value(self, value: Any) -> Any:
        """Return a stored year in words."""
        return value.wareki if isinstance(value, FiscalYear) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Return the attributes of the control."""
        return _text_attrs("yk-in--s")


class JapaneseDateField(forms.Field):
    """A date in one line, for tables: 令和6年6月10日, R6.6.10, 2024-06-10."""

    widget = forms.TextInput
    default_error_messages = MESSAGES

    def to_python(self, value: Any) -> date | None:
        """Return the day, None if nothing was typed."""
        return _read(parse_date, value, date)

    def prepare_value(self, value: Any) -> Any:
        """Return a stored day in words."""
        return format_date(value) if isinstance(value, date) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Return the attributes of the control."""
        return _text_attrs("yk-in--date")


class DateParts(forms.MultiWidget):
    """Three labeled controls in one fieldset: year (令和6, R6, 2024, 6), month, day."""

    template_name = "ui/date_parts.html"
    labels: Final = (_("年"), _("月"), _("日"))

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        year = forms.TextInput(_text_attrs(""))
        month, day = (forms.TextInput(_text_attrs("", inputmode="numeric")) for _n in range(2))
        super().__init__({"year": year, "month": month, "day": day}, attrs)

    def decompress(self, value: Any) -> list[str]:
        """Return the three texts of a stored day."""
        if not isinstance(value, date):
            return ["", "", ""]
        year, month_and_day = format_date(value).split("年")
        month, day = month_and_day.removesuffix("日").split("月")
        return [year, month, day]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return what the template shows: each control with its label."""
        context = super().get_context(name, value, attrs)
        controls = context["widget"]["subwidgets"]
        context["widget"]["parts"] = [
            {"widget": control, "label": label}
            for control, label in zip(controls, self.labels, strict=True)
        ]
        return context


class DateTripleField(forms.Field):
    """A date as three controls; a whole date typed into the first is read too."""

    widget = DateParts
    default_error_messages = MESSAGES

    def to_python(self, value: Any) -> date | None:
        """Return the day, None if nothing was typed."""
        if value is None or isinstance(value, date):
            return value
        texts = [str(text or "").strip() for text in value]
        if not any(texts):
            return None
        return _read(lambda _all: _day_of_parts(*texts), texts, date)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Return the attributes of the three controls."""
        return {"class": "yk-in--xs"}


def _read(parse: Callable[[Any], Value], value: Any, kind: type[Value]) -> Value | None:
    """Return the parsed value; a value of the kind passes as it is.

    :raises ValidationError: with the kernel's sentence, if it cannot be read
    """
    if value is None or isinstance(value, kind) or (isinstance(value, str) and not value.strip()):
        return value if isinstance(value, kind) else None
    try:
        return parse(value)
    except YakubaError as failure:
        raise ValidationError(
            [
                ValidationError(str(spoken_problem(problem)), code=problem.code)
                for problem in failure.problems
            ]
        ) from failure


def _shown(value: Any) -> Any:
    return format_number(value) if isinstance(value, int | Decimal) else value


def _text_attrs(css: str, *, inputmode: str = "text") -> dict[str, Any]:
    attrs = {"inputmode": inputmode, "autocomplete": "off"}
    return attrs | {"class": css} if css else attrs


def _number_attrs(field: forms.IntegerField, inputmode: str) -> dict[str, Any]:
    """Return the attributes of a number; the keypads of phones have no minus and no △."""
    low = field.min_value
    is_positive = not callable(low) and low is not None and low >= 0
    return _text_attrs("yk-in--s", inputmode=inputmode if is_positive else "text")


def _day_of_parts(year: str, month: str, day: str) -> date:
    if not month and not day:
        return parse_date(year)
    for text, label in ((year, _("年")), (month, _("月")), (day, _("日"))):
        if not text:
            message = _("%(part)sが入力されていません。") % {"part": label}
            fix = _("%(part)sを入力してください。") % {"part": label}
            raise YakubaError(Problem("date-part-missing", message, fix))
    western, written = parse_year(year, clock.today().year), year.removesuffix("年")
    named = western if written.isdigit() else written
    return parse_date(f"{named}年{month.removesuffix('月')}月{day.removesuffix('日')}日")
