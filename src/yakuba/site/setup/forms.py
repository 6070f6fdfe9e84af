"""What a new town tells about itself."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yakuba.kernel.problems import YakubaError
from yakuba.kernel.text import to_half_width
from yakuba.kernel.wareki import parse_date
from yakuba.platform.office.models import ClosedDay, Town


class CodeField(forms.CharField):
    """A municipality code, also typed in full-width digits."""

    def to_python(self, value: Any) -> str:
        """Return the half-width code."""
        return to_half_width(str(value or "")).strip()


class TownForm(forms.ModelForm[Town]):
    """Code, names and contact of the town, and the days on which its office is closed."""

    code = CodeField(
        label=_("市町村コード"),
        max_length=6,
        help_text=_("総務省の6けたの番号です。最後の1けたは検査数字です。"),
    )
    closed_days = forms.CharField(
        label=_("役場が休みの日"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "土日、祝日、12月29日から1月3日は入っています。ほかにあれば1行に1日ずつ、"
            "「令和6年8月15日 お盆」のように書きます。"
        ),
    )

    class Meta:
        model = Town
        fields = ("code", "name", "prefecture", "name_en", "contact", "closing_period")
        help_texts = {"contact": _("公開ページの下と、庁内の画面に出ます。")}

    def clean_closed_days(self) -> list[tuple[Any, str]]:
        """Return the days with their names.

        :raises ValidationError: if a line has no day
        """
        found = []
        lines = self.cleaned_data["closed_days"].splitlines()
        for number, line in enumerate(lines, 1):
            day, _gap, name = line.strip().replace("\u3000", " ").partition(" ")
            if not day:
                continue
            try:
                found.append((parse_date(day), name.strip() or str(_("休み"))))
            except YakubaError as failure:
                raise forms.ValidationError(f"{number}行目：{failure}") from failure
        return found

    @transaction.atomic
    def store(self) -> Town:
        """Store the town, whose one row has the number 1, and its closed days."""
        self.instance.pk = 1
        town = self.save()
        for day, name in dict(self.cleaned_data["closed_days"]).items():
            ClosedDay(date=day, name=name).save()
        return town
