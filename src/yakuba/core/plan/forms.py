"""Forms of the plan's staff pages."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from yakuba.core.plan.models import Plan
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.text import to_half_width
from yakuba.platform import clock
from yakuba.platform.ui.fields import DateTripleField, FiscalYearFormField, JapaneseIntegerField


class UploadForm(forms.Form):
    """A plan document to read."""

    file = forms.FileField(
        label=_("計画書のファイル"),
        help_text=_(
            "PDF、Word（.docx）、Excel（.xlsx、.xls）、テキスト（.txt）を読み取れます。10MBまで。"
            "読み取るだけで、まだ何も登録しません。"
        ),
    )


_YEARS: Final = ("start_fy", "end_fy")


class HeadForm(forms.Form):
    """What stands at the head of a plan."""

    title = forms.CharField(label=_("計画名"), max_length=120)
    ordinal = JapaneseIntegerField(label=_("第何次"), required=False, min_value=1)
    start_fy = FiscalYearFormField(label=_("最初の年度"))
    end_fy = FiscalYearFormField(label=_("最後の年度"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        tree = self.initial
        years = {name: FiscalYear(tree[name]) for name in _YEARS if tree.get(name)}
        self.initial = {**tree, **years}

    def clean(self) -> dict[str, Any]:
        """Refuse a plan that ends before it starts."""
        values = super().clean() or {}
        start, end = values.get("start_fy"), values.get("end_fy")
        if start and end and end < start:
            self.add_error("end_fy", _("最初の年度より後の年度を入れてください。"))
        return values

    def as_tree_head(self) -> dict[str, Any]:
        """Return the values in the shape of the tree."""
        values = self.cleaned_data
        years = {name: int(values[name]) for name in _YEARS}
        return {"title": values["title"], "ordinal": values["ordinal"], **years}


class RowForm(forms.Form):
    """One goal, measure or item of a reading."""

    key = forms.CharField(required=False, widget=forms.HiddenInput)
    parent = forms.ChoiceField(label=_("どこの下か"), required=False)
    code = forms.CharField(label=_("番号"), required=False, max_length=40, strip=False)
    title = forms.CharField(label=_("名前"), required=False, max_length=200)
    sections = forms.CharField(label=_("担当課"), required=False, max_length=200)
    every_section = forms.BooleanField(label=_("各該当課"), required=False)
    is_dropped = forms.BooleanField(label=_("消す"), required=False)

    def __init__(self, *args: Any, parents: list[tuple[str, str]], row: Any = None, **kwargs: Any):
        if row is not None:
            kwargs["initial"] = {
                **row,
                "code": row["code"] or "",
                "parent": row["parent"] or "",
                "sections": "、".join(row.get("sections", [])),
            }
        super().__init__(*args, **kwargs)
        self.row = row or {"sections": [], "text": "", "place": {}}
        self.is_item = "sections" in self.row
        self.depth = self.row.get("depth", 0)
        choices = [(key, name) for key, name in parents if key != self.row.get("key")]
        self.fields["parent"].choices = [("", _("一番上")), *choices]  # type: ignore[attr-defined]

    def stays(self) -> bool:
        """Return whether the row belongs to the corrected tree."""
        values = self.cleaned_data
        is_empty_new = not values["key"] and not values["title"].strip()
        return not values["is_dropped"] and not is_empty_new

    def as_row(self) -> dict[str, Any]:
        """Return the row as corrected; its new key is given later."""
        values = self.cleaned_data
        row = {**self.row, "key": values["key"], "parent": values["parent"] or None}
        row |= {"code": values["code"] or None, "title": values["title"].strip()}
        if self.is_item:
            row["sections"] = split_sections(values["sections"])
            row["every_section"] = values["every_section"]
        return row


def split_sections(typed: str) -> list[str]:
    """Return the section names of a cell, parted by 、, comma or space."""
    for separator in "、，・\u3000":
        typed = typed.replace(separator, " ")
    return [name for name in typed.replace(",", " ").split(" ") if name]


class StoreForm(forms.Form):
    """How a corrected reading becomes a plan."""

    slug = forms.SlugField(
        label=_("アドレスの名前"),
        max_length=40,
        help_text=_(
            "公開ページのアドレスになります。半角の英数字とハイフン。あとで変えられません。"
        ),
    )
    add_sections = forms.BooleanField(
        label=_("登録されていない課を、いっしょに登録する"), required=False
    )

    def clean_slug(self) -> str:
        """Accept full-width typing."""
        return to_half_width(self.cleaned_data["slug"]).lower()


class DecideForm(forms.Form):
    """Who decided the plan, and when."""

    decided_by = forms.CharField(
        label=_("決定した機関"), max_length=80, initial=_("行財政改革推進本部")
    )
    decided_on = DateTripleField(label=_("決定日"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decided_on"].initial = clock.today


class PlanForm(forms.ModelForm[Plan]):
    """The words of a plan that are not in its tree."""

    class Meta:
        model = Plan
        fields = ("title_en", "parent_plan", "legal_basis")
