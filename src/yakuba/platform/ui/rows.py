"""The rows of an editable table as forms: one form a row, alike in a cell and in a pasted block."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Final, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.numbers import format_number
from yakuba.kernel.text import normalize_key
from yakuba.kernel.wareki import format_date
from yakuba.platform.db import FiscalYearField
from yakuba.platform.ui import fields

YES: Final = frozenset({"はい", "○", "〇", "1", "true", "レ", "有", "yes"})
NO: Final = frozenset({"", "いいえ", "×", "0", "false", "無", "no"})


class RowForm(forms.ModelForm[Any]):
    """One row; its hidden version tells whether somebody else stored the row in the meantime."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    hidden: ClassVar[tuple[str, ...]] = ("version",)
    row_title = ""

    def __init__(self, *args: Any, **options: Any) -> None:
        options["use_required_attribute"] = False
        super().__init__(*args, **options)
        self.initial["version"] = getattr(self.instance, "version", None)

    @property
    def changed_data(self) -> list[str]:
        """Return the names of the fields that differ from what is stored."""
        return [name for name in super().changed_data if name not in self.hidden]

    def is_stale(self) -> bool:
        """Return whether the stored row is not the one that the page showed."""
        seen = self.cleaned_data.get("version")
        return self.instance.pk is not None and seen != self.initial["version"]

    def cells(self) -> list[forms.BoundField]:
        """Return the fields that are columns."""
        return [self[name] for name in self.fields if name not in self.hidden]


class CellDecimalField(fields.JapaneseDecimalField):
    """A number of a cell: a column keeps more places than were typed, a cell does not show them."""

    def prepare_value(self, value: Any) -> Any:
        """Return a stored number as it was typed: 97.5, not 97.5000."""
        return super().prepare_value(_plain(value) if isinstance(value, Decimal) else value)


def row_form(model: type[models.Model], names: Sequence[str]) -> type[RowForm]:
    """Return the form class of a row with these fields, in this order."""
    made = forms.modelform_factory(
        model, form=RowForm, fields=list(names), formfield_callback=table_field
    )
    return cast(type[RowForm], made)


def table_field(field: models.Field[Any, Any], **options: Any) -> forms.Field | None:
    """Return the form field for a cell: one line, and the numbers, days and years of Japan."""
    if field.choices or not field.editable:
        return field.formfield(**options)
    options.pop("widget", None)
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        return _own(fields.JapaneseDateField, field)
    if isinstance(field, models.ForeignKey):
        return field.formfield(empty_label="―", **options)
    if isinstance(field, FiscalYearField):
        return _own(fields.FiscalYearFormField, field)
    if isinstance(field, models.IntegerField):
        return field.formfield(form_class=fields.JapaneseIntegerField, **options)
    if isinstance(field, models.DecimalField):
        return field.formfield(form_class=CellDecimalField, **options)
    if isinstance(field, models.TextField):
        return field.formfield(widget=forms.Textarea({"rows": 2}), **options)
    return field.formfield(**options)


def share_choices(forms_: Sequence[forms.BaseForm]) -> None:
    """Ask the database once for the choices of a column, however many rows there are."""
    for name in forms_[0].fields if forms_ else ():
        field = forms_[0].fields[name]
        if isinstance(field, forms.ModelChoiceField):
            choices = list(cast(Iterable[Any], field.choices))
            for form in forms_:
                form.fields[name].choices = choices  # type: ignore[attr-defined]


def words(field: forms.Field, value: Any) -> str:
    """Return a value of a field as people read it, as in a cell of Excel."""
    if value is None or value == "":
        return ""
    if isinstance(field, forms.ChoiceField):
        labels = {str(code): str(label) for code, label in _flat(field)}
        many = value if isinstance(value, list | tuple) else [value]
        return "、".join(labels.get(_code(one), str(one)) for one in many)
    return _written(value)


def read_cell(field: forms.Field, text: str) -> Any:
    """Return what a cell's text means to the field: the code behind a label, yes or no.

    :raises ValidationError: if the text is none of the labels
    """
    if isinstance(field, forms.BooleanField):
        return _yes_or_no(text)
    if not isinstance(field, forms.ChoiceField) or not text:
        return text
    codes = {normalize_key(str(label)): code for code, label in _flat(field)}
    if isinstance(field, forms.MultipleChoiceField):
        parts = text.replace(",", "、").replace("・", "、").split("、")
        return [_code_of(part, codes) for part in parts if part.strip()]
    return _code_of(text, codes)


def as_typed(form: forms.BaseForm, changed: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row's data as if typed: what is stored, with the changed cells over it."""
    stored = {
        name: field.prepare_value(form.get_initial_for_field(field, name))
        for name, field in form.fields.items()
    }
    return stored | dict(changed)


def _own(form_class: type[forms.Field], field: models.Field[Any, Any]) -> forms.Field:
    return form_class(
        label=field.verbose_name, required=not field.blank, help_text=str(field.help_text)
    )


def _flat(field: forms.ChoiceField) -> Iterable[tuple[Any, Any]]:
    choices = cast(Iterable[tuple[Any, Any]], field.choices)
    return [(code, label) for code, label in choices if code != ""]


def _code(value: Any) -> str:
    return str(value.pk) if isinstance(value, models.Model) else str(value)


def _code_of(text: str, codes: Mapping[str, Any]) -> str:
    found = codes.get(normalize_key(text))
    if found is None:
        listed = "、".join(list(codes)[:8])
        message = _("「%(text)s」という選択肢はありません。%(listed)s などから選んでください。")
        raise ValidationError(message % {"text": text, "listed": listed})
    return str(found)


def _yes_or_no(text: str) -> bool:
    word = normalize_key(text).lower()
    if word not in YES | NO:
        message = _("「%(text)s」は読めません。「はい」か「いいえ」を入れてください。")
        raise ValidationError(message % {"text": text})
    return word in YES


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return _("はい") if value else _("いいえ")
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, FiscalYear):
        return value.wareki
    if isinstance(value, Decimal):
        return format_number(_plain(value))
    return format_number(value) if isinstance(value, int) else str(value)


def _plain(value: Decimal) -> Decimal:
    """Return the number without the zeros that the column adds."""
    return Decimal(f"{value.normalize():f}")
