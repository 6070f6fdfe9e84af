"""The form of a record: its fields for Japanese input, a reason, what was typed before."""

from collections.abc import Callable, Mapping
from typing import Any, Final, cast

from django import forms
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from yakuba.platform.drafts.models import Draft
from yakuba.platform.registers.declaration import Register
from yakuba.platform.registers.facts import form_fields
from yakuba.platform.registers.services import LONGEST_REASON
from yakuba.platform.ui.fields import DateTripleField
from yakuba.platform.ui.rows import table_field

ROWS: Final = 6
FieldKind = Callable[..., forms.Field | None]
OWN: Final = ("reason", "version", "once")


class RecordForm(forms.Form):
    """What stands in every form beside the record's fields."""

    reason = forms.CharField(
        label=_("変更の理由"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=_("変更の記録に残ります。"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    once = forms.CharField(widget=forms.HiddenInput, required=False)

    def values(self) -> dict[str, Any]:
        """Return what was typed for the record's fields."""
        return {name: value for name, value in self.cleaned_data.items() if name not in OWN}


def form_class(register: Register, kind: FieldKind | None = None) -> type[RecordForm]:
    """Return the form of a register: its fields in their order, then reason and versions.

    `kind` makes a form field of a model field (None: as a page wants them).
    """
    own = forms.fields_for_model(
        register.model, fields=list(form_fields(register)), formfield_callback=kind or _form_field
    )
    made: Any = type("Form", (RecordForm,), dict(own))
    made.base_fields = {**own, **RecordForm.base_fields}
    return cast(type[RecordForm], made)


def stored_values(register: Register, record: models.Model) -> dict[str, Any]:
    """Return the record's fields as the form takes them."""
    return forms.model_to_dict(record, fields=list(form_fields(register)))


def typed_values(form: type[RecordForm], draft: Draft | None) -> dict[str, Any]:
    """Return what somebody typed and did not save, as the form takes it."""
    if draft is None:
        return {}
    data = posted(draft.data)
    found = {}
    for name, field in form.base_fields.items():
        if name not in OWN and any(key == name or key.startswith(f"{name}_") for key in data):
            found[name] = field.widget.value_from_datadict(data, {}, name)
    return found


def posted(data: Mapping[str, Any]) -> QueryDict:
    """Return fields kept as JSON as if they were posted."""
    made = QueryDict(mutable=True)
    for name, value in data.items():
        made.setlist(name, [str(v) for v in value] if isinstance(value, list) else [str(value)])
    return made


def _form_field(field: Any, **options: Any) -> forms.Field | None:
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        return DateTripleField(
            label=field.verbose_name, required=not field.blank, help_text=str(field.help_text)
        )
    made = table_field(field, **options)
    if isinstance(field, models.TextField) and made is not None and not field.choices:
        made.widget = forms.Textarea({"rows": ROWS})
    return made
