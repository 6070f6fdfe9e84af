"""The forms of the yearly report."""

from datetime import date
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from yakuba.core.evaluation.models import Cause, Grade, Round, Scale, Sheet, Stage, YearlyAction
from yakuba.core.evaluation.sheets import TEXTS
from yakuba.core.evaluation.twofold import Twofold
from yakuba.core.indicators import rules
from yakuba.core.indicators.models import WITHOUT_VALUE, Actual, Indicator, Method, Status
from yakuba.core.indicators.services import Entry, check_day, check_entry, plain, rounding_of
from yakuba.core.indicators.targets import Aim
from yakuba.platform.office.models import Section
from yakuba.platform.ui.fields import (
    DateTripleField,
    JapaneseDecimalField,
)
from yakuba.platform.ui.once import new_key
from yakuba.platform.ui.sentences import spoken_problem

LIMIT: Final = 600
REQUIRED: Final = {"required": _("入力してください。")}
# A section enters figures; corrections belong to publication.
TYPED_STATUS: Final = [
    (code, label) for code, label in Status.choices if code not in (Status.CORRECTED,)
]


class Prose(forms.CharField):
    """Some sentences; a line break is one character, as on the screen."""

    default_error_messages = {
        **REQUIRED,
        "max_length": _("%(limit_value)s字までです。いま%(show_value)s字あります。"),
    }

    def __init__(self, *, rows: int = 6, max_length: int = LIMIT, **options: Any) -> None:
        # The control sets no limit of its own: what is too long is said, never cut.
        super().__init__(widget=forms.Textarea({"rows": rows}), max_length=max_length, **options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Return the attributes of the control."""
        return {}

    def to_python(self, value: Any) -> str:
        """Return the text with plain line breaks."""
        return super().to_python(str(value or "").replace("\r\n", "\n")) or ""


class VersionedForm(forms.Form):
    """A form that knows which version its writer saw, and its own key.

    `seen` is the version before a conflict; the choice between two writers goes by it.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    once = forms.CharField(widget=forms.HiddenInput, required=False, initial=new_key)


class TextForm(VersionedForm):
    """One of the texts of a report."""

    def __init__(self, *args: Any, sheet: Sheet, **options: Any) -> None:
        super().__init__(*args, **options)
        self.sheet = sheet

    def values(self) -> dict[str, Any]:
        """Return what was typed, as `save_sheet` takes it."""
        return {name: self.cleaned_data[name] for name in self.fields if name in _TYPED}


class DoneForm(TextForm):
    """できたこと."""

    done_text = Prose(
        label=_("できたことは何ですか"),
        help_text=_("その年に起きたことを、町民に話すように2～3文で。600字まで。"),
    )


class NextForm(TextForm):
    """次にすること."""

    next_text = Prose(
        label=_("次に何をしますか"),
        help_text=_("次の年度の取組に引き継がれます。いつまでに何をするかを書きます。600字まで。"),
    )


class NotDoneForm(TextForm):
    """できなかったことと、その理由; causes and grade."""

    not_done_text = Prose(
        label=_("できなかったことは何で、なぜですか"),
        help_text=_(
            "その年に起きたことを、町民に話すように2～3文で。なければ「ありません」と書きます。600字まで。"
        ),
    )
    causes = forms.MultipleChoiceField(
        label=_("主な原因はどれですか"),
        choices=Cause.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    grade = forms.ChoiceField(
        label=_("評価はどれですか"),
        widget=forms.RadioSelect,
        required=False,
        error_messages=REQUIRED,
    )
    override_reason = Prose(
        label=_("決まりとちがう評価を選んだ理由"),
        help_text=_("決まりどおりの評価のときは、書かなくて構いません。300字まで。"),
        rows=3,
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.grades = {str(g.pk): g for g in self.sheet.round.scale.grades.order_by("position")}
        choices = [(code, self._label(grade)) for code, grade in self.grades.items()]
        if self.sheet.suggested_id is None:
            choices.append(("", say("評価しない")))
        self.fields["grade"].choices = choices  # type: ignore[attr-defined]
        self.fields["grade"].required = self.sheet.suggested_id is not None

    def _label(self, grade: Grade) -> Any:
        if grade.pk != self.sheet.suggested_id:
            return grade.word
        chip = format_html('<span class="yk-chip yk-chip--blue">{}</span>', say("決まりどおり"))
        return format_html("{} {}", grade.word, chip)

    def clean_grade(self) -> Grade | None:
        """Return the grade that was chosen."""
        return self.grades.get(self.cleaned_data["grade"])

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where the grade is not the one that the rule gives."""
        typed = super().clean() or {}
        grade = typed.get("grade")
        differs = grade is not None and grade.pk != self.sheet.suggested_id
        if differs and not typed.get("override_reason", "").strip():
            self.add_error(
                "override_reason",
                say("決まりとちがう評価を選んだ理由が書かれていません。")
                + say("理由を書くか、決まりどおりの評価を選んでください。"),
            )
        return typed


_TYPED: Final = (*TEXTS, "causes", "grade", "override_reason")


_NUMBERS: Final = ("numerator", "denominator", "value")


class FigureForm(forms.Form):
    """The figure of one indicator: a value, or the two counts of a ratio."""

    status = forms.ChoiceField(label=_("状態"), choices=TYPED_STATUS)
    numerator = JapaneseDecimalField(required=False, max_digits=20, decimal_places=4)
    denominator = JapaneseDecimalField(required=False, max_digits=20, decimal_places=4)
    value = JapaneseDecimalField(label=_("実績値"), required=False, max_digits=20, decimal_places=4)
    as_of = DateTripleField(label=_("いつの値か"), required=False)
    source_note = forms.CharField(
        label=_("元の資料"),
        max_length=200,
        required=False,
        help_text=_("資料の名前とページを書くか、下で資料を添付します。"),
    )
    upload = forms.FileField(label=_("資料を添付する"), required=False)
    note = forms.CharField(label=_("備考"), max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    aim: Aim | None = None
    before: Actual | None = None
    merged: Twofold | None = None

    def __init__(
        self,
        *args: Any,
        indicator: Indicator,
        method: Method,
        actual: Actual | None,
        **options: Any,
    ) -> None:
        self.indicator, self.method, self.actual = indicator, method, actual
        options.setdefault("initial", _stored(actual))
        options["prefix"] = f"i{indicator.pk}"
        super().__init__(*args, **options)
        for name in ("value",) if method.is_ratio else ("numerator", "denominator"):
            del self.fields[name]
        if method.is_ratio:
            unit = f"（{method.part_unit}）" if method.part_unit else ""
            self.fields["numerator"].label = f"{method.numerator_name}{unit}"
            self.fields["denominator"].label = f"{method.denominator_name}{unit}"
        else:
            self.fields["value"].label = f"{say('実績値')}（{indicator.unit}）"

    def entry(self) -> Entry:
        """Return what was typed."""
        typed = self.cleaned_data
        return Entry(
            status=typed.get("status", ""),
            as_of=typed.get("as_of"),
            value=typed.get("value"),
            numerator=typed.get("numerator"),
            denominator=typed.get("denominator"),
            source_note=typed.get("source_note", ""),
            source_note_en=self.actual.source_note_en if self.actual else "",
            note=typed.get("note", ""),
        )

    def clean(self) -> dict[str, Any]:
        """Put beside its field what the rules say of the entry."""
        typed = super().clean() or {}
        if self._would_lose_a_number(typed):
            message = say("数が入っていますが、この状態では数を残せません。")
            fix = say("「速報」などの状態を選ぶか、数を消してください。")
            self.add_error("status", message + fix)
        if not self.errors and self.has_changed():
            has_file = bool(typed.get("upload")) or bool(
                self.actual and self.actual.evidence.exists()
            )
            entry = self.entry()
            problems = check_entry(entry, self.method, has_file=has_file) + check_day(entry)
            for problem in problems:
                self.add_error(problem.place, str(spoken_problem(problem)))
        return typed

    def _would_lose_a_number(self, typed: dict[str, Any]) -> bool:
        numbers = [typed[name] for name in self.changed_data if name in _NUMBERS and name in typed]
        return typed.get("status") in WITHOUT_VALUE and any(n is not None for n in numbers)

    @property
    def computed(self) -> Any:
        """Return the value that the counts give, rounded by the method; None without counts."""
        if self.is_bound and self.is_valid() and self.method.is_ratio:
            entry = self.entry()
            if entry.numerator is not None and entry.denominator is not None:
                return rules.value_of(entry.numerator, entry.denominator, rounding_of(self.method))
        return self.actual.value if self.actual else None


def _stored(actual: Actual | None) -> dict[str, Any]:
    if actual is None:
        return {"status": Status.NOT_YET, "version": None}
    names = ("status", "numerator", "denominator", "value", "as_of", "source_note", "note")
    stored = {name: getattr(actual, name) for name in names}
    numbers = {
        name: Decimal(plain(value)) for name, value in stored.items() if isinstance(value, Decimal)
    }
    return stored | numbers | {"version": actual.version}


class ActionForm(forms.Form):
    """What became of one planned action."""

    merged: Twofold | None = None

    actual_text = forms.CharField(
        label=_("したこと"), max_length=200, required=False, widget=forms.Textarea({"rows": 2})
    )
    actual_stage = forms.ChoiceField(
        label=_("いまの段階"), choices=[("", _("選んでください")), *Stage.choices], required=False
    )
    done_on = DateTripleField(label=_("終わった日"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, action: YearlyAction, **options: Any) -> None:
        self.action = action
        names = ("actual_text", "actual_stage", "done_on", "version")
        options.setdefault("initial", {name: getattr(action, name) for name in names})
        options["prefix"] = f"a{action.pk}"
        super().__init__(*args, **options)


class DecideForm(VersionedForm):
    """A decision with its reason."""

    comment = Prose(label=_("意見・差戻しの理由"), rows=3, required=False)


class DueForm(forms.Form):
    """Another due date for a section."""

    section = forms.ModelChoiceField(label=_("課"), queryset=Section.objects.none())
    due_on = DateTripleField(label=_("この課の期限"))
    reason = forms.CharField(label=_("理由"), max_length=120, required=False)

    def __init__(self, *args: Any, sections: Any, opens_on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.opens_on = opens_on
        self.fields["section"].queryset = Section.objects.filter(  # type: ignore[attr-defined]
            pk__in=sections
        )

    def clean_due_on(self) -> date:
        """Refuse a due date before the first day of the round."""
        typed: date = self.cleaned_data["due_on"]
        if typed < self.opens_on:
            raise forms.ValidationError(say("期限が始める日より前です。期限を直してください。"))
        return typed


class RoundForm(forms.Form):
    """The request to all sections."""

    scale = forms.ModelChoiceField(label=_("評価の尺度"), queryset=Scale.objects.all())
    opens_on = DateTripleField(label=_("始める日"))
    due_on = DateTripleField(label=_("期限"))
    message = forms.CharField(
        label=_("各課への連絡"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("去年から変わったことなど。各課のホームに出ます。"),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a due date before the first day."""
        typed = super().clean() or {}
        first, last = typed.get("opens_on"), typed.get("due_on")
        if first and last and last < first:
            self.add_error("due_on", say("期限が始める日より前です。期限を直してください。"))
        return typed

    @classmethod
    def initial_of(cls, round_: Round | None) -> dict[str, Any]:
        """Return what a stored round holds."""
        names = ("scale", "opens_on", "due_on", "message")
        return {name: getattr(round_, name) for name in names} if round_ else {}


class HeadquartersForm(VersionedForm):
    """What headquarters say of a report."""

    grade = forms.ModelChoiceField(
        label=_("本部の評価"),
        queryset=Grade.objects.none(),
        required=False,
        empty_label=_("自己評価のとおり"),
    )
    remark = Prose(
        label=_("本部の意見"),
        rows=4,
        required=False,
        help_text=_("評価を変えるときは、理由を書きます。"),
    )

    def __init__(self, *args: Any, sheet: Sheet, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["grade"].queryset = sheet.round.scale.grades.all()  # type: ignore[attr-defined]
