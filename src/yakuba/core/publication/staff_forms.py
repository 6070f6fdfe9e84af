"""The forms of publishing and correcting."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from yakuba.core.evaluation.flow import PUBLIC
from yakuba.core.evaluation.lists import codes_of
from yakuba.core.evaluation.models import MoneyEffect, Sheet
from yakuba.core.indicators.models import Indicator
from yakuba.core.indicators.services import method_of
from yakuba.core.plan.models import Plan
from yakuba.core.publication import corrections
from yakuba.core.publication.corrections import TEXTS, VALUE, Wanted
from yakuba.core.publication.money_corrections import AMOUNTS
from yakuba.kernel.fiscal import FiscalYear
from yakuba.kernel.numbers import format_yen
from yakuba.kernel.problems import Problem
from yakuba.platform.ui.fields import JapaneseDecimalField, YenField

REQUIRED = {"required": _("入力してください。")}
EFFECT = "effect-"  # before the number of a money effect, in the address of a place


class LateForm(forms.Form):
    """A reason for each item that the year goes without, and for the release itself."""

    def __init__(
        self,
        *args: Any,
        sheets: Iterable[Sheet],
        codes: Mapping[str, str],
        again: bool,
        late: Mapping[str, str],
        **options: Any,
    ) -> None:
        initial = {f"late-{key}": reason for key, reason in late.items()}
        options["initial"] = initial
        super().__init__(*args, **options)
        self.sheets, self.codes = list(sheets), codes
        for sheet in self.sheets:
            self.fields[_late(sheet)] = forms.CharField(
                label=_("%(key)s %(name)sが間に合わない理由")
                % {"key": codes[sheet.item.item_key], "name": sheet.item.short_name},
                max_length=120,
                required=False,
            )
        if again:
            self.fields["reason"] = forms.CharField(
                label=_("版を改める理由"),
                max_length=120,
                required=False,
                help_text=_("公表されます。訂正だけのときは、空のままで構いません。"),
            )

    def take(self, problems: Iterable[Problem]) -> list[Problem]:
        """Put a report that is not accepted beside its reason once the form was sent.

        Return the other problems; before the form was sent, the rows themselves say it.
        """
        others = []
        for problem in problems:
            name = f"late-{problem.place}"
            if problem.code != "publish.not-accepted" or name not in self.fields:
                others.append(problem)
            elif self.is_bound:
                self.add_error(name, str(problem))
        return others

    @property
    def rows(self) -> list[tuple[Sheet, str, BoundField]]:
        """Return each report that waits with its printed code and the field for its reason."""
        codes = self.codes
        return [(each, codes[each.item.item_key], self[_late(each)]) for each in self.sheets]

    @property
    def late(self) -> dict[str, str]:
        """Return the reasons by item key, without the empty ones."""
        return {
            name.removeprefix("late-"): text
            for name, text in self.cleaned_data.items()
            if name.startswith("late-") and text
        }

    @property
    def reason(self) -> str:
        """Return why a published year is published anew."""
        return str(self.cleaned_data.get("reason", ""))


def _late(sheet: Sheet) -> str:
    return f"late-{sheet.item.item_key}"


class PlaceForm(forms.Form):
    """Where the error is: one published report, and what of it."""

    place = forms.ChoiceField(label=_("まちがいがあるところ"), error_messages=REQUIRED)

    def __init__(self, *args: Any, plan: Plan, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["place"].choices = list(places_of(plan))  # type: ignore[attr-defined]


def places_of(plan: Plan) -> Iterable[tuple[str, Sequence[tuple[str, str]]]]:
    """Yield everything that can be corrected, by report: value is fy:item:field."""
    sheets = Sheet.objects.filter(round__plan=plan, state__in=PUBLIC).select_related(
        "round", "item"
    )
    codes: dict[FiscalYear, dict[str, str]] = {}
    for sheet in sheets.prefetch_related("item__indicators", "item__effects").order_by(
        "-round__fy", "item_id"
    ):
        if (fy := sheet.round.fy) not in codes:
            codes[fy] = codes_of(plan, fy)
        head = f"{sheet.round.fy}:{sheet.item.item_key}"
        figures = [
            (f"{head}:{each.code}", f"{each.name}の実績") for each in sheet.item.indicators.all()
        ]
        effects = [
            (f"{head}:{EFFECT}{each.pk}", _effect_name(each))
            for each in sheet.item.effects.all()
            if each.fy == fy
        ]
        texts = [(f"{head}:{field}", japanese) for field, (japanese, _english) in TEXTS.items()]
        group = f"{fy.wareki} {codes[fy][sheet.item.item_key]} {sheet.item.short_name}"
        yield group, [*figures, *effects, *texts]


def _effect_name(effect: MoneyEffect) -> str:
    return f"{effect.get_effect_class_display()}の効果額（{effect.net_yen:,}円）"


class CorrectionForm(forms.Form):
    """The right value or words, and the cause."""

    numerator = JapaneseDecimalField()
    denominator = JapaneseDecimalField()
    value = JapaneseDecimalField(label=_("正しい値"))
    gross_yen = YenField(label=_("正しい効果額（円）"))
    cost_yen = YenField(label=_("正しい費用（円）"))
    text = forms.CharField(label=_("正しい文"), widget=forms.Textarea({"rows": 6}), max_length=600)
    source_note = forms.CharField(
        label=_("もとの資料"),
        max_length=200,
        required=False,
        help_text=_("資料の名前とページを書きます。空なら、前と同じ資料です。"),
    )
    cause = forms.CharField(
        label=_("まちがいの原因"),
        widget=forms.Textarea({"rows": 3}),
        max_length=400,
        error_messages=REQUIRED,
        help_text=_("公表されます。町民に話すように書きます。"),
    )
    cause_en = forms.CharField(label=_("原因（英語）"), max_length=400, required=False)

    def __init__(self, *args: Any, target: "Target", **options: Any) -> None:
        super().__init__(*args, **options)
        self.target = target
        for name in self._unused():
            del self.fields[name]
        for name in set(self.fields) & set(old := target.old_values()):
            self.fields[name].initial = old[name]
        method = target.method
        if method is not None and method.is_ratio:
            self.fields["numerator"].label = method.numerator_name
            self.fields["denominator"].label = method.denominator_name

    def _unused(self) -> tuple[str, ...]:
        money, parts = ("gross_yen", "cost_yen"), ("numerator", "denominator")
        if self.target.effect is not None:
            return (*parts, "value", "text", "source_note")
        if self.target.indicator is None:
            return (*parts, *money, "value", "source_note")
        ratio = self.target.method is not None and self.target.method.is_ratio
        return (*money, "text", *(("value",) if ratio else parts))

    @property
    def wanted(self) -> Wanted:
        """Return the correction that was typed."""
        return Wanted(
            fy=self.target.fy,
            item=self.target.sheet.item,
            indicator=self.target.indicator,
            field=self.target.field,
            effect=self.target.effect,
            **self.cleaned_data,
        )


class Target:
    """What a correction is about, found by its address fy:item:field."""

    def __init__(self, plan: Plan, place: str) -> None:
        fy, key, field = place.split(":")
        self.place = place
        self.fy = FiscalYear(int(fy))
        self.sheet = Sheet.objects.select_related("item", "round").get(
            round__plan=plan, round__fy=self.fy, item__item_key=key, state__in=PUBLIC
        )
        self.indicator = self.effect = None
        if field.startswith(EFFECT):
            rows = MoneyEffect.objects.filter(item=self.sheet.item, fy=self.fy)
            self.effect = rows.get(pk=field.removeprefix(EFFECT))
        elif field not in TEXTS:
            self.indicator = Indicator.objects.get(item=self.sheet.item, code=field)
        self.field = VALUE if self.indicator else field

    @property
    def method(self) -> Any:
        """Return how the figure was computed, None for a text."""
        if self.indicator is None:
            return None
        return method_of(self.indicator.methods.all(), self.fy)

    @property
    def name(self) -> str:
        """Return what is corrected, in words."""
        if self.effect is not None:
            what = f"{self.effect.get_effect_class_display()}の効果額"
        else:
            what = f"{self.indicator.name}の実績" if self.indicator else TEXTS[self.field][0]
        code = codes_of(self.sheet.round.plan, self.fy)[self.sheet.item.item_key]
        return f"{code} {self.sheet.item.short_name}　{what}"

    def old_values(self) -> dict[str, Any]:
        """Return what was published, by the fields of the form."""
        if self.effect is not None:
            return {name: getattr(self.effect, name) for name in AMOUNTS}
        if self.indicator is None:
            return {"text": getattr(self.sheet, self.field)}
        return corrections.published_values(self.sheet, self.indicator)

    @property
    def old(self) -> str:
        """Return what stands there now."""
        if self.effect is not None:
            gross, cost = (format_yen(getattr(self.effect, name)) for name in AMOUNTS)
            return _("{gross}、かかった費用 {cost}").format(gross=gross, cost=cost)
        if self.indicator is None:
            return str(getattr(self.sheet, self.field))
        return corrections.published_value(self.sheet, self.indicator)
