"""A form's fields as the screens show them: label, 「※必須」, hint, error, control."""

from collections.abc import Iterable
from typing import Any

from django.forms import (
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    ChoiceField,
    RadioSelect,
    Select,
)
from django.forms.forms import BaseForm
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform.ui.sentences import spoken_problem

DASHES = "---------"
CHOICES = (RadioSelect, CheckboxSelectMultiple)


def add_problems(form: BaseForm, failure: YakubaError) -> None:
    """Put what a service refused beside the fields; without a field of that name, on top."""
    for problem in failure.problems:
        place = problem.place if problem.place in form.fields else None
        form.add_error(place, str(spoken_problem(problem)))


def errors_of(form: Any, problems: Iterable[Problem] = ()) -> list[dict[str, str]]:
    """Return every error with the id that it leads to (empty: the whole form), in order."""
    found = [{"target": "", "message": str(spoken_problem(each))} for each in problems]
    for each in _forms(form):
        row = f"{title} " if (title := getattr(each, "row_title", "")) else ""
        found += [{"target": "", "message": f"{row}{words}"} for words in each.non_field_errors()]
        found += [
            {"target": _target(each[name]), "message": f"{row}{each[name].label}：{words}"}
            for name in each.fields
            for words in messages_of(each[name])
        ]
    return found


def messages_of(bound: BoundField) -> list[str]:
    """Return the errors of a field; an empty one is told what to do in the words of its control."""
    found = []
    for error in bound.errors.as_data():
        words = [str(message) for message in error.messages]
        found += [_missing(bound)] if error.code == "required" else words
    return found


def render_field(bound: BoundField, *, hint: Any = "", css: str = "", count: int = 0) -> SafeString:
    """Return the whole field."""
    if bound.is_hidden:
        return bound.as_widget()
    hint = hint or bound.help_text
    described = _described(bound, hint=bool(hint), count=count)
    context = {
        "bound": bound,
        "hint": hint,
        "css": css,
        "count": count,
        "kind": _kind(bound),
        "control": _control(bound, described=described, count=count),
        "described": described,
        "errors": messages_of(bound),
    }
    return render_to_string("ui/field.html", context)


def render_control(bound: BoundField, *, label: Any = "") -> SafeString:
    """Return the control and its error, named for readers by `label`."""
    named = {"aria-label": str(label)} if label else {}
    described = f"{bound.auto_id}_e" if bound.errors else ""
    context = {
        "bound": bound,
        "label": label,
        "kind": _kind(bound),
        "control": _control(bound, described=described, extra=named),
        "errors": messages_of(bound),
    }
    return render_to_string("ui/control.html", context)


def render_fields(form: Any, names: tuple[str, ...] = ()) -> SafeString:
    """Return the named fields of a form, or all of them, hidden ones included."""
    chosen = [form[name] for name in names] if names else list(form)
    return format_html_join("\n", "{}", ((render_field(bound),) for bound in chosen))


def _forms(form: Any) -> Iterable[BaseForm]:
    if form is None:
        return []
    return [form] if isinstance(form, BaseForm) else list(form)


def _missing(bound: BoundField) -> str:
    if isinstance(bound.field.widget, CheckboxInput):
        return _("確かめて、印を付けてください。")
    if isinstance(bound.field, ChoiceField):
        return _("選んでください。")
    return _("入力してください。")


def _target(bound: BoundField) -> str:
    """Return the id of the first control of the field."""
    return bound.id_for_label or f"{bound.auto_id}_0"


def _kind(bound: BoundField) -> str:
    widget = bound.field.widget
    if isinstance(widget, CHOICES):
        return "choices"
    if isinstance(widget, CheckboxInput):
        return "check"
    return "group" if widget.use_fieldset else "one"


def _described(bound: BoundField, *, hint: bool, count: int) -> str:
    parts = (("h", hint), ("e", bool(bound.errors)), ("c", bool(count)))
    return " ".join(f"{bound.auto_id}_{letter}" for letter, shown in parts if shown)


def _control(
    bound: BoundField, *, described: str = "", count: int = 0, extra: dict[str, str] | None = None
) -> SafeString:
    _say_empty(bound)
    attrs: dict[str, Any] = dict(extra or {})
    if _kind(bound) in {"one", "group"}:
        attrs["class"] = f"yk-in {bound.field.widget.attrs.get('class', '')}".strip()
    if described:
        attrs["aria-describedby"] = described
    if bound.errors:
        attrs["aria-invalid"] = "true"
    bound.form.use_required_attribute = False  # submitting always works; errors come after it
    if count:
        attrs["data-count"] = f"{bound.auto_id}_c"
    return bound.as_widget(attrs=attrs)


def _say_empty(bound: BoundField) -> None:
    """Let the empty choice say what to do, where Django shows dashes."""
    field: Any = bound.field
    words = _("選んでください") if field.required else _("（選ばない）")
    if getattr(field, "empty_label", None) == DASHES:
        field.empty_label = words
    elif isinstance(field, ChoiceField) and isinstance(field.widget, Select):
        field.widget.choices = [
            (code, words if label == DASHES else label) for code, label in field.widget.choices
        ]
