"""Forms of the office's own pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yakuba.kernel.problems import Problem, YakubaError
from yakuba.platform import clock
from yakuba.platform.office.models import Assignment, Person, Post, Section, SectionSuccession, Town
from yakuba.platform.office.sections import NewSection
from yakuba.platform.ui.fields import JapaneseDateField


class TownForm(forms.ModelForm[Town]):
    """The town and its settings."""

    class Meta:
        model = Town
        fields = (
            "code",
            "name",
            "name_en",
            "prefecture",
            "prefecture_en",
            "contact",
            "contact_en",
            "one_person_section",
            "council_stages",
            "holiday_ordinance",
            "holiday_article",
            "closing_period",
        )


class HandOverForm(forms.Form):
    """Who takes a post over, and from when."""

    post = forms.ModelChoiceField(Post.objects.select_related("section"), label=_("引き継ぐ職"))
    person = forms.ModelChoiceField(Person.objects.all(), label=_("新しく就く人"))
    on = JapaneseDateField(label=_("着任日"), help_text=_("前の人は、その前日で終わります。"))
    kind = forms.ChoiceField(
        label=_("種類"), choices=Assignment.Kind.choices, initial=Assignment.Kind.MAIN
    )


class PasteForm(forms.Form):
    """A staff list copied from Excel."""

    on = JapaneseDateField(label=_("いつから"))
    table = forms.CharField(
        label=_("職員の表"),
        help_text=_(
            "課・氏名・フリガナ・職員番号・職名・役割の6列をExcelからコピーして貼り付けます。"
        ),
        widget=forms.Textarea({"rows": 10}),
        strip=False,
    )


class SectionChangeForm(forms.Form):
    """A rename, a merge or a split of sections."""

    kind = forms.ChoiceField(
        label=_("変更の種類"), choices=SectionSuccession.Kind.choices, widget=forms.RadioSelect
    )
    sections = forms.ModelMultipleChoiceField(
        Section.objects.filter(valid_to=None),
        label=_("前の所属"),
        widget=forms.CheckboxSelectMultiple,
    )
    new = forms.CharField(
        label=_("後の所属"),
        help_text=_("1行に一つ。コードと名称の間は空けます。例：210 税務課"),
        widget=forms.Textarea({"rows": 3}),
    )
    on = JapaneseDateField(label=_("期日"), help_text=_("普通は4月1日です。"))

    def clean_new(self) -> list[NewSection]:
        """Return the new sections.

        :raises ValidationError: if a line has no code and name
        """
        lines = [line.split(None, 1) for line in self.cleaned_data["new"].splitlines() if line]
        if any(len(parts) != 2 for parts in lines):
            raise forms.ValidationError(
                gettext("コードと名称の両方を書いてください。例：210 税務課")
            )
        return [NewSection(code, name.strip()) for code, name in lines]

    def clean(self) -> dict[str, Any]:
        """Return the cleaned values if their numbers suit the kind of change.

        :raises ValidationError: if they do not
        """
        values = super().clean() or {}
        counts = (len(values.get("sections") or ()), len(values.get("new") or ()))
        fits = {
            SectionSuccession.Kind.RENAME: counts == (1, 1),
            SectionSuccession.Kind.MERGE: counts[0] > 1 and counts[1] == 1,
            SectionSuccession.Kind.SPLIT: counts[0] == 1 and counts[1] > 1,
        }
        if not self.errors and not fits[values["kind"]]:
            message = gettext("改称は1から1、統合は2以上から1、分割は1から2以上です。")
            raise forms.ValidationError(message)
        return values


def chosen_people(numbers: list[str]) -> list[Person]:
    """Return the people whose boxes were ticked.

    :raises YakubaError: if none was
    """
    chosen = [number for number in numbers if number.isdecimal()]
    people = list(Person.objects.filter(pk__in=chosen).select_related("account"))
    if not people:
        message = gettext("だれも選ばれていません。")
        raise YakubaError(
            Problem("people.none", message, gettext("印刷する人に印を付けてください。"))
        )
    return people


def first_of_month() -> Any:
    """Return the day that a change usually begins: the first of this month."""
    return clock.today().replace(day=1)
